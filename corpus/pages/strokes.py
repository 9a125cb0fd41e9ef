"""Find the words that a drawn line strikes out, as word processors draw it when they write a PDF."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters
from corpus.pages.page import Box

MOST_LINES = 2_000
# In sizes of the letters: how far above the baseline the line runs, how thick it is at most, and how far from
# the letters' outer edges it ends. An underline runs lower; a rule of a table or a fraction ends elsewhere.
LOWEST = 0.17
HIGHEST = 0.4
THICKEST = 0.13
OUTER = 0.4
FEWEST_LETTERS = 3
# Of its width, letters fill at least so much.
FILLED = 0.6


def struck_out(characters: Characters, lines: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell which upright characters a line runs through from end to end; `lines` are level ones."""
    struck = np.zeros(len(characters.codes), bool)
    if not len(struck) or not lines:
        return struck
    sizes = np.array([look.size for look in characters.looks])[characters.styles]
    level = np.array([look.turn == 0 for look in characters.looks])[characters.styles]
    order = np.argsort(characters.bases[:, 1], kind="stable")
    bases = characters.bases[order, 1]
    largest = float(sizes.max())
    for line in lines[:MOST_LINES]:
        first, last = np.searchsorted(bases, [line.middle, line.middle + HIGHEST * largest])
        near = order[first:last]
        middles = (characters.boxes[near, 0] + characters.boxes[near, 2]) / 2
        above = (characters.bases[near, 1] - line.middle) / np.maximum(sizes[near], 0.1)
        through = (above >= LOWEST) & (above <= HIGHEST) & (line.left <= middles) & (middles <= line.right)
        crossed = near[through & level[near]]
        if len(crossed) >= FEWEST_LETTERS and _ends_with(line, characters.boxes[crossed], sizes[crossed]):
            struck[crossed] = True
    return struck


def _ends_with(line: Box, boxes: NDArray[np.float64], sizes: NDArray[np.float64]) -> bool:
    """Tell whether a thin line begins and ends where letters do, and these fill it."""
    size = float(sizes.min())
    outer = (boxes[:, 0].min() - line.left, line.right - boxes[:, 2].max())
    filled = float((boxes[:, 2] - boxes[:, 0]).sum())
    thin = line.height <= THICKEST * size
    return bool(thin and max(map(abs, outer)) <= OUTER * size and filled >= FILLED * line.width)
