from dataclasses import replace

import pytest
from evaluation_cases import (
    CALCINOSIS,
    EYELIDS,
    PREVENTION,
    RASH,
    answer,
    answerable,
    cite,
    refusal,
    unanswerable,
)

from assistant.answer import Statement
from assistant.evaluation import Case, Evidence
from assistant.evaluation.metrics.citations import (
    citation_hit,
    citation_hit_at_1,
    citation_hit_at_3,
    citation_precision,
    citation_recall,
    statement_hit,
    stray_statements,
)

RIGHT = cite("prevent calcinosis", CALCINOSIS)
WRONG = cite("heliotrope rash", RASH, number=2)
ELSEWHERE = cite("prevent calcinosis", CALCINOSIS, document="lupus")


def test_one_right_citation_among_wrong_ones_is_a_hit() -> None:
    assert citation_hit(Case(answerable(PREVENTION), answer("", WRONG, RIGHT))) == 1
    assert citation_hit(Case(answerable(EYELIDS, PREVENTION), answer("", RIGHT))) == 1
    assert citation_hit(Case(answerable(PREVENTION), answer("", WRONG))) == 0


def test_the_same_words_in_another_document_are_not_a_hit() -> None:
    assert citation_hit(Case(answerable(PREVENTION), answer("", ELSEWHERE))) == 0


def test_citation_hit_counts_a_wrong_refusal_as_a_miss_and_leaves_out_the_unanswerable() -> None:
    assert citation_hit(Case(answerable(), refusal())) == 0
    assert citation_hit(Case(unanswerable(), answer("", RIGHT))) is None


def test_citation_precision_is_the_share_of_the_citations_that_hit_some_evidence() -> None:
    assert citation_precision(Case(answerable(PREVENTION), answer("", RIGHT, WRONG, ELSEWHERE))) == 1 / 3
    assert citation_precision(Case(answerable(PREVENTION, EYELIDS), answer("", RIGHT, WRONG))) == 1
    assert citation_precision(Case(answerable(PREVENTION), answer("", WRONG))) == 0


def test_citation_precision_leaves_out_refusals_answers_without_citations_and_the_unanswerable() -> None:
    assert citation_precision(Case(answerable(), refusal())) is None
    assert citation_precision(Case(answerable(), answer(""))) is None
    assert citation_precision(Case(unanswerable(), answer("", RIGHT))) is None


def test_stray_statements_are_those_without_a_citation_that_hits() -> None:
    beside = replace(
        answer("", RIGHT, WRONG), statements=(Statement("Rest.", (1,)), Statement("Rash.", (2,)))
    )
    assert stray_statements(Case(answerable(PREVENTION), beside)) == 1
    assert stray_statements(Case(answerable(PREVENTION, EYELIDS), beside)) == 0
    assert stray_statements(Case(answerable(), refusal())) is None
    assert stray_statements(Case(unanswerable(), beside)) is None


def test_a_citation_that_hits_late_is_no_hit_at_one_and_after_three_none_at_three() -> None:
    second = Case(answerable(PREVENTION), answer("", WRONG, RIGHT))
    assert (citation_hit_at_1(second), citation_hit_at_3(second), citation_hit(second)) == (0, 1, 1)
    fourth = Case(answerable(PREVENTION), answer("", WRONG, WRONG, WRONG, RIGHT))
    assert (citation_hit_at_1(fourth), citation_hit_at_3(fourth), citation_hit(fourth)) == (0, 0, 1)
    assert citation_hit_at_1(Case(unanswerable(), answer("", RIGHT))) is None


def test_citation_recall_is_the_share_of_the_evidence_that_is_cited() -> None:
    both = answerable(PREVENTION, EYELIDS)
    assert citation_recall(Case(both, answer("", RIGHT))) == 0.5
    assert citation_recall(Case(both, answer("", WRONG, RIGHT))) == 1
    assert citation_recall(Case(both, answer("", ELSEWHERE))) == 0
    assert citation_recall(Case(both, refusal())) == 0
    assert citation_recall(Case(unanswerable(), answer("", RIGHT))) is None


def test_a_paragraph_cited_twice_covers_its_evidence_once() -> None:
    twice = answerable(PREVENTION, Evidence("jdm", "a painful complication of the disease"), EYELIDS)
    assert citation_recall(Case(twice, answer("", RIGHT, RIGHT))) == pytest.approx(2 / 3)


def test_statement_hit_is_the_share_of_the_statements_with_a_right_citation_among_theirs() -> None:
    statements = (Statement("One.", (1, 2)), Statement("Two.", (1,)), Statement("Three.", (2,)))
    given = replace(answer("", WRONG, replace(RIGHT, number=2)), statements=statements)
    given = replace(given, citations=(replace(WRONG, number=1), replace(RIGHT, number=2)))
    assert statement_hit(Case(answerable(PREVENTION), given)) == pytest.approx(2 / 3)
    assert statement_hit(Case(answerable(PREVENTION), refusal())) is None
    assert statement_hit(Case(unanswerable(), given)) is None
