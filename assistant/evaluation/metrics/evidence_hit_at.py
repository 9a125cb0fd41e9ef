"""Whether a paragraph with evidence is among the first passages (Success@k)."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.ranking import measured


def evidence_hit_at_1(case: Case) -> float | None:
    """Return 1 if the first passage holds evidence, else 0; applies as `ranking.measured` says."""
    return _hit_at(case, 1)


def evidence_hit_at_3(case: Case) -> float | None:
    """Return 1 if one of the first three passages holds evidence, else 0."""
    return _hit_at(case, 3)


def evidence_hit_at_5(case: Case) -> float | None:
    """Return 1 if one of the first five passages holds evidence, else 0."""
    return _hit_at(case, 5)


def _hit_at(case: Case, depth: int) -> float | None:
    from ir_measures import Success

    return measured(case, Success @ depth)
