"""What repeats at the edges of pages is left out, and nothing else."""

from __future__ import annotations

from functools import partial

from page_steps import Paint, pages_of, texts, write
from pdf_files import HEIGHT
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.running_heads import without_running_heads

SAID = ("Gout is an arthritis.", "It is caused by crystals.", "Colchicine calms an attack.")


def guideline(canvas: Canvas) -> None:
    for number, said in enumerate(SAID, 1):
        write(canvas, f"Guideline on gout, edition {number + 4}", 50, 40)
        write(canvas, said, 50, 300)
        write(canvas, f"Page {number} of 3", 280, HEIGHT - 30)
        canvas.showPage()


def test_heads_and_page_numbers_go_and_the_text_stays() -> None:
    assert [texts(page.lines) for page in without_running_heads(pages_of(guideline))] == [
        [said] for said in SAID
    ]


def test_what_stands_at_an_edge_once_stays() -> None:
    def paint(canvas: Canvas) -> None:
        for number, said in enumerate(SAID, 1):
            write(canvas, said, 50, 40)
            write(canvas, f"The body of page {number} goes on here.", 50, 300)
            canvas.showPage()

    kept = [said for page in without_running_heads(pages_of(paint)) for said in texts(page.lines)]
    assert set(SAID) <= set(kept)


def test_what_repeats_in_the_middle_of_pages_stays() -> None:
    def paint(canvas: Canvas) -> None:
        for said in SAID:
            write(canvas, "Recommendation", 50, 300)
            write(canvas, said, 50, 320)
            canvas.showPage()

    assert all(texts(page.lines)[0] == "Recommendation" for page in without_running_heads(pages_of(paint)))


def kept_of(paint: Paint) -> list[list[str]]:
    return [texts(page.lines) for page in without_running_heads(pages_of(paint))]


SENTENCES = tuple(
    f"{word} calms an attack in adults" for word in ("Colchicine", "Naproxen", "Ice", "Rest", "Time")
)


def test_the_first_line_of_each_page_stays_although_it_stands_apart_at_one_height() -> None:
    def paint(canvas: Canvas) -> None:
        for said in SENTENCES:
            write(canvas, said, 50, 60, 14, "Times-Bold")
            write(canvas, "The text of the page begins here and goes on.", 50, 110)
            write(canvas, "It has a second line.", 50, 122)
            canvas.showPage()

    assert [lines[0] for lines in kept_of(paint)] == list(SENTENCES)


def test_a_first_line_that_some_pages_share_stays_where_others_begin_otherwise() -> None:
    def paint(canvas: Canvas) -> None:
        for number in range(12):
            write(
                canvas,
                "Recommendation" if number % 4 == 0 else f"Text {'abcdefghijkl'[number]} goes on",
                50,
                60,
            )
            write(canvas, f"The body of page {number} goes on here.", 50, 300)
            canvas.showPage()

    assert [lines[0] for lines in kept_of(paint)].count("Recommendation") == 3


def test_the_last_sentence_of_a_table_that_fills_its_pages_stays() -> None:
    def paint(canvas: Canvas) -> None:
        for number in range(4):
            bottoms = [HEIGHT - 400 + 60, 200, 120, 60]
            for bottom in bottoms:
                canvas.line(50, bottom, 500, bottom)
            for across in (50, 200, 500):
                canvas.line(across, bottoms[0], across, bottoms[-1])
            for row, bottom in enumerate(bottoms[1:]):
                write(canvas, f"Drug {number} {row}", 60, HEIGHT - bottom - 10)
                write(canvas, "Seek advice.", 210, HEIGHT - bottom - 10)
            canvas.showPage()

    assert all(lines.count("Seek advice.") == 3 for lines in kept_of(paint))


def test_heads_that_differ_go_where_they_stand_beside_page_numbers_that_count() -> None:
    def paint(canvas: Canvas) -> None:
        for number, said in enumerate(SENTENCES, 7):
            write(canvas, f"Chapter on {said.split()[0]}", 50, HEIGHT - 30, 8)
            write(canvas, str(number), 500, HEIGHT - 30, 8)
            write(canvas, said, 50, 300)
            canvas.showPage()

    assert kept_of(paint) == [[said] for said in SENTENCES]


def test_a_number_at_the_foot_that_does_not_count_with_the_pages_stays() -> None:
    def paint(canvas: Canvas) -> None:
        for number in (120, 15, 300):
            write(canvas, "The dose in milligrams is", 50, 300)
            write(canvas, str(number), 280, HEIGHT - 60)
            canvas.showPage()

    assert [lines[1] for lines in kept_of(paint)] == ["120", "15", "300"]


def test_the_names_of_a_short_table_that_goes_on_at_the_head_of_pages_stay() -> None:
    drugs = (("Ketorolac", "10 mg IV"), ("Naproxen", "250 mg PO"), ("Fentanyl", "1 mcg/kg IV"))

    def paint(canvas: Canvas, *, ruled: bool) -> None:
        for drug, dose in drugs:
            for left, name, said in ((55, "Medication", drug), (205, "Dose", dose)):
                write(canvas, name, left, 50)
                write(canvas, said, left, 70)
            canvas.line(50, HEIGHT - 55, 400, HEIGHT - 55)
            if ruled:
                canvas.rect(50, HEIGHT - 75, 350, 40)
            write(canvas, f"{drug} is given slowly.", 50, 300)
            canvas.showPage()

    for ruled in (True, False):
        kept = without_running_heads(pages_of(partial(paint, ruled=ruled)))
        assert all("Medication" in texts(page.lines) for page in kept)


def test_centred_names_in_the_frame_of_a_short_table_stay() -> None:
    def paint(canvas: Canvas) -> None:
        for drug, dose in (("Ketorolac", "10 mg IV"), ("Naproxen", "250 mg PO"), ("Fentanyl", "1 mcg/kg IV")):
            canvas.rect(50, HEIGHT - 75, 350, 40)
            for left, name, said in ((90, "Medication", drug), (250, "Dose", dose)):
                write(canvas, name, left, 50)
                write(canvas, said, left - 30, 70)
            write(canvas, f"{drug} is given slowly.", 50, 300)
            canvas.showPage()

    assert all("Medication" in texts(page.lines) for page in without_running_heads(pages_of(paint)))


def test_a_framed_head_that_is_the_same_on_all_pages_goes() -> None:
    def paint(canvas: Canvas) -> None:
        for number, said in enumerate(SAID, 1):
            canvas.rect(50, HEIGHT - 75, 350, 40)
            write(canvas, "Guideline on gout", 55, 50)
            write(canvas, f"Page {number} of 3", 305, 50)
            write(canvas, "Approved in spring", 55, 70)
            write(canvas, said, 50, 300)
            canvas.showPage()

    assert [texts(page.lines) for page in without_running_heads(pages_of(paint))] == [[each] for each in SAID]
