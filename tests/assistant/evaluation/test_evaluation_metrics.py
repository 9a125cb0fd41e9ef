from dataclasses import replace
from typing import Any

import numpy
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

from assistant.answer import Answer
from assistant.evaluation import METRICS, Case, GoldQuestion, summarise
from assistant.evaluation.abstention import abstention_precision, abstention_recall, false_refusal_rate
from assistant.evaluation.citation_hit import citation_hit
from assistant.evaluation.citation_precision import citation_precision
from assistant.evaluation.fact_recall import fact_recall
from assistant.evaluation.latency import latency, percentile
from assistant.evaluation.quote_fidelity import quote_fidelity

RIGHT = cite("prevent calcinosis", CALCINOSIS)
WRONG = cite("heliotrope rash", RASH, number=2)
ELSEWHERE = cite("prevent calcinosis", CALCINOSIS, document="lupus")


def test_fact_recall_is_the_share_of_the_facts_that_the_answer_states() -> None:
    gold = answerable(facts=(("calcinosis",), ("early treatment",), ("eyelids",)))
    assert fact_recall(Case(gold, answer("Early\nTREATMENT prevents “calcinosis”."))) == pytest.approx(2 / 3)


def test_of_a_fact_with_alternatives_one_is_enough() -> None:
    gold = answerable(facts=(("steroids", "corticosteroids"), ("IVIG", "immunoglobulin")))
    assert fact_recall(Case(gold, answer("Corticosteroids are given."))) == 0.5
    assert fact_recall(Case(gold, answer("Steroids and corticosteroids are given."))) == 0.5


def test_fact_recall_of_a_wrongly_refused_question_is_zero_even_if_the_refusal_names_the_fact() -> None:
    gold = answerable(facts=(("calcinosis",),))
    assert fact_recall(Case(gold, refusal("Nothing found on calcinosis."))) == 0


def test_the_number_of_a_mark_is_not_a_fact() -> None:
    gold = answerable(facts=(("2",),))
    assert fact_recall(Case(gold, answer("It prevents calcinosis. [2] Early treatment does. [1, 2]"))) == 0
    assert fact_recall(Case(gold, answer("In 2 of 3. [1]"))) == 1


def test_fact_recall_leaves_out_questions_without_facts_and_unanswerable_ones() -> None:
    assert fact_recall(Case(answerable(), answer())) is None
    assert fact_recall(Case(replace(unanswerable(), facts=(("calcinosis",),)), answer())) is None


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


@pytest.mark.parametrize(
    ("gold", "given", "precision", "recall", "false_refusal"),
    [
        (unanswerable(), refusal(), 1, 1, None),
        (unanswerable(), answer(), None, 0, None),
        (answerable(), refusal(), 0, None, 1),
        (answerable(), answer(), None, None, 0),
    ],
    ids=["rightly refused", "wrongly answered", "wrongly refused", "rightly answered"],
)
def test_abstention(
    gold: GoldQuestion, given: Answer, precision: int | None, recall: int | None, false_refusal: int | None
) -> None:
    case = Case(gold, given)
    assert abstention_precision(case) == precision
    assert abstention_recall(case) == recall
    assert false_refusal_rate(case) == false_refusal


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


@pytest.mark.parametrize("values", [[7.0], [3.0, 1.0], [10.0, 400.0, 20.0, 30.0], [0.5] * 9 + [80.25, 3.0]])
@pytest.mark.parametrize("percent", [0, 37.5, 50, 95, 100])
def test_percentiles_are_those_of_numpy(values: list[float], percent: float) -> None:
    assert percentile(values, percent) == pytest.approx(numpy.percentile(values, percent))


def test_latency_is_the_time_from_question_to_answer_and_leaves_out_answers_that_were_not_timed() -> None:
    assert latency(Case(answerable(), answer(timings={"retrieval": 3.0, "total": 12.5}))) == 12.5
    assert latency(Case(answerable(), answer(timings={"retrieval": 3.0}))) is None


RUN = (
    Case(
        answerable(PREVENTION, facts=(("calcinosis",),), tags=("treatment", "lay words")),
        answer("It prevents calcinosis.", RIGHT, WRONG, timings={"total": 10.0}),
    ),
    Case(
        answerable(EYELIDS, facts=(("heliotrope",), ("eyelids",)), tags=("signs",)),
        answer("A heliotrope rash.", WRONG, timings={"total": 20.0}),
    ),
    Case(answerable(facts=(("calcinosis",),), tags=("treatment",)), refusal(total=30.0)),
    Case(answerable(tags=()), answer("Nothing to see.", ELSEWHERE, timings={"total": 40.0})),
    Case(unanswerable(tags=("treatment",)), refusal(total=50.0)),
    Case(unanswerable(tags=("far off",)), answer("She is 9.", replace(RIGHT, quote="She is 9"))),
)


def test_a_summary_leaves_out_what_a_metric_does_not_apply_to_and_says_how_many_it_used() -> None:
    summary = summarise(RUN)
    assert summary.questions == 6
    assert dict(summary.metrics) == pytest.approx(
        {
            "fact_recall": (1 + 1 / 2 + 0) / 3,
            "citation_hit": (1 + 1 + 0 + 0) / 4,
            "citation_precision": (1 / 2 + 1 + 0) / 3,
            "abstention_precision": (0 + 1) / 2,
            "abstention_recall": (1 + 0) / 2,
            "false_refusal_rate": (0 + 0 + 1 + 0) / 4,
            "quote_fidelity": (1 + 1 + 1 + 0) / 4,
            "latency_ms_p50": 30,
            "latency_ms_p95": 48,
        }
    )
    assert dict(summary.used) == {
        "fact_recall": 3,
        "citation_hit": 4,
        "citation_precision": 3,
        "abstention_precision": 2,
        "abstention_recall": 2,
        "false_refusal_rate": 4,
        "quote_fidelity": 4,
        "latency_ms_p50": 5,
        "latency_ms_p95": 5,
    }


def test_a_summary_by_tag_counts_a_question_under_each_of_its_tags() -> None:
    by_tag = summarise(RUN).by_tag
    assert {tag: scores.questions for tag, scores in by_tag.items()} == {
        "far off": 1,
        "lay words": 1,
        "signs": 1,
        "treatment": 3,
    }
    assert by_tag["treatment"].metrics["fact_recall"] == 0.5
    assert by_tag["treatment"].metrics["abstention_precision"] == 0.5
    assert by_tag["far off"].metrics["abstention_recall"] == 0


def test_a_metric_that_applies_to_no_question_has_no_value() -> None:
    scores = summarise(RUN).by_tag["far off"]
    assert scores.metrics["fact_recall"] is None
    assert scores.metrics["latency_ms_p95"] is None
    assert scores.used["fact_recall"] == 0


def test_a_summary_of_nothing_has_no_values() -> None:
    summary = summarise(())
    assert summary.questions == 0
    assert set(summary.metrics.values()) == {None}


def test_the_summary_prints_as_questions_metrics_used_and_by_tag() -> None:
    printed = summarise(RUN).to_json()
    assert list(printed) == ["questions", "metrics", "used", "by_tag"]
    assert list(printed["metrics"]) == list(METRICS) == list(printed["used"])
    assert set(printed["by_tag"]["signs"]) == {"questions", "metrics"}
    assert printed["by_tag"]["signs"]["metrics"]["abstention_recall"] is None
