from __future__ import annotations

import io

import pytest
from pdf_files import (
    BODY,
    HEIGHT,
    JUSTIFIED,
    SENTENCES,
    WIDTH,
    draw,
    draw_paragraph,
    paragraphs,
    read,
    set_text,
    texts,
)
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableFileError
from corpus.formats.pdf_places import Place, page_picture, page_size, quote_places
from corpus.references import split_references

FONT, SIZE = "Times-Roman", 10


def write_lines(
    canvas: Canvas, lines: list[str], left: float, top: float
) -> list[tuple[float, float, float]]:
    """Write lines below each other; return left, right and baseline of each from the top left corner."""
    canvas.setFont(FONT, SIZE)
    places = []
    for number, line in enumerate(lines):
        baseline = top + 12 * number
        canvas.drawString(left, HEIGHT - baseline, line)
        places.append((left, left + stringWidth(line, FONT, SIZE), baseline))
    return places


def assert_covers(place: Place, line: tuple[float, float, float]) -> None:
    left, right, baseline = line
    assert (place.left, place.right) == pytest.approx((left, right), abs=0.5)
    assert place.top < baseline - 0.5 * SIZE
    assert baseline - 0.5 < place.bottom < baseline + 0.5 * SIZE


class TestPlaces:
    def test_a_quote_has_a_rectangle_where_its_words_were_drawn(self) -> None:
        before, words = "Start low. ", "Raise the dose every two weeks."

        def paint(canvas: Canvas) -> None:
            write_lines(canvas, [f"{before}{words} Then wait."], 72, 100)

        (place,) = quote_places(draw(paint), 1, words)

        left = 72 + stringWidth(before, FONT, SIZE)
        assert place.page == 1
        assert_covers(place, (left, left + stringWidth(words, FONT, SIZE), 100))

    def test_a_quote_over_lines_with_a_mended_hyphen_has_one_a_line(self) -> None:
        lines = ["The drug is contra-", "indicated in pregnancy and in", "bilateral renal artery stenosis."]
        drawn: list[tuple[float, float, float]] = []

        def paint(canvas: Canvas) -> None:
            drawn.extend(write_lines(canvas, lines, 72, 100))

        quote = "The drug is contraindicated in pregnancy and in bilateral renal artery stenosis."
        places = quote_places(draw(paint), 1, quote)

        assert len(places) == 3
        for place, line in zip(places, drawn, strict=True):
            assert_covers(place, line)

    def test_reference_marks_that_were_set_apart_do_no_harm(self) -> None:
        def paint(canvas: Canvas) -> None:
            draw_paragraph(
                canvas, f"Statins work.<super size=6>3,4</super> {SENTENCES[0]} They help [12].", 50, 60, 200
            )

        data = draw(paint)
        quote, marks = split_references(texts(read(data))[0], glued=False)

        assert marks == ("3", "4", "12")
        assert len(quote_places(data, 1, quote)) == 3

    def test_a_quote_goes_on_in_the_next_column_and_on_the_next_page(self) -> None:
        text = " ".join(SENTENCES[each % 7] for each in range(150))
        data = set_text([text], JUSTIFIED, columns=2)

        places = quote_places(data, 1, text)

        assert {place.page for place in places} == {1, 2}
        assert {place.left < WIDTH / 2 for place in places if place.page == 1} == {True, False}
        assert len(places) > 100

    def test_a_quote_at_the_end_of_a_paragraph_may_lie_on_the_page_after(self) -> None:
        text = " ".join(SENTENCES[each % 7] for each in range(120)) + " Finally, see a specialist."

        places = quote_places(set_text([text]), 1, "Finally, see a specialist.")

        assert {place.page for place in places} == {2}

    def test_the_right_one_of_two_columns_is_followed(self) -> None:
        first, second = paragraphs(2)

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, first, 50, 60, 200)
            draw_paragraph(canvas, second, 300, 60, 200)

        places = quote_places(draw(paint), 1, second)

        assert len(places) > 3
        assert all(299 < place.left < place.right < 501 for place in places)

    def test_every_paragraph_that_is_read_is_found_again(self) -> None:
        data = set_text(paragraphs(20), columns=3)

        for block in read(data).blocks:
            assert quote_places(data, block.page or 0, block.text), block.text

    def test_on_a_page_that_is_shown_turned_the_places_are_those_that_are_seen(self) -> None:
        def paint(canvas: Canvas) -> None:
            canvas.setPageRotation(90)
            canvas.rotate(90)
            canvas.translate(0, -HEIGHT)
            write_lines(canvas, ["Give oxygen at once."], 72, 100)

        (place,) = quote_places(draw(paint), 1, "Give oxygen at once.")

        assert_covers(place, (72, 72 + stringWidth("Give oxygen at once.", FONT, SIZE), 100))

    def test_places_count_from_the_visible_part_of_the_page(self) -> None:
        def paint(canvas: Canvas) -> None:
            canvas.setCropBox((40, 0, WIDTH, HEIGHT - 30))
            write_lines(canvas, ["Give oxygen at once."], 72, 100)

        (place,) = quote_places(draw(paint), 1, "Give oxygen at once.")

        assert_covers(place, (32, 32 + stringWidth("Give oxygen at once.", FONT, SIZE), 70))

    def test_what_does_not_stand_there_has_no_place(self) -> None:
        data = set_text(paragraphs(2))

        assert quote_places(data, 1, "Nobody has written this sentence.") == ()
        assert quote_places(data, 1, "…") == ()
        assert quote_places(data, 9, SENTENCES[0]) == ()

    def test_an_encrypted_file_opens_with_its_password(self) -> None:
        data = draw(lambda canvas: canvas.drawString(50, 700, SENTENCES[0]), encrypt="secret")

        assert quote_places(data, 1, SENTENCES[0], "secret")
        with pytest.raises(UnreadableFileError):
            quote_places(data, 1, SENTENCES[0])


class TestPictures:
    def test_a_picture_of_a_page_is_as_wide_as_asked_for(self) -> None:
        data = set_text(paragraphs(1), BODY)

        picture = Image.open(io.BytesIO(page_picture(data, 1, 500)))

        assert picture.format == "PNG"
        assert picture.width == pytest.approx(500, abs=1)
        assert picture.height / picture.width == pytest.approx(HEIGHT / WIDTH, abs=0.01)

    def test_the_quote_is_dark_where_its_place_is(self) -> None:
        def paint(canvas: Canvas) -> None:
            write_lines(canvas, ["Give oxygen at once."], 72, 100)

        (place,) = quote_places(draw(paint), 1, "Give oxygen at once.")
        picture = Image.open(io.BytesIO(page_picture(draw(paint), 1, round(WIDTH * 2)))).convert("L")
        left, top, right, bottom = (
            round(2 * edge) for edge in (place.left, place.top, place.right, place.bottom)
        )

        assert min(picture.crop((left, top, right, bottom)).tobytes()) < 80
        picture.paste(255, (left, top, right, bottom))
        assert min(picture.tobytes()) > 200

    def test_the_size_of_a_page_is_that_as_shown(self) -> None:
        def paint(canvas: Canvas) -> None:
            canvas.setPageRotation(90)
            canvas.drawString(50, 50, "Turned")

        assert page_size(draw(paint), 1) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
        assert page_size(set_text(paragraphs(1)), 1) == pytest.approx((WIDTH, HEIGHT), abs=0.1)

    def test_a_page_that_is_not_there_is_named(self) -> None:
        with pytest.raises(UnreadableFileError, match="no page 7"):
            page_picture(set_text(paragraphs(1)), 7, 400)
