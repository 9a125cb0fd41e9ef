"""Word documents, by python-docx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

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
    Table,
    truths,
)
from benchmarks.layouts.web import PLAIN_DIGITS, RAISED
from benchmarks.layouts.whole import whole_story

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_PIECES = re.compile(rf"({MARK.pattern.replace('(', '(?:')}|{RAISED.pattern})")


def word_document(seed: int) -> Layout:
    """Return a leaflet made with Word's own styles, with running head and foot."""
    from docx import Document

    story = whole_story(Writer("word-document", seed))
    document = Document()
    document.core_properties.title = story.title
    section = document.sections[0]
    section.header.paragraphs[0].text = "Northern Hospital Trust: Clinical guideline"
    section.footer.paragraphs[0].text = "Printed copies are not controlled. Page 1 of 4"
    document.add_heading(story.title, level=0)
    for element in story.elements:
        _add(document, element)
    written = io.BytesIO()
    document.save(written)
    return Layout("word-document", "word-document.docx", written.getvalue(), story.title, truths(story))


def _add(document: Document, element: Element) -> None:
    match element:
        case Heading(text, level):
            document.add_heading(text, level=level)
        case Prose(text):
            _fill(document.add_paragraph(), text)
        case Listing(lead, items, numbered):
            document.add_paragraph(lead)
            for item in items:
                document.add_paragraph(item, style="List Number" if numbered else "List Bullet")
        case Table():
            document.add_paragraph(element.caption, style="Caption")
            _add_table(document, element)
        case Figure(caption):
            document.add_paragraph(caption, style="Caption")
        case Source(number, text):
            document.add_paragraph(f"{number}.\t{text}")
        case Box(text):
            document.add_table(1, 1, style="Table Grid").cell(0, 0).paragraphs[0].text = text
        case Note():
            pass


def _add_table(document: Document, table: Table) -> None:
    made = document.add_table(0, len(table.columns), style="Table Grid")
    for texts in (table.columns, *table.rows):
        for cell, text in zip(made.add_row().cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold = texts is table.columns


def _fill(paragraph: Paragraph, text: str) -> None:
    """Write `text`, its marks and exponents raised."""
    for piece in _PIECES.split(text):
        mark = MARK.fullmatch(piece)
        run = paragraph.add_run(mark[1] if mark else piece.translate(PLAIN_DIGITS))
        if mark or RAISED.fullmatch(piece):
            run.font.superscript = True
        elif RAISED.search(piece):
            run.text = piece
