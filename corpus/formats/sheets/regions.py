"""Where the tables of a sheet stand, and which of their rows name columns.

Tables are parted where a spreadsheet ends its current region, at rows without content. A row names columns
only where the sheet says so: by a defined table or a filter, by what stays in view, in bold or on a colour,
or where it holds words above figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, takewhile

from corpus.errors import UnreadableFileError
from corpus.formats.sheets import BEYOND, Sheet, SheetCell
from corpus.formats.table_rows import MOST_COLUMNS

LONGEST_NAME_WORDS = 14
MOST_HEADER_ROWS = 3
# Rows times columns of cells that span several.
MOST_SPANNED = 2_000_000
_FIGURE = re.compile(r"[<>≤≥±~]?\s*\d")

# A row's cells by their columns; a cell that spans several stands in each.
Row = dict[int, SheetCell]


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that belong together; `first` is the place of the topmost on its sheet."""

    first: int
    rows: Sequence[Row]

    def columns(self) -> list[int]:
        """Return the columns in which something stands."""
        return sorted({column for row in self.rows for column in row})

    def within(self, columns: Sequence[int]) -> Region:
        """Return what stands in those columns."""
        kept = [{column: row[column] for column in columns if column in row} for row in self.rows]
        above = sum(1 for _ in takewhile(lambda row: not row, kept))
        below = sum(1 for _ in takewhile(lambda row: not row, reversed(kept)))
        return Region(self.first + above, kept[above : len(kept) - below])


def filled_cells(row: Row) -> list[SheetCell]:
    """Return the cells of a row that hold text, each once."""
    return list({id(cell): cell for cell in row.values() if cell.text}.values())


def regions(sheet: Sheet) -> Iterator[Region]:
    """Yield the regions of a sheet from the top, of those side by side the left one first."""
    rows = _rows(sheet)
    last = max(rows, default=0)
    joined = {row for area in sheet.areas for row in range(area.top + 1, min(area.bottom, last) + 1)}
    places = sorted(rows)
    begun = accumulate(place - 1 not in rows and place not in joined for place in places)
    for _, group in groupby(zip(begun, places, strict=True), key=lambda each: each[0]):
        members = [place for _, place in group]
        yield from _side_by_side(Region(members[0], [rows[place] for place in members]))


def _rows(sheet: Sheet) -> dict[int, Row]:
    """Return the rows of a sheet that hold something, cells in each row and column that they span."""
    last = max((row for row, _ in sheet.cells), default=0)
    rows: dict[int, Row] = {}
    taken = 0
    for (top, left), cell in sorted(sheet.cells.items(), key=lambda each: each[0]):
        if left > MOST_COLUMNS:
            sheet.leave_out(cell.place, BEYOND)
            continue
        height, width = min(cell.rows, last - top + 1), min(cell.columns, MOST_COLUMNS - left + 1)
        taken += height * width
        if taken > MOST_SPANNED:
            raise UnreadableFileError("its merged cells span more than a sheet holds; save it anew")
        for row in range(top, top + height):
            for column in range(left, left + width):
                rows.setdefault(row, {}).setdefault(column, cell)
    return rows


def _side_by_side(region: Region) -> Iterator[Region]:
    """Yield the tables that an empty column parts, or the region where it only spaces one table out."""
    lines = leading_lines(region)
    body = Region(region.first + len(lines), region.rows[len(lines) :])
    columns = body.columns()
    parted = groupby(enumerate(columns), lambda each: each[1] - each[0])
    parts = [[column for _, column in run] for _, run in parted]
    tables = [body.within(part) for part in parts]
    apart = [len(part) > 1 for part in parts]
    if len(parts) < 2 or not all(apart) or not all(_are_apart(tables[0], each) for each in tables[1:]):
        yield region
        return
    if lines:
        yield Region(region.first, lines)
    yield from tables


def _are_apart(left: Region, right: Region) -> bool:
    """Tell whether what stands to the right is a table of its own: its first column tells its rows apart."""
    one, other = _first_column(left), _first_column(right)
    if one[:1] == other[:1] or len(left.rows) != len(right.rows) or left.first != right.first:
        return True
    below = other[1:]
    return len(set(below)) == len(below) == len(right.rows) - 1 and not any(map(_has_digit, below))


