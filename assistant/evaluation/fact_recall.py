"""How much of what a right answer must say was said."""

from __future__ import annotations

import re

from assistant.evaluation.case import Case
from assistant.evaluation.matching import states

# "[1]" and "[1, 2]" point to sources; their numbers are not part of what the answer says.
MARK = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")


def fact_recall(case: Case) -> float | None:
    """Return the share of the gold facts that stand in the answer's text, 0 to 1.

    Of a fact with alternatives one is enough. Applies to answerable questions with facts; one that
    was wrongly refused counts 0. It is the vital-nugget recall of TREC's question answering tracks
    (Voorhees, 2003), with string matching in the assessor's place.
    """
    gold, answer = case.gold, case.answer
    if not gold.answerable or not gold.facts:
        return None
    if not answer.answered:
        return 0.0
    said = MARK.sub(" ", answer.text)
    return sum(any(states(said, words) for words in fact) for fact in gold.facts) / len(gold.facts)
