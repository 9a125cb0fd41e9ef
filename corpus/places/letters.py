"""Find the letters of a paragraph on its page, and the part of the page where they stand.

The page is laid out as it was when it was read, so that a paragraph is looked for where it was read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from corpus.pages.cells import TableCell
    from corpus.pages.characters import Characters
    from corpus.pages.lines import PlacedLine
    from corpus.pages.page import Line


# In points: pieces of one line, which stand on one baseline between its edges.
SLACK = 0.5

# Left, top, right and bottom, in points from the top left corner of the page as it is displayed.
Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a line, folded, each with its box.

    `loose` are those that a paragraph may lack: they may be the marks of references, which were set apart.
    """

    page: int
    text: str
    boxes: tuple[Corners, ...]
    loose: tuple[bool, ...]


def fold(text: str) -> str:
    """Return the letters and digits of `text`, each character folded for itself, as on the page."""
    folded = (unicodedata.normalize("NFKC", character).casefold() for character in text)
    return "".join(letter for letters in folded for letter in letters if letter.isalnum())


def letters_of(line: Line, placed: Sequence[PlacedLine], characters: Characters, page: int) -> Letters:
    """Return the letters of a line of a page that was laid out; it may be put together of placed ones."""
    pieces = [each for each in placed if each.line == line] or [
        each
        for each in placed
        if abs(each.line.baseline - line.baseline) <= SLACK * line.size
        and line.box.left - SLACK <= each.line.box.left
        and each.line.box.right <= line.box.right + SLACK
    ]
    pieces.sort(key=lambda each: each.line.box.left)
    read = [_letters(each, characters, page) for each in pieces]
    return Letters(
        page,
        "".join(each.text for each in read),
        tuple(box for each in read for box in each.boxes),
        tuple(loose for each in read for loose in each.loose),
    )


def around(boxes: Iterable[Corners]) -> Corners:
    """Return the smallest box around `boxes`, of which there is at least one."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _letters(placed: PlacedLine, characters: Characters, page: int) -> Letters:
    """Return the letters of a line, each box with the punctuation that is glued to its letter."""
    text: list[str] = []
    boxes: list[Corners] = []
    loose: list[bool] = []
    opening: Corners | None = None
    glyphs = zip(
        *(part[placed.characters].tolist() for part in (characters.codes, characters.boxes)), strict=True
    )
    marks = zip(placed.raised.tolist(), placed.spaced.tolist(), strict=True)
    for (code, place), (raised, spaced) in zip(glyphs, marks, strict=True):
        corners: Corners = (place[0], place[1], place[2], place[3])
        letters = fold(chr(code)) if code < 0x110000 else ""
        opening = None if spaced else opening
        if not letters and boxes and not spaced and not raised:
            boxes[-1] = around((boxes[-1], corners))
        elif not letters:
            opening = corners
        for letter in letters:
            text.append(letter)
            boxes.append(around((opening, corners)) if opening else corners)
            loose.append(raised or letter.isdigit())
            opening = None
    return Letters(page, "".join(text), tuple(boxes), tuple(loose))


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
