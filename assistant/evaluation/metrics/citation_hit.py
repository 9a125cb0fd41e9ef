"""Whether an answer leads its reader to the right place."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.right import hits


def citation_hit(case: Case) -> float | None:
    """Return 1 if some cited paragraph is of the evidence's document and holds its quote, else 0.

    Applies to answerable questions; one that was wrongly refused cites nothing and counts 0.
    """
    return _hit(case, len(case.answer.citations))


def citation_hit_at_1(case: Case) -> float | None:
    """Return 1 if the first citation hits, else 0; applies as `citation_hit` does."""
    return _hit(case, 1)


def citation_hit_at_3(case: Case) -> float | None:
    """Return 1 if one of the first three citations hits, else 0; applies as `citation_hit` does."""
    return _hit(case, 3)


def _hit(case: Case, most: int) -> float | None:
    return float(any(hits(case)[:most])) if case.gold.answerable else None
