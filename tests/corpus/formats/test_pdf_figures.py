"""Figures that a PDF draws high, low or over one another read as what they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import matplotlib
import pytest
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as PdfFont
from reportlab.pdfgen.canvas import Canvas

from corpus.formats.pdf import read_pdf
from corpus.options import Options
from corpus.text.scripts import SURE

PLAIN = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
BASE = 700.0


class Pen:
    """Writes pieces of a line one behind the other."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.x = canvas, 50.0

    def write(self, text: str, *, size: float = 11, rise: float = 0, font: str = "Times-Roman") -> None:
        self.x = self.put(text, self.x, size=size, rise=rise, font=font)

    def put(self, text: str, x: float, *, size: float, rise: float, font: str = "Times-Roman") -> float:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, BASE + rise, text)
        return x + float(self.canvas.stringWidth(text, font, size))

    def stack(self, over: str, under: str, *, size: float, x: float) -> float:
        up, down = (4.9, -3.0) if size < 10 else (7, -7)
        right = self.put(under, x, size=size, rise=down)
        self.put(
            over, x + (right - x - self.canvas.stringWidth(over, "Times-Roman", size)) / 2, size=size, rise=up
        )
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, BASE + 3.6, right, BASE + 3.6)
        return right + 1


def line(draw: Callable[[Pen], None]) -> str:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(50, 760, "Most adults tolerate the drug well when the dose is raised slowly.")
    draw(Pen(canvas))
    canvas.drawString(50, 640, "Stop the drug and seek advice when the creatinine rises.")
    canvas.save()
    blocks = read_pdf(file.getvalue(), Options()).blocks
    assert len(blocks) == 3
    return blocks[1].text.replace(SURE, "")


@pytest.mark.parametrize(
    ("over", "under", "reads"),
    [("1", "2", "2½"), ("3", "4", "2¾"), ("5", "16", "2 5/16"), ("11", "12", "2 11/12")],
)
@pytest.mark.parametrize("size", [7, 11])
def test_a_fraction_under_a_bar_stays_one_behind_a_whole_number(
    over: str, under: str, reads: str, size: float
) -> None:
    def draw(pen: Pen) -> None:
        pen.write("Give 2")
        pen.x = pen.stack(over, under, size=size, x=pen.x + 0.5)
        pen.write(" tablets of alpha daily, but no more.")

    assert line(draw) == f"Give {reads} tablets of alpha daily, but no more."


def test_a_fraction_that_is_drawn_last_stands_where_it_is_seen() -> None:
    def draw(pen: Pen) -> None:
        pen.write("Give 3")
        place = pen.x + 0.5
        pen.x += 5
        pen.write(" tablets of beta daily, but no more.")
        pen.stack("1", "2", size=7, x=place)

    assert line(draw) == "Give 3½ tablets of beta daily, but no more."


def test_what_is_raised_without_being_smaller_does_not_run_into_a_figure() -> None:
    def fraction(pen: Pen) -> None:
        pen.write("Give 5")
        pen.write("1", rise=4)
        pen.write("/2 tablets of gamma daily, but no more.")

    def mark(pen: Pen) -> None:
        pen.write("Give 320")
        pen.write("1", rise=4)
        pen.write(" mg of delta daily, but no more.")

    def days(pen: Pen) -> None:
        pen.write("Born before 24")
        pen.write("+0", rise=4)
        pen.write(" weeks of their gestation.")

    assert line(fraction) == "Give 5½ tablets of gamma daily, but no more."
    assert line(mark) == "Give 320 [1] mg of delta daily, but no more."
    assert line(days) == "Born before 24+0 weeks of their gestation."


def test_figures_that_a_font_draws_high_and_small_are_a_fraction(tmp_path: Path) -> None:
    font = TTFont(PLAIN)
    glyphs = font.getGlyphSet()
    for name, rise in (("one", 700), ("two", 0)):
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(TransformPen(pen, (0.6, 0, 0, 0.6, 0, rise)))
        font["glyf"][name] = pen.glyph()
    for record in font["name"].names:
        record.string = "Fractions"
    font.save(tmp_path / "fractions.ttf")
    pdfmetrics.registerFont(PdfFont("Fractions", str(tmp_path / "fractions.ttf")))

    def draw(pen: Pen) -> None:
        pen.write("Give 2")
        pen.write("1/2", font="Fractions")
        pen.write(" tablets, or 1/2 of it, at 120/80 mmHg and more.")

    assert line(draw) == "Give 2½ tablets, or 1/2 of it, at 120/80 mmHg and more."


def test_a_few_letters_are_struck_out_by_a_line_of_their_length() -> None:
    def draw(pen: Pen) -> None:
        pen.write("The course lasts ")
        left = pen.x
        pen.write("9")
        pen.canvas.setLineWidth(0.6)
        pen.canvas.line(left, BASE + 3, pen.x, BASE + 3)
        pen.write(" 5 days in adults, not more.")

    assert line(draw) == "The course lasts 5 days in adults, not more."
