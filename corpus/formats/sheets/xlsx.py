"""The format of .xlsx and .xlsm files: SpreadsheetML in a ZIP (ECMA-376 Part 1); macros are never run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.archives import Archive, open_archive
from corpus.document import Content
from corpus.errors import UnreadableFileError
from corpus.formats.packages import (
    Relation,
    is_office,
    main_part,
    office_front_matter,
    office_properties,
    relations,
)
from corpus.formats.sheets import (
    ERROR,
    LAST_COLUMN,
    NOT_COMPUTED,
    NOT_SHOWN,
    STRUCK,
    Area,
    Place,
    Sheet,
    SheetCell,
    area_of,
    place_of,
)
from corpus.formats.sheets.number_formats import show_number, show_text
from corpus.formats.sheets.tables import read_sheets
from corpus.formats.sheets.xlsx_styles import OFF, CellStyle, Font, read_cell_styles, read_font
from corpus.formats.table_rows import cell_text
from corpus.formats.word.running_text import PAPER, Look, RunningText, why_unseen
from corpus.formats.xml_trees import attribute, local_name, parse_xml, whole_number
from corpus.options import Options
from corpus.text.symbols import set_in
from corpus.unseen import Unseen, count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE_ROWS = re.compile(r"\$1:\$(\d{1,3})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class _Workbook:
    """What all sheets of a workbook share; `is_uncomputed` tells that nothing has computed its formulas."""

    archive: Archive
    styles: Sequence[CellStyle]
    texts: Sequence[_Element]
    since_1904: bool = False
    is_uncomputed: bool = False
    titles: Mapping[int, int] = field(default_factory=dict)


def is_xlsx(data: bytes) -> bool:
    """Tell whether `data` is an Excel workbook in a ZIP, be it broken."""
    return is_office(data, "xl/", b"xl/work")


def read_xlsx(data: bytes, options: Options) -> Content:
    """Return what a workbook holds; raise `UnreadableFileError` when it cannot be read.

    Figures are as their formats show them. What is hidden or struck through is left out and named, and so
    is a formula without a stored value: nothing is computed.
    """
    del options
    archive = open_archive(data)
    name = main_part(archive, "xl/workbook.xml")
    root, named = parse_xml(archive.read(name)), relations(archive, name)
    parts = {each.kind: each.target for each in reversed(named.values())}
    properties = root.find("{*}workbookPr")
    book = _Workbook(
        archive,
        read_cell_styles(_part(archive, parts.get("styles", ""))),
        _shared_texts(_part(archive, parts.get("sharedStrings", ""))),
        _is_on(properties, "date1904"),
        # Programs that write formulas and do not compute them store a value all the same, 0 mostly.
        _is_on(root.find("{*}calcPr"), "fullCalcOnLoad"),
        _title_rows(root),
    )
    sheets: list[Sheet] = []
    unread: list[str] = []
    for place, each in enumerate(root.iterfind("{*}sheets/{*}sheet")):
        part = named.get(attribute(each, "id"), Relation("", ""))
        sheet = Sheet(attribute(each, "name"), is_hidden=attribute(each, "state") in ("hidden", "veryHidden"))
        if part.kind == "worksheet" and part.target in archive.names:
            _read_sheet(part.target, sheet, book, book.titles.get(place, 0))
            sheets.append(sheet)
        elif not sheet.is_hidden:
            unread.append(f"sheet {sheet.name} is a chart or a form, whose words are not read")
    if not sheets:
        raise UnreadableFileError("it holds no sheet of cells; save it anew in Excel")
    return read_sheets(sheets, office_front_matter(office_properties(archive)), unread)


def _part(archive: Archive, name: str) -> _Element | None:
    return parse_xml(archive.read(name)) if name in archive.names else None


def _is_on(element: _Element | None, name: str) -> bool:
    return attribute(element, name).lower() not in ("", *OFF)


def _title_rows(workbook: _Element) -> dict[int, int]:
    """Return how many rows at the top of a sheet are printed on each page, by the sheet's place."""
    return {
        whole_number(attribute(each, "localSheetId"), -1): int(rows[1])
        for each in workbook.iterfind("{*}definedNames/{*}definedName")
        if attribute(each, "name") == "_xlnm.Print_Titles" and (rows := _TITLE_ROWS.search(each.text or ""))
    }


