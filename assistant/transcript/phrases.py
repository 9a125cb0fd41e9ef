"""What every format says in the same words about an answer, apart from its references."""

from __future__ import annotations

from datetime import date

from assistant.answer import Answer, Statement
from assistant.checking import NOT_ANSWERED
from assistant.confidence import in_words
from assistant.transcript.exchange import Exchange

PRODUCT = "Clinical assistant"
DISCLAIMER = (
    "Not a substitute for clinical judgement. Check the cited paragraphs before you act on an answer."
)
NOTHING_ASKED = "Nothing has been asked."


def one_line(text: str) -> str:
    """Return `text` with each run of white space, line ends too, as one space."""
    return " ".join(text.split())


def exported_on(day: date) -> str:
    """Return the line that says when and from what a conversation was exported."""
    return f"Exported from the {PRODUCT.lower()} on {day.isoformat()}."


def is_refused(answer: Answer) -> bool:
    """Tell whether the documents were searched and do not answer; a greeting is replied to without that."""
    return not answer.statements and _was_looked_for(answer)


def reply(exchange: Exchange) -> str:
    """Return what is said in place of statements; of a refusal, with how many documents were searched."""
    answer = exchange.answer
    if not (is_refused(answer) and exchange.searched):
        return answer.text
    counted = "1 document was" if exchange.searched == 1 else f"{exchange.searched:,} documents were"
    return f"{answer.text} {counted} searched."


def remarks(exchange: Exchange) -> tuple[str, ...]:
    """Return what was searched for, where that is not what was asked, and how sure the answer is."""
    answer = exchange.answer
    if not _was_looked_for(answer):
        return ()
    searched_for = one_line(answer.standalone_question)
    sure = f"Confidence: {confidence(answer)}"
    if searched_for == one_line(exchange.question):
        return (sure,)
    return f"Searched for: “{searched_for}”", sure


def confidence(answer: Answer) -> str:
    """Return how sure the answer is, in words and as a number from 0 to 1."""
    words = in_words(answer.confidence) if answer.answered else "too low to answer"
    return f"{words} ({answer.confidence:.2f})"


def marks(statement: Statement, answer: Answer) -> tuple[int, ...]:
    """Return the numbers that stand after a statement, those that lead to a citation."""
    known = {citation.number for citation in answer.citations}
    return tuple(number for number in statement.citations if number in known)


def bracketed(numbers: tuple[int, ...]) -> str:
    """Return numbers as they are shown: "[1][2]"."""
    return "".join(f"[{number}]" for number in numbers)


def _was_looked_for(answer: Answer) -> bool:
    """Tell an answer or a refusal from the reply to a greeting, for which nothing was searched."""
    return bool(answer.answered or answer.passages or answer.text == NOT_ANSWERED)
