"""The words of a gold file: questions, the evidence that answers them, and what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assistant.answer import Message


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document, verbatim, that answer a question.

    `document` is the document's id; where `by_name` is true it is what a public set calls the
    document, a title or an address, and still has to be looked up among the indexed ones.
    """

    document: str
    quote: str
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer to it holds and stands on.

    A fact is a tuple of alternatives: one of them in the answer is enough. `answer` is empty and
    `evidence` may be empty where `answerable` is false. `history` is the conversation before it.
    `must_not` are words of which none may be in the answer: the neighbouring row's value, another
    patient's dose. `harm` is what a bad answer would do: 1 dangerous, 2 misleads care, 3 harmless, `None`
    where nobody graded it. `note` is for the file's readers: why a question is not answered, say.
    Questions that share a `conversation` are asked in the file's order, each after the assistant's
    own answers to those before it; only the first of them may bring a `history`.
    """

    id: str
    question: str
    answerable: bool
    answer: str = ""
    answers: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tags: tuple[str, ...] = ()
    history: tuple[Message, ...] = ()
    conversation: str = ""
    must_not: tuple[str, ...] = ()
    harm: int | None = None
    note: str = ""


class Fault(NamedTuple):
    """One thing wrong with a file.

    `line` counts from 1 and is `None` where a file is one JSON object; `field` is the place in the
    line or the object, counted from 0 as JSON paths are (evidence[0].quote), and empty for the whole.
    """

    line: int | None
    field: str
    reason: str


class Checked(NamedTuple):
    """What a file holds and what is wrong with it; the questions count only when nothing is."""

    questions: tuple[GoldQuestion, ...]
    faults: tuple[Fault, ...]
