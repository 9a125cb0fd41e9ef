"""Find a row of a table: by what it says with the names of its columns, as it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.formats.table_rows import Cell, ReadTable, cell_text, read_table
from corpus.places.letters import Letters, Parts, PlacedCell, PlacedTable, fold
from corpus.text.hyphenation import vocabulary

# Pages above that the header of a table may stand on.
PAGES_BACK = 12

_Row = Sequence[PlacedCell]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a table with its cells' lines, and the lines of what it is read with.

    `header` are rows that name the columns, `labels` a label above it or a cell that reaches down to it.
    `others` are all other lines of the table.
    """

    page: Parts
    cells: tuple[tuple[Letters, ...], ...]
    others: tuple[Letters, ...]
    header: tuple[tuple[Letters, ...], ...] = ()
    labels: tuple[tuple[Letters, ...], ...] = ()

    @property
    def lines(self) -> tuple[Letters, ...]:
        """Return the lines of all its cells."""
        return tuple(line for cell in self.cells for line in cell)


def find_rows(wanted: str, parts: Callable[[int], Parts], page: int, most: int) -> list[PlacedRow]:
    """Return the `most` likeliest rows on `page` that read as `wanted`, letters folded, from the top.

    `parts` gives the parts of a page: a table may go on under a header of a page before.
    """
    found: list[tuple[int, int, PlacedRow]] = []
    tables = parts(page).tables
    broken = [_with_rest(tables[-1], below) for below in parts(page + 1).tables[:1]] if tables else []
    for table in (*tables, *filter(None, broken)):
        for header in ((), *_headers_before(table, parts, page)):
            rows = list(_matching(wanted, table, header, parts(page)))
            if rows:
                found.extend((lacking, len(found) + place, row) for place, (lacking, row) in enumerate(rows))
                break
    likeliest = sorted(found, key=lambda each: each[:2])[:most]
    return [row for _, _, row in sorted(likeliest, key=lambda each: each[1])]


def _headers_before(
    table: PlacedTable, parts: Callable[[int], Parts], page: int
) -> Iterator[tuple[_Row, ...]]:
    """Yield the headers of the tables that `table` may go on with, from the nearest."""
    for number in range(page - 1, max(0, page - 1 - PAGES_BACK), -1):
        above = [each for each in reversed(parts(number).tables) if each.columns == table.columns]
        for each in above:
            yield each.rows[: each.header_rows or 1]
        if not above:
            return


def _with_rest(table: PlacedTable, below: PlacedTable) -> PlacedTable | None:
    """Return a table whose last row goes on in the first of the next page's table, None where it does not."""
    if not table.rows or table.columns != below.columns:
        return None
    count = table.header_rows or 1
    again = list(map(_texts, below.rows[:count])) == list(map(_texts, table.rows[:count]))
    rows = below.rows[count:] if again else below.rows
    last = table.rows[-1]
    if not rows or len(rows[0]) != len(last) or rows[0][0].cell.lines:
        return None
    joined = tuple(
        replace(cell, cell=replace(cell.cell, lines=(*cell.cell.lines, *rest.cell.lines)))
        for cell, rest in zip(last, rows[0], strict=True)
    )
    return replace(table, rows=(*table.rows[:-1], joined))


def _matching(
    wanted: str, table: PlacedTable, header: tuple[_Row, ...], page: Parts
) -> Iterator[tuple[int, PlacedRow]]:
    """Yield the rows of a table, under a header of its own or of a page before, that read as `wanted`."""
    rows: list[_Row] = list(table.rows)
    count = table.header_rows
    if header:
        again = list(map(_texts, rows[: len(header)])) == list(map(_texts, header))
        rows, count = [*header, *(rows[len(header) :] if again else rows)], len(header)
    cells = _cells(rows)
    for caption in ("", "Table"):
        read = read_table(cells, header_rows=count, caption=caption)
        found = [
            (lacking, _placed(rows, row.position, row.labels, read, page))
            for row in read.rows
            if row.position >= len(header) and (lacking := _lacking(fold(row.text), wanted)) is not None
        ]
        if found:
            yield from found
            return


def _lacking(text: str, wanted: str) -> int | None:
    """Return how many digits of `text` are not in `wanted`, None when they differ in more than that."""
    position = 0
    for letter in text:
        if position < len(wanted) and letter == wanted[position]:
            position += 1
        elif not letter.isdigit():
            return None
    return len(text) - position if position == len(wanted) else None


def _placed(
    rows: Sequence[_Row], position: int, labels: Iterable[int], read: ReadTable, page: Parts
) -> PlacedRow:
    own = {id(cell) for cell in rows[position]}
    reaching = (
        cell.lines
        for above, row in enumerate(rows[:position])
        for cell in row
        if above + cell.cell.rows > position
    )
    header = tuple(_lines(rows[each]) for each in read.header)
    beside = (*(_lines(rows[each]) for each in labels), *filter(None, reaching))
    known = {id(line) for group in (*header, *beside) for line in group}
    others = (line for row in rows for cell in row if id(cell) not in own for line in cell.lines)
    return PlacedRow(
        page,
        tuple(cell.lines for cell in rows[position] if cell.lines),
        tuple(line for line in others if id(line) not in known and line.page == page.number),
        header,
        beside,
    )


def _lines(row: _Row) -> tuple[Letters, ...]:
    return tuple(line for cell in row for line in cell.lines)


def _texts(row: _Row) -> list[str]:
    return [line.text for line in _lines(row)]


def _cells(rows: Sequence[_Row]) -> list[list[Cell]]:
    from corpus.pages.flow import text_of

    words = vocabulary(line.text for row in rows for cell in row for line in cell.cell.lines)
    return [
        [
            Cell(cell_text([text_of(each.cell.lines, words)]), each.cell.columns, each.cell.rows)
            for each in row
        ]
        for row in rows
    ]
