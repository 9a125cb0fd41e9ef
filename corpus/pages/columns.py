"""Find the columns of running text on a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.pages.page import Box, around
from corpus.pages.strands import Strand

# A column of running text: so many lines, of so many letters and words, most of which fill its width.
COLUMN_LINES = 4
COLUMN_LETTERS = 18
COLUMN_WORDS = 4
FILLED = 0.8
MOSTLY = 0.5
# Shares of a width: what stands in a column, what is the same column, and what is in another's way.
INSIDE = 0.85
ALIKE = 0.85
IN_THE_WAY = 0.15


def is_column(strand: Strand) -> bool:
    """Tell whether a strand is a column of running text: most of its lines fill its width."""
    if len(strand.lines) < COLUMN_LINES:
        return False
    rights = np.array([line.box.right for line in strand.lines])
    letters = np.array([len(line.text) for line in strand.lines])
    edge = np.percentile(rights, 90)
    full = rights > strand.box.left + FILLED * (edge - strand.box.left)
    words = np.array([len(line.text.split()) for line in strand.lines])
    running = np.median(letters) >= COLUMN_LETTERS and np.median(words) >= COLUMN_WORDS
    return bool(full.mean() >= MOSTLY and running)


def text_columns(found: Sequence[Strand]) -> list[Box]:
    """Return the columns of running text on a page, those of one place and width as one."""
    columns: list[Box] = []
    for box in (_without_overhang(strand) for strand in found if is_column(strand)):
        alike = next((each for each in columns if _are_alike(each, box)), None)
        if alike is None:
            columns.append(box)
        else:
            columns[columns.index(alike)] = around((alike, box))
    kept: list[Box] = []
    for column in sorted(columns, key=lambda column: -column.height):
        if not any(_is_in_the_way(column, each) for each in kept):
            kept.append(column)
    return kept


def _is_in_the_way(first: Box, second: Box) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared > IN_THE_WAY * min(first.width, second.width)


def _without_overhang(strand: Strand) -> Box:
    """Return the box around a column, but for a line or two that stick out of it."""
    box = strand.box
    right = float(np.percentile([line.box.right for line in strand.lines], 90))
    return Box(box.left, box.top, min(box.right, right + 2), box.bottom)


def _are_alike(first: Box, second: Box) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared >= ALIKE * max(first.width, second.width)


def column_of(box: Box, columns: Sequence[Box]) -> Box | None:
    """Return the narrowest column that a box stands in."""
    around_it = [
        column
        for column in columns
        if min(box.right, column.right) - max(box.left, column.left) >= INSIDE * box.width
    ]
    return min(around_it, key=lambda column: column.width, default=None)
