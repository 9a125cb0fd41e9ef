"""Set bullets on the line of their words: they are often larger, and stand a little above or below it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters

_BULLETS = tuple(map(ord, "•▪●◦‣·○■□➢–—"))
# In sizes: how far behind a bullet its words stand, and how high its middle is above their line; a line is
# level when it is off by less, and what stands so near before a bullet makes it a sign among words.
REACH = 4.5
LOWEST, HIGHEST = -0.1, 0.8
LEVEL = 0.25
NEAR = 1.0
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
        behind = words & (room > -LEVEL) & (room < REACH) & (height > LOWEST) & (height < HIGHEST)
        before = (np.abs(lefts[bullet] - rights) < NEAR * sizes[bullet]) & (off < 2 * LEVEL)
        before[bullet] = False
        if not behind.any() or before.any() or (behind & (off < LEVEL)).any():
            continue
        nearest = np.flatnonzero(behind)[np.argmin(off[behind])]
        bases[bullet, 1] = characters.bases[nearest, 1]
    return replace(characters, bases=bases)
