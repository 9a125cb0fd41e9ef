"""Read the body of a .docx file: its paragraphs with what their styles make of them, tables, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.document import BlockKind
from corpus.formats.word.docx.styles import UNKNOWN, Style, is_boxed, outline_level, shade
from corpus.formats.word.docx.text import Line, Reading, paragraph_style, read_line
from corpus.formats.word.docx.xml import W, child, chosen, number, switched, value
from corpus.formats.word.pieces import Box, Piece, Table, TableCell, Written, header_rows
from corpus.formats.word.running_text import PAPER
from corpus.formats.xml_trees import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_HEADING_WORDS = 40
_UNREAD = frozenset({"del", "moveFrom", "sectPr", "pPr", "rPr", "sdtPr", "tblPr", "tcPr", "trPr", "tblGrid"})
_UNREAD_STYLE = re.compile(r"toc \d|toc heading|table of (?:figures|authorities)|index (?:\d|heading)")
_DEEPER_LIST = re.compile(r"list (?:bullet|number) (\d)")
_PLAIN_STYLE = frozenset({"subtitle"})


def read_body(container: _Element, reading: Reading) -> Iterator[Piece]:
    """Yield the pieces of a body, a cell, a note or a text box in order."""
    held = ""
    above: Written | None = None
    for element in _unwrapped(container, ("p", "tbl")):
        if local_name(element) == "tbl":
            above = None
            yield _table(element, reading)
            continue
        style_id, style = paragraph_style(element, reading)
        line = read_line(element, style, reading)
        text = held + str(line.text)
        held = text if _runs_into_next(element) else ""
        if not held and text.strip() and not _UNREAD_STYLE.match(style.name):
            above = _written(element, line, text, style_id, above, reading)
            yield above
        # What a box is filled with is not looked at.
        yield from (Box(_read_on(UNKNOWN, box, reading)) for box in line.boxes)


def _read_on(behind: str, container: _Element, reading: Reading) -> list[Piece]:
    """Return what stands in a cell or a box with a colour of its own."""
    around, reading.behind = reading.behind, behind
    pieces = list(read_body(container, reading))
    reading.behind = around
    return pieces


def _unwrapped(container: _Element, wanted: tuple[str, ...]) -> Iterator[_Element]:
    """Yield the elements of those names, through what only wraps them; a table of contents is left out."""
    for element in container:
        name = local_name(element)
        if name in wanted:
            yield element
        elif name == "AlternateContent":
            for way in chosen(element):
                yield from _unwrapped(way, wanted)
        elif name == "sdt":
            gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery")) or ""
            content = child(element, "sdtContent")
            if content is not None and gallery != "Table of Contents":
                yield from _unwrapped(content, wanted)
        elif name and name not in _UNREAD:
            yield from _unwrapped(element, wanted)


def _runs_into_next(paragraph: _Element) -> bool:
    """Tell whether the end of a paragraph was deleted, or is a large first letter set in a frame."""
    if child(paragraph, "pPr", "rPr", "del") is not None:
        return True
    return value(child(paragraph, "pPr", "framePr"), "dropCap") in ("drop", "margin")


def _written(
    paragraph: _Element, line: Line, text: str, style_id: str, above: Written | None, reading: Reading
) -> Written:
    properties, style = child(paragraph, "pPr"), line.style
    stated = outline_level(properties)
    level = (style.level if stated is None else stated) or 0
    depth, mark = _place_in_list(properties, style_id, style, reading)
    written = Written(text, page=line.page, size=line.size, bold=line.all_bold, depth=depth, mark=mark)
    boxed = is_boxed(properties)
    written = replace(written, boxed=bool(style.boxed if boxed is None else boxed))
    if style.name == "title":
        return replace(written, kind=BlockKind.TITLE, depth=0, boxed=False)
    if style.name == "caption":
        return replace(written, kind=BlockKind.CAPTION, depth=0, boxed=False)
    if level and len(text.split()) <= LONGEST_HEADING_WORDS:
        text = f"{mark} {text}" if depth and mark[:1].isalnum() else text
        return replace(written, kind=BlockKind.HEADING, text=text, level=level, depth=0, boxed=False)
    if style.name in _PLAIN_STYLE:
        return replace(written, bold=False, size=0.0)
    goes_on = above is not None and above.depth and not depth and style.name.startswith("list")
    return replace(written, depth=above.depth, mark="") if above and goes_on else written


def _place_in_list(
    properties: _Element | None, style_id: str, style: Style, reading: Reading
) -> tuple[int, str]:
    """Count a paragraph in its list and return depth and mark, 0 and nothing where it is in none."""
    direct = child(properties, "numPr")
    num_id = value(child(direct, "numId")) or style.num_id
    if not num_id or num_id == "0":
        return 0, ""
    level = number(child(direct, "ilvl"))
    if level is None:
        level = reading.numbering.level_of_style(num_id, style_id)
    level = max(0, min(8, style.num_level or 0 if level is None else level))
    mark = reading.numbering.mark(num_id, level)
    # Word's own styles for deeper lists are lists of their own, of one level.
    named = _DEEPER_LIST.fullmatch(style.name)
    return (max(level + 1, int(named[1]) if named else 0), mark) if mark is not None else (0, "")


def _table(table: _Element, reading: Reading) -> Table:
    rows: list[list[TableCell]] = []
    anchors: dict[int, tuple[list[TableCell], int]] = {}
    header = 0
    behind = _table_shade(table, reading)
    for row in _unwrapped(table, ("tr",)):
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            continue
        header += bool(header == len(rows) and switched(properties, "tblHeader"))
        rows.append(_row(row, properties, anchors, behind, reading))
    page = next((piece.page for piece in _all_written(rows)), reading.page)
    return Table(rows, header_rows(rows, header), page)


def _table_shade(table: _Element, reading: Reading) -> str:
    """Return the colour behind cells that state none; a style may shade heads, bands and corners."""
    properties = child(table, "tblPr")
    style = reading.styles.elements.get(value(child(properties, "tblStyle")) or "")
    stated = shade(properties)
    if style is not None and next(style.iter(W + "shd"), None) is not None:
        return UNKNOWN
    return reading.behind if stated is None else stated or PAPER


def _row(
    row: _Element,
    properties: _Element | None,
    anchors: dict[int, tuple[list[TableCell], int]],
    behind: str,
    reading: Reading,
) -> list[TableCell]:
    """Return the cells that begin in a row; one that goes on from above is counted where it began."""
    cells: list[TableCell] = []
    before = max(0, min(number(child(properties, "gridBefore")) or 0, 100))
    cells.extend([TableCell(())] * before)
    column = before
    for cell in _unwrapped(row, ("tc",)):
        shape = child(cell, "tcPr")
        width = max(1, min(number(child(shape, "gridSpan")) or 1, 1000))
        merge = child(shape, "vMerge")
        goes_on = merge is not None and value(merge) != "restart" and column in anchors
        if goes_on:
            begun, place = anchors[column]
            begun[place] = replace(begun[place], rows=begun[place].rows + 1)
        else:
            anchors.pop(column, None)
            if merge is not None:
                anchors[column] = (cells, len(cells))
            filled = shade(shape)
            inside = _read_on(behind if filled is None else filled or PAPER, cell, reading)
            cells.append(TableCell(tuple(inside), width))
        column += width
    return cells


def _all_written(rows: Iterable[Iterable[TableCell]]) -> Iterator[Written]:
    for row in rows:
        for cell in row:
            yield from (piece for piece in cell.pieces if isinstance(piece, Written))
