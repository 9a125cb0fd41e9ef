"""Make rows and cells of the lines in a table's area, by its rules or by how they align."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.pages.page import Box, Line, around, level_rows
from corpus.pages.table_columns import between, inner_walls, open_columns, place

# In sizes of the letters: how far lines of one row may be off.
LEVEL = 0.35
# A rule that parts rows crosses this share of the table.
MOST_ACROSS = 0.5
# A row is set apart from the next by more than the lines inside it are.
ROW_GAP = 1.22
TIGHT = 1.45
# Of the bands between rules, so many may hold a row whose cells are all wrapped where each holds one row.
WRAPPED = 0.4
MOST_HEADER_LINES = 5
SAME_RULE = 2.5
_Ruled = list[float]
_NUMBER = re.compile(r"[<>≤≥±+–-]?\s?\d[\d.,]*\s?%?")


@dataclass(frozen=True, slots=True)
class TableCell:
    """The lines of a cell, from the top, and how many columns and rows it spans."""

    lines: tuple[Line, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: its rows, and how many of them name the columns where that can be told.

    `ruled` tells that rules close its cells; it is not `certain` where they and the words do not agree.
    `apart` is the number of the box that it stands in, 0 for none.
    """

    rows: tuple[tuple[TableCell, ...], ...]
    lines: tuple[Line, ...]
    box: Box
    page: int
    header_rows: int | None = None
    certain: bool = True
    ruled: bool = False
    apart: int = 0

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
    rows = level_rows(lines, LEVEL)
    walls = inner_walls(down, area)
    columns = between(walls, area) if walls else open_columns(rows)
    if len(columns) < 2:
        return None
    edges = _row_edges(across, area)
    placed = [_Row([(*place(line, columns), line) for line in row]) for row in rows]
    bands = _bands(placed, edges)
    several = len(bands) > 3 or (len(bands) > 2 and all(row.bold for row in bands[0]))
    alone = several and _part_rows(bands, len(columns))
    if walls and len(bands) > 2:
        made = [_merged(band) for band in bands]
    else:
        made = [row for band in bands for row in _logical_rows(band, placed, several, alone)]
    if len(made) < 2:
        return None
    # Where rules part every row, the first of them sets no names apart.
    header = _header_rows(made, bands, ruled_rows=alone or (bool(walls) and len(bands) > 2))
    cells = tuple(_with_spans(_cells(row, len(columns)) for row in made))
    return Table(cells, tuple(lines), area, page, header)


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


def _part_rows(bands: Sequence[Sequence[_Row]], width: int) -> bool:
    """Tell whether rules part each row from the next: few bands have two lines with words in all columns."""
    several = sum(sum(len(row.filled) == width for row in band) > 1 for band in bands)
    return several <= WRAPPED * len(bands)


def _logical_rows(
    band: Sequence[_Row], everything: Sequence[_Row], several: bool, alone: bool
) -> Iterator[_Row]:
    """Yield the rows of a table that a band of lines makes up, lines of one cell joined.

    There may be `several` bands, and rules may part each row from the next: then it stands `alone`.
    """
    width = max(max(row.filled) for row in everything) + 1
    whole = sum(len(row.filled) == width for row in band)
    if (several and whole <= 1) or (alone and _is_wrapped(band)):
        yield _merged(band)
        return
    distances = [below.baseline - above.baseline for above, below in pairwise(band)]
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


def _is_wrapped(band: Sequence[_Row]) -> bool:
    """Tell whether all lines of a band stand near each other, none a row of its own by its figures."""
    return all(
        below.baseline - above.baseline < TIGHT * above.size
        and not _are_values(above, below)
        and above.bold == below.bold
        for above, below in pairwise(band)
    )


def _goes_on(run: Sequence[_Row], row: _Row, distance: float, tight: float, *, spaced: bool) -> bool:
    """Tell whether a line of a table goes on with the cells of the row above it."""
    above = run[-1]
    if _are_values(above, row) or (distance > ROW_GAP * tight and spaced):
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


def _are_values(above: _Row, row: _Row) -> bool:
    """Tell whether both have a bare number in one column beside a label each: no cell holds the two."""
    numbers = [
        {first for first, count, line in each.pieces if first and count == 1 and _NUMBER.fullmatch(line.text)}
        for each in (above, row)
    ]
    return 0 in above.filled and 0 in row.filled and bool(numbers[0] & numbers[1])


def _header_rows(rows: Sequence[_Row], bands: Sequence[list[_Row]], *, ruled_rows: bool) -> int | None:
    """Return how many rows name the columns: those above the first rule, or the bold ones above a rule."""
    bold = 0
    # A bold label in the first column alone is that of the rows below it.
    while bold < len(rows) and rows[bold].bold and not (bold and rows[bold].filled == {0}):
        bold += 1
    if 0 < bold < len(rows):
        ends = [each for each in _band_ends(rows, bands) if each <= bold]
        return ends[-1] if ends else bold
    if ruled_rows or len(bands) < 2 or len(bands[0]) > MOST_HEADER_LINES:
        return None
    return next(_band_ends(rows, bands)) or None


def _band_ends(rows: Sequence[_Row], bands: Sequence[list[_Row]]) -> Iterator[int]:
    """Yield how many rows stand above each rule inside."""
    above: set[int] = set()
    for band in bands[:-1]:
        above |= {id(line) for row in band for _, _, line in row.pieces}
        yield sum(any(id(line) in above for _, _, line in row.pieces) for row in rows)


def _cells(row: _Row, width: int) -> list[TableCell]:
    """Return a cell for each column, fewer where one spans several."""
    cells: list[TableCell] = []
    column = 0
    while column < width:
        starting = [(count, line) for first, count, line in row.pieces if first == column]
        count = max((count for count, _ in starting), default=1)
        inside = [line for first, _, line in row.pieces if column <= first < column + count]
        inside.sort(key=lambda line: (round(line.baseline), line.order))
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
