"""Put lines together, bullets before their words; write what is raised or lowered in them as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from corpus.decoding import drop_unseen
from corpus.pages.characters import Characters
from corpus.pages.page import Box, Line, box_array
from corpus.pages.runs import (
    LEAST_SHIFT,
    SMALLER,
    SPACE,
    Indices,
    Run,
    Walls,
    gather_runs,
    with_bullets,
)
from corpus.text.scripts import Script, marked, written_scripts

# In sizes: how far a raised character stands above the baseline, and by how much more than its letters do the
# words of a line stand apart that is spaced out letter by letter.
RAISED_SHIFT = 0.12
TRACKING = 0.12
# Letters that are not smaller are raised or lowered when they stand as far from the baseline.
SURELY_SHIFTED = 0.22
_SIGNS = tuple(map(ord, "+-−–"))
FEW_GAPS = 6
_SCRIPTS = (Script.LEVEL, Script.RAISED, Script.LOWERED)
# A line with a larger share of characters that the file does not tell is rubbish.
MOST_UNMAPPED = 0.25


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the characters that it is made of, as indices; `raised` marks those that stand higher."""

    line: Line
    characters: Indices
    raised: NDArray[np.bool_]
    spaced: NDArray[np.bool_]
    unmapped: bool


def place_lines(characters: Characters, rules: Sequence[Box] = ()) -> list[PlacedLine]:
    """Return the lines of upright characters in no particular order; `rules` that run down part them."""
    if not len(characters.codes):
        return []
    sizes = np.array([max(look.size, 0.5) for look in characters.looks])[characters.styles]
    walls = Walls.of(rules)
    characters = _with_level_bullets(with_bullets(characters, sizes, walls), sizes)
    runs = gather_runs(characters, sizes, walls)
    return [line for run in runs if (line := _placed(characters, sizes, run)) is not None]


def _placed(characters: Characters, sizes: NDArray[np.float64], run: Run) -> PlacedLine | None:
    order = run.characters
    own, boxes = sizes[order], characters.boxes[order]
    shift = (run.base - characters.bases[order, 1]) / run.size
    small = own < SMALLER * run.size
    raised, lowered = small & (shift > RAISED_SHIFT), small & (shift < -LEAST_SHIFT)
    far = np.abs(shift) > SURELY_SHIFTED
    # "24+0" says the same however high the days are set.
    if far.any() and not np.isin(characters.codes[order[far & ~small]], _SIGNS).any():
        raised, lowered = raised | (far & (shift > 0)), lowered | (far & (shift < 0))
    gaps = np.diff(boxes[:, 0], prepend=boxes[0, 0])
    # From where one letter ends to where the next is written, which its box may reach before.
    gaps[1:] = characters.bases[order[1:], 0] - boxes[:-1, 2]
    # In words that are spaced out letter by letter, most gaps are wide.
    usual = float(np.percentile(gaps[1:], 35)) / run.size if len(gaps) > FEW_GAPS else 0.0
    wide = gaps > max(SPACE, usual + TRACKING) * run.size
    spaced = wide | ((characters.spaces[order] > 0) & (gaps > -0.1 * run.size))
    spaced[0] = False
    # A subscript stands a little away from its word, and what follows a raised mark does too.
    spaced &= ~(lowered & (gaps < 0.3 * run.size) & (characters.spaces[order] == 0))
    scripts = raised + 2 * lowered
    text = _text(characters.codes[order].tolist(), spaced.tolist(), scripts.tolist() if scripts.any() else ())
    unmapped = float(characters.unmapped[order].mean()) > MOST_UNMAPPED
    if not (text or unmapped):
        return None
    line = Line(
        text,
        Box(
            float(boxes[:, 0].min()),
            run.base - 0.75 * run.size,
            float(boxes[:, 2].max()),
            run.base + 0.25 * run.size,
        ),
        run.base,
        run.size,
        *_weight(characters, order, spaced),
        marked=bool(raised[0]),
    )
    return PlacedLine(line, order, raised, spaced, unmapped)


def _weight(characters: Characters, order: Indices, spaced: NDArray[np.bool_]) -> tuple[bool, bool, bool]:
    looks = characters.looks
    bold = np.array([look.bold for look in looks])[characters.styles[order]]
    italic = np.array([look.italic for look in looks])[characters.styles[order]]
    first_word = int(np.argmax(spaced)) if spaced.any() else len(order)
    return bool(bold.mean() > 0.9), bool(italic.mean() > 0.9), bool(bold[: max(1, first_word)].all())


def _text(codes: Sequence[int], spaced: Sequence[bool], scripts: Sequence[int]) -> str:
    """Return the characters of a line; `scripts` numbers how each stands in it, none where all are level."""
    characters = [
        chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
    ]
    shown = [f" {each}" if space else each for each, space in zip(characters, spaced, strict=True)]
    if not scripts:
        return " ".join(drop_unseen("".join(shown)).split())
    together = groupby(zip(scripts, shown, strict=True), key=lambda pair: pair[0])
    pieces = [(script, drop_unseen("".join(each for _, each in pairs))) for script, pairs in together]
    text = "".join(marked(words, _SCRIPTS[script]) for script, words in pieces)
    return " ".join(written_scripts(text, opens_note=True).split())


_BULLETS = tuple(map(ord, "•▪●◦‣·○■□➢–—"))
# In sizes: how far behind a bullet its words stand, and how high its middle is above their line; a line is
# level when it is off by less, and what stands so near before a bullet makes it a sign among words.
BULLET_REACH = 4.5
LOWEST_BULLET, HIGHEST_BULLET = -0.1, 0.8
BULLET_LEVEL = 0.25
BULLET_NEAR = 1.0
MOST_BULLETS = 500


def _with_level_bullets(characters: Characters, sizes: NDArray[np.float64]) -> Characters:
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
