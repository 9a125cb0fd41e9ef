"""Set bullets on the line of the words that they stand before, also those that are drawn, not written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters
from corpus.pages.page import Box, box_array

_BULLETS = tuple(map(ord, "•▪●◦‣·○■□➢–—"))
# In sizes: how far behind a bullet its words stand, and how high its middle is above their line; a line is
# level when it is off by less, and what stands so near before a bullet makes it a sign among words.
BULLET_REACH = 4.5
LOWEST_BULLET, HIGHEST_BULLET = -0.1, 0.8
BULLET_LEVEL = 0.25
BULLET_NEAR = 1.0
MOST_BULLETS = 500


def with_level_bullets(characters: Characters, sizes: NDArray[np.float64]) -> Characters:
    """Return characters with each bullet that stands alone on the line of the words right behind it."""
    bullets = np.flatnonzero(np.isin(characters.codes, _BULLETS))[:MOST_BULLETS]
    if not len(bullets):
        return characters
    lefts, rights = characters.boxes[:, 0], characters.boxes[:, 2]
    bases = characters.bases.copy()
    words = ~np.isin(characters.codes, _BULLETS)
    for bullet in bullets.tolist():
        size = np.minimum(sizes, sizes[bullet])
        off = np.abs(characters.bases[:, 1] - characters.bases[bullet, 1]) / size
        room = (lefts - rights[bullet]) / sizes[bullet]
        middle = (characters.boxes[bullet, 1] + characters.boxes[bullet, 3]) / 2
        height = (characters.bases[:, 1] - middle) / sizes
        behind = words & (room > -BULLET_LEVEL) & (room < BULLET_REACH)
        behind &= (height > LOWEST_BULLET) & (height < HIGHEST_BULLET)
        before = (np.abs(lefts[bullet] - rights) < BULLET_NEAR * sizes[bullet]) & (off < 2 * BULLET_LEVEL)
        before[bullet] = False
        if not behind.any() or before.any() or (behind & (off < BULLET_LEVEL)).any():
            continue
        nearest = np.flatnonzero(behind)[np.argmin(off[behind])]
        bases[bullet, 1] = characters.bases[nearest, 1]
    return replace(characters, bases=bases)


# In sizes of the words behind it: how far before them a drawn bullet ends, how high above their line its
# middle is, how large it is at most, and the room before it, in which neither words nor other dots stand.
DRAWN_REACH = (0.1, 1.8)
DRAWN_HEIGHT = (0.1, 0.6)
LARGEST_DRAWN = 0.7
FREE = 2.5
# What a bullet is written in one go with: nothing.
_OBJECT = 3 << 62


def with_drawn_bullets(characters: Characters, dots: Sequence[Box]) -> Characters:
    """Return the characters with a bullet for each of `dots` that stands alone right before level words.

    A browser that prints a page draws the marks of its lists.
    """
    if not len(characters.codes) or not 0 < len(dots) <= MOST_BULLETS:
        return characters
    found = dict(_bulleted(characters, dots))
    for number, (place, dot) in enumerate(sorted(found.items(), key=lambda item: -item[0])):
        look = characters.looks[int(characters.styles[place])]
        bullet = Characters(
            np.array([ord("•")], np.uint32),
            box_array([dot]),
            np.array([[dot.left, characters.bases[place, 1]]], np.float64),
            np.zeros(1, np.int64),
            np.zeros(1, np.int64),
            (replace(look, bold=False, italic=False),),
            np.zeros(1, bool),
            np.array([_OBJECT + number], np.uint64),
        )
        characters = characters.inserted(place, bullet)
    return characters


def _bulleted(characters: Characters, dots: Sequence[Box]) -> Iterator[tuple[int, Box]]:
    """Yield the first letter behind each dot that is a bullet, with the dot."""
    sizes = np.array([look.size for look in characters.looks])[characters.styles]
    level = np.array([look.turn == 0 for look in characters.looks])[characters.styles]
    lefts, rights, bases = characters.boxes[:, 0], characters.boxes[:, 2], characters.bases[:, 1]
    others = box_array(dots)
    middles = (others[:, 1] + others[:, 3]) / 2
    for dot in dots:
        height = (bases - dot.middle) / sizes
        row = level & (height > DRAWN_HEIGHT[0]) & (height < DRAWN_HEIGHT[1])
        behind = np.flatnonzero(row & (lefts > dot.left))
        if not len(behind):
            continue
        first = int(behind[np.argmin(lefts[behind])])
        size = float(sizes[first])
        free = dot.left - FREE * size
        near = DRAWN_REACH[0] * size < lefts[first] - dot.right < DRAWN_REACH[1] * size
        beside = (others[:, 2] > free) & (others[:, 2] < dot.left)
        beside |= (others[:, 0] > dot.right) & (others[:, 0] < lefts[first])
        beside &= np.abs(middles - dot.middle) < size
        alone = not beside.any() and not (row & (rights > free) & (lefts <= dot.left)).any()
        if near and alone and max(dot.width, dot.height) < LARGEST_DRAWN * size:
            yield first, dot
