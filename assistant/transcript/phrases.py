"""A question with its answer, as it is taken out of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, Statement
from assistant.wording import (
    asked_only,
    confidence,
    documents_searched,
    instead_of_written,
    searched_for,
    stands_on,
    was_looked_for,
    written_by,
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was asked and its complete answer; `searched` documents, 0 when unknown.

    `only` names those that were chosen to be asked, empty when all were.
    """

    question: str
    answer: Answer
    searched: int
    only: tuple[str, ...] = ()


Conversation = Sequence[Exchange]


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
    return not answer.statements and was_looked_for(answer)


def reply(exchange: Exchange) -> str:
    """Return what is said in place of statements; of a refusal, with how many documents were searched."""
    answer = exchange.answer
    searched = documents_searched(exchange.searched) if is_refused(answer) else ""
    return f"{answer.text} {searched}".rstrip()


def remarks(exchange: Exchange) -> tuple[str, ...]:
    """Return who wrote it, what was searched for if that differs, in which documents, how sure it is."""
    answer = exchange.answer
    if not was_looked_for(answer):
        return ()
    sure = f"Confidence: {confidence(answer)}"
    said = (written_by(answer), searched_for(answer), asked_only(exchange.only))
    return tuple(filter(None, (*map(one_line, said), sure)))


def below(statement: Statement, answer: Answer) -> str:
    """Return what stands under a sentence that a chat model wrote, or under the quote in its place."""
    return one_line(stands_on(statement, answer) or instead_of_written(statement))


def marks(statement: Statement, answer: Answer) -> tuple[int, ...]:
    """Return the numbers that stand after a statement, those that lead to a citation."""
    known = {citation.number for citation in answer.citations}
    return tuple(number for number in statement.citations if number in known)


def bracketed(numbers: tuple[int, ...]) -> str:
    """Return numbers as they are shown: "[1][2]"."""
    return "".join(f"[{number}]" for number in numbers)