def _shared_texts(root: _Element | None) -> list[_Element]:
    return [] if root is None else list(root.iterfind("{*}si"))


def _read_sheet(part: str, sheet: Sheet, book: _Workbook, titles: int) -> None:
    """Read a part into `sheet`."""
    root, named = parse_xml(book.archive.read(part)), relations(book.archive, part)
    _read_layout(root, sheet)
    sheet.frozen = max(sheet.frozen, titles)
    kinds = {each.kind for each in named.values()}
    for each in named.values():
        if each.kind == "table" and each.target in book.archive.names:
            sheet.areas.extend(_table(parse_xml(book.archive.read(each.target))))
    # A condition, or the style of a table, may put another colour behind a cell.
    coloured = root.find("{*}conditionalFormatting") is not None or "table" in kinds
    _read_cells(root, sheet, book, behind="" if coloured else PAPER)
    _merge(root, sheet)
    for place, text in _comments(book.archive, named).items():
        cell = sheet.cells.get(place, SheetCell(place))
        sheet.cells[place] = replace(cell, note=text)
    sheet.has_pictures = "drawing" in kinds


def _read_layout(root: _Element, sheet: Sheet) -> None:
    """Read what a sheet hides, keeps in view and filters."""
    pane = next(root.iterfind("{*}sheetViews/{*}sheetView/{*}pane"), None)
    if attribute(pane, "state") in ("frozen", "frozenSplit"):
        sheet.frozen = whole_number(attribute(pane, "ySplit").partition(".")[0])
    for column in root.iterfind("{*}cols/{*}col"):
        first, last = (whole_number(attribute(column, end)) for end in ("min", "max"))
        if _is_on(column, "hidden") or attribute(column, "width") == "0":
            sheet.hidden_columns |= set(range(first, min(last, LAST_COLUMN) + 1))
    sheet.areas.extend(area_of(attribute(each, "ref"), 1) for each in root.iterfind("{*}autoFilter"))


def _table(root: _Element) -> Iterator[Area]:
    if local_name(root) == "table":
        yield area_of(attribute(root, "ref"), whole_number(attribute(root, "headerRowCount"), 1))


def _read_cells(root: _Element, sheet: Sheet, book: _Workbook, behind: str) -> None:
    row, column = 0, 0
    for element in root.iterfind("{*}sheetData/{*}row"):
        row, column = whole_number(attribute(element, "r"), row + 1) or row + 1, 0
        if _is_on(element, "hidden") or attribute(element, "ht") == "0":
            sheet.hidden_rows.add(row)
        for each in element.iterchildren("{*}c"):
            row, column = place_of(attribute(each, "r"), (row, column + 1))
            place = whole_number(attribute(each, "s"))
            style = book.styles[place] if place < len(book.styles) else CellStyle()
            cell = _cell(each, (row, column), style, sheet, book, behind)
            if cell is not None:
                sheet.cells[row, column] = cell


def _cell(
    element: _Element, place: Place, style: CellStyle, sheet: Sheet, book: _Workbook, behind: str
) -> SheetCell | None:
    """Return a cell as it is shown, None where nothing stands in it."""
    kind, stored = attribute(element, "t"), element.findtext("{*}v")
    cell = SheetCell(place, bold=style.font.bold, filled=style.filled)
    rich = element.find("{*}is")
    if kind == "s":
        number = whole_number(stored or "", len(book.texts))
        rich = book.texts[number] if number < len(book.texts) else None
    if rich is not None and not "".join(map(str, rich.itertext())).strip():
        return None
    if rich is not None:
        text, is_struck = _rich_text(rich, style, sheet, behind)
    else:
        shown = _shown(element, kind, stored, style, sheet, place, book)
        if shown is None:
            return None
        text, is_struck = _seen_text(shown, style.font, style, sheet, behind)
    if is_struck and not text:
        sheet.leave_out(place, STRUCK)
    elif rich is not None or kind == "str":
        text = show_text(text, style.code) or text
    text = cell_text(text.split("\n"))
    figure = rich is None and kind in ("", "n", "d")
    return replace(cell, text=text, figure=figure, struck=is_struck) if text or is_struck or stored else None


