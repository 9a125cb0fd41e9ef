"""The first step: the letters of a page, where they stand and how they look."""

from __future__ import annotations

import pytest
from page_steps import characters_of, write
from pdf_files import HEIGHT
from reportlab.pdfgen.canvas import Canvas


def test_letters_come_with_their_baselines_from_the_upper_left() -> None:
    found = characters_of(lambda canvas: write(canvas, "Gout", 100, 142, 12))

    assert "".join(map(chr, found.codes.tolist())) == "Gout"
    assert found.bases[0] == pytest.approx((100, 142), abs=0.5)
    assert (found.bases[:, 1] == pytest.approx(142, abs=0.5)) and sorted(found.bases[:, 0]) == list(
        found.bases[:, 0]
    )
    assert all(top < 142 <= bottom + 1 for _, top, _, bottom in found.boxes.tolist())


def test_blanks_are_counted_and_no_letters() -> None:
    found = characters_of(lambda canvas: write(canvas, "it is", 100, 142))

    assert "".join(map(chr, found.codes.tolist())) == "itis"
    assert found.spaces.tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("font", "bold", "italic"),
    [("Times-Roman", False, False), ("Helvetica-Bold", True, False), ("Times-Italic", False, True)],
)
def test_a_style_is_a_size_and_a_weight(font: str, bold: bool, italic: bool) -> None:
    found = characters_of(lambda canvas: write(canvas, "Gout", 100, 142, 9, font))
    (look,) = (found.looks[style] for style in set(found.styles.tolist()))

    assert (look.size, look.bold, look.italic, look.turn) == (pytest.approx(9, abs=0.1), bold, italic, 0)


def test_letters_that_are_set_sideways_say_so() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.translate(300, HEIGHT / 2)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Gout")

    found = characters_of(paint)

    assert {found.looks[style].turn for style in found.styles.tolist()} == {3}
