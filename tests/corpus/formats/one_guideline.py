"""One small guideline, in every format that keeps structure: sentences, a nested list, a table."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import docx as word
import pptx as slides
import xlsxwriter
from pptx.util import Inches
from small_files import odt_of, open_document_of, zipped

TITLE = "Croup"
FIRST = "Croup is a viral infection of the upper airways. It is worst at night."
LEAD_IN = "Send to hospital:"
ITEMS = (("any child with", ("stridor at rest", "low oxygen")), ("any infant under three months", ()))
GROUPS = (
    ("Mild", (("Dexamethasone", "0.15 mg/kg", "0.30 mg/kg"),)),
    ("Severe", (("Adrenaline", "4 mg", "5 mg"),)),
)
COLUMNS = ("Drug", "Dose", "First", "Repeated")
LAST = "Most children are better within two days."


def html() -> bytes:
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>{_body()}</body></html>".encode()


def _body() -> str:
    return (
        f"<h1>{TITLE}</h1><p>{FIRST}</p><h2>Treatment</h2><p>{LEAD_IN}</p>{_list_in_html()}"
        f"{_table_in_html()}<p>{LAST}</p>"
    )


def _list_in_html() -> str:
    def item(text: str, below: tuple[str, ...]) -> str:
        inner = "".join(f"<li>{each}</li>" for each in below)
        return f"<li>{text}{f'<ul>{inner}</ul>' if inner else ''}</li>"

    return f"<ul>{''.join(item(*each) for each in ITEMS)}</ul>"


def _table_in_html() -> str:
    drug, dose, *kinds = COLUMNS
    kinds_in_html = "".join(f"<th>{kind}</th>" for kind in kinds)
    rows = "".join(
        f'<tr><td colspan="3">{group}</td></tr>'
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        for group, rows in GROUPS
    )
    return (
        f'<table><thead><tr><th rowspan="2">{drug}</th><th colspan="2">{dose}</th></tr>'
        f"<tr>{kinds_in_html}</tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def epub() -> bytes:
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title></metadata><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    head = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head>'
    page = f"{head}<body>{_body()}</body></html>"
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package}
    return zipped({**parts, "OPS/a.xhtml": page})


def markdown() -> bytes:
    items = "\n".join("\n".join((f"- {text}", *(f"  - {each}" for each in below))) for text, below in ITEMS)
    return "\n\n".join(
        (f"# {TITLE}", FIRST, "## Treatment", LEAD_IN, items, _table_in_html(), f"{LAST}\n")
    ).encode()


def jats() -> bytes:
    def item(text: str, below: tuple[str, ...]) -> str:
        inner = "".join(f"<list-item><p>{each}</p></list-item>" for each in below)
        return f"<list-item><p>{text}</p>{f'<list>{inner}</list>' if inner else ''}</list-item>"

    items = "".join(item(*each) for each in ITEMS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal '
        'Publishing DTD v1.2 20190208//EN" "JATS-journal.dtd"><article><front><article-meta><title-group>'
        f"<article-title>{TITLE}</article-title></title-group></article-meta></front><body><p>{FIRST}</p>"
        f"<sec><title>Treatment</title><p>{LEAD_IN}</p><list>{items}</list>"
        f"<table-wrap>{_table_in_html()}</table-wrap><p>{LAST}</p></sec></body></article>"
    ).encode()


def docx() -> bytes:
    document, file = word.Document(), io.BytesIO()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    document.add_paragraph(FIRST)
    document.add_heading("Treatment", 1)
    document.add_paragraph(LEAD_IN)
    for text, below in ITEMS:
        document.add_paragraph(text, style="List Bullet")
        for each in below:
            document.add_paragraph(each, style="List Bullet 2")
    table = document.add_table(rows=0, cols=3)
    drug, dose, *kinds = COLUMNS
    head = [table.add_row().cells, table.add_row().cells]
    head[0][0].merge(head[1][0]).text = drug
    head[0][1].merge(head[0][2]).text = dose
    for cell, kind in zip(head[1][1:], kinds, strict=True):
        cell.text = kind
    for group, rows in GROUPS:
        cells = table.add_row().cells
        cells[0].merge(cells[2]).text = group
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.add_paragraph(LAST)
    document.save(file)
    return file.getvalue()


def odt() -> bytes:
    return odt_of(
        f'<text:p text:style-name="Title">{TITLE}</text:p>{_p(FIRST)}'
        f'<text:h text:outline-level="1">Treatment</text:h>{_p(LEAD_IN)}'
        f"{_list_in_odf()}{_table_in_odf('')}{_p(LAST)}"
    )


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def _list_in_odf() -> str:
    def item(text: str, below: tuple[str, ...]) -> str:
        inner = "".join(f"<text:list-item>{_p(each)}</text:list-item>" for each in below)
        nested = f"<text:list>{inner}</text:list>" if inner else ""
        return f"<text:list-item>{_p(text)}{nested}</text:list-item>"

    return f"<text:list>{''.join(item(*each) for each in ITEMS)}</text:list>"


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
    def line(text: str) -> str:
        return f"<table:table-row><table:table-cell>{_p(text)}</table:table-cell></table:table-row>"

    empty = "<table:table-row><table:table-cell/></table:table-row>"
    treatment = _table_in_odf("Treatment").replace("</table:table>", f"{empty}{line(LAST)}</table:table>")
    first = f'<table:table table:name="{TITLE}">{line(FIRST)}</table:table>'
    return open_document_of("spreadsheet", f"{first}{treatment}", f"<dc:title>{TITLE}</dc:title>")


def odp() -> bytes:
    def frame(inside: str, kind: str = "") -> str:
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{inside}</draw:text-box></draw:frame>'

    first = f"<draw:page>{frame(_p(TITLE), 'title')}{frame(_p(FIRST), 'subtitle')}</draw:page>"
    second = (
        f"<draw:page>{frame(_p('Treatment'), 'title')}{frame(_p(LEAD_IN) + _list_in_odf(), 'outline')}"
        f"<draw:frame>{_table_in_odf('')}</draw:frame>{frame(_p(LAST))}</draw:page>"
    )
    return open_document_of("presentation", f"{first}{second}")


def xlsx() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE})
        bold = book.add_format({"bold": True})
        book.add_worksheet(TITLE).write("A1", FIRST)
        sheet = book.add_worksheet("Treatment")
        drug, dose, *kinds = COLUMNS
        sheet.merge_range("A1:A2", drug, bold)
        sheet.merge_range("B1:C1", dose, bold)
        sheet.write_row("B2", kinds, bold)
        rows = [row for group, below in GROUPS for row in ((group,), *below)]
        for at, row in enumerate(rows, start=2):
            if len(row) == 1:
                sheet.merge_range(at, 0, at, 2, *row)
            else:
                sheet.write_row(at, 0, row)
        sheet.write(len(rows) + 3, 0, LAST)
    return file.getvalue()


def pptx() -> bytes:
    deck, file = slides.Presentation(), io.BytesIO()
    first, second = (deck.slides.add_slide(deck.slide_layouts[layout]) for layout in (0, 1))
    first.shapes.title.text, first.placeholders[1].text = TITLE, FIRST
    second.shapes.title.text = "Treatment"
    text = second.placeholders[1].text_frame
    text.text = LEAD_IN
    properties = text.paragraphs[0]._p.get_or_add_pPr()
    properties.append(properties.makeelement(f"{{{properties.nsmap['a']}}}buNone", {}))
    for item, below in ITEMS:
        for level, words in enumerate((item, *below)):
            paragraph = text.add_paragraph()
            paragraph.text, paragraph.level = words, min(level, 1)
    drug, dose, *kinds = COLUMNS
    rows = [(drug, dose, ""), ("", *kinds)]
    for group, doses in GROUPS:
        rows.extend(((group, "", ""), *doses))
    place = (Inches(1), Inches(4), Inches(6), Inches(2))
    table = second.shapes.add_table(len(rows), 3, *place).table
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    for at, row in enumerate(rows[2:], start=2):
        if not any(row[1:]):
            table.cell(at, 0).merge(table.cell(at, 2))
    second.shapes.add_textbox(*place).text_frame.text = LAST
    deck.save(file)
    return file.getvalue()


def rtf() -> bytes:
    def item(text: str, level: int) -> str:
        return rf"\pard\ilvl{level}\ls1{{\listtext\bullet\tab}}{text}\par "

    def row(shape: str, *cells: str) -> str:
        return rf"\trowd{shape} " + "".join(rf"\pard\intbl {cell}\cell " for cell in cells) + r"\row "

    items = "".join(item(text, 0) + "".join(item(each, 1) for each in below) for text, below in ITEMS)
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
        rf"{{\s3 Title;}}}}\pard\s3 {TITLE}\par \pard {FIRST}\par \pard\s1 Treatment\par \pard {LEAD_IN}\par "
        rf"{items}{head}{rows}\pard {LAST}\par}}"
    ).encode()


FORMATS: Mapping[str, Callable[[], bytes]] = {
    ".md": markdown,
    ".html": html,
    ".epub": epub,
    ".xml": jats,
    ".docx": docx,
    ".odt": odt,
    ".rtf": rtf,
    ".pptx": pptx,
    ".odp": odp,
}
# A sheet has sentences and tables, and no lists in lists.
SHEETS: Mapping[str, Callable[[], bytes]] = {".xlsx": xlsx, ".ods": ods}
