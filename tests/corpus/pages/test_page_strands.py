"""Lines are strung together, one below the other, and never across columns."""

from __future__ import annotations

from page_steps import page_of, two_columns, write
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.page import Box
from corpus.pages.strands import strands


def test_a_strand_does_not_run_across_two_columns() -> None:
    found = sorted(strands(page_of(two_columns).lines), key=lambda strand: (strand.box.top, strand.box.left))

    assert [strand.lines[0].text.split(" concerns")[0] for strand in found] == [
        *("A guideline on blood pressure in adults, as the working group wrote it in the spring",),
        *("Recommendation 1", "Recommendation 2"),
    ]
    assert all(len(strand.lines) > 3 for strand in found[1:])


def test_the_lines_of_a_strand_come_from_the_top() -> None:
    for strand in strands(page_of(two_columns).lines):
        bases = [line.baseline for line in strand.lines]
        assert bases == sorted(bases)


def test_what_stands_between_lines_parts_them() -> None:
    def paint(canvas: Canvas) -> None:
        write(canvas, "Gout is an arthritis.", 100, 100)
        write(canvas, "It is caused by crystals.", 100, 140)

    lines = page_of(paint).lines

    assert len(strands(lines)) == 1
    assert len(strands(lines, [Box(90, 110, 300, 125)])) == 2
