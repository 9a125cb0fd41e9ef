"""The conversation as an HTML file: complete in itself, easy to follow, and safe whatever documents say."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
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
from assistant.transcript import DISCLAIMER, Exchange, conversation_as_html

OWN_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section"),
    *("h1", "h2", "h3", "h4", "p", "ol", "ul", "li", "blockquote", "mark", "span", "bdi", "strong", "a"),
}
OWN_ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "dir", "role", "tabindex"),
    *("aria-labelledby", "aria-label", "aria-hidden"),
}


def page(conversation: list[Exchange], title: str = TITLE) -> LexborHTMLParser:
    return LexborHTMLParser(conversation_as_html(conversation, EXPORTED, title))


def texts(parsed: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in parsed.css(selector)]


def targets(parsed: LexborHTMLParser, selector: str) -> list[str]:
    return [(link.attributes["href"] or "").removeprefix("#") for link in parsed.css(selector)]


def test_the_page_says_what_it_is_and_what_it_is_not() -> None:
    parsed = page(a_conversation())

    assert texts(parsed, "title") == texts(parsed, "h1") == [TITLE]
    assert texts(parsed, "header p") == ["Exported from the clinical assistant on 2026-11-23.", DISCLAIMER]
    assert [node.attributes["lang"] for node in parsed.css("html")] == ["en"]


def test_each_question_is_a_heading_above_its_answer_and_its_references() -> None:
    parsed = page(a_conversation())

    assert texts(parsed, "h2") == [
        "Question 1 How common is calcinosis?",
        "Question 2 Who won?",
        "Question 3 Hello",
        "Question 4 Is it rare?",
        "Documents cited",
    ]
    assert texts(parsed, "h3") == ["References of answer 1", "References of answer 4"]
    assert texts(parsed, ".remark") == [
        "Searched for: “How common is calcinosis in JDM?”",
        "Confidence: high (0.91)",
        "Confidence: too low to answer (0.12)",
        "Confidence: high (0.91)",
    ]


def test_a_reference_says_all_that_its_document_states() -> None:
    first = page(a_conversation()).css(".reference")[0]

    assert texts(first, "h4, p") == [
        "[1] Juvenile dermatomyositis",
        "Ana Ruiz, Bo Chen · 2024-05-03 · version 2.1 · doi:10.1000/xyz.1",
        "Signs > Skin · paragraph 4, page 7",
        "Also in: jdm copy.pdf",
        "A newer version of this document is indexed: jdm-2026",
        "↑ Back to statement 1",
    ]


def test_the_quote_is_highlighted_in_its_whole_paragraph() -> None:
    text = "JDM is rare. It itches. JDM is rare."
    last = a_citation(1, "JDM is rare.", text, start=24, end=36)
    quoted = page([an_exchange([last])]).css("blockquote")[0]

    assert quoted.text() == text
    assert (quoted.html or "").endswith("It itches. <mark>JDM is rare.</mark></blockquote>")


def test_marks_lead_to_their_references_and_references_back_to_their_statements() -> None:
    citations = [a_citation(1, "JDM is rare."), a_citation(2, "The thighs are affected most.")]
    statements = [Statement("It is rare.", (1,)), Statement("Rare, in the thighs.", (1, 2))]
    parsed = page([an_exchange(citations), an_exchange(citations, statements)])
    last = parsed.css(".exchange")[1]

    assert texts(last, ".statement") == ["It is rare.[1]", "Rare, in the thighs.[1][2]"]
    assert targets(parsed, "#question-2 ~ .statement a") == [
        "reference-2-1",
        "reference-2-1",
        "reference-2-2",
    ]
    assert texts(last, ".back a") == [
        "↑ Back to statement 1",
        "↑ Back to statement 2",
        "↑ Back to statement 2",
    ]
    assert targets(parsed, "#question-2 ~ ol .back a") == [
        node.attributes["id"]
        for position in ((0, 0), (1, 0), (1, 1))
        for node in [last.css(".statement")[position[0]].css("a")[position[1]]]
    ]


def test_every_link_leads_to_one_place_on_the_page() -> None:
    parsed = page([*a_conversation(), *a_conversation()])
    ids = [node.attributes["id"] for node in parsed.css("[id]")]

    assert len(ids) == len(set(ids))
    assert set(targets(parsed, "a")) <= set(ids)
    assert {node.attributes["aria-labelledby"] for node in parsed.css("[aria-labelledby]")} <= set(ids)


def test_an_unanswered_question_says_so_first_and_lists_nothing() -> None:
    parsed = page([a_refusal()])

    assert texts(parsed, "h2 + .refusal") == ["The documents do not answer this. 12 documents were searched."]
    assert parsed.css(".reference, .documents, .mark, blockquote") == []


def test_the_reply_to_a_greeting_is_no_refusal() -> None:
    parsed = page([a_greeting()])

    assert len(parsed.css(".reply")) == 1
    assert parsed.css(".refusal, .remark") == []


def test_a_conversation_without_a_question_says_so() -> None:
    assert texts(page([]), "main") == ["Nothing has been asked."]


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_LINES])
def test_words_of_documents_and_persons_are_text_and_nothing_else(text: str) -> None:
    parsed = page(all_of(text), text)
    wanted = " ".join(text.split())
    nodes = parsed.css("*")

    assert {node.tag for node in nodes} <= OWN_TAGS
    assert {name for node in nodes for name in node.attributes} <= OWN_ATTRIBUTES
    assert all(target.startswith(("reference-", "mark-")) for target in targets(parsed, "a"))
    assert texts(parsed, "h1") == [wanted]
    assert parsed.css("mark")[0].text() == text
    assert " ".join(parsed.body.text().split()).count(wanted) >= 22 if parsed.body else False


@pytest.mark.parametrize(("text", "spelled"), ODD)
def test_what_reorders_or_cannot_be_shown_is_spelled_out(text: str, spelled: str) -> None:
    source = conversation_as_html(all_of(text), EXPORTED, text)

    assert source.count(spelled) >= 20
    assert text not in source
    assert source.encode()
