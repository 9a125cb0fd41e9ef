"""How many of an answer's citations lead to the right place."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.right import hits


def citation_precision(case: Case) -> float | None:
    """Return the share of the citations whose paragraph holds some evidence, 0 to 1.

    Applies to answerable questions that were answered with at least one citation.
    """
    if not (case.gold.answerable and case.answer.answered and case.answer.citations):
        return None
    return sum(hits(case)) / len(case.answer.citations)
