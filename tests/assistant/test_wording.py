"""What is said of answers and sources, in the same words wherever they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation, PassageScore, Statement
from assistant.wording import (
    also_in,
    asked_only,
    confidence,
    documents_searched,
    instead_of_written,
    newer_indexed,
    place,
    searched_for,
    stands_on,
    stated,
    was_looked_for,
    written_by,
)
from index.lexicon.spelling import Correction

REFUSED = Answer(
    question="Dose of amoxicilin?",
    standalone_question="Dose of amoxicillin?",
    kind="refused",
    text="The documents do not answer this.",
    statements=(),
    citations=(),
    confidence=0.12,
    passages=(PassageScore("cap", 3, 0.5),),
)


TEXT = "Give one of these: - amoxicillin 500 mg"
ITEM = Citation(
    number=1,
    document="cap",
    title="Pneumonia",
    paragraph=3,
    page=None,
    text=TEXT,
    quote="- amoxicillin 500 mg",
    start=19,
    end=39,
    heading="Treatment > Adults",
    lead_in="Give one of these:",
)
WRITTEN = Statement("Give amoxicillin 500 mg.", (1,), "entailed")
REPLACED = Statement("- amoxicillin 500 mg", (1,), "replaced")
QUOTED = Statement("- amoxicillin 500 mg", (1,))
BY_A_MODEL = replace(
    REFUSED, kind="answered", statements=(WRITTEN,), citations=(ITEM,), confidence=0.79, model="llama3.2"
)


def test_what_a_model_wrote_is_named_as_such_and_so_is_what_was_replaced() -> None:
    assert written_by(BY_A_MODEL) == (
        "Written by llama3.2; each sentence is checked against the quote under it."
    )
    assert written_by(replace(BY_A_MODEL, statements=(WRITTEN, REPLACED))) == (
        "Written by llama3.2; 1 sentence replaced by the document's own words."
    )
    assert written_by(replace(BY_A_MODEL, statements=(WRITTEN, REPLACED, REPLACED))) == (
        "Written by llama3.2; 2 sentences replaced by the document's own words."
    )
    assert written_by(REFUSED) == ""
    assert written_by(replace(REFUSED, note="Quoted, because it failed.")) == "Quoted, because it failed."


def test_under_a_written_sentence_stands_its_quote_with_what_it_is_about() -> None:
    said = "“Give one of these: … - amoxicillin 500 mg” (Pneumonia > Treatment > Adults)"
    assert stands_on(WRITTEN, BY_A_MODEL) == said
    assert stands_on(QUOTED, BY_A_MODEL) == stands_on(REPLACED, BY_A_MODEL) == ""
    assert stands_on(replace(WRITTEN, citations=(7,)), BY_A_MODEL) == ""


def test_under_a_sentence_that_joins_two_statements_stand_both_quotes() -> None:
    other = replace(ITEM, number=2, quote="for 5 days", lead_in="")
    joined = replace(WRITTEN, citations=(1, 2))
    assert stands_on(joined, replace(BY_A_MODEL, citations=(ITEM, other))) == (
        "“Give one of these: … - amoxicillin 500 mg” (Pneumonia > Treatment > Adults) "
        "“for 5 days” (Pneumonia > Treatment > Adults)"
    )


def test_a_quote_in_the_place_of_a_written_sentence_says_so() -> None:
    assert instead_of_written(REPLACED).startswith("Quoted in place of")
    assert instead_of_written(QUOTED) == instead_of_written(WRITTEN) == ""


def test_the_confidence_of_what_a_model_wrote_says_what_holds_it_down() -> None:
    assert confidence(BY_A_MODEL) == (
        "fair (0.79), never high where a model wrote, times the share of its sentences that passed the check"
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
    assert confidence(replace(REFUSED, kind="answered", confidence=0.91)) == "high (0.91)"
    assert confidence(replace(REFUSED, kind="answered", confidence=0.4)) == "low (0.40)"


def test_a_greeting_was_not_looked_for() -> None:
    greeting = replace(REFUSED, kind="greeted", text="Hello.", passages=(), confidence=0.0)
    assert was_looked_for(REFUSED)
    assert was_looked_for(replace(REFUSED, passages=()))
    assert not was_looked_for(greeting)


def test_the_documents_that_were_chosen_are_named_and_all_are_not() -> None:
    assert asked_only(()) == ""
    assert asked_only(("Gout", "Asthma")) == "Asked only of: Gout, Asthma"
    assert asked_only(("Gout", "Asthma", "Croup"), most=2) == "Asked only of: Gout, Asthma and 1 other"
    assert asked_only(tuple("abcd"), most=2) == "Asked only of: a, b and 2 others"
