"""Gold questions: what a file of them holds, read and checked line by line."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from assistant.answer import Message
from corpus.errors import UserError


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document, verbatim, that answer a question; `document` is the document's id."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer to it holds and stands on.

    A fact is a tuple of alternatives: one of them in the answer is enough. `answer` is empty and
    `evidence` may be empty where `answerable` is false. `history` is the conversation before it.
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


class Fault(NamedTuple):
    """One thing wrong with a gold file; `line` counts from 1, `field` is empty for a whole line."""

    line: int
    field: str
    reason: str


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _with_words(text: str) -> str:
    """Refuse what folding leaves nothing of: it could stand in no text."""
    if not _has_words(text):
        raise PydanticCustomError("no_words", "holds no words")
    return text


def _alternatives(value: Any) -> tuple[str, ...]:
    """Take a fact, a string or a list of strings; as a union of the two its faults would be told twice."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words:
        raise PydanticCustomError("fact", "a fact is a string or a list of strings")
    if not all(isinstance(word, str) and _has_words(word) for word in words):
        raise PydanticCustomError("fact", "every alternative of a fact is a string that holds words")
    return tuple(words)


Words = Annotated[str, AfterValidator(_with_words)]
Fact = Annotated[tuple[str, ...], PlainValidator(_alternatives)]


class _Checked(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Turn(_Checked):
    role: Literal["user", "assistant"]
    content: str


class _Evidence(_Checked):
    document: str = Field(min_length=1)
    quote: Words


class _Line(_Checked):
    """One line of a gold file; `answerable` stands before the fields that are checked against it."""

    id: str = Field(min_length=1)
    question: Words
    answerable: bool
    answer: str = Field("", validate_default=True)
    answers: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    evidence: tuple[_Evidence, ...] = Field((), validate_default=True)
    tags: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    history: tuple[_Turn, ...] = ()

    @field_validator("id")
    @classmethod
    def _unique(cls, value: str, info: ValidationInfo[tuple[dict[str, int], int]]) -> str:
        """Note where an id first stands, even when its line has other faults."""
        first_lines, line = info.context
        first = first_lines.setdefault(value, line)
        if first != line:
            raise PydanticCustomError("duplicate", "stands on line {first} already", {"first": first})
        return value

    @field_validator("answer")
    @classmethod
    def _answered(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("answerable") and not value.strip():
            raise PydanticCustomError("no_answer", "an answerable question needs an answer")
        return value

    @field_validator("evidence")
    @classmethod
    def _evident(cls, value: tuple[_Evidence, ...], info: ValidationInfo) -> tuple[_Evidence, ...]:
        if info.data.get("answerable") and not value:
            raise PydanticCustomError("no_evidence", "an answerable question needs evidence")
        return value

    def question_of(self) -> GoldQuestion:
        """Return the line as the rest of the evaluation knows it."""
        return GoldQuestion(
            id=self.id,
            question=self.question,
            answerable=self.answerable,
            answer=self.answer,
            answers=self.answers,
            facts=self.facts,
            evidence=tuple(Evidence(item.document, item.quote) for item in self.evidence),
            tags=self.tags,
            history=tuple(Message(role=turn.role, content=turn.content) for turn in self.history),
        )


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """Read a gold file: JSON lines in UTF-8, blank lines left out, in the file's order.

    Raise one `UserError` with a line per fault, each naming file, line number and field; there are
    no questions unless the whole file is sound.
    """
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        raise UserError(f"There is no gold file {path}; give the path of one.") from None
    except OSError as error:
        raise UserError(f"The gold file {path} cannot be read: {error.strerror or error}.") from error
    questions, faults = _check(content)
    if faults:
        raise UserError(_report(path, faults))
    if not questions:
        raise UserError(f"The gold file {path} is empty; write one question a line into it, as JSON.")
    return questions


def _check(content: bytes) -> tuple[tuple[GoldQuestion, ...], tuple[Fault, ...]]:
    questions: list[GoldQuestion] = []
    faults: list[Fault] = []
    first_lines: dict[str, int] = {}
    # Bytes are split at "\n" alone: str.splitlines would also cut at U+2028 inside a JSON string.
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            questions.append(_Line.model_validate_json(line, context=(first_lines, number)).question_of())
        except ValidationError as error:
            faults.extend(_faults(number, error))
    return tuple(questions), tuple(faults)


def _faults(line: int, error: ValidationError) -> list[Fault]:
    return [Fault(line, _field(item["loc"]), _reason(item["type"], item["msg"])) for item in error.errors()]


def _field(location: tuple[int | str, ...]) -> str:
    """Return a place in a line as one writes it: evidence[0].quote, counted from 0 as JSON paths are."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def _reason(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a field of a gold question"
    # A line is handed over by itself, so the parser's own line number is always 1.
    return message.replace("at line 1 column", "at column")


def _report(path: Path, faults: tuple[Fault, ...]) -> str:
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = (": ".join(filter(None, (f"{path}:{line}", field, reason))) for line, field, reason in faults)
    return "\n".join((f"The gold file {path} has {count}; mend it and try again.", *lines))
