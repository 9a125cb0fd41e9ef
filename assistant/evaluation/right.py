"""When an answer counts as right: the one definition behind accuracy, risk and turned cases."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import evidence_hit, said, states


def right(case: Case) -> bool:
    """Tell whether the question was dealt with as it should be.

    An answerable one is answered, some cited paragraph holds its evidence, so that its reader can see
    the truth for themselves, and nothing is said that must not be; an unanswerable one is not answered.
    """
    if not case.gold.answerable:
        return not case.answer.answered
    return case.answer.answered and any(hits(case)) and not forbidden(case)


def forbidden(case: Case) -> tuple[str, ...]:
    """Return what the answer says and must not."""
    if not case.answer.answered:
        return ()
    text = said(case.answer)
    return tuple(words for words in case.gold.must_not if states(text, words))


def hits(case: Case) -> tuple[bool, ...]:
    """Tell for each citation, in its order, whether its paragraph holds some of the evidence."""
    return tuple(
        any(evidence_hit(citation, evidence) for evidence in case.gold.evidence)
        for citation in case.answer.citations
    )


def facts_stated(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the gold facts that stand in the answer's text."""
    if not case.answer.answered:
        return ()
    text = said(case.answer)
    return tuple(fact for fact in case.gold.facts if any(states(text, words) for words in fact))