def _shown(
    element: _Element,
    kind: str,
    stored: str | None,
    style: CellStyle,
    sheet: Sheet,
    place: Place,
    book: _Workbook,
) -> str | None:
    """Return how a value is shown, None where there is none; what is not sure is left out and noted."""
    is_formula = element.find("{*}f") is not None
    if is_formula and (book.is_uncomputed or stored is None or (kind != "str" and not stored)):
        sheet.leave_out(place, NOT_COMPUTED)
        return ""
    if not stored:
        return None
    if kind == "e":
        sheet.leave_out(place, ERROR)
        return ""
    if kind == "b":
        return "TRUE" if stored == "1" else "FALSE"
    if kind not in ("", "n"):
        return stored
    shown = show_number(stored, style.code, since_1904=book.since_1904)
    if shown is None:
        sheet.leave_out(place, NOT_SHOWN)
    elif not shown:
        sheet.unseen[Unseen.HIDDEN] += 1
    return shown or ""


def _rich_text(rich: _Element, style: CellStyle, sheet: Sheet, behind: str) -> tuple[str, bool]:
    """Return the words of a cell's runs that are seen, and whether any was struck through."""
    line, is_struck = RunningText(), False
    for each in rich:
        name = local_name(each)
        if name not in ("t", "r"):
            continue
        look = each.find("{*}rPr")
        font = style.font if look is None else read_font(look, style.font)
        words = each.findtext("{*}t") if name == "r" else each.text
        seen, struck = _seen_text(words or "", font, style, sheet, behind)
        line.add(seen, font.script)
        is_struck |= struck
    return str(line), is_struck


def _seen_text(text: str, font: Font, style: CellStyle, sheet: Sheet, behind: str) -> tuple[str, bool]:
    look = Look(font.colour, style.behind if style.filled else behind, font.size, struck=font.struck)
    why = why_unseen(look) if text.strip() else None
    if why:
        count_words(sheet.unseen, why, text)
        return "", why is Unseen.STRUCK
    return set_in(font.name, _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)), False


def _merge(root: _Element, sheet: Sheet) -> None:
    for each in root.iterfind("{*}mergeCells/{*}mergeCell"):
        area = area_of(attribute(each, "ref"))
        cell = sheet.cells.get((area.top, area.left))
        if cell is not None:
            columns, rows = area.right - area.left + 1, area.bottom - area.top + 1
            sheet.cells[cell.place] = replace(cell, columns=columns, rows=rows)


def _comments(archive: Archive, named: Mapping[str, Relation]) -> dict[Place, str]:
    """Return what the comments on a sheet say by their cells; threads stand for their copies."""
    notes: dict[Place, str] = {}
    threads: dict[Place, list[str]] = {}
    for each in named.values():
        root = _part(archive, each.target) if each.kind in ("comments", "threadedComment") else None
        if root is None:
            continue
        authors = [(author.text or "").strip() for author in root.iterfind("{*}authors/{*}author")]
        for comment in root.iter("{*}comment", "{*}threadedComment"):
            place = place_of(attribute(comment, "ref"))
            text = " ".join("".join(str(part.text or "") for part in comment.iter("{*}t", "{*}text")).split())
            if local_name(comment) == "threadedComment":
                threads.setdefault(place, []).append(text)
            else:
                # Excel writes who has made it in front.
                author = next((name for name in authors if name and text.startswith(f"{name}:")), "")
                notes[place] = text.removeprefix(f"{author}:").strip() if author else text
    told = notes | {place: " ".join(texts) for place, texts in threads.items()}
    return {place: text for place, text in told.items() if text}
