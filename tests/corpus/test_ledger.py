"""Each word of a page stands in a paragraph, or in a class that was left out, or is told as lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from growth import grows_in_proportion
from pdf_files import BODY, HEIGHT, SENTENCES, draw, draw_paragraph, set_pages
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak
from reportlab.platypus import Paragraph as Flowable

from corpus.balancing import lost_words
from corpus.document import Document, Paragraph
from corpus.document_json import document_from_json, document_to_json
from corpus.ledger import LeftOut, Printed, Reason, left_out, lost_warnings
from corpus.options import Options
from corpus.reading import read_document
from corpus.text.scripts import SURE
from corpus.unseen import Unseen

DOSE = "Give 500 micrograms of colchicine twice a day for a week."


def paragraph(text: str, number: int = 1, page: int = 1, heading: str = "") -> Paragraph:
    return Paragraph("gout", number, text, 0, len(text), page, heading)


def lost(lines: list[str], *paragraphs: Paragraph, aside: tuple[LeftOut, ...] = ()) -> list[str]:
    printed = [Printed(1, line) for line in lines]
    return [each.text for each in lost_words(printed, aside, "Gout", paragraphs)]


def test_a_line_that_is_in_no_paragraph_is_lost() -> None:
    lines = ["Give 500 micrograms of colchicine", "Do not give it in pregnancy.", "twice a day for a week."]
    assert lost(lines, paragraph(DOSE)) == ["Do not give it in pregnancy."]


def test_what_is_printed_twice_and_read_once_is_lost_once() -> None:
    assert lost([DOSE, DOSE], paragraph(DOSE)) == [DOSE]


def test_words_that_lines_break_and_marks_that_are_set_apart_are_not_lost() -> None:
    lines = ["Give colchi-", f"cine twice a day. [{SURE}3,4] Stop it", "when diarrhoea begins.¹²"]
    read = Paragraph("gout", 1, "Give colchicine twice a day. Stop it when diarrhoea begins.", 0, 9, 1)
    assert lost(lines, replace(read, references=("3", "4", "12"))) == []


def test_headings_and_the_title_are_read() -> None:
    assert lost(["Gout", "Treatment", DOSE], paragraph(DOSE, heading="Treatment")) == []


def test_a_row_is_read_with_the_names_of_its_columns() -> None:
    lines = ["Drug", "Dose", "Colchicine", "500 µg", "Naproxen", "250 mg"]
    rows = [paragraph("Drug: Colchicine; Dose: 500 µg"), paragraph("Drug: Naproxen; Dose: 250 mg", 2)]
    assert lost(lines, *rows) == []
    assert lost(lines, rows[0]) == ["Naproxen\n250 mg"]


def test_what_was_left_out_is_not_lost_and_takes_nothing_from_the_text() -> None:
    head = left_out(1, Reason.RUNNING_HEAD, ["Treatment of gout"])
    assert lost(["Treatment of gout", "gout", DOSE], paragraph(f"gout {DOSE}"), aside=(head,)) == []


def test_words_of_another_page_do_not_make_up_for_those_of_this() -> None:
    assert lost([DOSE], paragraph("Rest.", page=1), paragraph("Rest.", 2, 5), paragraph(DOSE, 3, 9)) == [DOSE]


def test_the_warning_counts_the_words_and_names_the_pages() -> None:
    found = [left_out(4, Reason.LOST, ["twelve words"]), left_out(7, Reason.LOST, ["one"])]
    assert lost_warnings(found) == ("3 words of pages 4 and 7 are in no paragraph",)
    assert lost_warnings(found[1:]) == ("1 word of page 7 is in no paragraph",)
    assert lost_warnings(()) == ()


def test_balancing_takes_time_in_proportion() -> None:
    def balance(count: int) -> None:
        lines = [Printed(1, f"gone {number} gone gone gone") for number in range(count)]
        lines += [Printed(1, "the same line")] * count
        lost_words(lines, (), "", [paragraph("the same line " * count)])

    grows_in_proportion(balance, 2_000)


def guideline(canvas: Canvas, _: object) -> None:
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(50, HEIGHT - 30, "Guideline on gout")
    canvas.drawString(290, 30, str(canvas.getPageNumber()))
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(50, 45, "white words")


def read(data: bytes) -> Document:
    return read_document(Path("gout.pdf"), data=data, options=Options())


def test_a_pdf_has_its_words_in_paragraphs_or_in_a_class_on_a_page() -> None:
    story = [each for said in SENTENCES[:3] for each in (Flowable(said, BODY), PageBreak())]
    document = read(set_pages(story, on_page=guideline))
    assert document.ledger is not None
    assert document.ledger.words() == {Reason.RUNNING_HEAD: 3 * 4, Unseen.COLOUR: 3 * 2}
    assert [each.page for each in document.ledger.left_out] == [1, 1, 2, 2, 3, 3]
    assert document.ledger.left_out[0].text == "Guideline on gout\n1"
    assert not any("in no paragraph" in warning for warning in document.warnings)


def test_words_set_sideways_and_numbers_alone_are_named() -> None:
    def paint(canvas: Canvas) -> None:
        draw_paragraph(canvas, DOSE, 50, 100, 400)
        canvas.drawString(50, HEIGHT - 300, "10 20 30")
        canvas.translate(570, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Downloaded from a library")

    ledger = read(draw(paint)).ledger
    assert ledger is not None
    assert {each.why: each.text for each in ledger.left_out} == {
        Reason.SIDEWAYS: "Downloaded from a library",
        Reason.NUMBERS: "10 20 30",
    }


def test_the_ledger_is_kept_with_the_document() -> None:
    document = read(set_pages([Flowable(DOSE, BODY)], on_page=guideline))
    kept = json.loads(json.dumps(document_to_json(document)))
    assert document_from_json(kept) == document


def test_a_document_that_was_kept_before_there_were_ledgers_still_opens() -> None:
    kept = document_to_json(read(set_pages([Flowable(DOSE, BODY)])))
    del kept["ledger"]
    for each in kept["paragraphs"]:
        del each["certain"]
    document = document_from_json(kept)
    assert document.ledger is None
    assert all(each.certain for each in document.paragraphs)


def test_other_formats_count_what_cannot_be_seen_and_what_stands_around_the_text() -> None:
    page = (
        "<body><nav><a href=a>Home</a> <a href=b>News</a></nav><main><h1>Gout</h1>"
        f"<p>{DOSE}</p><p hidden>all of it</p></main></body>"
    )
    ledger = read_document(Path("gout.html"), data=page.encode()).ledger
    assert ledger is not None
    assert ledger.words() == {Reason.NAVIGATION: 2, Unseen.HIDDEN: 3}
