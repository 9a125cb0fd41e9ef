"""The list of documents says what of each was not read, and leads to the page."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from assistant.page.views.documents_list import documents_list
from corpus.document import Document, Paragraph
from corpus.ledger import Ledger, LeftOut, Reason

PARAGRAPHS = tuple(
    Paragraph("gout", number, text, 0, 9, page)
    for number, text, page in ((1, "It hurts.", 1), (2, "Rest.", 4))
)


def listed(ledger: Ledger | None) -> str:
    document = Document("gout", "Gout", "/gout.pdf", "0" * 64, PARAGRAPHS, "PDF", pages=5, ledger=ledger)
    return unescape(documents_list([document], Path("/uploads")))


def test_what_was_not_read_is_counted_by_class() -> None:
    out = (LeftOut(1, Reason.RUNNING_HEAD, 1_200, "Gout"), LeftOut(2, Reason.CONTENTS, 3, "Treatment 4"))
    said = "1,203 words left out (running heads, page and line numbers: 1,200; tables of contents: 3)"
    assert f"Not read: {said}" in listed(Ledger(out))


def test_a_page_that_needs_a_look_is_one_click_away() -> None:
    shown = listed(Ledger((LeftOut(4, Reason.LOST, 12, "<b>twelve"),), doubtful=(2,), pictures=(5,)))
    button = (
        '<button type="button" class="show page" data-document="gout" data-paragraph="{}">page {}</button>'
    )
    assert f"12 words in no paragraph: {button.format(2, 4)}" in shown
    # A page on which no paragraph begins is opened at what stands before it.
    assert f"tables that are not certain: {button.format(1, 2)}" in shown
    assert f"pages that are pictures: {button.format(2, 5)}" in shown


def test_a_document_of_an_older_index_says_so_and_one_read_whole_says_nothing() -> None:
    assert "assistant index --rebuild" in listed(None)
    assert "Not read" not in listed(Ledger())
