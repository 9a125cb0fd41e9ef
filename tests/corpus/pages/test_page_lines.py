"""Runs become lines: their words, their place and their weight."""

from __future__ import annotations

import pytest
from page_steps import page_of, texts, two_columns, write
from reportlab.pdfgen.canvas import Canvas


def test_a_line_says_its_words_and_stands_on_its_baseline() -> None:
    (line,) = page_of(lambda canvas: write(canvas, "Gout is common.", 100, 142, 12)).lines

    assert line.text == "Gout is common."
    assert line.baseline == pytest.approx(142, abs=0.5)
    assert line.size == pytest.approx(12, abs=0.1)
    assert line.box.left == pytest.approx(100, abs=1)
    assert line.box.top < 142 < line.box.bottom


def test_lines_of_two_columns_on_one_baseline_are_two() -> None:
    lines = page_of(two_columns).lines

    assert not any("Recommendation 1" in line.text and "Recommendation 2" in line.text for line in lines)
    assert sum(line.text.startswith("Recommendation") for line in lines) == 2


def test_a_raised_number_is_written_as_one() -> None:
    def paint(canvas: Canvas) -> None:
        write(canvas, "30 kg/m", 100, 100, 10)
        write(canvas, "2", 132, 96, 6)

    assert texts(page_of(paint).lines) == ["30 kg/m²"]


@pytest.mark.parametrize(
    ("font", "bold", "italic"), [("Times-Bold", True, False), ("Times-Italic", False, True)]
)
def test_a_line_is_bold_or_italic_as_its_letters_are(font: str, bold: bool, italic: bool) -> None:
    (line,) = page_of(lambda canvas: write(canvas, "Gout is common.", 100, 100, 10, font)).lines

    assert (line.bold, line.italic) == (bold, italic)
