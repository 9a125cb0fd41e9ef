"""What is risked for answering more: the share of wrong answers as less sure ones are given as well."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.metric import Numbers
from assistant.evaluation.right import right


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
