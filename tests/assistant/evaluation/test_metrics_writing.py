"""What became of a chat model's sentences, in figures."""

from dataclasses import replace

import pytest
from evaluation_cases import RASH, answer, answerable, cite, refusal

from assistant.answer import Answer, Written
from assistant.evaluation import Case
from assistant.evaluation.metrics.writing import (
    sentences_dropped,
    sentences_passed,
    sentences_replaced,
    written_answers,
)

QUOTED = answer("", cite("heliotrope rash", RASH))


def case(written: Written | None, given: Answer = QUOTED) -> Case:
    return Case(answerable(), replace(given, written=written))


def test_each_share_is_of_all_sentences_that_the_model_wrote() -> None:
    mixed = case(Written(passed=4, replaced=3, dropped=1, unmarked=2))
    assert sentences_passed(mixed) == 0.4
    assert sentences_replaced(mixed) == 0.3
    assert sentences_dropped(mixed) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("written", "share"), [(Written(passed=1, unmarked=5), 1), (Written(replaced=2), 0), (Written(), 0)]
)
def test_an_answer_is_written_where_a_sentence_passed(written: Written, share: float) -> None:
    assert written_answers(case(written)) == share


def test_a_model_that_wrote_nothing_has_no_shares() -> None:
    silent = case(Written())
    assert [share(silent) for share in (sentences_passed, sentences_replaced, sentences_dropped)] == [
        None
    ] * 3


@pytest.mark.parametrize("given", [QUOTED, refusal()], ids=["quoted", "refused"])
def test_nothing_applies_where_no_model_was_asked(given: Answer) -> None:
    asked = case(None, given)
    metrics = (written_answers, sentences_passed, sentences_replaced, sentences_dropped)
    assert [metric(asked) for metric in metrics] == [None] * 4
