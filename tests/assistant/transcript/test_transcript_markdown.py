"""Answers and conversations as Markdown: well ordered, and every foreign word is text when rendered."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from transcript_samples import (
    EXPORTED,
    HOSTILE,
    HOSTILE_LINES,
    ODD,
    TITLE,
    a_citation,
    a_conversation,
    a_refusal,
    all_of,
    an_exchange,
)

from assistant.answer import Statement
from assistant.transcript import (
    DISCLAIMER,
    Exchange,
    answer_as_markdown,
    answer_as_text,
    conversation_as_markdown,
)
from assistant.wording.visible import visible

# The tags of what the transcript itself says; no link, no image, no table, no code.
OWN_TAGS = {"h1", "h2", "h3", "p", "br", "strong", "blockquote", "ul", "li"}
RENDERERS = {
    "commonmark": MarkdownIt("commonmark", {"html": True}),
    "github": MarkdownIt("default", {"html": True, "typographer": False}),
}


def rendered(markdown: str, renderer: str = "github") -> tuple[set[str], str]:
    """Return the tags of the rendered page, and its text with each run of white space as one space."""
    page = RENDERERS[renderer].render(markdown)
    tags = re.compile(r"</?([a-z0-9]+)[^<>]*>")
    return set(tags.findall(page)), plain(unescape(tags.sub(" ", page)))


def plain(text: str) -> str:
    return " ".join(text.split())


def outline(markdown: str) -> list[str]:
    return [line for line in markdown.splitlines() if line.startswith("#")]


def test_a_conversation_is_a_document_with_the_references_under_each_answer() -> None:
    markdown = conversation_as_markdown(a_conversation(), EXPORTED, TITLE)

    assert outline(markdown) == [
        "# Calcinosis in JDM",
        "## Question 1: How common is calcinosis?",
        "### References of answer 1",
        "## Question 2: Who won?",
        "## Question 3: Hello",
        "## Question 4: Is it rare?",
        "### References of answer 4",
        "## Documents cited",
    ]
    assert f"Exported from the clinical assistant on 2026-11-23. {DISCLAIMER}" in markdown


def test_each_answer_keeps_its_own_numbers() -> None:
    _, text = rendered(conversation_as_markdown(a_conversation(), EXPORTED, TITLE))
    last = text[text.index("Question 4") :]

    assert "JDM is rare. [1] The thighs are affected most. [2]" in last
    assert "[1] Juvenile dermatomyositis no date stated paragraph 4, page 7" in last


def test_the_documents_are_listed_once_with_their_dates_and_where_they_are_cited() -> None:
    conversation = [*a_conversation(), an_exchange([a_citation(1, "JDM is rare.")])]
    _, text = rendered(conversation_as_markdown(conversation, EXPORTED, TITLE))
    listed = text[text.index("Documents cited") :]

    assert "2024-05-03" in listed
    assert "Cited in answer 1 as [1]" in listed
    assert "no date stated Cited in answer 4 as [1], [2]; in answer 5 as [1]" in listed


def test_an_unanswered_question_has_neither_references_nor_documents() -> None:
    _, text = rendered(conversation_as_markdown([a_refusal()], EXPORTED, TITLE))

    assert "Question 1: Who won? The documents do not answer this. 12 documents were searched." in text
    assert not any(word in text for word in ("References", "Documents cited", "near-miss"))


def test_a_conversation_without_a_question_says_so() -> None:
    assert "Nothing has been asked." in conversation_as_markdown([], EXPORTED, TITLE)


def test_numbers_and_doses_are_readable_also_before_they_are_rendered() -> None:
    text = "A dose of 1.5 mg/kg (max. 40 mg) helps in 30-70% of cases; ratio 2:1, p = 0.05!"

    assert text in answer_as_markdown(an_exchange([a_citation(1, text, text)]))


@pytest.mark.parametrize("exchange", [*a_conversation(), *all_of("**JDM**\n- is [rare](x)")])
def test_a_copied_answer_reads_rendered_as_it_reads_as_text(exchange: Exchange) -> None:
    _, text = rendered(answer_as_markdown(exchange))

    # A quote is set apart by signs in the one, by its block in the other.
    assert re.sub("[“”]", "", text) == re.sub("[“”]", "", plain(answer_as_text(exchange)))


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_LINES])
def test_words_of_documents_and_persons_are_shown_letter_by_letter(text: str, renderer: str) -> None:
    first, second = all_of(text)
    for markdown, least in (
        (answer_as_markdown(first), 12),
        (answer_as_markdown(second), 2),
        (conversation_as_markdown([first, second], EXPORTED, text), 22),
    ):
        tags, shown = rendered(markdown, renderer)

        assert tags <= OWN_TAGS
        assert shown.count(plain(text)) >= least


@pytest.mark.parametrize(("text", "spelled"), ODD)
def test_what_reorders_or_cannot_be_shown_is_spelled_out(text: str, spelled: str) -> None:
    _, shown = rendered(conversation_as_markdown(all_of(text), EXPORTED, text))

    assert shown.count(spelled) >= 20
    assert text not in shown


@settings(deadline=None)
@given(st.text(st.sampled_from("\\`*_[]<>&~|$^#@{}()!:=+-.1ab \n\t\"'/;")))
def test_no_mixture_of_signs_is_syntax(text: str) -> None:
    exchange = an_exchange([a_citation(1, text, text, title=text)], [Statement(text, (1,))], question=text)
    for renderer in RENDERERS:
        tags, shown = rendered(answer_as_markdown(exchange), renderer)

        assert tags <= OWN_TAGS
        assert shown.startswith(plain(f"Question: {text} {text} [1]"))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_no_character_is_syntax(text: str) -> None:
    exchange = an_exchange([a_citation(1, text, text)], [Statement(text, (1,))], question=text)
    tags, shown = rendered(answer_as_markdown(exchange), "commonmark")

    assert tags <= OWN_TAGS
    assert shown.startswith(plain(f"Question: {visible(text)} {visible(text)} [1]"))
