"""How high the paragraphs with evidence stand among the passages (nDCG)."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.ranking import measured


def ndcg_at_10(case: Case) -> float | None:
    """Return the normalised discounted cumulative gain of the first ten passages, 0 to 1.

    Gains are 0 or 1 (Järvelin and Kekäläinen, 2002).
    """
    from ir_measures import nDCG

    return measured(case, nDCG @ 10)
