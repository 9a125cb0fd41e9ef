"""What is said of an answer beside its statements: what was searched for, where, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.checking import NOT_ANSWERED
from assistant.confidence import in_words


def was_looked_for(answer: Answer) -> bool:
    """Tell an answer or a refusal from the reply to a greeting, for which nothing was searched."""
    return bool(answer.answered or answer.passages or answer.text == NOT_ANSWERED)


def documents_searched(count: int) -> str:
    """Return how many documents were searched, as a sentence; empty when that is not known."""
    if not count:
        return ""
    return "1 document was searched." if count == 1 else f"{count:,} documents were searched."


def asked_only(names: Sequence[str], most: int | None = None) -> str:
    """Return which documents were chosen to be asked, `most` of them by name; empty when all were asked."""
    if not names:
        return ""
    named, rest = names[:most], len(names[most:]) if most is not None else 0
    others = f" and {rest:,} other{'s' * (rest != 1)}" if rest else ""
    return f"Asked only of: {', '.join(named)}{others}"


def searched_for(answer: Answer) -> str:
    """Return what was searched for and which typing errors were mended; empty where it is what was asked."""
    searched = answer.standalone_question
    if searched.split() == answer.question.split():
        return ""
    read = ", ".join(f"“{change.found}” read as “{change.instead}”" for change in answer.corrections)
    return f"Searched for: “{searched}”" + (f" ({read})" if read else "")


def confidence(answer: Answer) -> str:
    """Return how sure the answer is, in words and as a number from 0 to 1."""
    words = in_words(answer.confidence) if answer.answered else "too low to answer"
    return f"{words} ({answer.confidence:.2f})"
