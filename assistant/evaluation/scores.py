"""What the metrics say about a run, each with its interval, over all questions and by tag."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from assistant.evaluation.bootstrap import interval
from assistant.evaluation.case import Case
from assistant.evaluation.metrics import METRICS, Metric, Value

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
