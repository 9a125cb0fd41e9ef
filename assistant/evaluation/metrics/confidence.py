"""Whether the confidence tells right from wrong, and means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.case import Case, right
from assistant.evaluation.metrics.metric import Numbers


def confidence_and_answerable(case: Case) -> tuple[float, float]:
    """Return the answer's confidence and whether the question is answerable; applies to every one."""
    return case.answer.confidence, float(case.gold.answerable)


def auroc(pairs: Numbers) -> Numbers:
    """Return the area under the ROC curve of pairs (score, 0 or 1), shape (..., cases, 2) -> (...).

    It is the chance that a random answerable question is more confident than a random unanswerable
    one, by ranks (Hanley and McNeil, 1982); not a number with one class alone.
    """
    from scipy.stats import rankdata

    positive = pairs[..., 1]
    positives, negatives = positive.sum(-1), (1 - positive).sum(-1)
    above = (rankdata(pairs[..., 0], axis=-1) * positive).sum(-1) - positives * (positives + 1) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(above / (positives * negatives))


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


def confidence_and_wrong(case: Case) -> tuple[float, float] | None:
    """Return the confidence and whether the case is wrong; applies to questions that were answered.

    What was refused gave no answer to judge. Answer everything (`ASSISTANT_THRESHOLD=0`) to see the
    whole curve.
    """
    return (case.answer.confidence, float(not right(case))) if case.answer.answered else None


def risk_area(pairs: Numbers) -> Numbers:
    """Return the area under the risk-coverage curve of pairs (confidence, 0 or 1): (..., cases, 2) -> (...).

    The mean, over the answers from the surest on, of the share that is wrong so far; 0 to 1, lower is
    better (Geifman and El-Yaniv, 2017; Ding et al., 2020).
    """
    order = np.argsort(-pairs[..., 0], axis=-1, kind="stable")
    wrong = np.take_along_axis(pairs[..., 1], order, axis=-1)
    return np.asarray((wrong.cumsum(-1) / np.arange(1, pairs.shape[-2] + 1)).mean(-1))


def risk_coverage(cases: Sequence[Case]) -> tuple[tuple[float, float], ...]:
    """Return the curve's points (share of all questions answered, share of these wrong), surest first.

    Answers that are equally sure are given together or not at all.
    """
    pairs = sorted((pair for pair in map(confidence_and_wrong, cases) if pair), reverse=True)
    points, wrong = [], 0.0
    for number, (confidence, is_wrong) in enumerate(pairs, start=1):
        wrong += is_wrong
        if number == len(pairs) or pairs[number][0] != confidence:
            points.append((number / len(cases), wrong / number))
    return tuple(points)
