"""Whether an answer leads its reader to the right place."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import evidence_hit


def citation_hit(case: Case) -> float | None:
    """Return 1 if some cited paragraph is of the evidence's document and holds its quote, else 0.

    Applies to answerable questions; one that was wrongly refused cites nothing and counts 0.
    """
    if not case.gold.answerable:
        return None
    return float(
        any(
            evidence_hit(citation, evidence)
            for citation in case.answer.citations
            for evidence in case.gold.evidence
        )
    )
