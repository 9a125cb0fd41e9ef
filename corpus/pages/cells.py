"""Make rows and cells of the lines in a table's area, by its rules where it has any, else by how they align."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.pages.page import Box, Line, around

# In sizes of the letters: white space that parts two columns, and how far lines of one row may be off.
COLUMN_GAP = 0.45
LEVEL = 0.35
# Shares: a rule that parts rows crosses most of the table; pieces that stand so far in a column are of it.
MOST_ACROSS = 0.5
MOST_DOWN = 0.35
IN_COLUMN = 0.25
# A row is set apart from the next by more than the lines inside it are.
ROW_GAP = 1.22
TIGHT = 1.45
MOST_HEADER_LINES = 5
SAME_RULE = 2.5
# In points: what is wider is no page but a fault in the file.
WIDEST_TABLE = 20_000.0
_Ruled = list[float]


@dataclass(frozen=True, slots=True)
class TableCell:
    """The lines of a cell, from the top, and how many columns and rows it spans."""

    lines: tuple[Line, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: its rows, and how many of them name the columns where that can be told."""

    rows: tuple[tuple[TableCell, ...], ...]
    lines: tuple[Line, ...]
    box: Box
    page: int
    header_rows: int | None = None

    @property
    def columns(self) -> int:
        """Return how many columns the table has."""
        return max((sum(cell.columns for cell in row) for row in self.rows), default=0)


@dataclass(slots=True)
class _Row:
    """Lines in the columns that they stand in: (first column, number of columns, line)."""

    pieces: list[tuple[int, int, Line]]

    @property
    def filled(self) -> set[int]:
        return {column for first, count, _ in self.pieces for column in range(first, first + count)}

    @property
    def baseline(self) -> float:
        return statistics.median(line.baseline for _, _, line in self.pieces)

    @property
    def size(self) -> float:
        return max(line.size for _, _, line in self.pieces)

    @property
    def bold(self) -> bool:
        return all(line.bold for _, _, line in self.pieces)

    @property
    def spans(self) -> bool:
        return any(count > 1 for _, count, _ in self.pieces)


def make_table(
    lines: Sequence[Line], page: int, across: Sequence[Box] = (), down: Sequence[Box] = ()
) -> Table | None:
    """Return the table that `lines` make up, `None` where they have not two rows and two columns.

    `across` and `down` are the rules in the table's area.
    """
    if len(lines) < 3:
        return None
    area = around(line.box for line in lines)
    rows = level_rows(lines)
    walls = _inner_walls(down, area)
    columns = _between(walls, area) if walls else _columns(rows)
    if len(columns) < 2:
        return None
    edges = _row_edges(across, area)
    placed = [_Row([(*_place(line, columns), line) for line in row]) for row in rows]
    bands = _bands(placed, edges)
    if walls and len(bands) > 2:
        made = _grid_rows(bands, across, edges, columns)
    else:
        made = [row for band in bands for row in _logical_rows(band, placed, alone=len(bands) > 3)]
    if len(made) < 2:
        return None
    header = _header_rows(made, bands, ruled_rows=bool(walls) and len(bands) > 2)
    cells = tuple(_with_spans(_cells(row, len(columns)) for row in made))
    return Table(cells, tuple(lines), area, page, header)


def level_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines that stand on one height together, from the top, each row from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= LEVEL * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _inner_walls(down: Sequence[Box], area: Box) -> list[float]:
    """Return where rules run down between the columns."""
    lengths: dict[float, float] = {}
    for rule in sorted(down, key=lambda rule: rule.left):
        middle = (rule.left + rule.right) / 2
        near = next((x for x in lengths if abs(x - middle) < SAME_RULE), middle)
        length = min(rule.bottom, area.bottom) - max(rule.top, area.top)
        lengths[near] = lengths.get(near, 0.0) + max(0.0, length)
    inside = (x for x, length in lengths.items() if length > MOST_DOWN * area.height)
    return sorted(x for x in inside if area.left + 2 < x < area.right - 2)


def _between(walls: Sequence[float], area: Box) -> list[tuple[float, float]]:
    edges = [area.left - 3, *walls, area.right + 3]
    return list(zip(edges, edges[1:], strict=False))


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
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


