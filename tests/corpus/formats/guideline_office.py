"""The small guideline as text processors, spreadsheets and slide shows write it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx as word
import pptx as slides
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from guideline_words import (
    BOX,
    BOX_ITEMS,
    BOX_LEAD_IN,
    BOX_SENTENCE,
    CAPTION,
    COLUMNS,
    FIRST,
    GROUPS,
    HEADING,
    ITEMS,
    LAST,
    LEAD_IN,
    TITLE,
    table_rows,
)
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches
from small_files import odt_of, open_document_of


def docx(draw_box: Callable[[Any], None] | None = None) -> bytes:
    """Return a Word file with the box drawn so, in a table of one cell where nothing is said."""
    document, file = word.Document(), io.BytesIO()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    document.add_paragraph(FIRST)
    document.add_heading(HEADING, 1)
    document.add_paragraph(LEAD_IN)
    for text, below in ITEMS:
        document.add_paragraph(text, style="List Bullet")
        for each in below:
            document.add_paragraph(each, style="List Bullet 2")
    document.add_paragraph(CAPTION, style="Caption")
    rows = table_rows()
    _fill(document.add_table(len(rows), 3), rows)
    (draw_box or cell_in_word)(document)
    document.add_paragraph(LAST)
    document.save(file)
    return file.getvalue()


def _fill(table: Any, rows: Sequence[Sequence[str]]) -> None:
    """Write the rows into a table of Word or PowerPoint; names of columns and groups span their cells."""
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    for at, row in enumerate(rows[2:], start=2):
        if not any(row[1:]):
            table.cell(at, 0).merge(table.cell(at, 2))


def cell_in_word(document: Any) -> None:
    """Draw the box as a table of one cell."""
    cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
    _fill_in_word(cell, cell.paragraphs[0])


def frame_in_word(document: Any) -> None:
    """Draw the box as paragraphs with a border around them."""
    first = len(document.paragraphs)
    _fill_in_word(document, document.add_paragraph())
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
    for paragraph in document.paragraphs[first:]:
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))


def text_box_in_word(document: Any) -> None:
    """Draw the box as a text box that is tied to an empty paragraph."""
    first = len(document.paragraphs)
    _fill_in_word(document, document.add_paragraph())
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    drawn = parse_xml(
        f"<w:pict {nsdecls('w')} {spaces}><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict>"
    )
    for paragraph in document.paragraphs[first:]:
        drawn[0][0][0].append(paragraph._p)
    document.add_paragraph().add_run()._r.append(drawn)


def _fill_in_word(holder: Any, heading: Any) -> None:
    heading.add_run(BOX).bold = True
    for text in (BOX_SENTENCE, BOX_LEAD_IN):
        holder.add_paragraph(text)
    for text in BOX_ITEMS:
        holder.add_paragraph(text, style="List Bullet")


_ODF_STYLES = (
    '<style:style style:name="Bold" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="Framed" style:family="paragraph"><style:paragraph-properties '
    'fo:border="0.5pt solid #000000"/></style:style>'
    '<style:style style:name="BoldFramed" style:family="paragraph" style:parent-style-name="Framed">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def odt(box: str = "") -> bytes:
    """Return a text of LibreOffice with the box drawn so, in a frame where nothing is said."""
    return odt_of(
        f'<text:p text:style-name="Title">{TITLE}</text:p>{_p(FIRST)}'
        f'<text:h text:outline-level="1">{HEADING}</text:h>{_p(LEAD_IN)}{_list_in_odf()}'
        f"{_p(CAPTION)}{_table_in_odf('')}{box or FRAME_IN_ODF}{_p(LAST)}",
        automatic=_ODF_STYLES,
    )


def _p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>' if style else f"<text:p>{text}</text:p>"


def _items_in_odf(items: Sequence[tuple[str, Sequence[str]]], style: str = "") -> str:
    def item(text: str, below: Sequence[str]) -> str:
        nested = _items_in_odf([(each, ()) for each in below], style) if below else ""
        return f"<text:list-item>{_p(text, style)}{nested}</text:list-item>"

    return f"<text:list>{''.join(item(*each) for each in items)}</text:list>"


def _list_in_odf() -> str:
    return _items_in_odf(ITEMS)


def _inside_in_odf(framed: str = "") -> str:
    listed = _items_in_odf([(each, ()) for each in BOX_ITEMS], framed)
    return f"{_p(BOX, f'Bold{framed}')}{_p(BOX_SENTENCE, framed)}{_p(BOX_LEAD_IN, framed)}{listed}"


FRAME_IN_ODF = f"<text:p><draw:frame><draw:text-box>{_inside_in_odf()}</draw:text-box></draw:frame></text:p>"
BORDERED_IN_ODF = _inside_in_odf("Framed")
CELL_IN_ODF = (
    '<table:table><table:table-column/><table:table-row><table:table-cell table:style-name="Cell">'
    f"{_inside_in_odf()}</table:table-cell></table:table-row></table:table>"
)


def _table_in_odf(name: str) -> str:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{_p(text)}</table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    covered, drug, dose, *kinds = "<table:covered-table-cell/>", *COLUMNS
    head = row(
        cell(drug, 'table:number-rows-spanned="2"'), cell(dose, 'table:number-columns-spanned="2"'), covered
    ) + row(covered, *map(cell, kinds))
    rows = "".join(
        row(cell(group, 'table:number-columns-spanned="3"'), covered, covered)
        + "".join(row(*map(cell, each)) for each in below)
        for group, below in GROUPS
    )
    return (
        f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="3"/>'
        f"<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
    )


def ods() -> bytes:
    """Return a spreadsheet of LibreOffice of two sheets, the second with the table."""

    def line(text: str) -> str:
        return f"<table:table-row><table:table-cell>{_p(text)}</table:table-cell></table:table-row>"

    empty = "<table:table-row><table:table-cell/></table:table-row>"
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    treatment = _table_in_odf(HEADING).replace(columns, f"{columns}{line(CAPTION)}")
    treatment = treatment.replace("</table:table>", f"{empty}{line(LAST)}</table:table>")
    first = f'<table:table table:name="{TITLE}">{line(FIRST)}</table:table>'
    return open_document_of("spreadsheet", f"{first}{treatment}", f"<dc:title>{TITLE}</dc:title>")


def odp() -> bytes:
    """Return slides of LibreOffice, the box a shape with text in it."""

    def frame(inside: str, kind: str = "") -> str:
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{inside}</draw:text-box></draw:frame>'

    first = f"<draw:page>{frame(_p(TITLE), 'title')}{frame(_p(FIRST), 'subtitle')}</draw:page>"
    second = (
        f"<draw:page>{frame(_p(HEADING), 'title')}{frame(_p(LEAD_IN) + _list_in_odf(), 'outline')}"
        f"{frame(_p(CAPTION))}<draw:frame>{_table_in_odf('')}</draw:frame>"
        f"<draw:custom-shape>{_inside_in_odf()}</draw:custom-shape>{frame(_p(LAST))}</draw:page>"
    )
    return open_document_of("presentation", f"{first}{second}", automatic=_ODF_STYLES)


def xlsx() -> bytes:
    """Return a workbook of two sheets, the second with the table."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE})
        bold = book.add_format({"bold": True})
        book.add_worksheet(TITLE).write("A1", FIRST)
        sheet = book.add_worksheet(HEADING)
        drug, dose, *kinds = COLUMNS
        sheet.write("A1", CAPTION)
        sheet.merge_range("A2:A3", drug, bold)
        sheet.merge_range("B2:C2", dose, bold)
        sheet.write_row("B3", kinds, bold)
        rows = table_rows()[2:]
        for at, row in enumerate(rows, start=3):
            if any(row[1:]):
                sheet.write_row(at, 0, row)
            else:
                sheet.merge_range(at, 0, at, 2, row[0])
        sheet.write(len(rows) + 4, 0, LAST)
    return file.getvalue()


