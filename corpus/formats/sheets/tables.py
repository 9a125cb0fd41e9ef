"""Make blocks of sheets: the tables that stand on them, and the lines of text around those."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.document import Block, BlockKind, Content, FrontMatter
from corpus.formats.format import in_sequence
from corpus.formats.lists import Listed, find_typed_lists, gather_lists
from corpus.formats.sheets import Sheet, SheetCell, cell_name, refuse_database, seen, warnings_of
from corpus.formats.sheets.regions import Region, Row, filled_cells, header_rows, leading_lines, regions
from corpus.formats.table_rows import Cell, table_rows
from corpus.ledger import counted
from corpus.text.shapes import ends_sentence
from corpus.unseen import Unseen, unseen_warnings

MOST_CAPTION_LINES = 3
LONGEST_CAPTION_WORDS = 30
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What editors call a sheet that nobody has named.
_UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|hoja|foglio|blad|planilha|ark|лист|arkusz)\s*\d*", re.I)
_NOTE = re.compile(r"\s*(?:[*†‡§¹²³]|notes?\b|sources?\b|abbreviations?\b|key\b)", re.I)


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
    unseen = sum((sheet.unseen for sheet in shown), Counter[Unseen]())
    told = (*warnings_of(sheets), *warnings, *unseen_warnings(unseen))
    return Content(in_sequence(listed), front_matter, warnings=told, ledger=counted(unseen))


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the tables of a sheet with their captions and notes, and its lines of text."""
    waiting: list[str] = []
    notes: list[Block] = []
    above: tuple[Sequence[Row], str] = ((), "")
    for region in regions(sheet):
        lines = leading_lines(region)
        texts = [
            cell.text for cell in {id(cell): cell for row in lines for cell in filled_cells(row)}.values()
        ]
        notes.extend(_notes(lines, ()))
        table = Region(region.first + len(lines), region.rows[len(lines) :])
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
        header = header_rows(sheet, table)
        names = table.rows[:header]
        if not header and not near and table.first > sheet.frozen and _goes_on(table, above[0]):
            names, caption = above
        else:
            frozen = table.first + header - 1 <= sheet.frozen
            above = (names, caption) if header and frozen else ((), "")
        yield from _table(table, names, table.rows[header:], caption)
    yield from (*map(_paragraph, waiting), *notes)


def _goes_on(table: Region, names: Sequence[Row]) -> bool:
    """Tell whether a table stands below names that stay in view over it."""
    return bool(names) and set(table.columns()) <= {column for row in names for column in row}


def _table(region: Region, names: Sequence[Row], body: Sequence[Row], caption: str) -> Iterator[Block]:
    below = list(takewhile(_is_note, reversed(body)))[::-1]
    rows = [*names, *body[: len(body) - len(below)]]
    columns = region.columns()
    cells = [list(_cells(place, rows, columns)) for place in range(len(rows))]
    yield from table_rows(cells, header_rows=len(names), caption=caption)
    for row in below:
        yield Block(BlockKind.FOOTNOTE, filled_cells(row)[0].text, 0, 0)
    yield from _notes((*rows, *below), names)


def _notes(rows: Sequence[Row], names: Sequence[Row]) -> Iterator[Block]:
    """Yield what comments on cells say, each with what it is on."""
    noted = {id(cell): (cell, column, row) for row in rows[::-1] for column, cell in row.items() if cell.note}
    for cell, column, row in sorted(noted.values(), key=lambda each: each[0].place):
        note = f"Note on {_about(cell, column, row, names)}: {cell.note}"
        yield Block(BlockKind.FOOTNOTE, note, 0, 0)


def _cells(place: int, rows: Sequence[Row], columns: Sequence[int]) -> Iterator[Cell]:
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


def _about(cell: SheetCell, column: int, row: Row, names: Sequence[Row]) -> str:
    """Return what a comment is on: its row's label and the name of its column, else the cell's own name.

    A cell's name beside those would bring a figure to where none is.
    """
    label = next((each.text for each in row.values() if each.text), "")
    name = next((each[column].text for each in reversed(names) if column in each), "")
    said = dict.fromkeys(text for text in (label, name) if text)
    return ", ".join(said) or cell_name(cell.place)


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, 0)


def _caption(lines: Sequence[str]) -> str:
    """Return what a table stands under: the lines right above it that are short and no sentences.

    A line below the first that names a year tells of the file, and not of what stands in it.
    """
    short = list(takewhile(lambda line: not ends_sentence(line) or line.endswith(":"), lines))
    if len(lines) > MOST_CAPTION_LINES or not short:
        return ""
    joined = " – ".join((short[0], *(line for line in short[1:] if not _YEAR.search(line))))
    return next((each for each in (joined, short[0]) if len(each.split()) <= LONGEST_CAPTION_WORDS), "")


def _is_note(row: Row) -> bool:
    """Tell whether a row at the end of a table is a line of text below it."""
    filled = filled_cells(row)
    text = filled[0].text if len(filled) == 1 and not filled[0].figure else ""
    return bool(text) and bool(_NOTE.match(text) or (ends_sentence(text) and " " in text))
