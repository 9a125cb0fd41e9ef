"""How far down the first paragraph with evidence stands; its mean over questions is the MRR."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.ranking import measured


def reciprocal_rank(case: Case) -> float | None:
    """Return 1 / rank of the first passage that holds evidence, 0 without one (Voorhees, 1999)."""
    from ir_measures import RR

    return measured(case, RR)
