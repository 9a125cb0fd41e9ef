"""Gold questions as JSON lines, the project's own format: a question a line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import (
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
from assistant.evaluation.gold.question import (
    Checked,
    Evidence,
    Fault,
    GoldQuestion,
    Words,
    faults_of,
    has_words,
)

# JSON lets these stand in a string as they are, but many readers take them for the end of a line.
LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(slots=True)
class _Lines:
    """The lines checked so far: where each id and each conversation first stands."""

    number: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    conversations: dict[str, int] = field(default_factory=dict)


def _alternatives(value: Any) -> tuple[str, ...]:
    """Take a string or a list of strings; as a union of the two its faults would be told twice."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words:
        raise PydanticCustomError("words", "has to be a string or a list of strings")
    if not all(isinstance(word, str) and has_words(word) for word in words):
        raise PydanticCustomError("words", "has to hold words in each of its strings")
    return tuple(words)


Alternatives = Annotated[tuple[str, ...], PlainValidator(_alternatives)]
Filled = Annotated[str, Field(min_length=1)]


class _Checked(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Turn(_Checked):
    """A message of a history as it stands in a file."""

    role: Literal["user", "assistant"]
    content: str

    def message(self) -> Message:
        """Return the turn as a conversation holds it."""
        return Message(role=self.role, content=self.content)


class _Evidence(_Checked):
    document: Filled
    quote: Words


class _Line(_Checked):
    """One line of a gold file; a field stands behind those that it is checked against."""

    id: Filled
    question: Words
    answerable: bool
    answer: str = Field("", validate_default=True)
    answers: tuple[str, ...] = ()
    facts: tuple[Alternatives, ...] = ()
    evidence: tuple[_Evidence, ...] = Field((), validate_default=True)
    tags: tuple[Filled, ...] = ()
    conversation: Filled = ""
    history: tuple[Turn, ...] = ()
    must_not: Alternatives = ()
    harm: Literal[1, 2, 3] | None = None
    note: str = ""

    @field_validator("id")
    @classmethod
    def _unique(cls, value: str, info: ValidationInfo[_Lines]) -> str:
        """Note where an id first stands, even when its line has other faults."""
        first = info.context.ids.setdefault(value, info.context.number)
        if first != info.context.number:
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

    @field_validator("conversation")
    @classmethod
    def _begun(cls, value: str, info: ValidationInfo[_Lines]) -> str:
        info.context.conversations.setdefault(value, info.context.number)
        return value

    @field_validator("history")
    @classmethod
    def _before_conversation(cls, value: tuple[Turn, ...], info: ValidationInfo[_Lines]) -> tuple[Turn, ...]:
        number = info.context.number
        first = info.context.conversations.get(info.data.get("conversation", ""), number)
        if value and first != number:
            raise PydanticCustomError(
                "late_history",
                "stands on the first line of a conversation, here line {first}, alone: "
                "a later question of it has the answers before it as its history",
                {"first": first},
            )
        return value

    def gold(self) -> GoldQuestion:
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
            history=tuple(turn.message() for turn in self.history),
            conversation=self.conversation,
            must_not=self.must_not,
            harm=self.harm,
            note=self.note,
        )


def check_lines(content: bytes) -> Checked:
    """Read JSON lines in UTF-8, in their order; blank lines are left out."""
    questions: list[GoldQuestion] = []
    faults: list[Fault] = []
    lines = _Lines()
    # Bytes are split at "\n" alone: str.splitlines would also cut at U+2028 inside a JSON string.
    for lines.number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            questions.append(_Line.model_validate_json(line, context=lines).gold())
        except ValidationError as error:
            faults.extend(faults_of(error, lines.number))
    return Checked(tuple(questions), tuple(faults))


def gold_line(question: GoldQuestion) -> str:
    """Return `question` as a line of a gold file, without its end; fields that are empty are left out."""
    fields = {
        "id": question.id,
        "question": question.question,
        "answerable": question.answerable,
        "answer": question.answer,
        "answers": question.answers,
        "facts": question.facts,
        "evidence": [{"document": item.document, "quote": item.quote} for item in question.evidence],
        "tags": question.tags,
        "conversation": question.conversation,
        "history": question.history,
        "must_not": question.must_not,
        "harm": question.harm,
        "note": question.note,
    }
    kept = {name: value for name, value in fields.items() if value or name == "answerable"}
    return json.dumps(kept, ensure_ascii=False).translate(LINE_BREAKS)