def _first_column(region: Region) -> list[str]:
    first = min(region.columns())
    return [row[first].text for row in region.rows if first in row]


def leading_lines(region: Region) -> list[Row]:
    """Return the rows at the top that hold one line of text, as above a table, and no name of a column."""
    first = min(region.columns())

    def is_line(row: Row) -> bool:
        filled = filled_cells(row)
        return len(filled) < 2 and (not filled or filled[0].columns == 1 or row.get(first) is filled[0])

    return list(takewhile(is_line, region.rows))


def header_rows(sheet: Sheet, region: Region) -> int:
    """Return how many rows at the top of a table name its columns, 0 where nothing says that they do."""
    rows = region.rows
    stated = [
        area.top - region.first + area.header
        for area in sheet.areas
        if area.header and region.first <= area.top < region.first + MOST_HEADER_ROWS
    ]
    frozen = sheet.frozen - region.first + 1
    looks = (_alike(rows, lambda cell: cell.bold), _alike(rows, lambda cell: cell.filled))
    count = next(
        (each for each in (*stated, frozen, *looks) if 0 < each <= MOST_HEADER_ROWS),
        int(_names_above_figures(rows)),
    )
    first = min(region.columns())
    while 0 < count < min(len(rows) - 1, MOST_HEADER_ROWS) and _reaches(rows[count - 1], rows[count], first):
        count += 1
    return count if count < len(rows) else 0


def _alike(rows: Sequence[Row], look: Callable[[SheetCell], bool | str]) -> int:
    """Count the rows at the top that a look sets apart from all others of several cells."""
    looks = [_look_of(row, look) if len(filled_cells(row)) > 1 else "" for row in rows]
    count = sum(1 for _ in takewhile(lambda each: each and each == looks[0], looks))
    return 0 if count == len(rows) or looks[0] in looks[count:] else count


def _look_of(row: Row, look: Callable[[SheetCell], bool | str]) -> bool | str:
    """Return the look that all cells of a row share, empty where they share none."""
    shared = {look(cell) for cell in filled_cells(row)}
    return shared.pop() if len(shared) == 1 else ""


def _names_above_figures(rows: Sequence[Row]) -> bool:
    """Tell whether the first row is of short words, and a column below it of figures."""
    first = {column: cell for column, cell in rows[0].items() if cell.text}
    texts = [cell.text for cell in filled_cells(rows[0])]
    short = all(len(text.split()) <= LONGEST_NAME_WORDS for text in texts)
    if any(cell.figure for cell in first.values()) or not short or len(set(texts)) < len(texts):
        return False
    labels = [row[min(row)] for row in rows if row]
    if all(cell.bold or cell.text.endswith(":") for cell in labels):
        return False
    for column, cell in first.items():
        below = [row[column] for row in rows[1:] if column in row and row[column].text]
        told = [each.figure or (_has_digit(each.text) and not _has_digit(cell.text)) for each in below]
        if told and all(told):
            return len(texts) > 1 and not any(_FIGURE.match(text) for text in texts)
    return False


def _reaches(above: Row, below: Row, first: int) -> bool:
    """Tell whether a header goes on below: with a cell that spans both rows, names under one, or units.

    `first` is the column of the labels: where nothing stands in it, a row is none of the table's own.
    """
    spanning = (cell.rows <= MOST_HEADER_ROWS and below.get(column) is cell for column, cell in above.items())
    if any(spanning):
        return True
    filled = filled_cells(below)
    if not filled or any(cell.figure for cell in filled):
        return False
    labelled = first in below and bool(below[first].text)
    named = [below[at] for at, cell in above.items() if cell.columns > 1 and below.get(at, cell) is not cell]
    if len(list(filter(lambda cell: cell.text, named))) > 1:
        return not labelled or not any(_has_digit(cell.text) for cell in named)
    return not labelled and not any(_has_digit(cell.text) or " " in cell.text for cell in filled)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
