"""What stands together on a page of a PDF: its pieces of text in the order of reading, its tables by rows.

The page is laid out as it was when it was read, so that a paragraph is looked for where it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.places.letters import Letters, letters_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from corpus.pages.cells import TableCell
    from corpus.pages.page import Line


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a table: its lines with their letters, and what of it counts elsewhere too."""

    cell: TableCell
    lines: tuple[Letters, ...]


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table: its rows, how many of them name the columns where that can be told, how many columns."""

    rows: tuple[tuple[PlacedCell, ...], ...]
    header_rows: int | None
    columns: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces and the tables of a page; `sideways` tells that its text runs up or down the screen."""

    number: int
    pieces: tuple[tuple[Letters, ...], ...] = ()
    tables: tuple[PlacedTable, ...] = ()
    sideways: bool = False


def page_parts(document: PdfDocument, number: int) -> Parts:
    """Return the parts of a page, counted from 1; none of one that is broken or not there."""
    from pypdfium2 import PdfiumError

    from corpus.pages.characters import read_characters
    from corpus.pages.layout import Memory, lay_out
    from corpus.pages.tables import Table
    from corpus.pages.upright import placed_lines, read_page, turns_to_upright

    if not 1 <= number <= len(document):
        return Parts(number)
    try:
        page = document[number - 1]
    except PdfiumError:
        return Parts(number)
    try:
        parts = lay_out(read_page(page, number), Memory())
        placed, characters = placed_lines(page)
        sideways = turns_to_upright(read_characters(page)) % 2 == 1
    finally:
        page.close()

    def lettered(lines: Iterable[Line]) -> tuple[Letters, ...]:
        found = (letters_of(line, placed, characters, number) for line in lines)
        return tuple(letters for letters in found if letters.text)

    def cells(row: Sequence[TableCell]) -> tuple[PlacedCell, ...]:
        return tuple(PlacedCell(cell, lettered(cell.lines)) for cell in row)

    tables = [
        PlacedTable(tuple(map(cells, part.rows)), part.header_rows, part.columns)
        for part in parts
        if isinstance(part, Table)
    ]
    pieces = [lettered(part.lines) for part in parts if not isinstance(part, Table)]
    return Parts(number, tuple(filter(None, pieces)), tuple(tables), sideways)
