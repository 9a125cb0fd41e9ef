"""Find the columns of a page, and the order in which they are read.

Two rules make it (after Breuel, "High Performance Document Layout Analysis", 2003): what stands above
something comes before it; what stands in a column to the left comes before what stands in one to the
right, unless something across both, and between them in height, parts them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.pages.page import Box, around, box_array
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


Flags = NDArray[np.bool_]
MOST_PARTS = 300
# A share of the narrower width from which two boxes stand one above the other.
ABOVE = 0.15


def in_order(boxes: Sequence[Box], columns: Sequence[Box]) -> list[int]:
    """Return the order in which parts of a page are read; `columns` are the columns of running text."""
    if len(boxes) > MOST_PARTS:
        return sorted(range(len(boxes)), key=lambda each: (boxes[each].top, boxes[each].left))
    widened = [_widened(box, columns) for box in boxes]
    before = _relations(
        box_array([box for box, _ in widened]), np.array([number for _, number in widened]), columns
    )
    waiting = set(range(len(boxes)))
    order: list[int] = []
    while waiting:
        rest = sorted(waiting, key=lambda each: (boxes[each].top, boxes[each].left))
        indices = np.array(rest)
        free = [each for each in rest if not before[indices, each].any()]
        order.append((free or rest)[0])
        waiting.remove(order[-1])
    return order


def _widened(box: Box, columns: Sequence[Box]) -> tuple[Box, int]:
    """Return a box as wide as the column that it stands in, and the number of that column."""
    column = column_of(box, columns)
    if column is None:
        return box, -1
    wide = Box(min(box.left, column.left), box.top, max(box.right, column.right), box.bottom)
    return wide, columns.index(column)


def _relations(boxes: NDArray[np.float64], numbers: NDArray[np.int64], columns: Sequence[Box]) -> Flags:
    """Return a matrix that tells which part must come before which."""
    left, top, right, bottom = boxes.T
    overlap = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    width = right - left
    same = overlap > ABOVE * np.minimum(width[:, None], width)
    middle = (top + bottom) / 2
    above = (middle[:, None] < middle) & same
    beside = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top) > 1.0
    facing = beside | _in_facing_columns(numbers, columns)
    leftwards = ~same & (left[:, None] < left) & facing
    # A part across both, and between them in height, parts two columns.
    between = (np.minimum(middle[:, None], middle)[:, :, None] < middle) & (
        np.maximum(middle[:, None], middle)[:, :, None] > middle
    )
    parted = (between & same[:, None, :] & same[None, :, :]).any(axis=2)
    relations: Flags = above | (leftwards & (beside | ~parted))
    return relations


def _in_facing_columns(numbers: NDArray[np.int64], columns: Sequence[Box]) -> Flags:
    facing = np.zeros((len(columns) + 1, len(columns) + 1), bool)
    for first, one in enumerate(columns):
        for second, other in enumerate(columns):
            facing[first, second] = one.shares_height(other) and not one.shares_width(other)
    found: Flags = facing[np.ix_(numbers, numbers)]
    return found
