"""Find the columns of a table: between rules that run down, else by the white space that does."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corpus.pages.page import Box, Line, around

# In sizes of the letters: white space that parts two columns.
COLUMN_GAP = 0.45
# Shares: a rule between columns runs down so much of the table; a piece belongs where so much of it stands.
MOST_DOWN = 0.35
IN_COLUMN = 0.25
SAME_RULE = 2.5
# In points: what is wider is no page but a fault in the file.
WIDEST_TABLE = 20_000.0


def inner_walls(down: Sequence[Box], area: Box) -> list[float]:
    """Return where rules run down between the columns."""
    lengths: dict[float, float] = {}
    for rule in sorted(down, key=lambda rule: rule.left):
        middle = (rule.left + rule.right) / 2
        near = next((x for x in lengths if abs(x - middle) < SAME_RULE), middle)
        length = min(rule.bottom, area.bottom) - max(rule.top, area.top)
        lengths[near] = lengths.get(near, 0.0) + max(0.0, length)
    inside = (x for x, length in lengths.items() if length > MOST_DOWN * area.height)
    return sorted(x for x in inside if area.left + 2 < x < area.right - 2)


def between(walls: Sequence[float], area: Box) -> list[tuple[float, float]]:
    """Return the columns between the rules that run down."""
    edges = [area.left - 3, *walls, area.right + 3]
    return list(pairwise(edges))


def open_columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Return where the columns begin and end, by the white space that runs down between them."""
    several = [row for row in rows if len(row) > 1]
    boxes = [line.box for row in rows for line in row if not _is_across(line, several)]
    if not boxes:
        return []
    area = around(boxes)
    if area.width > WIDEST_TABLE:
        return []
    covered = np.zeros(int(area.width) + 2, np.int64)
    for box in boxes:
        covered[
            int(box.left - area.left) : max(int(box.left - area.left) + 1, round(box.right - area.left))
        ] += 1
    size = statistics.median(line.size for row in rows for line in row)
    slack = len(rows) // 12
    columns: list[tuple[float, float]] = []
    start: int | None = None
    for x, filled in enumerate([*(covered > slack).tolist(), False]):
        if filled and start is None:
            start = x
        elif not filled and start is not None:
            columns.append((area.left + start, area.left + x))
            start = None
    return _apart(columns, COLUMN_GAP * size)


def _apart(columns: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in columns:
        if merged and left - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], right)
        else:
            merged.append((left, right))
    return merged


def _is_across(line: Line, rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether a line stands above or below two cells of some other row."""
    for row in rows:
        if any(line is each for each in row):
            continue
        under = [
            each
            for each in row
            if min(each.box.right, line.box.right) - max(each.box.left, line.box.left)
            > IN_COLUMN * each.box.width
        ]
        if len(under) > 1:
            return True
    return False


def place(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Return the first column that a line stands in and how many it spans."""
    shares = [min(line.box.right, right) - max(line.box.left, left) for left, right in columns]
    least = min(1.0 * line.size, IN_COLUMN * line.box.width)
    inside = [column for column, share in enumerate(shares) if share > least]
    if not inside:
        middle = (line.box.left + line.box.right) / 2
        nearest = min(range(len(columns)), key=lambda each: abs(sum(columns[each]) / 2 - middle))
        return nearest, 1
    return inside[0], inside[-1] - inside[0] + 1
