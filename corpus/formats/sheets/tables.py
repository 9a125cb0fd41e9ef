"""Make blocks of sheets: the tables that stand on them, and the lines of text around those.

Tables are parted where a spreadsheet ends its current region, at rows without content. A row names columns
only where the sheet says so: by a defined table or a filter, by what stays in view, in bold or on a colour,
or where it holds words above figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, takewhile

from corpus.document import Block, BlockKind, Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.format import in_sequence
from corpus.formats.lists import Listed, find_typed_lists, gather_lists
from corpus.formats.sheets import BEYOND, Sheet, SheetCell, cell_name, refuse_database, seen, warnings_of
from corpus.formats.table_rows import MOST_COLUMNS, Cell, table_rows
from corpus.text.shapes import ends_sentence
from corpus.unseen import Unseen, unseen_warnings

MOST_CAPTION_LINES = 3
LONGEST_CAPTION_WORDS = 30
LONGEST_NAME_WORDS = 14
MOST_HEADER_ROWS = 3
# Rows times columns of cells that span several.
MOST_SPANNED = 2_000_000
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"[<>≤≥±~]?\s*\d")
# What editors call a sheet that nobody has named.
_UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|hoja|foglio|blad|planilha|ark|лист|arkusz)\s*\d*", re.I)
_NOTE = re.compile(r"\s*(?:[*†‡§¹²³]|notes?\b|sources?\b|abbreviations?\b|key\b)", re.I)

# A row's cells by their columns; a cell that spans several stands in each.
_Row = dict[int, SheetCell]


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows that belong together; `first` is the place of the topmost on its sheet."""

    first: int
    rows: Sequence[_Row]

    def columns(self) -> list[int]:
        return sorted({column for row in self.rows for column in row})

    def within(self, columns: Sequence[int]) -> _Region:
        kept = [{column: row[column] for column in columns if column in row} for row in self.rows]
        above = sum(1 for _ in takewhile(lambda row: not row, kept))
        below = sum(1 for _ in takewhile(lambda row: not row, reversed(kept)))
        return _Region(self.first + above, kept[above : len(kept) - below])


