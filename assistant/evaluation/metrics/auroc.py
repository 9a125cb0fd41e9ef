"""How well the confidence tells answerable questions from unanswerable ones."""

from __future__ import annotations

import numpy as np

from assistant.evaluation.case import Case
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
