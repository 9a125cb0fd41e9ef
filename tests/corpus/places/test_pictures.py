"""Pages of a PDF as pictures."""

from __future__ import annotations

import io

import pytest
from pdf_files import BODY, HEIGHT, WIDTH, draw, paragraphs, set_text
from PIL import Image
from placed import found, write_lines
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableFileError
from corpus.places.pictures import page_picture, page_size


def test_a_picture_of_a_page_is_as_wide_as_asked_for() -> None:
    data = set_text(paragraphs(1), BODY)

    picture = Image.open(io.BytesIO(page_picture(data, 1, 500)))

    assert picture.format == "PNG"
    assert picture.width == pytest.approx(500, abs=1)
    assert picture.height / picture.width == pytest.approx(HEIGHT / WIDTH, abs=0.01)


def test_the_quote_is_dark_where_its_place_is() -> None:
    def paint(canvas: Canvas) -> None:
        write_lines(canvas, ["Give oxygen at once."], 72, 100)

    (place,) = found(draw(paint), "Give oxygen at once.").places
    picture = Image.open(io.BytesIO(page_picture(draw(paint), 1, round(WIDTH * 2)))).convert("L")
    left, top, right, bottom = (
        round(2 * edge) for edge in (place.left, place.top, place.right, place.bottom)
    )

    assert min(picture.crop((left, top, right, bottom)).tobytes()) < 80
    picture.paste(255, (left, top, right, bottom))
    assert min(picture.tobytes()) > 200


def test_the_size_of_a_page_is_that_as_shown() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.drawString(50, 50, "Turned")

    assert page_size(draw(paint), 1) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
    assert page_size(set_text(paragraphs(1)), 1) == pytest.approx((WIDTH, HEIGHT), abs=0.1)


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(UnreadableFileError, match="no page 7"):
        page_picture(set_text(paragraphs(1)), 7, 400)
