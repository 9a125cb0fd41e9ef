"""A gold question, and what is checked of it before it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from assistant.answer import Message
from corpus.text.references import split_references


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


@dataclass(slots=True)
class Seen:
    """What the check of a file with one JSON object has come across: ids, and the context at hand."""

    ids: set[str] = field(default_factory=set)
    context: str | None = None


def has_words(text: str) -> bool:
    """Tell whether folding would leave anything of `text`; what it leaves nothing of stands in no text."""
    return any(map(str.isalnum, text))


def as_indexed(quote: str) -> str:
    """Return a public set's quote as the indexed documents have it: their reference marks are set apart."""
    plain, _ = split_references(quote, glued=False)
    return plain if has_words(plain) else quote


def _with_words(text: str) -> str:
    if not has_words(text):
        raise PydanticCustomError("no_words", "holds no words")
    return text


def _with_text(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("no_text", "is empty")
    return text


def _as_text(value: object) -> object:
    """Return a whole number as text: some public sets number their questions."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _once(value: str, info: ValidationInfo[Seen]) -> str:
    if value in info.context.ids:
        raise PydanticCustomError("duplicate", "stands in the file already")
    info.context.ids.add(value)
    return value


Words = Annotated[str, AfterValidator(_with_words)]
Text = Annotated[str, AfterValidator(_with_text)]
# The id of a question of a public set; needs a `Seen` as the context of the validation.
PublicId = Annotated[Text, BeforeValidator(_as_text), AfterValidator(_once)]


class Public(BaseModel):
    """A part of a public format, whose further fields are nobody's concern here."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


def faults_of(error: ValidationError, line: int | None = None) -> tuple[Fault, ...]:
    """Return what pydantic found as faults, on `line` or in the one object that the file is."""
    return tuple(
        Fault(line, _place(item["loc"]), _reason(item["type"], item["msg"])) for item in error.errors()
    )


def report(path: Path, file: str, faults: Sequence[Fault]) -> str:
    """Return a line that says how many faults the `file` at `path` has, and a line for each of them."""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = (
        ": ".join(filter(None, (f"{path}:{line}" if line else f"{path}", place, reason)))
        for line, place, reason in faults
    )
    return "\n".join((f"{file} has {count}; mend it and try again.", *lines))


def _place(location: tuple[int | str, ...]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def _reason(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a field of a gold question"
    # A line is handed over by itself, so the parser's own line number is always 1.
    return message.replace("at line 1 column", "at column")
