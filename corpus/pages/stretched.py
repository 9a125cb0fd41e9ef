"""Close the gaps of lines that were stretched so far that their words look like columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.pages.page import Box, Line, around

# In sizes: the widest gap inside a justified line, and how far the next line above or below is.
JUSTIFIED_GAP = 4.0
NEXT_LINE = 2.0
MOST_ROWS = 8
LEVEL = 0.3


def with_gaps_closed(lines: Sequence[Line]) -> list[Line]:
    """Join the pieces of stretched lines.

    Such a gap has words right above it and right below it, which the gap between two columns has not.
    """
    rows = _rows(lines)
    closed: list[Line] = []
    for position, row in enumerate(rows):
        above = rows[max(0, position - MOST_ROWS) : position]
        below = rows[position + 1 : position + 1 + MOST_ROWS]
        joined = [row[0]]
        for line in row[1:]:
            if _is_stretched(joined[-1], line, above, below):
                joined[-1] = _beside(joined[-1], line)
            else:
                joined.append(line)
        closed.extend(joined)
    return closed


def _beside(first: Line, second: Line) -> Line:
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
        if rows and line.baseline - rows[-1][0].baseline <= LEVEL * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _is_stretched(
    first: Line, second: Line, above: Sequence[Sequence[Line]], below: Sequence[Sequence[Line]]
) -> bool:
    gap = Box(first.box.right, first.box.top, second.box.left, first.box.bottom)
    if first.size != second.size or gap.width > JUSTIFIED_GAP * first.size:
        return False
    span = Box(first.box.left, first.box.top, second.box.right, first.box.bottom)
    next_rows = [_next_row(rows, first, span) for rows in (reversed(above), below)]
    crossed = [any(line.box.holds_gap(gap) for line in row) for row in next_rows if row]
    return bool(crossed) and all(crossed)


def _next_row(rows: Iterable[Sequence[Line]], line: Line, span: Box) -> list[Line]:
    """Return the lines of the first of `rows` that stand right above or below `span`."""
    for row in rows:
        near = abs(row[0].baseline - line.baseline) < NEXT_LINE * line.size
        found = [each for each in row if each.box.shares_width(span)] if near else []
        if found:
            return found
    return []
