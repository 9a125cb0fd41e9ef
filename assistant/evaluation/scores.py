"""How sure a figure is: intervals from drawing the questions again and again, with replacement.

Percentile intervals (Efron and Tibshirani, 1993, chapter 13), seeded: the same cases always give the
same interval. What is drawn is a question with all its values, so pairs stay pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.case import Case
from assistant.evaluation.metrics import METRICS, Metric, Value
from assistant.evaluation.metrics.metric import Numbers

RESAMPLES = 1000
SEED = 0
PERCENTILES = (2.5, 97.5)
# Bounds the memory of a batch of draws, in numbers.
BATCH = 2_000_000


def interval(values: Numbers, figure: Callable[[Numbers], Numbers]) -> tuple[float, float]:
    """Return the 95 % interval of `figure` over `values`, shape (cases,) or (cases, 2), at least one.

    Draws for which the figure is undefined are left out; not a number when it is undefined for all.
    """
    return percentiles(np.concatenate([figure(values[places]) for places in draws(len(values))]))


def paired_interval(
    before: Numbers, after: Numbers, figure: Callable[[Numbers], Numbers]
) -> tuple[float, float]:
    """Return the 95 % interval of `figure(after) - figure(before)` over questions that were asked twice.

    Both have shape (questions,) or (questions, 2), in the same order; a question that the metric does
    not apply to is not a number.
    """
    differences = [
        defined(after[places], figure) - defined(before[places], figure)
        for batch in draws(len(before))
        for places in batch
    ]
    return percentiles(np.array(differences))


def defined(values: Numbers, figure: Callable[[Numbers], Numbers]) -> float:
    """Return `figure` over the values that are numbers; not a number without any."""
    numbers = values[~np.isnan(values if values.ndim == 1 else values[:, 0])]
    return float(figure(numbers)) if len(numbers) else float("nan")


def draws(count: int) -> Iterator[NDArray[np.int64]]:
    """Yield batches of draws of `count` places out of `count`, shape (draws, count); `RESAMPLES` in all."""
    generator = np.random.default_rng(SEED)
    size = max(1, BATCH // count)
    for first in range(0, RESAMPLES, size):
        yield generator.integers(count, size=(min(size, RESAMPLES - first), count))


def percentiles(figures: Numbers) -> tuple[float, float]:
    """Return the bounds between which 95 % of the `figures` that are numbers lie."""
    found = figures[~np.isnan(figures)]
    if not len(found):
        return float("nan"), float("nan")
    low, high = np.percentile(found, PERCENTILES)
    return float(low), float(high)


Values = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % bootstrap interval and how many questions it used."""

    value: float
    low: float
    high: float
    used: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The metrics over some cases: how many cases, and each figure (None: it is undefined for them)."""

    questions: int
    metrics: Mapping[str, Estimate | None]

    def to_json(self) -> dict[str, Any]:
        """Return the figures, intervals and numbers of questions used, by metric."""
        return {
            "questions": self.questions,
            "metrics": {name: found and found.value for name, found in self.metrics.items()},
            "intervals": {name: found and [found.low, found.high] for name, found in self.metrics.items()},
            "used": {name: found.used if found else 0 for name, found in self.metrics.items()},
        }


@dataclass(frozen=True, slots=True)
class Summary(Scores):
    """The scores of a run, and the same for the questions of each tag, tags in alphabetical order."""

    by_tag: Mapping[str, Scores] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the object that `eval --json` prints; its shape is a promise to its readers."""
        by_tag = {tag: scores.to_json() for tag, scores in self.by_tag.items()}
        return Scores.to_json(self) | {"by_tag": by_tag}


def measure(case: Case) -> Values:
    """Return the value of every metric for `case`, None where it does not apply."""
    return {name: metric.value(case) for name, metric in METRICS.items()}


def summarise(cases: Sequence[Case]) -> Summary:
    """Work out every metric over all `cases` and over the cases of each tag."""
    measured = [measure(case) for case in cases]
    tags = sorted({tag for case in cases for tag in case.gold.tags})
    total = score(measured)
    return Summary(
        questions=total.questions,
        metrics=total.metrics,
        by_tag={
            tag: score(
                [values for case, values in zip(cases, measured, strict=True) if tag in case.gold.tags]
            )
            for tag in tags
        },
    )


def score(measured: Sequence[Values]) -> Scores:
    """Return every metric's figure over the cases that it applies to."""
    return Scores(
        questions=len(measured),
        metrics={
            name: estimate(metric, [value for values in measured if (value := values[name]) is not None])
            for name, metric in METRICS.items()
        },
    )


def estimate(metric: Metric, values: Sequence[Value]) -> Estimate | None:
    """Return the metric's figure over `values` with its interval; None where it is undefined."""
    if not values:
        return None
    numbers = np.array(values, dtype=np.float64)
    value = float(metric.figure(numbers))
    return None if math.isnan(value) else Estimate(value, *interval(numbers, metric.figure), len(values))
