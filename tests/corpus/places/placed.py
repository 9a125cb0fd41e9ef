"""Draw lines whose places are known, and find paragraphs again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_files import HEIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document
from corpus.options import Options
from corpus.places.finding import Found, Place, find_places, sought
from corpus.reading import read_document

FONT, SIZE = "Times-Roman", 10
# Left, right and baseline, in points from the top left corner of the page.
Drawn = tuple[float, float, float]


def write_lines(canvas: Canvas, lines: list[str], left: float, top: float) -> list[Drawn]:
    """Write lines below each other; return where they stand."""
    canvas.setFont(FONT, SIZE)
    places = []
    for number, line in enumerate(lines):
        baseline = top + 12 * number
        canvas.drawString(left, HEIGHT - baseline, line)
        places.append((left, left + width(line), baseline))
    return places


def width(text: str) -> float:
    return float(stringWidth(text, FONT, SIZE))


def read(data: bytes, password: str = "") -> Document:
    return read_document(Path("care.pdf"), data=data, options=Options(password=password))


def found(data: bytes, quote: str, number: int = 0, password: str = "") -> Found:
    """Return where a quote stands of the paragraph that has it, of the `number`th of several that have."""
    document = read(data, password)
    paragraph = [each for each in document.paragraphs if quote in each.text][number]
    start = paragraph.text.index(quote)
    return find_places(data, sought(document, paragraph, (start, start + len(quote))), password)


def assert_covers(place: Place, line: Drawn) -> None:
    left, right, baseline = line
    assert (place.left, place.right) == pytest.approx((left, right), abs=0.5)
    assert place.top < baseline - 0.5 * SIZE
    assert baseline - 0.5 < place.bottom < baseline + 0.5 * SIZE
