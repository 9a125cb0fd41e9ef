"""What is set in below a label, or stands behind a bullet that is drawn, is read as the list that it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from page_steps import Paint, write
from pdf_files import HEIGHT, draw, draw_paragraph, paragraphs, read, texts
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.document import BlockKind

Mark = Callable[[Canvas, float, float], object]


def disc(canvas: Canvas, left: float, middle: float) -> None:
    canvas.circle(left + 2, HEIGHT - middle, 2, stroke=0, fill=1)


def ring(canvas: Canvas, left: float, middle: float) -> None:
    canvas.circle(left + 2, HEIGHT - middle, 2, stroke=1, fill=0)


def square(canvas: Canvas, left: float, middle: float) -> None:
    canvas.rect(left, HEIGHT - middle - 2, 4, 4, stroke=0, fill=1)


def picture(canvas: Canvas, left: float, middle: float) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "black")), left, HEIGHT - middle - 2, 4, 4)


def bullet(canvas: Canvas, left: float, middle: float) -> None:
    write(canvas, "•", left, middle + 3)


def items(canvas: Canvas, top: float, left: float, *said: str, mark: Mark = bullet) -> None:
    """Write items one below the other, each behind its mark."""
    for place, text in enumerate(said):
        mark(canvas, left, top + 14 * place - 3)
        write(canvas, text, left + 12, top + 14 * place)


def read_paragraphs(paint: Paint) -> list[str]:
    """Return the paragraphs of a page below one of running text, by which its type and width are known."""

    def page(canvas: Canvas) -> None:
        draw_paragraph(canvas, paragraphs(1)[0], 50, 50, 480)
        paint(canvas)

    return texts(read(draw(page)))[1:]


@pytest.mark.parametrize("mark", [disc, ring, square, picture])
def test_a_bullet_that_is_drawn_begins_an_item(mark: Mark) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "Diazepam is given if:", 50, 140)
        items(canvas, 160, 70, "The seizure goes on", "At most 10 mg", mark=mark)

    assert read_paragraphs(page) == ["Diazepam is given if:\n- The seizure goes on\n- At most 10 mg"]


def test_drawn_bullets_that_stand_further_in_are_those_of_the_item_above() -> None:
    def page(canvas: Canvas) -> None:
        items(canvas, 160, 60, "Child", mark=disc)
        items(canvas, 174, 90, "IM", mark=ring)
        items(canvas, 188, 120, "Midazolam 0.2 mg/kg", mark=square)
        items(canvas, 202, 90, "PR", mark=ring)
        items(canvas, 216, 120, "Diazepam 0.5 mg/kg", mark=square)

    content = read(draw(page))
    (found,) = [block for block in content.blocks if block.parts]
    assert [part.level for part in found.parts] == [1, 2, 3, 2, 3]


def test_dots_beside_each_other_or_away_from_words_are_no_bullets() -> None:
    def page(canvas: Canvas) -> None:
        for left in (50, 56, 62):
            disc(canvas, left, 157)
        write(canvas, "Evidence of three stars from several trials", 72, 160)
        write(canvas, "Rated by", 50, 190)
        disc(canvas, 92, 187)
        write(canvas, "the working group of this spring in its report", 102, 190)
        disc(canvas, 50, 217)
        write(canvas, "Far from the dot that stands at the margin", 110, 220)

    assert not [text for text in read_paragraphs(page) if "•" in text or text.startswith("- ")]


def test_a_label_shorter_than_the_indent_stands_above_its_own_list() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "IV:", 50, 140)
        items(canvas, 160, 80, "60 mg/kg over 10 minutes", "At most 4500 mg")
        write(canvas, "PO:", 50, 200)
        items(canvas, 220, 80, "1500 mg twice a day")

    assert read_paragraphs(page) == [
        "IV:\n- 60 mg/kg over 10 minutes\n- At most 4500 mg",
        "PO:\n- 1500 mg twice a day",
    ]


def test_what_is_set_in_below_a_label_is_said_of_it() -> None:
    def page(canvas: Canvas) -> None:
        for top, label, said in ((140, "IM", "Midazolam 10 mg once"), (168, "PR", "Diazepam 20 mg once")):
            write(canvas, label, 50, top)
            write(canvas, said, 80, top + 14)

    assert read_paragraphs(page) == ["IM\n- Midazolam 10 mg once", "PR\n- Diazepam 20 mg once"]


def test_a_list_further_below_is_not_that_of_the_label() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "PR", 50, 140)
        write(canvas, "Diazepam 20 mg once", 80, 154)
        items(canvas, 182, 70, "Child: half of it", "Never more than 10 mg")

    assert read_paragraphs(page) == [
        "PR\n- Diazepam 20 mg once",
        "- Child: half of it\n- Never more than 10 mg",
    ]


def test_two_letters_with_nothing_set_in_below_them_are_an_ornament() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "IM", 50, 140)
        write(canvas, "Nothing stands under these letters but a line that begins where they do.", 50, 160)

    assert all(not text.startswith("IM") for text in read_paragraphs(page))


def test_a_short_last_line_above_the_next_column_stays_in_its_own() -> None:
    left, right = paragraphs(2)

    def page(canvas: Canvas) -> None:
        below = draw_paragraph(canvas, left, 50, 100, 240)
        write(canvas, "Stop.", 50, below + 10)
        draw_paragraph(canvas, right, 310, 100, 240)

    found = texts(read(draw(page)))
    places = [next(at for at, text in enumerate(found) if said in text) for said in ("Stop.", right[:20])]
    assert all(one < other for one, other in pairwise(places))


def test_a_heading_of_two_letters_heads_what_stands_below_it() -> None:
    def page(canvas: Canvas) -> None:
        for top, way, dose in ((140, "IV", "Give 60 mg/kg."), (190, "PO", "Give 1500 mg twice a day.")):
            write(canvas, way, 50, top, 12, "Times-Bold")
            write(canvas, dose, 50, top + 18)

    def whole(canvas: Canvas) -> None:
        draw_paragraph(canvas, paragraphs(1)[0], 50, 50, 480)
        page(canvas)

    headings = [block.text for block in read(draw(whole)).blocks if block.kind is BlockKind.HEADING]
    assert headings == ["IV", "PO"]


def test_a_shorter_line_centred_below_another_is_not_set_in() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "Department of Medicine in Uppsala", 200, 140)
        write(canvas, "Ward of the second floor", 222, 154)

    assert not any("- " in text for text in read_paragraphs(page))
