"""Find the columns of a page and the order in which its parts are read.

Lines are strung together into strands: lines one below the other with nothing else beside or between
them. Strands, tables, pictures and boxes are then put in order by two rules (after Breuel, "High
Performance Document Layout Analysis", 2003): what stands above something comes before it; what stands in
a column to the left comes before what stands in one to the right, unless something across both parts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.pages.page import Box, Line, around

Flags = NDArray[np.bool_]
MOST_LINES = 3_000
MOST_PARTS = 300
# A column of running text: so many lines, of so many letters and words, most of which fill its width.
COLUMN_LINES = 4
COLUMN_LETTERS = 18
COLUMN_WORDS = 4
FILLED = 0.8
MOSTLY = 0.5
# Shares of the narrower width from which two boxes stand one above the other.
ABOVE = 0.15
INSIDE = 0.85
ALIKE = 0.85
# In sizes: how far a line of the next column may be off and still stand beside.
BESIDE = 0.6
# In sizes: the widest gap inside a justified line.
JUSTIFIED_GAP = 4.0
# In sizes: how far a line may reach out of its column.
ALIEN = 2.5


@dataclass(frozen=True, slots=True)
class Strand:
    """Lines one below the other, from the top."""

    lines: tuple[Line, ...]
    box: Box


def strands(lines: Sequence[Line], parts: Sequence[Box] = ()) -> list[Strand]:
    """Return the strands of `lines`; no strand runs across one of `parts`, which stand between the lines."""
    lines = sorted(lines, key=lambda line: (line.baseline, line.box.left))
    found: list[Strand] = []
    for start in range(0, len(lines), MOST_LINES):
        found.extend(_strands(lines[start : start + MOST_LINES], parts))
    return found


def _strands(lines: Sequence[Line], parts: Sequence[Box]) -> list[Strand]:
    boxes = _array([line.box for line in lines])
    bases = np.array([line.baseline for line in lines])
    sizes = np.array([line.size for line in lines])
    below = _neighbours(boxes, bases, sizes)
    above = {after: before for before, after in below.items()}
    links = {
        before: after
        for before, after in below.items()
        if above[after] == before and not _is_parted(lines[before], lines[after], parts)
    }
    started = set(links.values())
    found = []
    for position in range(len(lines)):
        if position in started:
            continue
        strand = [position]
        while strand[-1] in links:
            strand.append(links[strand[-1]])
        found.extend(_without_aliens([lines[each] for each in strand]))
    return _disentangled(_disentangled(found)) if len(found) <= MOST_PARTS else found


def _disentangled(found: Sequence[Strand]) -> list[Strand]:
    """Cut strands that reach around others: a wide paragraph ends where a column begins to its right."""
    return [part for strand in found for part in _cut(strand, list(_heights(strand.box, found)))]


def _heights(box: Box, others: Sequence[Strand]) -> Iterator[float]:
    """Yield where narrower strands that stand partly inside `box` begin and end."""
    for other in (strand.box for strand in others):
        inside = other.shares_width(box, 2) and other.shares_height(box)
        if inside and other is not box and other.width <= box.width:
            yield from (other.top, other.bottom)


def _cut(strand: Strand, heights: Sequence[float]) -> Iterator[Strand]:
    run: list[Line] = []
    for line in strand.lines:
        if run and any(run[-1].box.middle < height < line.box.middle for height in heights):
            yield Strand(tuple(run), around(each.box for each in run))
            run = []
        run.append(line)
    yield Strand(tuple(run), around(each.box for each in run))


def _without_aliens(lines: Sequence[Line]) -> Iterator[Strand]:
    """Yield a strand, cut where lines that reach out of its column stand above or below the others."""
    lefts, rights = [line.box.left for line in lines], [line.box.right for line in lines]
    left, right = np.percentile(lefts, 10), np.percentile(rights, 90)
    many = len(lines) >= COLUMN_LINES + 2
    run: list[Line] = []
    alien = False
    for line in lines:
        reach = ALIEN * line.size
        out = bool(many and (line.box.left < left - reach or line.box.right > right + reach))
        if run and out != alien:
            yield Strand(tuple(run), around(each.box for each in run))
            run = []
        run.append(line)
        alien = out
    yield Strand(tuple(run), around(each.box for each in run))


def _neighbours(
    boxes: NDArray[np.float64], bases: NDArray[np.float64], sizes: NDArray[np.float64]
) -> dict[int, int]:
    """Return the line right below each, where there is one only and the other has no other above it."""
    count = len(bases)
    below: dict[int, int] = {}
    followers: dict[int, list[int]] = {}
    for each in range(count):
        overlap = np.minimum(boxes[each, 2], boxes[:, 2]) - np.maximum(boxes[each, 0], boxes[:, 0])
        under = (overlap > 1.0) & (bases > bases[each] + 0.5 * np.minimum(sizes[each], sizes))
        if not under.any():
            continue
        nearest = bases[under].min()
        row = np.flatnonzero(under & (bases <= nearest + BESIDE * sizes[each]))
        for other in row.tolist():
            followers.setdefault(other, []).append(each)
        if len(row) == 1:
            below[each] = int(row[0])
    return {before: after for before, after in below.items() if _sole(before, followers[after], bases, sizes)}


def _sole(
    before: int, candidates: Sequence[int], bases: NDArray[np.float64], sizes: NDArray[np.float64]
) -> bool:
    """Tell whether no other line stands as near above."""
    return all(
        each == before or bases[each] < bases[before] - BESIDE * sizes[before] for each in candidates
    ) and bases[before] == max(bases[each] for each in candidates)


def _is_parted(first: Line, second: Line, parts: Sequence[Box]) -> bool:
    span = Box(
        max(first.box.left, second.box.left),
        first.baseline,
        min(first.box.right, second.box.right),
        second.box.top,
    )
    return any(part.shares_width(span) and span.top - 1 <= part.middle <= span.bottom + 1 for part in parts)


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
    return columns


def _without_overhang(strand: Strand) -> Box:
    """Return the box around a column, but for a line or two that stick out of it."""
    box = strand.box
    right = float(np.percentile([line.box.right for line in strand.lines], 90))
    return Box(box.left, box.top, min(box.right, right + 2), box.bottom)


def _are_alike(first: Box, second: Box) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared >= ALIKE * max(first.width, second.width)


def with_justified_gaps_closed(lines: Sequence[Line]) -> list[Line]:
    """Join the pieces of a line that was stretched so far that its words looked like columns.

    Such a gap has words right above it and right below it, which the gap between two columns has not.
    """
    if not lines:
        return []
    rows = _rows(lines)
    closed: list[Line] = []
    for above, row, below in zip([[], *rows[:-1]], rows, [*rows[1:], []], strict=True):
        joined = [row[0]]
        for line in row[1:]:
            if _is_justified_gap(joined[-1], line, above, below):
                joined[-1] = beside(joined[-1], line)
            else:
                joined.append(line)
        closed.extend(joined)
    return closed


def beside(first: Line, second: Line) -> Line:
    """Return two lines that stand side by side as one."""
    return Line(
        f"{first.text} {second.text}",
        around((first.box, second.box)),
        first.baseline,
        first.size,
        first.bold and second.bold,
        first.italic and second.italic,
        first.opens_bold,
        first.marked,
    )


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _is_justified_gap(first: Line, second: Line, above: Sequence[Line], below: Sequence[Line]) -> bool:
    gap = second.box.left - first.box.right
    if first.size != second.size or gap > JUSTIFIED_GAP * first.size:
        return False
    middle = (first.box.right + second.box.left) / 2

    span = Box(first.box.left, first.box.top, second.box.right, first.box.bottom)
    near = [
        [
            line
            for line in row
            if abs(line.baseline - first.baseline) < 2 * first.size and line.box.shares_width(span)
        ]
        for row in (above, below)
    ]
    crossed = [
        any(line.box.left < middle - gap / 2 and line.box.right > middle + gap / 2 for line in row)
        for row in near
        if row
    ]
    return bool(crossed) and all(crossed)


def in_order(boxes: Sequence[Box], columns: Sequence[Box]) -> list[int]:
    """Return the order in which parts of a page are read; `columns` are the columns of running text."""
    if len(boxes) > MOST_PARTS:
        return sorted(range(len(boxes)), key=lambda each: (boxes[each].top, boxes[each].left))
    widened = [_widened(box, columns) for box in boxes]
    before = _relations(
        _array([box for box, _ in widened]), np.array([number for _, number in widened]), columns
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


def column_of(box: Box, columns: Sequence[Box]) -> Box | None:
    """Return the narrowest column that a box stands in."""
    around_it = [
        column
        for column in columns
        if min(box.right, column.right) - max(box.left, column.left) >= INSIDE * box.width
    ]
    return min(around_it, key=lambda column: column.width, default=None)


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


def _array(boxes: Sequence[Box]) -> NDArray[np.float64]:
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], np.float64).reshape(-1, 4)
