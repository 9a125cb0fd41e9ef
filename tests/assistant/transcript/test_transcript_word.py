"""The conversation as a Word file: real headings and quotes, links that lead, and nothing about a machine."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from transcript_samples import (
    EXPORTED,
    HOSTILE,
    HOSTILE_LINES,
    ODD,
    TITLE,
    a_citation,
    a_conversation,
    a_greeting,
    a_refusal,
    all_of,
    an_exchange,
)

from assistant.answer import Statement
from assistant.transcript import DISCLAIMER, Exchange, conversation_as_word
from assistant.wording.visible import visible
from corpus.document import BlockKind
from corpus.reading import read_document


def opened(conversation: list[Exchange], title: str = TITLE) -> Document:
    return docx.Document(BytesIO(conversation_as_word(conversation, EXPORTED, title)))


def parts(conversation: list[Exchange], title: str = TITLE) -> dict[str, bytes]:
    with ZipFile(BytesIO(conversation_as_word(conversation, EXPORTED, title))) as file:
        return {name: file.read(name) for name in file.namelist()}


def styled(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_questions_and_references_are_headings_and_quotes_are_quotes() -> None:
    document = opened(a_conversation())

    assert styled(document, "Title") == [TITLE]
    assert styled(document, "Heading 1") == [
        "Question 1: How common is calcinosis?",
        "Question 2: Who won?",
        "Question 3: Hello",
        "Question 4: Is it rare?",
        "Documents cited",
    ]
    assert styled(document, "Heading 2") == ["References of answer 1", "References of answer 4"]
    assert styled(document, "Quote") == [
        "Between 30 and 70% of children have calcinosis.",
        "JDM is rare.",
        "The thighs are affected most.",
    ]


def test_it_says_what_it_is_not_on_every_page_and_when_it_was_exported() -> None:
    document = opened(a_conversation())

    assert styled(document, "Disclaimer") == [DISCLAIMER]
    assert "Exported from the clinical assistant on 2026-11-23." in styled(document, "Remark")
    assert document.sections[0].footer.paragraphs[0].text.startswith(DISCLAIMER)


def test_a_reference_says_all_that_its_document_states() -> None:
    document = opened(a_conversation()[:1])

    assert styled(document, "Reference") == ["[1] Juvenile dermatomyositis", "Juvenile dermatomyositis"]
    stated = "Ana Ruiz, Bo Chen · 2024-05-03 · version 2.1 · doi:10.1000/xyz.1"
    assert styled(document, "Reference Detail") == [
        stated,
        "Signs > Skin · paragraph 4, page 7",
        "Also in: jdm copy.pdf",
        stated,
        "Cited in answer 1 as [1]",
    ]
    newer = "A newer version of this document is indexed: jdm-2026"
    assert styled(document, "Reference Warning") == [newer, newer]


def test_marks_are_links_to_their_references() -> None:
    citations = [a_citation(1, "JDM is rare."), a_citation(2, "The thighs are affected most.")]
    exchange = an_exchange(citations, [Statement("Rare, in the thighs.", (1, 2))])
    document = opened([exchange, exchange])
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    marked = {
        mark.get(qn("w:name")): (paragraph.text, mark.get(qn("w:id")))
        for paragraph in document.paragraphs
        for mark in paragraph._p.iter(qn("w:bookmarkStart"))
    }

    assert styled(document, "Body Text") == ["Rare, in the thighs. [1][2]"] * 2
    assert [(link.fragment, link.text) for link in links] == [
        ("answer_1_reference_1", "[1]"),
        ("answer_1_reference_2", "[2]"),
        ("answer_2_reference_1", "[1]"),
        ("answer_2_reference_2", "[2]"),
    ]
    assert [(name, text) for name, (text, _) in marked.items()] == [
        (f"answer_{answer}_reference_{number}", f"[{number}] Juvenile dermatomyositis")
        for answer in (1, 2)
        for number in (1, 2)
    ]
    assert len({id for _, id in marked.values()}) == 4


def test_an_unanswered_question_says_so_first_and_lists_nothing() -> None:
    document = opened([a_refusal()])
    words = [paragraph.text for paragraph in document.paragraphs]

    assert words[words.index("Question 1: Who won?") + 1 :] == [
        "The documents do not answer this. 12 documents were searched.",
        "Confidence: too low to answer (0.12)",
    ]


def test_the_reply_to_a_greeting_is_not_set_as_a_refusal() -> None:
    assert [opened([one]).paragraphs[4].runs[0].bold for one in (a_greeting(), a_refusal())] == [False, True]


def test_a_conversation_without_a_question_says_so() -> None:
    assert opened([]).paragraphs[-1].text == "Nothing has been asked."


def test_the_file_is_in_english_and_tells_of_no_person_and_no_machine() -> None:
    files = parts(a_conversation())
    properties = opened(a_conversation()).core_properties
    midnight = datetime(2026, 11, 23, tzinfo=UTC)

    assert (properties.title, properties.author, properties.last_modified_by, properties.comments) == (
        TITLE,
        "Clinical assistant",
        "Clinical assistant",
        "",
    )
    assert (properties.created, properties.modified, properties.language) == (midnight, midnight, "en-GB")
    assert set(re.findall(rb'<w:lang [^>]*w:val="([^"]*)"', files["word/styles.xml"])) == {b"en-GB"}
    assert not {name for name in files if name.startswith("docProps/")} - {"docProps/core.xml"}
    assert not any(b"/srv/private" in content or b"python-docx" in content for content in files.values())


def test_nothing_in_it_is_fetched_from_elsewhere() -> None:
    assert not any(b'TargetMode="External"' in content for content in parts(all_of(HOSTILE[6])).values())


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_LINES, *(text for text, _ in ODD)])
def test_words_of_documents_and_persons_are_text_and_nothing_else(text: str) -> None:
    document = opened(all_of(text), text)
    wanted = " ".join(visible(text).split())
    shown = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]

    assert sum(line.count(wanted) for line in shown) >= 22
    assert styled(document, "Quote") == [visible(text)]
    for name, content in parts(all_of(text), text).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_no_character_breaks_the_file(text: str) -> None:
    document = opened([an_exchange([a_citation(1, text, text)], [Statement("Rare.", (1,))])], text)

    assert styled(document, "Quote") == [visible(text)]


def test_the_assistant_can_read_what_it_exported(tmp_path: Path) -> None:
    file = tmp_path / "conversation.docx"
    file.write_bytes(conversation_as_word(a_conversation(), EXPORTED, TITLE))
    document = read_document(file)

    assert document.title == TITLE
    assert BlockKind.PARAGRAPH in {paragraph.kind for paragraph in document.paragraphs}
    assert any(paragraph.heading.endswith("References of answer 1") for paragraph in document.paragraphs)
