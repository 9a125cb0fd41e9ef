"""Whether the confidence means what it says: of what is 0.8 sure, four of five should be right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.metric import Numbers
from assistant.evaluation.right import right

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of confidence `low` to `high`: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float | None
    right: float | None


def confidence_and_right(case: Case) -> tuple[float, float] | None:
    """Return the confidence and whether the case is right; applies to questions that were answered."""
    return (case.answer.confidence, float(right(case))) if case.answer.answered else None


def calibration_error(pairs: Numbers) -> Numbers:
    """Return the expected calibration error of pairs (confidence, 0 or 1), shape (..., cases, 2) -> (...).

    The mean distance between confidence and outcome over ten bins of equal width, weighed by their
    cases; 0 to 1 (Naeini et al., 2015; Guo et al., 2017).
    """
    confidence, outcome = pairs[..., 0], pairs[..., 1]
    place = _bin_of(confidence)
    distances = [np.abs(((confidence - outcome) * (place == number)).sum(-1)) for number in range(BINS)]
    return np.asarray(sum(distances) / pairs.shape[-2])


def calibration_bins(pairs: Numbers) -> tuple[Bin, ...]:
    """Return the ten bins of pairs (confidence, 0 or 1), shape (cases, 2), for a reliability diagram."""
    place = _bin_of(pairs[:, 0])
    return tuple(_bin(number, pairs[place == number]) for number in range(BINS))


def _bin(number: int, pairs: Numbers) -> Bin:
    confidence, share = map(float, pairs.mean(axis=0)) if len(pairs) else (None, None)
    return Bin(number / BINS, (number + 1) / BINS, len(pairs), confidence, share)


def _bin_of(confidence: Numbers) -> Numbers:
    return np.minimum(np.floor(confidence * BINS), BINS - 1)
