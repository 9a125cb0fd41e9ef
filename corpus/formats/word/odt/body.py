"""Read the body of an .odt file: headings, paragraphs, lists, tables and text boxes in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.document import BlockKind
from corpus.formats.lists import BULLET
from corpus.formats.word.odt.styles import AUTOMATIC, LEVELS, ListLevel, OdtStyle, background, list_mark
from corpus.formats.word.odt.text import OdtLine, OdtReading, paragraph_style, read_odt_line
from corpus.formats.word.pieces import Box, Piece, Table, TableCell, Written, header_rows
from corpus.formats.xml_trees import attribute, local_name, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_REPEATED = 200
MOST_REPEATED_ROWS = 1000
_UNREAD = frozenset(
    """tracked-changes sequence-decls variable-decls user-field-decls forms table-of-content
    illustration-index table-index object-index alphabetical-index user-index table-column table-columns
    table-header-columns desc title annotation shapes list-header-number number""".split()
)


@dataclass(frozen=True, slots=True)
class _Item:
    """Where a paragraph stands in lists; the mark is that of the item's first paragraph."""

    depth: int = 0
    mark: str = ""


def read_odt_body(container: _Element, reading: OdtReading) -> Iterator[Piece]:
    """Yield the pieces of a body, a section, a cell or a text box in order."""
    for element in container:
        name = local_name(element)
        if name in ("p", "h"):
            yield from _paragraph(element, reading, _Item())
        elif name == "list":
            yield from _list(element, reading, "", 1)
        elif name == "table":
            yield _table(element, reading)
        elif name in ("frame", "custom-shape", "g", "rect", "text-box"):
            yield from _box(element, reading)
        elif name == "soft-page-break":
            reading.page = reading.page + 1 if reading.page else None
        elif name and name not in _UNREAD:
            yield from read_odt_body(element, reading)


def _paragraph(element: _Element, reading: OdtReading, item: _Item) -> Iterator[Piece]:
    style = paragraph_style(element, reading)
    if style.breaks_page and reading.page:
        reading.page += 1
    line = read_odt_line(element, style, reading)
    if str(line.text).strip() and not style.hidden:
        yield _written(element, style, line, reading, item)
    for box in line.boxes:
        yield from _box(box, reading)


def _box(element: _Element, reading: OdtReading) -> Iterator[Box]:
    # What a box is filled with is not looked at.
    inside = _read_on(AUTOMATIC, element, reading)
    yield from [Box(inside)] if inside else []


def _read_on(behind: str, container: _Element, reading: OdtReading) -> list[Piece]:
    """Return what stands in a cell or a box with a colour of its own."""
    around, reading.behind = reading.behind, behind
    pieces = list(read_odt_body(container, reading))
    reading.behind = around
    return pieces


def _written(element: _Element, style: OdtStyle, line: OdtLine, reading: OdtReading, item: _Item) -> Written:
    written = Written(
        str(line.text),
        page=line.page,
        depth=item.depth,
        mark=item.mark,
        bold=line.all_bold,
        size=line.size,
        boxed=style.boxed,
    )
    if "title" in style.names:
        return replace(written, kind=BlockKind.TITLE, depth=0, boxed=False)
    if "caption" in style.names:
        return replace(written, kind=BlockKind.CAPTION, depth=0, boxed=False)
    if local_name(element) == "h":
        level = whole_number(attribute(element, "outline-level"), 1) or 1
        mark = item.mark if item.depth else _outline_mark(element, level, reading)
        text = f"{mark} {line.text}" if mark not in ("", BULLET) else written.text
        return replace(written, kind=BlockKind.HEADING, text=text, level=level, depth=0, boxed=False)
    return replace(written, bold=False, size=0.0) if "subtitle" in style.names else written


def _outline_mark(heading: _Element, level: int, reading: OdtReading) -> str:
    """Count a heading and return the number that the document's outline shows before it."""
    levels = reading.styles.lists.get("", {})
    if attribute(heading, "is-list-header") == "true" or level > LEVELS:
        return ""
    reading.outline = _counted(reading.outline, level, levels)
    numbered = level in levels and levels[level].format
    return list_mark(levels, reading.outline, level) if numbered else ""


