from dataclasses import replace

import numpy as np
import pytest
from evaluation_cases import CALCINOSIS, answer, answerable, cite, refusal, unanswerable
from hypothesis import given as over
from hypothesis import strategies as some
from sklearn.metrics import f1_score, roc_auc_score

from assistant.answer import Answer
from assistant.evaluation import Case, GoldQuestion
from assistant.evaluation.case import right
from assistant.evaluation.metrics.confidence import (
    auroc,
    calibration_bins,
    calibration_error,
    confidence_and_right,
    confidence_and_wrong,
    risk_area,
    risk_coverage,
)
from assistant.evaluation.metrics.outcomes import (
    abstention_precision,
    abstention_recall,
    f1,
    false_refusal_rate,
)

RIGHT = cite("prevent calcinosis", CALCINOSIS)
ELSEWHERE = cite("prevent calcinosis", CALCINOSIS, document="lupus")

scores = some.integers(0, 20).map(lambda number: number / 20)
pairs = some.lists(some.tuples(scores, some.sampled_from([0.0, 1.0])), min_size=2, max_size=40)


def sure(confidence: float, *, rightly: bool) -> Case:
    given = answer("", RIGHT if rightly else ELSEWHERE)
    return Case(answerable(), replace(given, confidence=confidence))


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


def test_what_is_right() -> None:
    assert right(Case(answerable(), answer("", ELSEWHERE, RIGHT)))
    assert right(Case(unanswerable(), refusal()))
    assert not right(Case(answerable(), answer("", ELSEWHERE)))
    assert not right(Case(answerable(), refusal()))
    assert not right(Case(unanswerable(), answer("", RIGHT)))


@over(some.lists(some.tuples(*[some.sampled_from([0.0, 1.0])] * 2), min_size=1))
def test_f1_of_abstaining_is_that_of_scikit_learn(cases: list[tuple[float, float]]) -> None:
    numbers = np.array(cases)
    if numbers.any():
        assert f1(numbers) == pytest.approx(f1_score(numbers[:, 1], numbers[:, 0], zero_division=0))
    else:
        assert np.isnan(f1(numbers))


@over(pairs)
def test_auroc_is_that_of_scikit_learn_ties_and_all(cases: list[tuple[float, float]]) -> None:
    numbers = np.array(cases)
    if len(set(numbers[:, 1])) == 2:
        assert auroc(numbers) == pytest.approx(roc_auc_score(numbers[:, 1], numbers[:, 0]))
    else:
        assert np.isnan(auroc(numbers))


def test_auroc_by_hand() -> None:
    # Of the four pairs of an answerable and an unanswerable question three are in the right order.
    assert auroc(np.array([[0.9, 1], [0.4, 1], [0.6, 0], [0.1, 0]])) == 0.75


@over(some.lists(pairs.filter(lambda cases: len(cases) >= 5).map(lambda cases: cases[:5]), min_size=1))
def test_figures_of_many_draws_at_once_are_the_figures_of_each(
    draws: list[list[tuple[float, float]]],
) -> None:
    together = np.array(draws)
    for figure in (f1, auroc, calibration_error, risk_area):
        assert figure(together) == pytest.approx(np.array([figure(draw) for draw in together]), nan_ok=True)


def test_calibration_error_by_hand() -> None:
    # Two at 0.95, one right: off by 0.45. Two at 0.25, none right: off by 0.25. Half of the cases each.
    numbers = np.array([[0.95, 1], [0.95, 0], [0.25, 0], [0.25, 0]])
    assert calibration_error(numbers) == pytest.approx((0.45 + 0.25) / 2)


def test_a_confidence_that_means_what_it_says_has_no_calibration_error() -> None:
    assert calibration_error(np.array([[0.75, 1], [0.75, 1], [0.75, 1], [0.75, 0]])) == pytest.approx(0)
    assert calibration_error(np.array([[1.0, 1], [0.0, 0]])) == 0


def test_calibration_is_of_what_was_answered() -> None:
    assert confidence_and_right(sure(0.7, rightly=True)) == (0.7, 1)
    assert confidence_and_right(sure(0.7, rightly=False)) == (0.7, 0)
    assert confidence_and_right(Case(unanswerable(), answer("", RIGHT))) == (0.9, 0)
    assert confidence_and_right(Case(answerable(), refusal())) is None


def test_the_bins_of_a_reliability_diagram() -> None:
    bins = calibration_bins(np.array([[0.95, 1], [1.0, 0], [0.25, 0]]))
    assert len(bins) == 10
    assert (bins[9].count, bins[9].right) == (2, 0.5)
    assert bins[9].confidence == pytest.approx(0.975)
    assert (bins[2].low, bins[2].high, bins[2].count) == (0.2, 0.3, 1)
    assert (bins[0].count, bins[0].confidence, bins[0].right) == (0, None, None)


def test_the_risk_coverage_curve_goes_from_the_surest_answer_to_all_that_were_given() -> None:
    cases = [
        sure(0.5, rightly=False),
        sure(0.9, rightly=True),
        sure(0.7, rightly=False),
        Case(unanswerable(), refusal()),
    ]
    assert np.array(risk_coverage(cases)) == pytest.approx(np.array([[0.25, 0], [0.5, 0.5], [0.75, 2 / 3]]))


def test_answers_that_are_equally_sure_are_one_point_of_the_curve() -> None:
    cases = [sure(0.9, rightly=True), sure(0.9, rightly=False), sure(0.4, rightly=True)]
    assert np.array(risk_coverage(cases)) == pytest.approx(np.array([[2 / 3, 0.5], [1, 1 / 3]]))


def test_without_answers_there_is_no_curve() -> None:
    assert risk_coverage([Case(answerable(), refusal())]) == ()
    assert risk_coverage([]) == ()
    assert confidence_and_wrong(Case(answerable(), refusal())) is None


def test_the_area_under_the_curve_by_hand() -> None:
    # Surest first: right, wrong, right. Wrong so far: 0, 1/2, 1/3.
    assert risk_area(np.array([[0.5, 0], [0.9, 0], [0.7, 1]])) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
