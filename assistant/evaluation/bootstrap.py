"""How sure a figure is: intervals from drawing the questions again and again, with replacement.

Percentile intervals (Efron and Tibshirani, 1993, chapter 13), seeded: the same cases always give the
same interval. What is drawn is a question with all its values, so pairs stay pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

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
