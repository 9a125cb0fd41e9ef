"""Whether the answer's text holds an accepted answer."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import accepted, holds, said


def answer_span(case: Case) -> float | None:
    """Return 1 if the text holds an accepted answer, or 80 % of the words of one of five or more, else 0.

    Applies to answerable questions; one that was wrongly refused counts 0. It says much where the
    accepted answers are short spans, and little where they are written freely.
    """
    if not case.gold.answerable:
        return None
    text = said(case.answer)
    return float(case.answer.answered and any(holds(text, answer) for answer in accepted(case.gold)))
