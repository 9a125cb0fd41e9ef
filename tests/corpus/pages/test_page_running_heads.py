"""What repeats at the edges of pages is left out, and nothing else."""

from __future__ import annotations

from page_steps import pages_of, texts, write
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
