"""Make PDF files whose paragraphs are known, with reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from corpus.document import BlockKind, Content
from corpus.formats.pdf import read_pdf
from corpus.options import Options

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=6)
JUSTIFIED = ParagraphStyle("justified", BODY, alignment=4)
HEADING = ParagraphStyle("heading", BODY, fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=6)
SUBHEADING = ParagraphStyle("subheading", BODY, fontName="Helvetica-Bold", fontSize=11, leading=14)
TITLE = ParagraphStyle("title", BODY, fontName="Helvetica-Bold", fontSize=20, leading=24)
SMALL = ParagraphStyle("small", BODY, fontSize=8, leading=9.5, spaceAfter=2)
SENTENCES = (
    "Start treatment as soon as the diagnosis is confirmed by a second measurement.",
    "Most adults tolerate the drug well when the dose is raised slowly over several weeks.",
    "Measure renal function and potassium before the first dose and again after two weeks.",
    "Stop the drug and seek advice when the creatinine rises by more than a third.",
    "Pregnant women should be seen by a specialist within seven days of the first visit.",
    "A low dose suffices in patients who are frail or who weigh less than fifty kilograms.",
    "Tell patients what to do on days when they cannot eat or drink enough.",
)


def paragraphs(count: int, *, sentences: int = 4) -> list[str]:
    """Return different paragraphs of running text."""
    made = []
    for number in range(count):
        chosen = [SENTENCES[(number * 3 + each * 2) % len(SENTENCES)] for each in range(sentences)]
        made.append(f"Recommendation {number + 1} concerns adults. {' '.join(chosen)}")
    return made


def set_pages(
    story: Sequence[Any],
    *,
    columns: int = 1,
    gutter: float = 20,
    top: float = 60,
    on_page: Callable[[Canvas, Any], None] = lambda *_: None,
    **properties: Any,
) -> bytes:
    """Return a PDF of a story of flowables, set in columns on A4 pages."""
    written = io.BytesIO()
    width = (WIDTH - 100 - gutter * (columns - 1)) / columns
    frames = [
        Frame(50 + each * (width + gutter), 60, width, HEIGHT - 60 - top, 0, 0, 0, 0)
        for each in range(columns)
    ]
    document = BaseDocTemplate(written, pagesize=A4, **properties)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=on_page))
    document.build(list(story))
    return written.getvalue()


def set_text(texts: Sequence[str], style: ParagraphStyle = BODY, **layout: Any) -> bytes:
    """Return a PDF of paragraphs in one style."""
    return set_pages([Paragraph(text, style) for text in texts], **layout)


def draw(paint: Callable[[Canvas], object], **properties: Any) -> bytes:
    """Return a PDF that `paint` draws on a canvas whose origin is at the bottom left."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, **properties)
    paint(canvas)
    canvas.save()
    return written.getvalue()


def draw_paragraph(
    canvas: Canvas, text: str, left: float, top: float, width: float, style: Any = BODY
) -> float:
    """Draw a paragraph below `top`, in points from the top of the page; return where it ends."""
    paragraph = Paragraph(text, style)
    _, height = paragraph.wrap(width, HEIGHT)
    paragraph.drawOn(canvas, left, HEIGHT - top - height)
    return float(top + height)


def read(data: bytes, **options: str) -> Content:
    """Return what a PDF holds."""
    return read_pdf(data, Options(**options))


def texts(content: Content, *kinds: BlockKind) -> list[str]:
    """Return the texts of the blocks of some kinds, of paragraphs when none is named."""
    return [block.text for block in content.blocks if block.kind in (kinds or (BlockKind.PARAGRAPH,))]
