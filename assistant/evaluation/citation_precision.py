"""How many of an answer's citations lead to the right place."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import evidence_hit


def citation_precision(case: Case) -> float | None:
    """Return the share of the citations whose paragraph holds some evidence, 0 to 1.

    Applies to answerable questions that were answered with at least one citation.
    """
    citations = case.answer.citations
    if not (case.gold.answerable and case.answer.answered and citations):
        return None
    hits = sum(any(evidence_hit(citation, item) for item in case.gold.evidence) for citation in citations)
    return hits / len(citations)
