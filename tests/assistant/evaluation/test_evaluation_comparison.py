from dataclasses import replace

import pytest
from evaluation_cases import CALCINOSIS, answer, answerable, cite, refusal, run_of_six, unanswerable

from assistant.evaluation import Case, compare
from assistant.evaluation.comparison import mcnemar

RIGHT = cite("prevent calcinosis", CALCINOSIS)


def run(*rightly: bool) -> tuple[Case, ...]:
    """Give a run of as many questions, each refused or answered rightly."""
    return tuple(
        Case(answerable(id=f"q{number}"), answer("", RIGHT) if right else refusal())
        for number, right in enumerate(rightly)
    )


def test_a_run_does_not_differ_from_itself() -> None:
    comparison = compare(run_of_six(), run_of_six())
    assert comparison.questions == 6
    for found in comparison.differences.values():
        if found:
            assert (found.difference, found.low, found.high) == (0, 0, 0)
            assert not found.is_clear
    assert (comparison.turned_right, comparison.turned_wrong, comparison.p_value) == ((), (), 1)


def test_cases_that_turned_either_way_are_named() -> None:
    comparison = compare(run(True, True, False, False), run(True, False, True, True))
    assert comparison.turned_wrong == ("q1",)
    assert comparison.turned_right == ("q2", "q3")
    accuracy = comparison.differences["accuracy"]
    assert accuracy
    assert (accuracy.before, accuracy.after, accuracy.difference) == (0.5, 0.75, 0.25)
    assert accuracy.low < 0.25 < accuracy.high


def test_a_clear_gain_is_called_clear_and_a_small_one_is_not() -> None:
    clear = compare(run(*[False] * 30), run(*[True] * 20, *[False] * 10)).differences["accuracy"]
    small = compare(run(*[False] * 30), run(*[True] * 2, *[False] * 28)).differences["accuracy"]
    assert clear
    assert clear.is_clear
    assert small
    assert not small.is_clear


def test_questions_are_matched_by_their_ids_whatever_their_order() -> None:
    before = run(True, False, True)
    assert compare(before, tuple(reversed(before))).turned_right == ()


def test_questions_that_the_earlier_run_did_not_reach_are_left_out() -> None:
    comparison = compare(run(True, False), run(True, False, True))
    assert comparison.questions == 2
    assert comparison.turned_right == ()


def test_a_metric_that_is_undefined_in_either_run_has_no_difference() -> None:
    unknown = (Case(unanswerable(), refusal()),)
    differences = compare(unknown, unknown).differences
    assert differences["fact_recall"] is None
    assert differences["auroc"] is None
    assert differences["abstention_recall"]


def test_a_metric_may_apply_to_other_questions_in_each_run() -> None:
    # Precision is of what was answered, which is one question before and another one after.
    found = compare(run(True, False), run(False, True)).differences["citation_precision"]
    assert found
    assert (found.before, found.after) == (1, 1)


@pytest.mark.parametrize(
    ("turned_right", "turned_wrong", "p_value"),
    [(0, 0, 1), (1, 0, 1), (5, 0, 2 / 2**5), (3, 1, 2 * 5 / 2**4), (4, 4, 1)],
)
def test_mcnemars_exact_test_by_hand(turned_right: int, turned_wrong: int, p_value: float) -> None:
    assert mcnemar(turned_right, turned_wrong) == pytest.approx(p_value)
    assert mcnemar(turned_wrong, turned_right) == pytest.approx(p_value)


def test_the_comparison_prints_as_plain_values() -> None:
    printed = compare(run(True, False), run(True, True)).to_json()
    assert printed["questions"] == 2
    assert printed["turned_right"] == ("q1",)
    assert set(printed["differences"]["accuracy"]) == {"before", "after", "difference", "low", "high"}


def test_confidence_that_got_better_shows_as_a_higher_auroc() -> None:
    def sure(first: float, second: float) -> tuple[Case, ...]:
        return (
            Case(answerable(id="a"), replace(answer("", RIGHT), confidence=first)),
            Case(unanswerable(id="b"), replace(refusal(), confidence=second)),
        )

    found = compare(sure(0.1, 0.9), sure(0.9, 0.1)).differences["auroc"]
    assert found
    assert found.difference == 1
