"""The format of .ods files: an OpenDocument spreadsheet, which stores of each cell what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.archives import Archive
from corpus.document import Content
from corpus.errors import UnreadableFileError
from corpus.formats.packages import is_open_document, open_document
from corpus.formats.sheets import (
    ERROR,
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    NOT_COMPUTED,
    NOT_SHOWN,
    STRUCK,
    Sheet,
    SheetCell,
    area_of,
)
from corpus.formats.sheets.format_codes import GENERAL
from corpus.formats.sheets.number_formats import show_number
from corpus.formats.sheets.tables import read_sheets
from corpus.formats.table_rows import cell_text
from corpus.formats.word.odt.styles import DEEPEST_CHAIN, OdtStyles, background, read_odt_styles
from corpus.formats.word.odt.text import OdtReading, read_odt_line
from corpus.formats.word.running_text import PAPER
from corpus.formats.xml_trees import attribute, local_name, parse_xml, whole_number
from corpus.options import Options
from corpus.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

# Rows of the same words under one another, and cells beside one another.
MOST_REPEATED = 1000
_FIGURES = frozenset({"float", "percentage", "currency", "date", "time"})
_RANGE = re.compile(r"\$?'?(?P<sheet>.+?)'?\.(?P<first>\$?[A-Z]+\$?\d+):(?:.+\.)?(?P<last>\$?[A-Z]+\$?\d+)")
_FROZEN = "2"


@dataclass(slots=True)
class _Reading:
    """A sheet as it is read: the styles of its columns, and how many rows name columns by its own word."""

    sheet: Sheet
    styles: OdtStyles
    columns: dict[int, str]
    row: int = 0


def is_ods(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument spreadsheet, a template of one included, be it broken."""
    return is_open_document(data, b"spreadsheet")


def read_ods(data: bytes, options: Options) -> Content:
    """Return what a spreadsheet holds; raise `UnreadableFileError` when it cannot be read.

    Figures are as they are shown. What is hidden or struck through is left out and named, and so is a
    formula without a stored value: nothing is computed.
    """
    del options
    document = open_document(data, "spreadsheet")
    styles, frozen = read_odt_styles(document.roots), _frozen(document.archive)
    sheets: list[Sheet] = []
    for element in document.body.iterchildren("{*}table"):
        style = styles.elements.get(("table", attribute(element, "style-name")))
        shown = None if style is None else style.find("{*}table-properties")
        name = attribute(element, "name")
        sheet = Sheet(name, frozen=frozen.get(name, 0), is_hidden=attribute(shown, "display") == "false")
        reading = _Reading(sheet, styles, {})
        _read_columns(element, reading, 0)
        _read_rows(element, reading)
        sheets.append(sheet)
    if not sheets:
        raise UnreadableFileError("it holds no sheet of cells; save it anew in its editor")
    _read_filters(document.body, {sheet.name: sheet for sheet in sheets})
    return read_sheets(sheets, document.front_matter)


def _frozen(archive: Archive) -> dict[str, int]:
    """Return how many rows stay in view at the top of each sheet."""
    if "settings.xml" not in archive.names:
        return {}
    try:
        root = parse_xml(archive.read("settings.xml"))
    except UnreadableFileError:
        return {}
    found: dict[str, int] = {}
    for entry in root.iter("{*}config-item-map-entry"):
        told = {attribute(each, "name"): each.text or "" for each in entry.iterchildren("{*}config-item")}
        if told.get("VerticalSplitMode") == _FROZEN:
            found[attribute(entry, "name")] = whole_number(told.get("VerticalSplitPosition", ""))
    return found


def _read_filters(body: _Element, sheets: dict[str, Sheet]) -> None:
    for each in body.iterfind("{*}database-ranges/{*}database-range"):
        found = _RANGE.fullmatch(attribute(each, "target-range-address"))
        if found and found["sheet"] in sheets and attribute(each, "contains-header") != "false":
            sheets[found["sheet"]].areas.append(area_of(f"{found['first']}:{found['last']}", 1))


def _repeated(element: _Element, what: str) -> int:
    return max(1, whole_number(attribute(element, f"number-{what}-repeated"), 1))


def _is_hidden(element: _Element) -> bool:
    return attribute(element, "visibility") in ("collapse", "filter")


def _read_columns(container: _Element, reading: _Reading, column: int) -> int:
    for each in container:
        name = local_name(each)
        if name == "table-column":
            last = min(column + _repeated(each, "columns"), LAST_COLUMN)
            places = range(column + 1, last + 1)
            reading.columns |= dict.fromkeys(places, attribute(each, "default-cell-style-name"))
            reading.sheet.hidden_columns |= set(places) if _is_hidden(each) else set()
            column = last
        elif name in ("table-columns", "table-header-columns", "table-column-group"):
            column = _read_columns(each, reading, column)
    return column