def _place(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Return the first column that a line stands in and how many it spans."""
    shares = [min(line.box.right, right) - max(line.box.left, left) for left, right in columns]
    least = min(1.0 * line.size, IN_COLUMN * line.box.width)
    inside = [column for column, share in enumerate(shares) if share > least]
    if not inside:
        middle = (line.box.left + line.box.right) / 2
        nearest = min(range(len(columns)), key=lambda each: abs(sum(columns[each]) / 2 - middle))
        return nearest, 1
    return inside[0], inside[-1] - inside[0] + 1


def _row_edges(across: Sequence[Box], area: Box) -> _Ruled:
    """Return the heights at which rules part the rows."""
    lengths: dict[float, float] = {}
    for rule in sorted(across, key=lambda rule: rule.middle):
        near = next((y for y in lengths if abs(y - rule.middle) < SAME_RULE), rule.middle)
        length = min(rule.right, area.right + 8) - max(rule.left, area.left - 8)
        lengths[near] = lengths.get(near, 0.0) + max(0.0, length)
    return sorted(y for y, length in lengths.items() if length > MOST_ACROSS * area.width)


def _bands(rows: Sequence[_Row], edges: _Ruled) -> list[list[_Row]]:
    """Return the rows between each two rules."""
    bands: dict[int, list[_Row]] = {}
    for row in rows:
        middle = row.baseline - 0.25 * row.size
        bands.setdefault(sum(edge < middle for edge in edges), []).append(row)
    return [bands[number] for number in sorted(bands)]


def _merged(rows: Sequence[_Row]) -> _Row:
    return _Row([piece for row in rows for piece in row.pieces])


def _grid_rows(
    bands: Sequence[list[_Row]], across: Sequence[Box], edges: _Ruled, columns: Sequence[tuple[float, float]]
) -> list[_Row]:
    """Return one row for each band between rules; a band that only some columns part joins the one above."""
    del across, edges, columns
    return [_merged(band) for band in bands]


def _logical_rows(band: Sequence[_Row], everything: Sequence[_Row], *, alone: bool) -> Iterator[_Row]:
    """Yield the rows of a table that a band of lines makes up, lines of one cell joined."""
    width = max(max(row.filled) for row in everything) + 1
    whole = sum(len(row.filled) == width for row in band)
    if alone and whole <= 1:
        yield _merged(band)
        return
    distances = [below.baseline - above.baseline for above, below in zip(band, band[1:], strict=False)]
    tight = min(distances, default=0.0)
    spaced = bool(distances) and max(distances) > ROW_GAP * tight and tight < TIGHT * band[0].size
    run: list[_Row] = []
    for position, row in enumerate(band):
        distance = distances[position - 1] if position else 0.0
        if run and not _goes_on(run, row, distance, tight, spaced=spaced):
            yield _merged(run)
            run = []
        run.append(row)
    if run:
        yield _merged(run)


def _goes_on(run: Sequence[_Row], row: _Row, distance: float, tight: float, *, spaced: bool) -> bool:
    """Tell whether a line of a table goes on with the cells of the row above it."""
    above = run[-1]
    if distance > ROW_GAP * tight and spaced:
        return False
    if distance > TIGHT * max(row.size, above.size) or row.bold != above.bold or above.spans or row.spans:
        return False
    if row.bold and above.bold and not spaced:
        return 0 not in row.filled or 0 not in above.filled
    if 0 not in row.filled:
        return True
    if spaced:
        return True
    text = row.pieces[0][2].text
    return row.filled == {0} and 0 in above.filled and text[0].islower()


def _header_rows(rows: Sequence[_Row], bands: Sequence[list[_Row]], *, ruled_rows: bool) -> int | None:
    """Return how many rows name the columns: those above the first rule inside, or the bold ones."""
    bold = 0
    while bold < len(rows) and rows[bold].bold:
        bold += 1
    if 0 < bold < len(rows):
        return bold
    if ruled_rows or len(bands) < 2 or len(bands[0]) > MOST_HEADER_LINES:
        return None
    first = {id(line) for row in bands[0] for _, _, line in row.pieces}
    return sum(any(id(line) in first for _, _, line in row.pieces) for row in rows) or None


def _cells(row: _Row, width: int) -> list[TableCell]:
    """Return a cell for each column, fewer where one spans several."""
    cells: list[TableCell] = []
    column = 0
    while column < width:
        starting = [(count, line) for first, count, line in row.pieces if first == column]
        count = max((count for count, _ in starting), default=1)
        inside = [line for first, _, line in row.pieces if column <= first < column + count]
        inside.sort(key=lambda line: (round(line.baseline), line.box.left))
        cells.append(TableCell(tuple(inside), count))
        column += count
    return cells


def _with_spans(rows: Iterator[list[TableCell]]) -> Iterator[tuple[TableCell, ...]]:
    """Yield the rows, a first cell that is empty in rows otherwise full spanning down to them."""
    listed = [list(row) for row in rows]
    for position, row in enumerate(listed):
        spans = 1
        for below in listed[position + 1 :]:
            empty = not below[0].lines and below[0].columns == 1
            if not row[0].lines or not empty or not all(cell.lines for cell in below[1:]) or len(below) < 3:
                break
            spans += 1
        if spans > 1 and position > 0:
            row[0] = replace(row[0], rows=spans)
            for below in listed[position + 1 : position + spans]:
                below.pop(0)
        yield tuple(row)
