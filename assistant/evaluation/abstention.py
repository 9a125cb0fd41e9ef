"""Knowing when not to answer: precision and recall of abstaining, and refusals that were wrong.

Not answering is the positive class, as for the no-answer questions of SQuAD 2.0 (Rajpurkar et al., 2018).
"""

from __future__ import annotations

from assistant.evaluation.case import Case


def abstention_precision(case: Case) -> float | None:
    """Return 1 if the question is unanswerable, else 0; applies to questions that were not answered."""
    return None if case.answer.answered else float(not case.gold.answerable)


def abstention_recall(case: Case) -> float | None:
    """Return 1 if the question was not answered, else 0; applies to unanswerable questions."""
    return None if case.gold.answerable else float(not case.answer.answered)


def false_refusal_rate(case: Case) -> float | None:
    """Return 1 if the question was not answered, else 0; applies to answerable questions."""
    return float(not case.answer.answered) if case.gold.answerable else None