def pptx() -> bytes:
    """Return slides of PowerPoint, the box a rectangle with text in it."""
    deck, file = slides.Presentation(), io.BytesIO()
    first, second = (deck.slides.add_slide(deck.slide_layouts[layout]) for layout in (0, 1))
    first.shapes.title.text, first.placeholders[1].text = TITLE, FIRST
    second.shapes.title.text = HEADING
    text = second.placeholders[1].text_frame
    text.text = LEAD_IN
    properties = text.paragraphs[0]._p.get_or_add_pPr()
    properties.append(properties.makeelement(f"{{{properties.nsmap['a']}}}buNone", {}))
    for item, below in ITEMS:
        for level, words in enumerate((item, *below)):
            paragraph = text.add_paragraph()
            paragraph.text, paragraph.level = words, min(level, 1)
    place = (Inches(1), Inches(4), Inches(6), Inches(2))
    second.shapes.add_textbox(*place).text_frame.text = CAPTION
    rows = table_rows()
    _fill(second.shapes.add_table(len(rows), 3, *place).table, rows)
    _draw_in_powerpoint(second.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place).text_frame)
    second.shapes.add_textbox(*place).text_frame.text = LAST
    deck.save(file)
    return file.getvalue()


def _draw_in_powerpoint(text: Any) -> None:
    text.text = BOX
    text.paragraphs[0].runs[0].font.bold = True
    for words in (BOX_SENTENCE, BOX_LEAD_IN, *BOX_ITEMS):
        paragraph = text.add_paragraph()
        paragraph.text = words
        if words in BOX_ITEMS:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(properties.makeelement(f"{{{properties.nsmap['a']}}}buChar", {"char": "•"}))


