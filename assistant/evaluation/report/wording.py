"""Figures and counts in the words and signs that a clinician reads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.evaluation.case import Case
from assistant.evaluation.right import right

if TYPE_CHECKING:
    from assistant.evaluation.scores import Estimate

NOTHING = "–"
# A number and its unit stay on one line.
SPACE = "\u00a0"


def counted(number: int, noun: str) -> str:
    """Return "1 question", "1,300 questions"."""
    return f"{number:,}{SPACE}{noun}" if number == 1 else f"{number:,}{SPACE}{noun}s"


def figure(value: float, unit: str, decimals: int = 1) -> str:
    """Return a figure with its unit: "65.2 %" of a share, "320 ms", "1.3 s", "0.843" of a score."""
    if not math.isfinite(value):
        return NOTHING
    number, sign = _number(value, unit, decimals, value)
    return f"{number}{sign}"


def interval(estimate: Estimate, unit: str, decimals: int = 1) -> str:
    """Return an estimate's interval, with its unit once: "55.4 to 74.1 %"."""
    if not (math.isfinite(estimate.low) and math.isfinite(estimate.high)):
        return NOTHING
    low, _ = _number(estimate.low, unit, decimals, estimate.high)
    high, sign = _number(estimate.high, unit, decimals, estimate.high)
    return f"{low} to {high}{sign}"


def _number(value: float, unit: str, decimals: int, largest: float) -> tuple[str, str]:
    """Return the digits and the unit of `value`, in seconds where `largest` is a second or more."""
    if unit == "share":
        if decimals == 0 and (0 < value < 0.005 or 0.995 <= value < 1):
            # None and all are said of nothing else.
            decimals = 1
        return f"{100 * value:.{decimals}f}", f"{SPACE}%"
    if unit == "ms":
        if largest >= 1000:
            return f"{value / 1000:.{max(decimals, 1)}f}", f"{SPACE}s"
        return f"{value:.0f}", f"{SPACE}ms"
    if unit == "words":
        return f"{value:.1f}", f"{SPACE}words"
    return f"{value:.3f}", ""


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def headline(cases: Sequence[Case]) -> str:
    """Return the result in one sentence: how many were answered rightly, and how many rightly refused."""
    answerable = [case for case in cases if case.gold.answerable]
    unanswerable = [case for case in cases if not case.gold.answerable]
    answered, refused = sum(map(right, answerable)), sum(map(right, unanswerable))
    of_answerable = f"Of {counted(len(answerable), 'question')} that the documents answer"
    found = f"{answered:,} {_were(answered)} answered with the right paragraph"
    held_back = f"{refused:,} {_were(refused)} refused"
    if answerable and unanswerable:
        return f"{of_answerable}, {found}; of {len(unanswerable):,} that they do not, {held_back}."
    if answerable:
        return f"{of_answerable}, {found}."
    if unanswerable:
        return f"Of {counted(len(unanswerable), 'question')} that the documents do not answer, {held_back}."
    return "No question was asked."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def moment(started: str) -> str:
    """Return a time in ISO 8601 as "22 November 2026, 18:11 UTC"; what is no such time, as it is."""
    try:
        time = datetime.fromisoformat(started).astimezone(UTC)
    except ValueError:
        return started
    return f"{time.day} {time:%B %Y, %H:%M} UTC"
