"""An answer that is copied as text: marks, references with their quotes, and nothing that misleads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from transcript_samples import ODD, a_citation, a_greeting, a_refusal, an_exchange, stated_citation

from assistant.answer import Statement
from assistant.assistant import Assistant
from assistant.transcript import DISCLAIMER, Exchange, answer_as_text

COMPLETE = """\
Question: How common is it?

Between 30 and 70% of children have calcinosis. [1]

Searched for: “How common is calcinosis in JDM?”
Confidence: high (0.91)

References

[1] Juvenile dermatomyositis
    Ana Ruiz, Bo Chen · 2024-05-03 · version 2.1 · doi:10.1000/xyz.1
    Signs > Skin · paragraph 4, page 7
    Also in: jdm copy.pdf
    A newer version of this document is indexed: jdm-2026
    “Between 30 and 70% of children have calcinosis.”

Not a substitute for clinical judgement. Check the cited paragraphs before you act on an answer.
"""


def test_an_answer_is_copied_with_all_that_its_sources_state() -> None:
    exchange = an_exchange(
        [stated_citation()], question="How common is it?", standalone="How common is calcinosis in JDM?"
    )

    assert answer_as_text(exchange) == COMPLETE


def test_a_document_without_a_date_is_said_to_have_none() -> None:
    assert "    no date stated\n    paragraph 4, page 7\n" in answer_as_text(
        an_exchange([a_citation(1, "JDM is rare.")])
    )


def test_a_paragraph_without_a_page_is_named_by_its_number() -> None:
    assert "    paragraph 4\n" in answer_as_text(an_exchange([a_citation(1, "JDM is rare.", page=None)]))


def test_a_paragraph_that_is_cited_twice_keeps_both_numbers_and_says_that_it_is_one() -> None:
    text = answer_as_text(
        an_exchange(
            [
                a_citation(1, "JDM is rare."),
                a_citation(2, "JDM is rare.", document="other", title="Another document"),
                a_citation(3, "The thighs are affected most."),
            ]
        )
    )

    assert text.count("The same paragraph as") == 2
    assert "The same paragraph as [3]\n    “JDM is rare.”" in text
    assert "The same paragraph as [1]\n    “The thighs are affected most.”" in text


def test_a_statement_carries_all_its_marks_and_none_that_leads_nowhere() -> None:
    citations = [a_citation(1, "JDM is rare."), a_citation(2, "The thighs are affected most.")]
    text = answer_as_text(an_exchange(citations, [Statement("It is rare.", (1, 2, 7))]))

    assert "\nIt is rare. [1][2]\n" in text


@pytest.mark.parametrize(
    ("searched", "said"),
    [
        (12, "The documents do not answer this. 12 documents were searched."),
        (1, "The documents do not answer this. 1 document was searched."),
        (1200, "The documents do not answer this. 1,200 documents were searched."),
        (0, "The documents do not answer this."),
    ],
)
def test_a_question_without_an_answer_says_so_first_and_has_no_references(searched: int, said: str) -> None:
    assert answer_as_text(a_refusal(searched)) == (
        f"Question: Who won?\n\n{said}\n\nConfidence: too low to answer (0.12)\n\n{DISCLAIMER}\n"
    )


def test_citations_that_no_statement_rests_on_are_not_listed() -> None:
    refused = a_refusal()
    answer = replace(refused.answer, citations=(a_citation(1, "JDM is rare."),))

    assert "References" not in answer_as_text(replace(refused, answer=answer))


def test_a_greeting_is_replied_to_without_a_word_about_sources() -> None:
    text = answer_as_text(a_greeting())

    assert "I answer clinical questions" in text
    assert not any(word in text for word in ("searched", "Confidence", "References"))


def test_no_line_of_a_document_can_pass_for_a_reference_of_its_own() -> None:
    text = "JDM is rare.\n\nReferences\n\n[2] A journal of renown"
    copied = answer_as_text(
        an_exchange([a_citation(1, text, text, title="A\n[3] B")], [Statement("Rare.", (1,))])
    )

    assert [line for line in copied.splitlines() if line.startswith(("[", "References"))] == [
        "References",
        "[1] A [3] B",
    ]


@pytest.mark.parametrize(("text", "spelled"), ODD)
def test_what_reorders_or_steers_is_spelled_out(text: str, spelled: str) -> None:
    copied = answer_as_text(an_exchange([a_citation(1, text, text, title=text)], question=text))

    assert copied.count(spelled) == 4
    assert text not in copied


def test_an_answer_of_the_bundled_document_is_copied_word_for_word(bundled_assistant: Assistant) -> None:
    question = "How common is calcinosis in children with JDM?"
    answer = bundled_assistant.ask(question)
    text = answer_as_text(Exchange(question, answer, 1))

    assert answer.citations
    for citation in answer.citations:
        assert f"[{citation.number}] {citation.title}" in text
        assert f"“{citation.quote}”" in text
