"""String lines together: one below the other, with nothing else beside or between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.pages.page import Box, Line, around, box_array

MOST_LINES = 3_000
MOST_STRANDS = 300
# In sizes: how far the next line of a column may be off and still stand beside another, and how far a
# line may reach out of its column, which is known from so many lines.
BESIDE = 0.6
ALIEN = 2.5
COLUMN_LINES = 6
# In sizes: how far in, and how far below it, a label ("IV:") has what is set in under it, and how near above
# and below it nothing else may stand there.
SET_IN = 6.0
BELOW = 2.6
LEVEL = 0.8


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
    boxes = _with_reach(lines)
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
    found: list[Strand] = []
    for position in range(len(lines)):
        if position in started:
            continue
        strand = [position]
        while strand[-1] in links:
            strand.append(links[strand[-1]])
        found.extend(_without_aliens([lines[each] for each in strand]))
    return _disentangled(_disentangled(found)) if len(found) <= MOST_STRANDS else found


def _with_reach(lines: Sequence[Line]) -> NDArray[np.float64]:
    """Return the boxes of lines, each label's as wide as to reach over what is set in right below it.

    A label that is shorter than the indent stands above its list, though nothing of the list is below it.
    """
    boxes = box_array([line.box for line in lines])
    bases = np.array([line.baseline for line in lines])
    reaching = boxes.copy()
    for place, line in enumerate(lines):
        off = (bases - line.baseline) / line.size
        near = (boxes[:, 2] > line.box.left) & (boxes[:, 0] < line.box.left + SET_IN * line.size)
        near &= np.abs(off) < BELOW
        near[place] = False
        level = near & (np.abs(off) <= LEVEL) & (boxes[:, 2] > line.box.right)
        under = near & (off > LEVEL)
        if level.any() or not under.any():
            continue
        begins = boxes[under & (off <= off[under].min() + BESIDE), 0].min()
        if begins > line.box.right - 1.0:
            reaching[place, 2] = begins + line.size
    return reaching


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
    many = len(lines) >= COLUMN_LINES
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
