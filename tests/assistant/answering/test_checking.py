"""Nothing is shown that its citations do not carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import NOT_ANSWERED, Answer, Citation, Statement
from assistant.answering.checking import (
    CitedStatement,
    carried_by,
    check_answer,
    check_answers,
    held_by,
    is_verbatim,
    with_statements,
)
from assistant.evidence.confidence import in_words

PARAGRAPH = "An acute attack is treated with colchicine. Treatment works best within 24 hours."
CITATION = Citation(1, "gout", "Gout", 3, None, PARAGRAPH, PARAGRAPH[:43], 0, 43)


def answer_of(*statements: Statement, citations: tuple[Citation, ...] = (CITATION,)) -> Answer:
    return Answer("?", "?", "answered", "unchecked", statements, citations, 0.9, ())


def test_a_quote_stands_where_it_says() -> None:
    assert is_verbatim(CITATION)
    assert not is_verbatim(replace(CITATION, start=1))
    assert not is_verbatim(replace(CITATION, quote="An acute attack is treated with aspirin.  "))
    assert not is_verbatim(replace(CITATION, quote="", start=0, end=0))


@pytest.mark.parametrize(
    ("statement", "carried"),
    [
        ("An acute attack is treated with colchicine.", True),
        ("In gout an attack is treated with colchicine.", True),
        ("An acute attack is not treated with colchicine.", False),
        ("Treatment works best within 24 hours.", False),
        ("Patients should receive rituximab infusions.", False),
    ],
)
def test_a_written_statement_says_what_the_quote_says_that_it_cites(statement: str, carried: bool) -> None:
    assert bool(carried_by(Statement(statement, (1,), "entailed"), [CITATION])) is carried


def test_a_quote_is_carried_by_its_paragraph_and_by_no_other() -> None:
    assert carried_by(Statement("Treatment works best within 24 hours.", (1,)), [CITATION])
    assert not carried_by(Statement("Treatment works best within 48 hours.", (1,)), [CITATION])


def test_a_growing_answer_is_silent_about_refusing_until_its_end() -> None:
    bad = answer_of(Statement("Rituximab cures everything.", (1,), "entailed"))
    good = answer_of(Statement("An acute attack is treated with colchicine.", (1,)))
    assert [one.answered for one in check_answers([bad, good])] == [True]
    assert [one.answered for one in check_answers([bad, bad])] == [False]


def test_a_statement_whose_quote_is_not_verbatim_is_dropped() -> None:
    good = Statement("An acute attack is treated with colchicine.", (1,))
    broken = replace(CITATION, number=2, quote="Treatment works best at once.")
    bad = Statement("Treatment works best within 24 hours.", (2,))
    checked = check_answer(answer_of(good, bad, citations=(CITATION, broken)))
    assert checked.statements == (good,)
    assert checked.citations == (CITATION,)
    assert checked.text == "An acute attack is treated with colchicine. [1]"


def test_citations_are_numbered_anew_without_gaps() -> None:
    second = replace(CITATION, number=2)
    third = replace(CITATION, number=3, quote=PARAGRAPH[44:], start=44, end=len(PARAGRAPH))
    checked = check_answer(
        answer_of(
            Statement("Rituximab cures everything.", (2,)),
            Statement("Treatment works best within 24 hours.", (3,)),
            citations=(CITATION, second, third),
        )
    )
    assert [citation.number for citation in checked.citations] == [1]
    assert checked.statements[0].citations == (1,)


def test_with_no_statement_left_the_documents_do_not_answer() -> None:
    checked = check_answer(answer_of(Statement("Rituximab cures everything.", (1,))))
    assert not checked.answered
    assert checked.text == NOT_ANSWERED
    assert (checked.statements, checked.citations) == ((), ())


def test_a_statement_without_a_citation_is_dropped() -> None:
    assert not check_answer(answer_of(Statement("An acute attack is treated with colchicine.", ()))).answered


HELD = [
    CitedStatement("Amoxicillin 500 mg is given orally three times a day."),
    CitedStatement("Penicillin allergy is asked for."),
    CitedStatement("Doxycycline 100 mg is given orally twice a day."),
    CitedStatement("- severe asthma", "The vaccine is recommended for:"),
    CitedStatement("- people who may have had contact", "The vaccine is recommended for:"),
]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("Amoxicillin 500 mg is given by mouth three times a day.", (0,)),
        (
            "Amoxicillin 500 mg is given orally three times a day, and penicillin allergy is asked for.",
            (0, 1),
        ),
        (
            "Amoxicillin 500 mg is given orally three times a day; penicillin allergy is asked for.",
            (0, 1),
        ),
        ("The vaccine is recommended for severe asthma and for people who may have had contact.", (3, 4)),
        # The second half leaves the drug to the first, and its statement is about another one.
        ("Amoxicillin 500 mg is given orally three times a day and 100 mg is given orally twice a day.", ()),
        ("Amoxicillin 100 mg is given orally twice a day and penicillin allergy is asked for.", ()),
        (
            "Amoxicillin 500 mg is given orally three times a day after penicillin allergy is asked for.",
            (),
        ),
    ],
)
def test_a_sentence_is_held_by_one_statement_or_its_halves_by_one_each(
    sentence: str, places: tuple[int, ...]
) -> None:
    assert held_by(sentence, HELD) == places


def test_what_rests_on_a_table_that_may_be_misread_is_never_sure() -> None:
    statement = Statement(CITATION.quote, (1,))
    warned = replace(CITATION, warning="Check the row.")
    sure = with_statements(answer_of(), [statement], [CITATION]).confidence
    assert (in_words(sure), sure) == ("high", 0.9)
    assert in_words(with_statements(answer_of(), [statement], [warned]).confidence) == "fair"
