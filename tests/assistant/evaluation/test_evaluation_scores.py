import math

import numpy as np
import pytest
from evaluation_cases import run_of_six
from scipy.stats import bootstrap

from assistant.evaluation import METRICS, summarise
from assistant.evaluation.metrics.confidence import auroc
from assistant.evaluation.metrics.latency import p95
from assistant.evaluation.metrics.metric import mean
from assistant.evaluation.scores import defined, interval, paired_interval

FIGURES = {
    "accuracy": (1 + 1 + 0 + 0 + 1 + 0) / 6,
    "fact_recall": (1 + 1 / 2 + 0) / 3,
    "citation_hit": (1 + 1 + 0 + 0) / 4,
    "citation_precision": (1 / 2 + 1 + 0) / 3,
    "abstention_precision": (0 + 1) / 2,
    "abstention_recall": (1 + 0) / 2,
    "abstention_f1": 1 / 2,
    "false_refusal_rate": (0 + 0 + 1 + 0) / 4,
    "quote_fidelity": (1 + 1 + 1 + 0) / 4,
    "latency_ms_p50": 30,
    "latency_ms_p95": 48,
}
USED = {"accuracy": 6, "fact_recall": 3, "citation_precision": 3, "abstention_f1": 6, "latency_ms_p50": 5}


@pytest.mark.parametrize(("name", "figure"), FIGURES.items())
def test_a_summary_gives_each_figure_over_the_questions_that_its_metric_applies_to(
    name: str, figure: float
) -> None:
    found = summarise(run_of_six()).metrics[name]
    assert found is not None
    assert found.value == pytest.approx(figure)


@pytest.mark.parametrize(("name", "used"), USED.items())
def test_a_summary_says_how_many_questions_a_figure_used(name: str, used: int) -> None:
    found = summarise(run_of_six()).metrics[name]
    assert found is not None
    assert found.used == used


def test_a_figure_lies_in_its_interval_and_a_share_stays_between_0_and_1() -> None:
    for name, found in summarise(run_of_six()).metrics.items():
        if found:
            assert found.low <= found.value <= found.high, name
            if METRICS[name].unit in {"share", "score"}:
                assert found.low >= 0
                assert found.high <= 1


def test_the_same_cases_give_the_same_summary() -> None:
    assert summarise(run_of_six()) == summarise(run_of_six())


def test_a_summary_by_tag_counts_a_question_under_each_of_its_tags() -> None:
    by_tag = summarise(run_of_six()).by_tag
    assert {tag: scores.questions for tag, scores in by_tag.items()} == {
        "far off": 1,
        "lay words": 1,
        "signs": 1,
        "treatment": 3,
    }
    fact_recall = by_tag["treatment"].metrics["fact_recall"]
    assert fact_recall
    assert (fact_recall.value, fact_recall.used) == (0.5, 2)


def test_a_figure_that_is_undefined_is_none_and_not_zero() -> None:
    far_off = summarise(run_of_six()).by_tag["far off"].metrics
    assert far_off["fact_recall"] is None
    assert far_off["latency_ms_p95"] is None
    # All of its questions are unanswerable.
    assert far_off["auroc"] is None


def test_a_summary_of_nothing_has_no_figures() -> None:
    summary = summarise(())
    assert summary.questions == 0
    assert set(summary.metrics.values()) == {None}


def test_the_summary_prints_figures_intervals_and_questions_used_over_all_and_by_tag() -> None:
    printed = summarise(run_of_six()).to_json()
    assert list(printed) == ["questions", "metrics", "intervals", "used", "by_tag"]
    for part in ("metrics", "intervals", "used"):
        assert list(printed[part]) == list(METRICS)
    assert printed["metrics"]["citation_hit"] == 0.5
    low, high = printed["intervals"]["citation_hit"]
    assert 0 <= low < 0.5 < high <= 1
    signs = printed["by_tag"]["signs"]
    assert set(signs) == {"questions", "metrics", "intervals", "used"}
    assert (signs["metrics"]["abstention_recall"], signs["used"]["abstention_recall"]) == (None, 0)


def test_the_interval_is_the_percentile_interval_of_scipy() -> None:
    values = np.random.default_rng(3).random(80)
    expected = bootstrap((values,), np.mean, method="percentile", n_resamples=5000, rng=4).confidence_interval
    assert interval(values, mean) == pytest.approx((expected.low, expected.high), abs=0.01)


def test_the_interval_of_a_share_is_near_the_binomial_one() -> None:
    values = np.array([1.0] * 70 + [0.0] * 30)
    width = 1.96 * math.sqrt(0.7 * 0.3 / 100)
    assert interval(values, mean) == pytest.approx((0.7 - width, 0.7 + width), abs=0.02)


def test_draws_without_a_figure_are_left_out_of_the_interval() -> None:
    # With one unanswerable question, a third of the draws hold none.
    pairs = np.array([[0.9, 1], [0.8, 1], [0.1, 1], [0.5, 0]])
    low, high = interval(pairs, auroc)
    assert 0 <= low < 2 / 3 < high <= 1


def test_many_questions_are_drawn_in_batches_without_a_seam() -> None:
    values = np.arange(30_000, dtype=float)
    low, high = interval(values, p95)
    assert low < 28_499 < high
    assert high - low < 300


def test_a_paired_interval_knows_that_both_runs_had_the_same_questions() -> None:
    hard = np.random.default_rng(5).random(100)
    low, high = paired_interval(hard, hard + 0.1, mean)
    assert (low, high) == pytest.approx((0.1, 0.1))


def test_a_paired_interval_leaves_out_what_a_metric_does_not_apply_to() -> None:
    before = np.array([0.2, math.nan, 0.4, 0.6])
    after = np.array([0.3, 0.9, math.nan, 0.7])
    assert defined(before, mean) == pytest.approx(0.4)
    low, high = paired_interval(before, after, mean)
    assert low < defined(after, mean) - defined(before, mean) < high