def _counted(counts: list[int], depth: int, levels: Mapping[int, ListLevel]) -> list[int]:
    """Return the counts with the next item of `depth` counted, those of the levels below it dropped."""
    missing = range(len(counts) + 1, depth + 1)
    grown = [*counts, *(levels.get(at, ListLevel()).start - (at == depth) for at in missing)][:depth]
    return [*grown[:-1], grown[-1] + 1]


def _list(element: _Element, reading: OdtReading, style: str, depth: int) -> Iterator[Piece]:
    style = attribute(element, "style-name") or style
    levels = reading.styles.lists.get(style, {})
    continued = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
    goes_on = depth > 1 or continued
    counts = reading.counts.get(style, []) if goes_on else []
    counts = counts[: depth - 1] if depth > 1 else counts
    for item in element:
        name = local_name(item)
        if name not in ("list-item", "list-header"):
            continue
        start = attribute(item, "start-value")
        if name == "list-item":
            counts = _counted(counts, depth, levels)
            counts[-1] = whole_number(start, counts[-1]) if start else counts[-1]
        reading.counts[style] = counts
        mark = list_mark(levels, counts, depth) if name == "list-item" else ""
        yield from _item(item, reading, style, _Item(depth, mark))
        counts = reading.counts[style] if len(reading.counts[style]) >= depth else counts


def _item(element: _Element, reading: OdtReading, style: str, item: _Item) -> Iterator[Piece]:
    for each in element:
        name = local_name(each)
        if name in ("p", "h"):
            yield from _paragraph(each, reading, item)
            item = replace(item, mark="")
        elif name == "list":
            yield from _list(each, reading, style, item.depth + 1)


def _table(table: _Element, reading: OdtReading) -> Table:
    rows: list[list[TableCell]] = []
    header = 0
    behind = _filled(table, "", reading) or reading.behind
    for row, is_header in _rows(table, is_header=False):
        times = max(1, min(whole_number(attribute(row, "number-rows-repeated"), 1), MOST_REPEATED_ROWS))
        cells = list(_cells(row, reading, _filled(row, "row", reading) or behind))
        filled = any(cell.pieces for cell in cells)
        header += is_header
        rows.extend([cells] * (times if filled else 1))
    written = (piece for row in rows for cell in row for piece in cell.pieces if isinstance(piece, Written))
    page = next((piece.page for piece in written), reading.page)
    return Table(rows, header_rows(rows, header), page)


def _rows(table: _Element, *, is_header: bool) -> Iterator[tuple[_Element, bool]]:
    for each in table:
        name = local_name(each)
        if name == "table-row":
            yield each, is_header
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(each, is_header=name == "table-header-rows")


def _filled(element: _Element, part: str, reading: OdtReading) -> str:
    """Return the background of a table, a row or a cell, empty where its style states none."""
    family = f"table-{part}" if part else "table"
    style = reading.styles.elements.get((family, attribute(element, "style-name")))
    properties = None if style is None else style.find(f"{{*}}{family}-properties")
    return background(properties)


def _cells(row: _Element, reading: OdtReading, behind: str) -> Iterator[TableCell]:
    for cell in row:
        if local_name(cell) == "table-cell":
            times = max(1, min(whole_number(attribute(cell, "number-columns-repeated"), 1), MOST_REPEATED))
            columns = max(1, whole_number(attribute(cell, "number-columns-spanned"), 1))
            spanned = max(1, whole_number(attribute(cell, "number-rows-spanned"), 1))
            own = _filled(cell, "cell", reading) or behind
            # A cell without a style of its own has that of its column or its row.
            pieces = tuple(_read_on(own if attribute(cell, "style-name") else AUTOMATIC, cell, reading))
            yield from (TableCell(pieces, columns, spanned) for _ in range(times))
