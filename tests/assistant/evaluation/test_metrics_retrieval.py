from dataclasses import replace
from math import log2

import pytest
from evaluation_cases import answer, answerable, refusal, unanswerable

from assistant.answer import Answer, PassageScore
from assistant.evaluation import Case
from assistant.evaluation.metrics.retrieval import (
    evidence_hit_at_1,
    evidence_hit_at_3,
    evidence_hit_at_5,
    ndcg_at_10,
    reciprocal_rank,
    retrieval_recall_at_5,
)
from corpus.document import Paragraph

METRICS = (
    evidence_hit_at_1,
    evidence_hit_at_3,
    evidence_hit_at_5,
    ndcg_at_10,
    reciprocal_rank,
    retrieval_recall_at_5,
)


def paragraph(number: int) -> Paragraph:
    return Paragraph("jdm", number, "Text.", 0, 5)


def retrieved(*numbers: int, given: Answer | None = None) -> Answer:
    passages = tuple(PassageScore("jdm", number, 0.5) for number in numbers)
    return replace(given or answer(), passages=passages)


def case(*numbers: int, expected: tuple[tuple[int, ...], ...]) -> Case:
    found = tuple(tuple(map(paragraph, numbers)) for numbers in expected)
    return Case(answerable(), retrieved(*numbers), expected=found)


def test_the_rank_of_the_first_passage_with_evidence_counts() -> None:
    second = case(7, 1, 2, 3, expected=((1,), (3,)))
    assert reciprocal_rank(second) == 0.5
    assert (evidence_hit_at_1(second), evidence_hit_at_3(second), evidence_hit_at_5(second)) == (0, 1, 1)


def test_evidence_that_was_not_retrieved_counts_as_zero() -> None:
    nowhere = case(7, 8, expected=((1,),))
    assert [metric(nowhere) for metric in METRICS] == [0] * len(METRICS)


def test_recall_is_the_share_of_the_evidence_paragraphs_among_the_first_five() -> None:
    assert retrieval_recall_at_5(case(1, 7, 8, 9, 2, 3, expected=((1,), (2, 3)))) == pytest.approx(2 / 3)


def test_a_paragraph_with_two_pieces_of_evidence_counts_once() -> None:
    assert retrieval_recall_at_5(case(1, 7, expected=((1,), (1,)))) == 1


def test_ndcg_by_hand() -> None:
    gain = 1 / log2(3) + 1 / log2(5)
    ideal = 1 / log2(2) + 1 / log2(3)
    assert ndcg_at_10(case(9, 1, 8, 2, expected=((1,), (2,)))) == pytest.approx(gain / ideal)


def test_equal_scores_keep_the_order_of_the_passages() -> None:
    assert evidence_hit_at_1(case(2, 1, expected=((2,),))) == 1
    assert evidence_hit_at_1(case(1, 2, expected=((2,),))) == 0


def test_passages_count_even_when_the_question_was_wrongly_refused() -> None:
    refused = Case(answerable(), retrieved(1, given=refusal()), expected=((paragraph(1),),))
    assert evidence_hit_at_1(refused) == 1


def test_evidence_that_stands_in_no_paragraph_cannot_be_found() -> None:
    assert evidence_hit_at_5(case(1, expected=((),))) == 0


def test_the_unanswerable_are_left_out() -> None:
    assert {metric(Case(unanswerable(), retrieved(1))) for metric in METRICS} == {None}
