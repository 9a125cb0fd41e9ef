"""Which documents there are to ask, in few words and as a choice."""

from __future__ import annotations

from pathlib import Path

from page_html import Html

from assistant.page.views.at_hand import at_hand, documents_choice
from corpus.document import Document, Paragraph

UPLOADS = Path("/data/uploads")


def a_document(name: str, folder: str = "/guidelines", *, date: str = "", indexed: str = "") -> Document:
    paragraph = Paragraph(name.lower(), 1, "It hurts.", 0, 9)
    return Document(
        name.lower(), name, f"{folder}/{name}.md", "0" * 64, (paragraph,), date=date, indexed=indexed
    )


def test_the_number_the_newest_date_and_the_titles_indexed_last_are_told() -> None:
    names = ("Gout", "Asthma", "Croup", "Sepsis")
    documents = [
        a_document(name, date=f"202{number}", indexed=f"2026-01-0{number}")
        for number, name in enumerate(names)
    ]
    shown = Html(at_hand(documents))

    assert shown.find("p")[0].text == "4 documents to ask, in English, the newest of 2023."
    assert [item.text for item in shown.find("li")] == ["Sepsis", "Croup", "Asthma", "and 1 more"]


def test_without_documents_it_asks_for_some_unless_nothing_can_be_added() -> None:
    assert "There are no documents yet" in at_hand([])
    assert "add-documents" in at_hand([])
    assert "add-documents" not in at_hand([], read_only=True)


def test_one_folder_is_none_and_several_have_their_own_names() -> None:
    one = [a_document("Gout"), a_document("Asthma")]
    assert "fieldset" not in documents_choice(one, UPLOADS)

    folders = ("/guidelines/ward", "/guidelines/icu", "/old/icu", str(UPLOADS))
    several = [a_document(f"Gout{number}", folder) for number, folder in enumerate(folders)]
    legends = [legend.text.split() for legend in Html(documents_choice(several, UPLOADS)).find("legend")]
    assert legends == [["ward", "1"], ["guidelines/icu", "1"], ["old/icu", "1"], ["Uploaded", "here", "1"]]


def test_a_title_is_text_and_nothing_else() -> None:
    hostile = [a_document('<img src="x">'), a_document("B", "/<b>")]
    for html in (at_hand(hostile), documents_choice(hostile, UPLOADS)):
        assert not Html(html).find("img")
        assert not Html(html).find("b")
