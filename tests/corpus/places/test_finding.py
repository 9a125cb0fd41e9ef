"""Where a quote of running text stands: in its own paragraph, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdf_files import (
    HEIGHT,
    JUSTIFIED,
    SENTENCES,
    WIDTH,
    draw,
    draw_paragraph,
    paragraphs,
    set_text,
)
from placed import Drawn, assert_covers, found, read, width, write_lines
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.places.finding import Found, Place, Sought, find_places, sought

QUOTE = "Raise the dose every two weeks."


def place_of(data: bytes, document: Document, number: int) -> Found:
    return find_places(data, sought(document, document.paragraphs[number - 1]))


def test_a_quote_has_a_rectangle_where_its_words_were_drawn() -> None:
    data = draw(lambda canvas: write_lines(canvas, [f"Start low. {QUOTE} Then wait."], 72, 100))

    (place,) = found(data, QUOTE).places

    left = 72 + width("Start low. ")
    assert place.page == 1
    assert_covers(place, (left, left + width(QUOTE), 100))


def test_a_quote_over_lines_with_a_mended_hyphen_has_one_a_line() -> None:
    lines = ["The drug is contra-", "indicated in pregnancy and in", "bilateral renal artery stenosis."]
    drawn: list[Drawn] = []
    data = draw(lambda canvas: drawn.extend(write_lines(canvas, lines, 72, 100)))

    quote = "The drug is contraindicated in pregnancy and in bilateral renal artery stenosis."
    places = found(data, quote).places

    assert len(places) == 3
    for place, line in zip(places, drawn, strict=True):
        assert_covers(place, line)


def test_reference_marks_that_were_set_apart_do_no_harm() -> None:
    text = f"Statins work.<super size=6>3,4</super> {SENTENCES[0]} They help [12]."
    data = draw(lambda canvas: draw_paragraph(canvas, text, 50, 60, 200))
    document = read(data)

    assert document.paragraphs[0].references == ("3", "4", "12")
    assert len(place_of(data, document, 1).places) == 3
    assert len(found(data, "They help.").places) == 1


def test_a_quote_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    text = " ".join(SENTENCES[each % 7] for each in range(150))

    places = found(set_text([text], JUSTIFIED, columns=2), text).places

    assert {place.page for place in places} == {1, 2}
    assert {place.left < WIDTH / 2 for place in places if place.page == 1} == {True, False}
    assert len(places) > 100


def test_a_quote_at_the_end_of_a_paragraph_may_lie_on_the_page_after() -> None:
    text = " ".join(SENTENCES[each % 7] for each in range(120)) + " Finally, see a specialist."

    places = found(set_text([text]), "Finally, see a specialist.").places

    assert {place.page for place in places} == {2}


def test_the_right_one_of_two_columns_is_followed() -> None:
    first, second = paragraphs(2)

    def paint(canvas: Canvas) -> None:
        draw_paragraph(canvas, first, 50, 60, 200)
        draw_paragraph(canvas, second, 300, 60, 200)

    places = found(draw(paint), second).places

    assert len(places) > 3
    assert all(299 < place.left < place.right < 501 for place in places)


def test_every_paragraph_that_is_read_is_found_again() -> None:
    data = set_text(paragraphs(20), columns=3)
    document = read(data)

    for paragraph in document.paragraphs:
        assert find_places(data, sought(document, paragraph)).places, paragraph.text


def test_of_a_sentence_in_several_paragraphs_that_of_the_cited_one_is_outlined() -> None:
    drawn: list[Drawn] = []

    def paint(canvas: Canvas) -> None:
        for number, before in enumerate(("In adults.", "In frail adults.", "In children.")):
            drawn.extend(write_lines(canvas, [f"{before} {QUOTE}"], 72, 100 + 40 * number))

    data = draw(paint)
    for number in range(3):
        (place,) = found(data, QUOTE, number).places
        _, right, baseline = drawn[number]
        assert_covers(place, (right - width(QUOTE), right, baseline))


def test_of_a_sentence_twice_in_one_paragraph_each_has_its_own_place() -> None:
    data = draw(lambda canvas: write_lines(canvas, [f"{QUOTE} In adults, wait. {QUOTE}"], 72, 100))
    document = read(data)
    (paragraph,) = document.paragraphs
    last = paragraph.text.rindex(QUOTE)

    (first,) = find_places(data, sought(document, paragraph, (0, len(QUOTE)))).places
    (second,) = find_places(data, sought(document, paragraph, (last, len(paragraph.text)))).places

    assert_covers(first, (72, 72 + width(QUOTE), 100))
    left = 72 + width(f"{QUOTE} In adults, wait. ")
    assert_covers(second, (left, left + width(QUOTE), 100))


def test_paragraphs_that_say_the_same_are_told_apart_by_their_order() -> None:
    drawn: list[Drawn] = []

    def paint(canvas: Canvas) -> None:
        for top, text in ((100, QUOTE), (140, "Wait, and measure again."), (180, QUOTE)):
            drawn.extend(write_lines(canvas, [text], 72, top))

    data = draw(paint)

    for number, line in ((0, drawn[0]), (1, drawn[2])):
        (place,) = found(data, QUOTE, number).places
        assert_covers(place, line)


def test_an_item_with_another_dose_is_another_item() -> None:
    doses = ("Give 24 mg at once.", "Give 2 mg at once.", "Give 4 mg at once.")
    drawn: list[Drawn] = []

    def paint(canvas: Canvas) -> None:
        for number, text in enumerate(doses):
            drawn.extend(write_lines(canvas, [text], 72, 100 + 40 * number))

    data = draw(paint)

    for dose, line in zip(doses, drawn, strict=True):
        (place,) = found(data, dose).places
        assert_covers(place, line)


def test_of_text_without_a_quote_the_whole_paragraph_is_outlined() -> None:
    data = draw(lambda canvas: write_lines(canvas, ["Give oxygen at", "once to everyone."], 72, 100))

    whole = place_of(data, read(data), 1)

    assert (len(whole.places), whole.named) == (2, "the paragraph")


def test_on_a_page_that_is_shown_turned_the_places_are_those_that_are_seen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.translate(0, -HEIGHT)
        write_lines(canvas, [QUOTE], 72, 100)

    (place,) = found(draw(paint), QUOTE).places

    assert_covers(place, (72, 72 + width(QUOTE), 100))


def test_places_count_from_the_visible_part_of_the_page() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setCropBox((40, 0, WIDTH, HEIGHT - 30))
        write_lines(canvas, [QUOTE], 72, 100)

    (place,) = found(draw(paint), QUOTE).places

    assert_covers(place, (32, 32 + width(QUOTE), 70))


def test_what_does_not_stand_there_has_no_place() -> None:
    data = set_text(paragraphs(2))

    assert find_places(data, Sought(1, "Nobody has written this sentence.")) == Found()
    assert find_places(data, Sought(1, "…")) == Found()
    assert find_places(data, Sought(9, SENTENCES[0])) == Found()


def test_words_of_a_page_that_read_as_no_paragraph_are_not_put_together() -> None:
    def paint(canvas: Canvas) -> None:
        write_lines(canvas, ["Adults: give 2 mg."], 72, 100)
        write_lines(canvas, ["Children: give 1 mg."], 72, 300)

    data = draw(paint)
    document = read(data)
    joined = replace(document.paragraphs[0], text="Adults: give 1 mg.")

    assert find_places(data, sought(document, joined)) == Found()


def test_an_encrypted_file_opens_with_its_password() -> None:
    data = draw(lambda canvas: canvas.drawString(50, 700, SENTENCES[0]), encrypt="secret")

    assert found(data, SENTENCES[0], password="secret").places
    with pytest.raises(UnreadableFileError):
        find_places(data, Sought(1, SENTENCES[0]))


def test_places_are_of_pages_counted_from_one() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Another page, with another text on it.")
        canvas.showPage()
        canvas.drawString(50, 700, QUOTE)

    (place,) = found(draw(paint), QUOTE).places

    assert isinstance(place, Place)
    assert place.page == 2
