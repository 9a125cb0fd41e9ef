"""How long the answers are."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import said


def answer_words(case: Case) -> float | None:
    """Return the number of words between white space, marks left out; applies to what was answered."""
    return float(len(said(case.answer).split())) if case.answer.answered else None
