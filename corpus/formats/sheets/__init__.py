"""Spreadsheets: `xlsx`, `ods` and `delimited` (CSV, TSV) give a `Sheet` each, `tables` makes blocks of it.

`regions` finds the tables and the names of their columns, `number_formats` (over `format_codes`) shows
figures as Excel does, `xlsx_styles` tells how its cells look. What a sheet hides is left out here, and named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from corpus.errors import UnreadableFileError
from corpus.unseen import Unseen

# Rows and cells that hold something, over all sheets of a file. A formulary has some thousand rows.
MOST_ROWS = 20_000
MOST_CELLS = 400_000
# Names of cells in one warning.
MOST_NAMED = 12

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Why the words of a cell are left out.
NOT_COMPUTED = "a formula that was not computed (open the file in its spreadsheet program and save it again)"
NOT_SHOWN = "a figure whose number format is not known (give it a plain one)"
ERROR = "an error in the place of a value"
STRUCK = "words that are struck through"
BEYOND = "a place too far to the right"

# A row and a column, both from 1.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it is shown, with the columns and rows that it spans.

    `figure` tells a number or a date from text, `struck` that its words were struck through and left out.
    `filled` is the colour behind it, whatever its format calls it, empty for none; `note` is what a
    comment on it says.
    """

    place: Place
    text: str = ""
    columns: int = 1
    rows: int = 1
    figure: bool = False
    bold: bool = False
    filled: str = ""
    note: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of a sheet, borders included; `header` is how many rows at its top name its columns."""

    top: int
    left: int
    bottom: int
    right: int
    header: int = 0


@dataclass(slots=True)
class Sheet:
    """A sheet with its cells by their places, and what it says of itself.

    `areas` are defined tables and filtered ranges, `frozen` counts the rows at the top that stay in view or
    are printed on each page. `left_out` has the cells whose words were not read, by the reason, `struck` the
    rows whose label is struck through; `unseen` counts the words that nobody sees.
    """

    name: str
    cells: dict[Place, SheetCell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    frozen: int = 0
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    left_out: dict[str, list[Place]] = field(default_factory=dict)
    has_pictures: bool = False
    unseen: Counter[Unseen] = field(default_factory=Counter)

    def leave_out(self, place: Place, why: str) -> None:
        """Note why what a cell holds is not read."""
        self.left_out.setdefault(why, []).append(place)


def cell_name(place: Place) -> str:
    """Return what a spreadsheet calls a cell: "C4"."""
    return f"{column_name(place[1])}{place[0]}"


def column_name(column: int) -> str:
    """Return the letters of a column that is counted from 1: "A", "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def area_of(reference: str, header: int = 0) -> Area:
    """Return the area of "A1:C4"."""
    first, _, last = reference.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return Area(top, left, max(top, bottom), max(left, right), header)


def place_of(reference: str, otherwise: Place = (1, 1)) -> Place:
    """Return the row and the column of "C4"."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return otherwise
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return min(max(1, int(found[2])), LAST_ROW), min(column, LAST_COLUMN)


def refuse_database(sheets: Iterable[Sheet]) -> None:
    """Raise `UnreadableFileError` when the sheets together hold more than is read of a file."""
    sheets = list(sheets)
    rows = sum(len({row for row, _ in sheet.cells}) for sheet in sheets)
    if rows > MOST_ROWS or sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise UnreadableFileError(
            f"it holds {rows:,} rows, as a database does; save those that are needed, {MOST_ROWS:,} at most "
            f"with {MOST_CELLS:,} cells, as a file of their own"
        )


def seen(sheet: Sheet) -> Sheet:
    """Return a sheet as it is shown: hidden rows and columns closed up, rows that are struck out left out.

    Of a merged cell that is partly hidden the rest shows what it holds. Places are counted among what is
    shown; what was left out is noted in the sheet that was given.
    """
    rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    shown = replace(sheet, cells={}, areas=[], hidden_rows=set(), hidden_columns=set())
    for (row, column), cell in sheet.cells.items():
        height = cell.rows - _between(rows, row, row + cell.rows)
        width = cell.columns - _between(columns, column, column + cell.columns)
        if height and width:
            place = (row - bisect_left(rows, row), column - bisect_left(columns, column))
            shown.cells[place] = replace(cell, rows=height, columns=width)
    for area in sheet.areas:
        header = area.header - _between(rows, area.top, area.top + area.header)
        top, bottom = (at - bisect_left(rows, at) for at in (area.top, area.bottom + 1))
        left, right = (at - bisect_left(columns, at) for at in (area.left, area.right + 1))
        shown.areas.append(Area(top, left, bottom - 1, right - 1, header))
    shown.frozen -= _between(rows, 1, sheet.frozen + 1)
    _strike_rows(shown)
    return shown


def _between(places: list[int], first: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, first)


def _strike_rows(sheet: Sheet) -> None:
    """Leave out what stands beside a label that is struck through: it would read as another's."""
    by_row: dict[int, list[Place]] = {}
    for place in sheet.cells:
        by_row.setdefault(place[0], []).append(place)
    struck: dict[int, int] = {}
    for row, places in sorted(by_row.items()):
        first = min(places)
        cell = sheet.cells[first]
        if cell.struck and not cell.text:
            struck |= dict.fromkeys(range(row, row + min(cell.rows, MOST_ROWS)), first[1])
        for place in places:
            if place[1] >= struck.get(row, place[1] + 1) and (beside := sheet.cells[place]).text:
                sheet.struck.add(beside.place[0])
                sheet.cells[place] = replace(beside, text="", note="", struck=True)


def warnings_of(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield a line for each reason why something of the sheets was left out, with its places."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    places: dict[str, list[str]] = {"hidden sheets": [sheet.name for sheet in sheets if sheet.is_hidden]}
    for sheet in shown:
        before = f"{sheet.name}!" if sheet.name else ""
        held = [place for place, cell in sheet.cells.items() if cell.text]
        columns = {column for _, column in held} & sheet.hidden_columns
        for what, found, name in (
            ("hidden rows", {row for row, _ in held} & sheet.hidden_rows, str),
            ("hidden columns", columns, column_name),
            ("rows whose label is struck through", sheet.struck, str),
        ):
            places.setdefault(what, []).extend(before + each for each in _stretches(sorted(found), name))
        for why, cells in sheet.left_out.items():
            named = (before + cell_name(cell) for cell in cells if cell[0] not in sheet.struck)
            places.setdefault(f"cells with {why}", []).extend(named)
    for what, names in places.items():
        if names:
            yield f"{what} were left out: {_listed(names)}"
    pictured = [sheet.name for sheet in shown if sheet.has_pictures]
    if pictured:
        yield f"words in pictures, charts and shapes are not read; sheets that hold some: {_listed(pictured)}"


def _stretches(places: list[int], name: Callable[[int], str]) -> Iterator[str]:
    """Yield places, those that follow one another as one: "4-6"."""
    for _, run in groupby(enumerate(places), lambda each: each[1] - each[0]):
        stretch = [place for _, place in run]
        yield name(stretch[0]) if len(stretch) == 1 else f"{name(stretch[0])}-{name(stretch[-1])}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
