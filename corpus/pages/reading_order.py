"""Put the parts of a page in the order in which they are read.

Two rules make it (after Breuel, "High Performance Document Layout Analysis", 2003): what stands above
something comes before it; what stands in a column to the left comes before what stands in one to the
right, unless something across both, and between them in height, parts them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.pages.columns import column_of
from corpus.pages.page import Box, box_array

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
