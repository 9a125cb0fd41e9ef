"""How many questions were dealt with rightly, answerable or not."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.right import right


def accuracy(case: Case) -> float:
    """Return 1 if the case is right, else 0; applies to every question."""
    return float(right(case))
