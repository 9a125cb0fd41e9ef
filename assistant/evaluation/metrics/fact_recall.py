"""How much of what a right answer must say was said."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.right import facts_stated


def fact_recall(case: Case) -> float | None:
    """Return the share of the gold facts that stand in the answer's text, 0 to 1.

    Of a fact with alternatives one is enough. Applies to answerable questions with facts; one that
    was wrongly refused counts 0. It is the vital-nugget recall of TREC's question answering tracks
    (Voorhees, 2003), with string matching in the assessor's place.
    """
    facts = case.gold.facts
    return len(facts_stated(case)) / len(facts) if case.gold.answerable and facts else None
