"""The plots with what they say in words, and words alone where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.evaluation.case import Case
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.metrics.confidence import Bin, calibration_bins, confidence_and_right, risk_coverage
from assistant.evaluation.metrics.latency import latency
from assistant.evaluation.report.plots import calibration_plot, latency_plot, risk_coverage_plot, tags_plot
from assistant.evaluation.report.wording import counted, figure, interval

if TYPE_CHECKING:
    from assistant.evaluation.scores import Estimate, Summary

# Fewer answers than this make no curve, and a plot of them would say more than they do.
LEAST_ANSWERS = 5
MOST_TAGS = 30
# What a tag is judged by: the first of these that was worked out for any.
TAG_MEASURES = ("accuracy", "citation_hit")


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot as an SVG element, empty where there is nothing to draw, and its caption."""

    id: str
    title: str
    svg: str
    caption: str


def pictures(summary: Summary, cases: Sequence[Case]) -> tuple[Picture, ...]:
    """Return every picture of a run."""
    return _risk_coverage(cases), _calibration(cases), _tags(summary), _latency(cases)


def _risk_coverage(cases: Sequence[Case]) -> Picture:
    def picture(svg: str, caption: str) -> Picture:
        return Picture("risk-coverage", "How much is risked for answering more", svg, caption)

    answers = sum(case.answer.answered for case in cases)
    if answers < LEAST_ANSWERS:
        return picture("", _too_few(answers))
    points = risk_coverage(cases)
    coverage, risk = points[-1]
    caption = (
        f"{_percent(coverage)} of all questions were answered, and {_percent(risk)} of these answers are "
        "wrong: they cite no right paragraph, or the documents do not answer the question."
    )
    halfway = [point for point in points if point[0] <= coverage / 2]
    if halfway:
        caption += f" Of the surer half of the answers, {_percent(halfway[-1][1])} are wrong."
    return picture(risk_coverage_plot(points), caption)


def _calibration(cases: Sequence[Case]) -> Picture:
    import numpy as np

    def picture(svg: str, caption: str) -> Picture:
        return Picture("calibration", "Whether the confidence means what it says", svg, caption)

    pairs = [pair for case in cases if (pair := confidence_and_right(case)) is not None]
    if len(pairs) < LEAST_ANSWERS:
        return picture("", _too_few(len(pairs)))
    bins = calibration_bins(np.array(pairs, dtype=np.float64))
    caption = (
        "Each dot is the answers of like confidence: the nearer to the dashed line, the better the "
        "confidence tells how often an answer is right. The bars count the answers. "
        f"Right at each confidence: {_in_words(bins)}."
    )
    return picture(calibration_plot(bins), caption)


def _in_words(bins: Sequence[Bin]) -> str:
    """Return "9 of 14 at 20 to 30 %; 9 of 9 at 30 to 40 %"."""
    return "; ".join(
        f"{round(one.right * one.count):,} of {one.count:,} at {100 * one.low:.0f} to {_percent(one.high)}"
        for one in bins
        if one.right is not None
    )


def _tags(summary: Summary) -> Picture:
    name = next((one for one in TAG_MEASURES if summary.metrics.get(one)), TAG_MEASURES[0])
    measure = METRICS[name].title
    rows = [
        (f"{tag} ({estimate.used:,})", tag, estimate)
        for tag, scores in summary.by_tag.items()
        if (estimate := scores.metrics.get(name)) is not None
    ]

    def picture(svg: str, caption: str) -> Picture:
        return Picture("tags", f"{measure}, by tag", svg, caption)

    if not rows:
        return picture("", "The gold questions have no tags.")
    most = sorted(rows, key=lambda row: row[2].used, reverse=True)[:MOST_TAGS]
    shown = sorted(most, key=lambda row: row[2].value, reverse=True)
    overall = summary.metrics.get(name)
    share = overall.value if overall else None
    svg = tags_plot([(label, estimate) for label, _, estimate in shown], share, measure)
    return picture(svg, _tags_in_words([(tag, one) for _, tag, one in shown], len(rows), overall))


def _tags_in_words(shown: Sequence[tuple[str, Estimate]], tags: int, overall: Estimate | None) -> str:
    caption = "The dot is the share, the line its 95\u00a0% interval, the number of questions in brackets."
    if overall is not None:
        caption += f" The dashed line is the {_percent(overall.value)} over all questions."
    (best, high), (worst, low) = shown[0], shown[-1]
    if len(shown) > 1:
        caption += (
            f" Best is “{best}” with {_percent(high.value)}, "
            f"weakest “{worst}” with {_percent(low.value)} ({interval(low, 'share', 0)})."
        )
    if tags > len(shown):
        caption += f" Of {tags:,} tags the {len(shown)} with most questions are drawn."
    return caption


def _latency(cases: Sequence[Case]) -> Picture:
    import numpy as np

    def picture(svg: str, caption: str) -> Picture:
        return Picture("latency", "How long an answer takes", svg, caption)

    times = [time for time in map(latency, cases) if time is not None]
    if not times:
        return picture("", "No answer was timed.")
    p50, p95 = (float(np.percentile(times, percent)) for percent in (50, 95))
    caption = f"Half of the answers took at most {figure(p50, 'ms')}, 95\u00a0% at most {figure(p95, 'ms')}"
    caption += f"; the slowest took {figure(max(times), 'ms')}."
    if len(times) < LEAST_ANSWERS:
        return picture("", f"{counted(len(times), 'answer')} timed. {caption}")
    # One slow answer would press all others together at the left.
    longest = min(max(times), 2 * p95) or 1.0
    beyond = sum(time > longest for time in times)
    if beyond:
        caption += f" {counted(beyond, 'answer')} beyond {figure(longest, 'ms')} not drawn."
    return picture(latency_plot(times, longest, p50, p95), caption)


def _too_few(answers: int) -> str:
    if not answers:
        return "No question was answered, so there is nothing to draw."
    return (
        f"Only {counted(answers, 'question')} {'was' if answers == 1 else 'were'} answered: too few to draw."
    )


def _percent(share: float) -> str:
    return figure(share, "share", 0)
