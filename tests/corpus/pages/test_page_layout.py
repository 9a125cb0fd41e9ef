"""A page is taken apart into pieces and tables, in the order in which they are read."""

from __future__ import annotations

from page_steps import page_of, two_columns, write
from pdf_files import HEIGHT, draw_paragraph, paragraphs
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.cells import Table
from corpus.pages.layout import Memory, Part, lay_out


def first_words(part: Part) -> str:
    return "table" if isinstance(part, Table) else part.lines[0].text.split(" concerns")[0][:16]


def test_the_line_across_comes_first_and_then_column_by_column() -> None:
    found = [first_words(part) for part in lay_out(page_of(two_columns), Memory())]

    assert found == ["A guideline on b", "Recommendation 1", "Recommendation 2"]


def test_a_table_comes_where_it_stands_between_the_paragraphs() -> None:
    def paint(canvas: Canvas) -> None:
        first, second = paragraphs(2)
        draw_paragraph(canvas, first, 50, 100, 400)
        for row in range(3):
            for column, text in enumerate(("Colchicine", "0.5 mg", "daily")):
                write(canvas, text, 55 + 120 * column, 215 + 20 * row)
        canvas.grid([50, 170, 290, 410], [HEIGHT - 200 - 20 * at for at in range(4)])
        draw_paragraph(canvas, second, 50, 300, 400)

    found = [first_words(part) for part in lay_out(page_of(paint), Memory())]

    assert found == ["Recommendation 1", "table", "Recommendation 2"]


def test_a_page_without_text_has_no_parts() -> None:
    assert lay_out(page_of(lambda canvas: canvas.line(50, 50, 200, 50)), Memory()) == []