def _read_rows(container: _Element, reading: _Reading) -> None:
    sheet = reading.sheet
    for each in container:
        name = local_name(each)
        if name == "table-row":
            _read_row(each, reading)
        elif name in ("table-rows", "table-row-group", "table-header-rows"):
            _read_rows(each, reading)
            # What is printed on each page stands at its top.
            sheet.frozen = max(sheet.frozen, reading.row if name == "table-header-rows" else 0)
        elif name == "shapes":
            sheet.has_pictures = True


def _read_row(element: _Element, reading: _Reading) -> None:
    sheet, repeated = reading.sheet, _repeated(element, "rows")
    reading.row += 1
    cells = list(_cells(element, reading))
    rows = range(reading.row, reading.row + (min(repeated, MOST_REPEATED) if cells else 1))
    for row in rows:
        sheet.cells |= {(row, cell.place[1]): replace(cell, place=(row, cell.place[1])) for cell in cells}
    if _is_hidden(element):
        sheet.hidden_rows |= set(rows)
    if len(sheet.cells) > 2 * MOST_CELLS:
        raise UnreadableFileError("it holds more cells than a formulary does; save those that are needed")
    reading.row = min(reading.row + repeated - 1, LAST_ROW)


def _cells(row: _Element, reading: _Reading) -> Iterator[SheetCell]:
    column = 1
    for element in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        repeated = _repeated(element, "columns")
        cell = _cell(element, column, row, reading) if local_name(element) == "table-cell" else None
        if cell is not None:
            for place in range(column, column + min(repeated, MOST_REPEATED)):
                yield replace(cell, place=(reading.row, place))
        column = min(column + repeated, LAST_COLUMN)


def _cell(element: _Element, column: int, row: _Element, reading: _Reading) -> SheetCell | None:
    """Return a cell as it is shown, None where nothing stands in it."""
    named = attribute(element, "style-name") or attribute(row, "default-cell-style-name")
    named = named or reading.columns.get(column, "")
    style, filled = reading.styles.get("table-cell", named), _filled(reading.styles, named)
    sheet = reading.sheet
    inner = OdtReading(reading.styles, behind=filled or PAPER)
    lines = [read_odt_line(each, style, inner) for each in element.iterchildren("{*}p")]
    sheet.unseen.update(inner.unseen)
    text = cell_text([str(line.text) for line in lines])
    struck = bool(inner.unseen[Unseen.STRUCK])
    if any(local_name(each) in ("frame", "custom-shape", "g", "object") for each in element.iter()):
        sheet.has_pictures = True
    place = (reading.row, column)
    if struck and not text:
        sheet.leave_out(place, STRUCK)
    elif not text and not inner.unseen:
        text = _value(element, place, sheet)
    elif any(value == "error" for name, value in element.items() if str(name).endswith("}value-type")):
        sheet.leave_out(place, ERROR)
        text = ""
    note = _note(element)
    if not (text or struck or note or attribute(element, "formula")):
        return None
    return SheetCell(
        place,
        text,
        max(1, whole_number(attribute(element, "number-columns-spanned"), 1)),
        max(1, whole_number(attribute(element, "number-rows-spanned"), 1)),
        attribute(element, "value-type") in _FIGURES,
        bool(lines) and all(line.all_bold for line in lines),
        filled,
        note,
        struck,
    )


def _filled(styles: OdtStyles, name: str) -> str:
    """Return the colour behind a cell by its style and what that is based on, empty for none."""
    for _ in range(DEEPEST_CHAIN):
        element = styles.elements.get(("table-cell", name))
        if element is None or not name:
            break
        found = background(element.find("{*}table-cell-properties"))
        if found:
            return "" if found == PAPER else found
        name = attribute(element, "parent-style-name")
    return ""


def _value(element: _Element, place: tuple[int, int], sheet: Sheet) -> str:
    """Return the value of a cell that stores nothing of how it is shown; what is not sure is left out."""
    kind, value = attribute(element, "value-type"), attribute(element, "value")
    if kind == "string":
        return attribute(element, "string-value")
    if kind in ("date", "time"):
        return attribute(element, f"{kind}-value").replace("T", " ").removesuffix(" 00:00:00")
    if kind == "float" and (shown := show_number(value, GENERAL)):
        return shown
    if kind:
        sheet.leave_out(place, NOT_SHOWN)
    elif attribute(element, "formula"):
        sheet.leave_out(place, NOT_COMPUTED)
    return ""


def _note(element: _Element) -> str:
    """Return what comments on a cell say."""
    lines = (line for note in element.iterchildren("{*}annotation") for line in note.iter("{*}p"))
    return " ".join(" ".join("".join(map(str, line.itertext())) for line in lines).split())
