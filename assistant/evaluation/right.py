"""When an answer counts as right: the one definition behind accuracy, risk and turned cases."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import evidence_hit


def right(case: Case) -> bool:
    """Tell whether the question was dealt with as it should be.

    An answerable one is answered, and some cited paragraph holds its evidence, so that its reader
    can see the truth for themselves; an unanswerable one is not answered.
    """
    if not case.gold.answerable:
        return not case.answer.answered
    return case.answer.answered and any(hits(case))


def hits(case: Case) -> tuple[bool, ...]:
    """Tell for each citation, in its order, whether its paragraph holds some of the evidence."""
    return tuple(
        any(evidence_hit(citation, evidence) for evidence in case.gold.evidence)
        for citation in case.answer.citations
    )
