"""The lines of a column are cut into paragraphs and items."""

from __future__ import annotations

from page_steps import Paint, page_of, write
from pdf_files import draw_paragraph, paragraphs
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.page import Piece, around
from corpus.pages.paragraphs import cut_paragraphs


def pieces_of(paint: Paint) -> list[Piece]:
    lines = sorted(page_of(paint).lines, key=lambda line: line.baseline)
    return list(cut_paragraphs(lines, 1, around(line.box for line in lines)))


def test_room_between_lines_parts_paragraphs() -> None:
    def paint(canvas: Canvas) -> None:
        below = draw_paragraph(canvas, paragraphs(2)[0], 50, 100, 300)
        draw_paragraph(canvas, paragraphs(2)[1], 50, below + 10, 300)

    found = pieces_of(paint)

    assert [piece.lines[0].text.split(" concerns")[0] for piece in found] == [
        "Recommendation 1",
        "Recommendation 2",
    ]
    assert all(len(piece.lines) > 2 for piece in found)


def test_lines_of_one_paragraph_stay_together() -> None:
    assert len(pieces_of(lambda canvas: draw_paragraph(canvas, paragraphs(1)[0], 50, 100, 300))) == 1


def test_items_part_by_their_marks_and_keep_them() -> None:
    def paint(canvas: Canvas) -> None:
        for at, text in enumerate(("1. Measure the pressure.", "2. Begin with a low dose.", "3. Ask again.")):
            write(canvas, text, 60, 100 + 12 * at)

    found = pieces_of(paint)

    assert [piece.mark.strip() for piece in found] == ["1.", "2.", "3."]


def test_an_indent_begins_a_paragraph() -> None:
    def paint(canvas: Canvas) -> None:
        for at, (left, text) in enumerate(
            (
                (64, "Start treatment as soon as the diagnosis is confirmed"),
                (50, "by a second measurement, and raise the dose slowly."),
                (64, "Stop the drug when the creatinine rises by more than"),
                (50, "a third, and measure it again after a week at least."),
            )
        ):
            write(canvas, text, left, 100 + 12 * at)

    assert [len(piece.lines) for piece in pieces_of(paint)] == [2, 2]
