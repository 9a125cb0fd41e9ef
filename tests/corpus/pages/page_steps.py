"""Small pages drawn for the tests, and what the first steps make of them."""

from __future__ import annotations

from collections.abc import Callable

from pdf_files import HEIGHT, draw, draw_paragraph, paragraphs
from reportlab.pdfgen.canvas import Canvas

from corpus.formats.pdf import open_pdf
from corpus.pages.characters import Characters, read_characters
from corpus.pages.page import Line, Page
from corpus.pages.upright import read_page

Paint = Callable[[Canvas], object]


def page_of(paint: Paint) -> Page:
    """Return the one page that `paint` draws."""
    (page,) = pages_of(paint)
    return page


def pages_of(paint: Paint) -> list[Page]:
    """Return the pages that `paint` draws."""
    with open_pdf(draw(paint), "") as document:
        return [read_page(document[number], number + 1) for number in range(len(document))]


def characters_of(paint: Paint) -> Characters:
    """Return the characters of the one page that `paint` draws."""
    with open_pdf(draw(paint), "") as document:
        return read_characters(document[0])


def write(
    canvas: Canvas, text: str, left: float, top: float, size: float = 10, font: str = "Times-Roman"
) -> None:
    """Draw a line of text whose baseline is `top` points below the upper edge."""
    canvas.setFont(font, size)
    canvas.drawString(left, HEIGHT - top, text)


def two_columns(canvas: Canvas) -> None:
    """Draw a line across the page and below it two columns of a paragraph each."""
    left, right = paragraphs(2)
    write(
        canvas,
        "A guideline on blood pressure in adults, as the working group wrote it in the spring",
        50,
        80,
        12,
    )
    draw_paragraph(canvas, left, 50, 100, 240)
    draw_paragraph(canvas, right, 310, 100, 240)


def texts(lines: tuple[Line, ...] | list[Line]) -> list[str]:
    """Return what lines say, from the top."""
    return [line.text for line in sorted(lines, key=lambda line: (round(line.baseline), line.box.left))]
