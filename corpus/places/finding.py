"""Where a paragraph, or a quote of it, stands on the pages of its PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from corpus.document import BlockKind, Document, Paragraph
from corpus.formats.pdf import open_pdf
from corpus.places.letters import Corners, Letters, Parts, around, fold, page_parts
from corpus.places.paragraphs import Spot, find_paragraphs
from corpus.places.rows import PlacedRow, find_rows

# A paragraph that begins on one page may go on over so many more.
PAGES_ON = 2
QUOTED = "the quoted words"
PARAGRAPH = "the paragraph"
ROW = "the table row"
HEADER = "the names of its columns"
LABEL = "what it stands under"


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle, in points from the top left corner of its page as displayed."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sought:
    """A paragraph to find, and offsets of a quote in its text, both 0 without one.

    Of `count` paragraphs of the page that say the same, it is the one after `before` others.
    """

    page: int
    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    start: int = 0
    end: int = 0
    before: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """Places, and `named`, what they are to the reader; none when that is not certain.

    A row of a table is a band, or a place for each cell where a band would hold words of another row;
    `beside` are places of what it is read with, `beside_named`: the names of its columns, for one.
    """

    places: tuple[Place, ...] = ()
    named: str = ""
    beside: tuple[Place, ...] = ()
    beside_named: str = ""


def sought(document: Document, paragraph: Paragraph, quote: tuple[int, int] = (0, 0)) -> Sought:
    """Return what to find of a paragraph that has a page; `quote` holds offsets in its text."""
    alike = [
        each.number
        for each in document.paragraphs
        if (each.page, each.kind, each.text) == (paragraph.page, paragraph.kind, paragraph.text)
    ]
    before = sum(number < paragraph.number for number in alike)
    return Sought(paragraph.page or 1, paragraph.text, paragraph.kind, *quote, before, max(1, len(alike)))


def find_places(data: bytes, target: Sought, password: str = "") -> Found:
    """Return where a paragraph stands, or the quote in it.

    Only letters and digits are compared, so that mended hyphens and reference marks left out do no harm.
    The paragraph is found whole, as it was read, and its quote inside it, so that the same words elsewhere
    on the page are never outlined. Raise `UnreadableFileError` when the file cannot be opened.
    """
    wanted = fold(target.text)
    if not wanted:
        return Found()
    with open_pdf(data, password) as document:

        @cache
        def parts(number: int) -> Parts:
            return page_parts(document, number)

        if target.kind is BlockKind.TABLE_ROW:
            rows = find_rows(wanted, parts, target.page, target.count)
            return _row(rows[target.before]) if target.before < len(rows) else Found()
        pieces: list[Sequence[Letters]] = []
        for number in range(target.page, target.page + PAGES_ON + 1):
            pieces.extend(parts(number).pieces)
            found = find_paragraphs(wanted, pieces, target.page, target.count)
            if len(found) == target.count:
                return _quoted(found[target.before], target)
    return Found()


def _quoted(spots: Sequence[Spot], target: Sought) -> Found:
    """Return a place for each line that the quote, or the whole paragraph, stands on."""
    chosen = spots[len(fold(target.text[: target.start])) : len(fold(target.text[: target.end]))]
    named = QUOTED if chosen else PARAGRAPH
    lines = groupby(chosen or spots, key=lambda spot: id(spot.line))
    return Found(tuple(_line_place(list(group)) for _, group in lines), named)


def _line_place(spots: Sequence[Spot]) -> Place:
    line, first, last = spots[0].line, spots[0].letter, spots[-1].letter
    return Place(line.page, *around(line.boxes[first : last + 1]))


def _row(row: PlacedRow) -> Found:
    header = [line for lines in row.header for line in lines]
    table = (*row.lines, *row.others, *(line for line in header if line.page == row.page.number))
    extent = _around(table)
    band = _band(_around(row.lines), extent, sideways=row.page.sideways)
    parted = any(_holds(band, box) for line in row.others for box in line.boxes)
    places = [_place(cell) for cell in row.cells] if parted else [Place(row.page.number, *band)]
    beside = [*_header_places(header, row, extent), *map(_place, filter(None, row.labels))]
    names = [HEADER] * bool(header) + [LABEL] * any(row.labels)
    return Found(tuple(places), ROW, tuple(beside), " and ".join(names))


def _header_places(header: Sequence[Letters], row: PlacedRow, extent: Corners) -> Iterable[Place]:
    """Return the band of the rows that name the columns; it may be on a page before."""
    if not header:
        return ()
    place, here = _around(header), header[0].page == row.page.number
    return (Place(header[0].page, *(_band(place, extent, sideways=row.page.sideways) if here else place)),)


def _band(row: Corners, table: Corners, *, sideways: bool) -> Corners:
    """Return a row's box as long as the table is."""
    if sideways:
        return row[0], table[1], row[2], table[3]
    return table[0], row[1], table[2], row[3]


def _holds(band: Corners, box: Corners) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return band[0] < across < band[2] and band[1] < down < band[3]


def _around(lines: Iterable[Letters]) -> Corners:
    return around(box for line in lines for box in line.boxes)


def _place(lines: Sequence[Letters]) -> Place:
    return Place(lines[0].page, *_around(lines))
