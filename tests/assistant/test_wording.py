"""What is said of answers and sources, in the same words wherever they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, PassageScore
from assistant.wording import (
    also_in,
    asked_only,
    confidence,
    documents_searched,
    newer_indexed,
    place,
    searched_for,
    stated,
    was_looked_for,
)
from index.spelling import Correction

REFUSED = Answer(
    question="Dose of amoxicilin?",
    standalone_question="Dose of amoxicillin?",
    answered=False,
    text="The documents do not answer this.",
    statements=(),
    citations=(),
    confidence=0.12,
    passages=(PassageScore("cap", 3, 0.5),),
)


def test_a_paragraph_is_placed_by_its_number_and_by_its_page_where_there_are_pages() -> None:
    assert place(4, None) == "paragraph 4"
    assert place(4, 12) == "paragraph 4, page 12"


def test_what_a_document_does_not_state_is_left_out() -> None:
    assert stated((), "", "", "") == []
    assert stated(("Ada Roe", "Bo Lee"), "2024-05", "3.1", "10.1/x") == [
        "Ada Roe, Bo Lee",
        "2024-05",
        "version 3.1",
        "doi:10.1/x",
    ]


def test_copies_are_named_without_their_folders() -> None:
    assert also_in(()) == ""
    assert also_in(("/home/maria/private/asthma.html", "copy.pdf")) == "Also in: asthma.html, copy.pdf"


def test_a_newer_version_is_named() -> None:
    assert newer_indexed("") == ""
    assert newer_indexed("cap-2024") == "A newer version of this document is indexed: cap-2024"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, ""), (1, "1 document was searched."), (1200, "1,200 documents were searched.")],
)
def test_how_many_documents_were_searched_is_said_where_it_is_known(count: int, said: str) -> None:
    assert documents_searched(count) == said


def test_what_was_searched_for_is_said_only_where_it_differs_from_the_question() -> None:
    mended = replace(REFUSED, corrections=(Correction("amoxicilin", "amoxicillin"),))
    assert searched_for(mended) == "Searched for: “Dose of amoxicillin?” (“amoxicilin” read as “amoxicillin”)"
    assert searched_for(replace(REFUSED, standalone_question="  Dose of amoxicilin? ")) == ""


def test_a_refusal_is_too_low_to_answer_and_an_answer_is_graded() -> None:
    assert confidence(REFUSED) == "too low to answer (0.12)"
    assert confidence(replace(REFUSED, answered=True, confidence=0.91)) == "high (0.91)"
    assert confidence(replace(REFUSED, answered=True, confidence=0.4)) == "low (0.40)"


def test_a_greeting_was_not_looked_for() -> None:
    greeting = replace(REFUSED, text="Hello.", passages=(), confidence=0.0)
    assert was_looked_for(REFUSED)
    assert was_looked_for(replace(REFUSED, passages=()))
    assert not was_looked_for(greeting)


def test_the_documents_that_were_chosen_are_named_and_all_are_not() -> None:
    assert asked_only(()) == ""
    assert asked_only(("Gout", "Asthma")) == "Asked only of: Gout, Asthma"
    assert asked_only(("Gout", "Asthma", "Croup"), most=2) == "Asked only of: Gout, Asthma and 1 other"
    assert asked_only(tuple("abcd"), most=2) == "Asked only of: a, b and 2 others"
