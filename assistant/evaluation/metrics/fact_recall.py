"""How much of what a right answer must say was said."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import said, states


def fact_recall(case: Case) -> float | None:
    """Return the share of the gold facts that stand in the answer's text, 0 to 1.

    Of a fact with alternatives one is enough. Applies to answerable questions with facts; one that
    was wrongly refused counts 0. It is the vital-nugget recall of TREC's question answering tracks
    (Voorhees, 2003), with string matching in the assessor's place.
    """
    facts = case.gold.facts
    return len(facts_stated(case)) / len(facts) if case.gold.answerable and facts else None


def facts_stated(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the gold facts that stand in the answer's text."""
    if not case.answer.answered:
        return ()
    text = said(case.answer)
    return tuple(fact for fact in case.gold.facts if any(states(text, words) for words in fact))
