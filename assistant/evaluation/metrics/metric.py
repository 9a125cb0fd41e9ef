"""What a metric is: a value for each case, and the figure that sums the values up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.case import Case

Group = Literal[
    "harm",
    "retrieval",
    "citations",
    "answers",
    "knowing when not to answer",
    "faithfulness",
    "writing",
    "time",
    "overall",
]
Unit = Literal["share", "score", "ms", "words", "statements"]
Value = float | tuple[float, float]
Numbers = NDArray[np.float64]


def mean(values: Numbers) -> Numbers:
    """Return the mean over the last axis."""
    return np.asarray(values.mean(axis=-1))


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with what its readers are told of it.

    `value` gives a case's number, or pair of numbers, and None where the metric does not apply.
    `figure` takes the values of the cases it applies to, shape (..., cases) for numbers and
    (..., cases, 2) for pairs, and returns shape (...), not a number where it is undefined. A share of
    things that can be counted reads as per cent; other scores from 0 to 1 do not.
    """

    title: str
    group: Group
    value: Callable[[Case], Value | None]
    figure: Callable[[Numbers], Numbers] = mean
    unit: Unit = "share"
    lower_is_better: bool = False