def rtf(box: str = "") -> bytes:
    """Return a rich text with the box drawn so, as paragraphs with a border where nothing is said."""

    def row(shape: str, *cells: str) -> str:
        return rf"\trowd{shape} " + "".join(rf"\pard\intbl {cell}\cell " for cell in cells) + r"\row "

    items = "".join(
        _item_in_rtf(text, 0) + "".join(_item_in_rtf(each, 1) for each in below) for text, below in ITEMS
    )
    plain = r"\cellx2000\cellx4000\cellx6000"
    drug, dose, *kinds = COLUMNS
    head = row(r"\trhdr\clvmgf\cellx2000\clmgf\cellx4000\clmrg\cellx6000", drug, dose, "") + row(
        r"\trhdr\clvmrg\cellx2000\cellx4000\cellx6000", "", *kinds
    )
    rows = "".join(
        row(r"\clmgf\cellx2000\clmrg\cellx4000\clmrg\cellx6000", group, "", "")
        + "".join(row(plain, *each) for each in below)
        for group, below in GROUPS
    )
    return (
        r"{\rtf1\ansi\deff0{\fonttbl{\f0\froman Times;}}"
        r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}"
        rf"{{\s3 Title;}}}}\pard\s3 {TITLE}\par \pard {FIRST}\par \pard\s1 {HEADING}\par \pard {LEAD_IN}\par "
        rf"{items}\pard {CAPTION}\par {head}{rows}{box or FRAME_IN_RTF}\pard {LAST}\par}}"
    ).encode()


def _item_in_rtf(text: str, level: int, *more: str) -> str:
    return rf"\pard\ilvl{level}\ls1{''.join(more)}{{\listtext\bullet\tab}}{text}\par "


def _inside_in_rtf(frame: str = "") -> str:
    items = "".join(_item_in_rtf(each, 0, frame) for each in BOX_ITEMS)
    texts = (rf"{{\b {BOX}}}", BOX_SENTENCE, BOX_LEAD_IN)
    return "".join(rf"\pard{frame} {text}\par " for text in texts) + items


FRAME_IN_RTF = _inside_in_rtf(r"\brdrt\brdrs\brdrl\brdrs\brdrb\brdrs\brdrr\brdrs")
SHAPE_IN_RTF = rf"\pard{{\shp{{\*\shpinst{{\shptxt {_inside_in_rtf()}}}}}}}\par "
# Without a paragraph between them two tables of RTF are one.
CELL_IN_RTF = (
    r"\pard\par \trowd\cellx6000 " + _inside_in_rtf(r"\intbl").removesuffix(r"\par ") + r"\cell\row "
)
