"""How many of the paragraphs with evidence are among the first passages (R@k)."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.ranking import measured


def retrieval_recall_at_5(case: Case) -> float | None:
    """Return the share of the paragraphs with evidence that the first five passages hold, 0 to 1."""
    from ir_measures import R

    return measured(case, R @ 5)
