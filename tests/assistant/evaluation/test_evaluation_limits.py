import pytest
from evaluation_cases import refusal, run_of_six, unanswerable

from assistant.evaluation import METRICS, Case, Limit, read_limits, shortfalls, summarise
from corpus.errors import UserError


def test_a_limit_is_a_metric_and_a_value() -> None:
    assert read_limits(["citation_hit=0.8", " latency_ms_p95 = 400 "]) == (
        Limit("citation_hit", 0.8),
        Limit("latency_ms_p95", 400),
    )


def test_an_unknown_metric_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError) as refused:
        read_limits(["citation_hits=0.8"])
    assert "'citation_hits'" in str(refused.value)
    assert "Did you mean citation_hit?" in str(refused.value)
    for name in METRICS:
        assert name in str(refused.value)


@pytest.mark.parametrize("text", ["citation_hit", "citation_hit=", "citation_hit=high", "citation_hit=nan"])
def test_a_limit_without_a_number_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="write METRIC=VALUE"):
        read_limits([text])


def test_a_share_given_in_per_cent_is_refused() -> None:
    with pytest.raises(UserError, match="citation_hit is between 0 and 1"):
        read_limits(["citation_hit=80"])


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(UserError) as refused:
        read_limits(["precision=0.5", "citation_hit=80", "auroc=0.9"])
    assert len(str(refused.value).splitlines()) == 2


def test_a_line_is_given_for_each_limit_that_is_not_kept() -> None:
    scores = summarise(run_of_six())
    limits = read_limits(["citation_hit=0.5", "citation_hit=0.51", "quote_fidelity=1"])
    assert shortfalls(scores, limits) == (
        "citation_hit is 0.5, under 0.51.",
        "quote_fidelity is 0.75, under 1.",
    )


def test_where_lower_is_better_a_limit_is_the_most() -> None:
    scores = summarise(run_of_six())
    assert shortfalls(scores, read_limits(["false_refusal_rate=0.25", "latency_ms_p50=30"])) == ()
    assert shortfalls(scores, read_limits(["false_refusal_rate=0.2", "latency_ms_p50=29.5"])) == (
        "false_refusal_rate is 0.25, over 0.2.",
        "latency_ms_p50 is 30, over 29.5.",
    )


def test_a_figure_that_is_undefined_keeps_no_limit() -> None:
    scores = summarise((Case(unanswerable(), refusal()),))
    assert shortfalls(scores, read_limits(["fact_recall=0"])) == (
        "fact_recall is undefined: it applies to none of the questions.",
    )
