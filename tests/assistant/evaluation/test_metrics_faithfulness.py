from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from evaluation_cases import CALCINOSIS, RASH, answer, answerable, cite, refusal, unanswerable

from assistant.answer import Statement
from assistant.evaluation import Case
from assistant.evaluation.metrics.citations import quote_fidelity, supported_statements
from assistant.evaluation.metrics.latency import first_words, latency, p50, p95

RIGHT = cite("prevent calcinosis", CALCINOSIS)
WRONG = cite("heliotrope rash", RASH, number=2)


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "prevents calcinosis"},
        {"quote": "Prevent calcinosis"},
        {"start": 0},
        {"start": RIGHT.start - len(CALCINOSIS), "end": RIGHT.end - len(CALCINOSIS)},
        {"quote": "", "start": 0, "end": 0},
        {"quote": CALCINOSIS, "start": 0, "end": 9999},
    ],
    ids=["changed word", "changed case", "wrong offset", "counted from the end", "empty", "past the end"],
)
def test_a_quote_that_does_not_stand_verbatim_costs_fidelity(changes: dict[str, Any]) -> None:
    wrong = replace(RIGHT, **changes)
    assert quote_fidelity(Case(answerable(), answer("", RIGHT, wrong))) == 0.5


def test_quote_fidelity_looks_at_every_citation_and_leaves_out_answers_without() -> None:
    assert quote_fidelity(Case(answerable(), answer("", RIGHT, WRONG))) == 1
    assert quote_fidelity(Case(unanswerable(), answer("", RIGHT))) == 1
    assert quote_fidelity(Case(answerable(), refusal())) is None


def test_a_statement_is_supported_when_a_paragraph_holds_it_or_its_quote_agrees() -> None:
    whole = cite(CALCINOSIS, CALCINOSIS)
    statements = (
        Statement("Early treatment is thought to prevent calcinosis", (1,)),
        Statement("It is thought to prevent calcinosis.", (1,), "entailed"),
        Statement("Early treatment is thought to prevent severe calcinosis.", (1,), "entailed"),
        Statement("Early treatment prevents calcinosis in 80 % of children.", (1,), "entailed"),
        Statement("Rituximab cures dermatomyositis.", (1, 2), "entailed"),
        Statement("a heliotrope rash over the eyelids", (2,)),
    )
    given = replace(answer("", whole, WRONG), statements=statements)
    assert supported_statements(Case(answerable(), given)) == 0.5


def test_support_leaves_out_what_was_not_answered() -> None:
    assert supported_statements(Case(answerable(), refusal())) is None


def test_latency_is_the_time_from_question_to_answer_and_leaves_out_answers_that_were_not_timed() -> None:
    assert latency(Case(answerable(), answer(timings={"retrieval": 3.0, "total": 12.5}))) == 12.5
    assert latency(Case(answerable(), answer(timings={"retrieval": 3.0}))) is None


def test_the_time_to_the_first_words_is_left_out_where_it_was_not_taken() -> None:
    assert first_words(Case(answerable(), answer(), first_ms=7.5)) == 7.5
    assert first_words(Case(answerable(), answer())) is None


def test_median_and_95th_percentile_by_hand() -> None:
    values = np.array([10.0, 20, 30, 40, 50])
    assert p50(values) == 30
    assert p95(values) == pytest.approx(48)
