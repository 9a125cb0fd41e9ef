"""How many statements have a citation that leads to the right place."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.right import hits


def statement_hit(case: Case) -> float | None:
    """Return the share of the statements with at least one citation that hits, 0 to 1.

    Applies to answerable questions that were answered.
    """
    statements = case.answer.statements
    if not (case.gold.answerable and case.answer.answered and statements):
        return None
    right = {citation.number for citation, hit in zip(case.answer.citations, hits(case), strict=True) if hit}
    return sum(not right.isdisjoint(statement.citations) for statement in statements) / len(statements)
