"""OpenDocument texts, as LibreOffice writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape

from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import (
    MARK,
    Box,
    Element,
    Figure,
    Heading,
    Layout,
    Listing,
    Note,
    Prose,
    Source,
    Story,
    Table,
    truths,
)
from benchmarks.layouts.web import PLAIN_DIGITS, RAISED
from benchmarks.layouts.whole import whole_story

MIME_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("meta", "meta"),
        ("fo", "xsl-fo-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_STYLES = """\
<style:style style:name="Raised" style:family="text">
<style:text-properties style:text-position="super 58%"/>
</style:style><text:list-style style:name="L1">
<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
</text:list-style><text:list-style style:name="L2"><text:list-level-style-number text:level="1"
style:num-format="1" style:num-suffix="."/></text:list-style>"""
# The names that LibreOffice gives its styles, each with the style that it builds on.
_NAMED = (
    ("Standard", ""), ("Title", "Standard"), ("Heading", "Standard"), ("Text_20_body", "Standard"),
    ("List", "Text_20_body"), ("Caption", "Standard"), ("Table", "Caption"), ("Figure", "Caption"),
    ("Footnote", "Standard"), ("Table_20_Contents", "Standard"), ("Table_20_Heading", "Table_20_Contents"),
)  # fmt: skip


def open_document(seed: int) -> Layout:
    """Return an ODT with lists, a table, footnotes and raised exponents."""
    story = whole_story(Writer("open-document", seed), notes=True, cited=False)
    styles = f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
    body = f"<office:body><office:text>{''.join(_body(story))}</office:text></office:body>"
    content = f"{_HEAD}<office:document-content {_NAMES}>{styles}{body}</office:document-content>"
    data = _package(story, content)
    return Layout("open-document", "open-document.odt", data, story.title, truths(story))


def _package(story: Story, content: str) -> bytes:
    meta = (
        f'{_HEAD}<office:document-meta {_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{escape(story.title)}</dc:title></office:meta></office:document-meta>"
    )
    files = (("/", MIME_TYPE), *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml")))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in files
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIME_TYPE, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("styles.xml", _named_styles())
        package.writestr("meta.xml", meta)
        package.writestr(
            "META-INF/manifest.xml", f"{_HEAD}<manifest:manifest {_NAMES}>{entries}</manifest:manifest>"
        )
    return written.getvalue()


def _named_styles() -> str:
    named = "".join(
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
        f'style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in _NAMED
    )
    styles = f"<office:styles>{named}</office:styles>"
    return f"{_HEAD}<office:document-styles {_NAMES}>{styles}</office:document-styles>"


def _body(story: Story) -> Iterator[str]:
    yield f'<text:p text:style-name="Title">{_inline(story.title, {})}</text:p>'
    notes = {each.mark: each.text for each in story.elements if isinstance(each, Note)}
    for element in story.elements:
        yield _tagged(element, notes)


def _tagged(element: Element, notes: dict[str, str]) -> str:
    match element:
        case Heading(text, level):
            tagged = f'<text:h text:outline-level="{level}">{_inline(text, notes)}</text:h>'
        case Prose(text):
            tagged = _paragraph("Text_20_body", text, notes)
        case Listing(lead, items, numbered):
            inner = "".join(f"<text:list-item>{_paragraph('List', item)}</text:list-item>" for item in items)
            style = "L2" if numbered else "L1"
            tagged = (
                f'{_paragraph("Text_20_body", lead)}<text:list text:style-name="{style}">{inner}</text:list>'
            )
        case Table():
            tagged = _paragraph("Table", element.caption) + _table(element)
        case Figure(caption):
            tagged = _paragraph("Figure", caption)
        case Source(number, text):
            tagged = _paragraph("Text_20_body", f"{number}. {text}")
        case Box(text):
            cell = f"<table:table-cell>{_paragraph('Table_20_Contents', text)}</table:table-cell>"
            tagged = (
                f"<table:table><table:table-column/><table:table-row>{cell}</table:table-row></table:table>"
            )
        case Note():
            tagged = ""
    return tagged


def _table(table: Table) -> str:
    def row(cells: tuple[str, ...], style: str) -> str:
        inner = "".join(f"<table:table-cell>{_paragraph(style, cell)}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    head = f"<table:table-header-rows>{row(table.columns, 'Table_20_Heading')}</table:table-header-rows>"
    columns = f'<table:table-column table:number-columns-repeated="{len(table.columns)}"/>'
    body = "".join(row(each, "Table_20_Contents") for each in table.rows)
    return f"<table:table>{columns}{head}{body}</table:table>"


def _paragraph(style: str, text: str, notes: dict[str, str] | None = None) -> str:
    return f'<text:p text:style-name="{style}">{_inline(text, notes or {})}</text:p>'


def _inline(text: str, notes: dict[str, str]) -> str:
    """Return `text` with its exponents raised and its footnotes where their marks are."""
    raised = RAISED.sub(
        lambda found: f'<text:span text:style-name="Raised">{found[0].translate(PLAIN_DIGITS)}</text:span>',
        escape(text, quote=False),
    )
    return MARK.sub(lambda found: _note(found[1], notes[found[1]]), raised)


def _note(mark: str, text: str) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{mark}</text:note-citation>'
        f"<text:note-body>{_paragraph('Footnote', text)}</text:note-body></text:note>"
    )