def read_sheets(sheets: Sequence[Sheet], front_matter: FrontMatter, warnings: Sequence[str] = ()) -> Content:
    """Return what sheets hold, each under its name; raise `UnreadableFileError` when they are a database."""
    refuse_database(sheets)
    shown = [seen(sheet) for sheet in sheets if not sheet.is_hidden]
    filled = [sheet for sheet in shown if any(cell.text for cell in sheet.cells.values())]
    blocks: list[Block] = []
    for sheet in filled:
        # The only sheet's name says nothing where nobody has given it one.
        if len(filled) > 1 or not _UNNAMED.fullmatch(sheet.name.strip() or "sheet"):
            blocks.append(Block(BlockKind.HEADING, sheet.name, 0, 0))
        blocks.extend(_blocks(sheet))
    listed = gather_lists(find_typed_lists(map(Listed, blocks)))
    unseen = sum((sheet.unseen for sheet in sheets), Counter[Unseen]())
    told = (*warnings_of(sheets), *warnings, *unseen_warnings(unseen))
    return Content(in_sequence(listed), front_matter, warnings=told)


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the tables of a sheet with their captions and notes, and its lines of text."""
    waiting: list[str] = []
    above: tuple[Sequence[_Row], str] = ((), "")
    for region in _regions(sheet):
        lines = _lines(region)
        texts = [cell.text for cell in {id(cell): cell for row in lines for cell in _filled(row)}.values()]
        table = _Region(region.first + len(lines), region.rows[len(lines) :])
        if not table.rows:
            yield from map(_paragraph, waiting)
            waiting = texts
            continue
        near, far = (texts, waiting) if texts else (waiting, [])
        caption = _caption(near)
        # What a table stands under may be of several lines; each says something on its own as well.
        yield from map(_paragraph, far if [caption] == near else (*far, *near))
        if [caption] == near:
            yield Block(BlockKind.CAPTION, caption, 0, 0)
        waiting = []
        header = _header_rows(sheet, table)
        names = table.rows[:header]
        if not header and not near and table.first > sheet.frozen and _goes_on(table, above[0]):
            names, caption = above
        else:
            frozen = table.first + header - 1 <= sheet.frozen
            above = (names, caption) if header and frozen else ((), "")
        yield from _table(table, names, table.rows[header:], caption)
    yield from map(_paragraph, waiting)


def _goes_on(table: _Region, names: Sequence[_Row]) -> bool:
    """Tell whether a table stands below names that stay in view over it."""
    return bool(names) and set(table.columns()) <= {column for row in names for column in row}


def _table(region: _Region, names: Sequence[_Row], body: Sequence[_Row], caption: str) -> Iterator[Block]:
    below = list(takewhile(_is_note, reversed(body)))[::-1]
    rows = [*names, *body[: len(body) - len(below)]]
    columns = region.columns()
    cells = [list(_cells(place, rows, columns)) for place in range(len(rows))]
    yield from table_rows(cells, header_rows=len(names), caption=caption)
    for row in below:
        yield Block(BlockKind.FOOTNOTE, _filled(row)[0].text, 0, 0)
    noted = {id(cell): (cell, column, row) for row in rows[::-1] for column, cell in row.items() if cell.note}
    for cell, column, row in sorted(noted.values(), key=lambda each: each[0].place):
        note = f"Note on {_about(cell, column, row, names)}: {cell.note}"
        yield Block(BlockKind.FOOTNOTE, note, 0, 0)


def _cells(place: int, rows: Sequence[_Row], columns: Sequence[int]) -> Iterator[Cell]:
    """Yield the cells that begin in a row, an empty one for each that is not there."""
    row, above = rows[place], rows[place - 1] if place else {}
    for column, left in zip(columns, (None, *columns), strict=False):
        cell = row.get(column)
        if cell is None:
            yield Cell("")
        elif above.get(column) is not cell and (left is None or row.get(left) is not cell):
            width = sum(row.get(each) is cell for each in columns) if cell.columns > 1 else 1
            below = range(place, min(len(rows), place + cell.rows))
            yield Cell(cell.text, width, sum(rows[at].get(column) is cell for at in below))


def _about(cell: SheetCell, column: int, row: _Row, names: Sequence[_Row]) -> str:
    """Return what a comment is on: its row's label and the name of its column, and the cell's own name."""
    label = next((each.text for each in row.values() if each.text), "")
    name = next((each[column].text for each in reversed(names) if column in each), "")
    said = dict.fromkeys(text for text in (label, name) if text)
    return f"{', '.join(said)} ({cell_name(cell.place)})" if said else cell_name(cell.place)


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, 0)


def _filled(row: _Row) -> list[SheetCell]:
    return list({id(cell): cell for cell in row.values() if cell.text}.values())


def _caption(lines: Sequence[str]) -> str:
    """Return what a table stands under: the lines right above it that are short and no sentences.

    A line below the first that names a year tells of the file, and not of what stands in it.
    """
    short = list(takewhile(lambda line: not ends_sentence(line) or line.endswith(":"), lines))
    if len(lines) > MOST_CAPTION_LINES or not short:
        return ""
    joined = " – ".join((short[0], *(line for line in short[1:] if not _YEAR.search(line))))
    return next((each for each in (joined, short[0]) if len(each.split()) <= LONGEST_CAPTION_WORDS), "")


def _is_note(row: _Row) -> bool:
    """Tell whether a row at the end of a table is a line of text below it."""
    filled = _filled(row)
    text = filled[0].text if len(filled) == 1 and not filled[0].figure else ""
    return bool(text) and bool(_NOTE.match(text) or (ends_sentence(text) and " " in text))


def _regions(sheet: Sheet) -> Iterator[_Region]:
    """Yield the regions of a sheet from the top, of those side by side the left one first."""
    rows = _rows(sheet)
    last = max(rows, default=0)
    joined = {row for area in sheet.areas for row in range(area.top + 1, min(area.bottom, last) + 1)}
    places = sorted(rows)
    begun = accumulate(place - 1 not in rows and place not in joined for place in places)
    for _, group in groupby(zip(begun, places, strict=True), key=lambda each: each[0]):
        members = [place for _, place in group]
        yield from _side_by_side(_Region(members[0], [rows[place] for place in members]))


def _rows(sheet: Sheet) -> dict[int, _Row]:
    """Return the rows of a sheet that hold something, cells in each row and column that they span."""
    last = max((row for row, _ in sheet.cells), default=0)
    rows: dict[int, _Row] = {}
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


def _side_by_side(region: _Region) -> Iterator[_Region]:
    """Yield the tables that an empty column parts, or the region where it only spaces one table out."""
    lines = _lines(region)
    body = _Region(region.first + len(lines), region.rows[len(lines) :])
    columns = body.columns()
    parted = groupby(enumerate(columns), lambda each: each[1] - each[0])
    parts = [[column for _, column in run] for _, run in parted]
    tables = [body.within(part) for part in parts]
    apart = [len(part) > 1 for part in parts]
    if len(parts) < 2 or not all(apart) or not all(_are_apart(tables[0], each) for each in tables[1:]):
        yield region
        return
    if lines:
        yield _Region(region.first, lines)
    yield from tables


def _are_apart(left: _Region, right: _Region) -> bool:
    """Tell whether what stands to the right is a table of its own: its first column tells its rows apart."""
    one, other = _first_column(left), _first_column(right)
    if one[:1] == other[:1] or len(left.rows) != len(right.rows) or left.first != right.first:
        return True
    below = other[1:]
    return len(set(below)) == len(below) == len(right.rows) - 1 and not any(map(_has_digit, below))


def _first_column(region: _Region) -> list[str]:
    first = min(region.columns())
    return [row[first].text for row in region.rows if first in row]


def _lines(region: _Region) -> list[_Row]:
    """Return the rows at the top that hold one line of text, as above a table, and no name of a column."""
    first = min(region.columns())

    def is_line(row: _Row) -> bool:
        filled = _filled(row)
        return len(filled) < 2 and (not filled or filled[0].columns == 1 or row.get(first) is filled[0])

    return list(takewhile(is_line, region.rows))


def _header_rows(sheet: Sheet, region: _Region) -> int:
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


def _alike(rows: Sequence[_Row], look: Callable[[SheetCell], bool | str]) -> int:
    """Count the rows at the top that a look sets apart from all others of several cells."""
    looks = [_look_of(row, look) if len(_filled(row)) > 1 else "" for row in rows]
    count = sum(1 for _ in takewhile(lambda each: each and each == looks[0], looks))
    return 0 if count == len(rows) or looks[0] in looks[count:] else count


def _look_of(row: _Row, look: Callable[[SheetCell], bool | str]) -> bool | str:
    """Return the look that all cells of a row share, empty where they share none."""
    shared = {look(cell) for cell in _filled(row)}
    return shared.pop() if len(shared) == 1 else ""


def _names_above_figures(rows: Sequence[_Row]) -> bool:
    """Tell whether the first row is of short words, and a column below it of figures."""
    first = {column: cell for column, cell in rows[0].items() if cell.text}
    texts = [cell.text for cell in _filled(rows[0])]
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


def _reaches(above: _Row, below: _Row, first: int) -> bool:
    """Tell whether a header goes on below: with a cell that spans both rows, names under one, or units.

    `first` is the column of the labels: where nothing stands in it, a row is none of the table's own.
    """
    spanning = (cell.rows <= MOST_HEADER_ROWS and below.get(column) is cell for column, cell in above.items())
    if any(spanning):
        return True
    filled = _filled(below)
    if not filled or any(cell.figure for cell in filled):
        return False
    labelled = first in below and bool(below[first].text)
    named = [below[at] for at, cell in above.items() if cell.columns > 1 and below.get(at, cell) is not cell]
    if len(list(filter(lambda cell: cell.text, named))) > 1:
        return not labelled or not any(_has_digit(cell.text) for cell in named)
    return not labelled and not any(_has_digit(cell.text) or " " in cell.text for cell in filled)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
