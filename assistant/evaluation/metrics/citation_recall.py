"""How much of the evidence an answer leads its reader to."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import evidence_hit


def citation_recall(case: Case) -> float | None:
    """Return the share of the gold evidence that some cited paragraph holds, 0 to 1.

    Applies to answerable questions; one that was wrongly refused counts 0. With precision it is the
    pair by which ALCE (Gao et al., 2023) judges citations, with gold evidence in its model's place.
    """
    evidence = case.gold.evidence
    if not case.gold.answerable or not evidence:
        return None
    covered = sum(
        any(evidence_hit(citation, item) for citation in case.answer.citations) for item in evidence
    )
    return covered / len(evidence)
