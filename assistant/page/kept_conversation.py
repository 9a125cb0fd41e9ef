"""A conversation as the browser keeps it and sends it, and what is taken of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.page.conversation import Conversation, Turn
from assistant.uploads import Policy
from corpus.errors import UserError

MOST_TURNS = 200
# Characters; and how many times as long as a question may be one is that is kept, since a question that was
# too long to be answered is kept with that message.
LONGEST_TEXT = 200_000
LONGEST_QUESTION = 10
HALVES = re.compile("[\ud800-\udfff]")


def to_json(turn: Turn) -> dict[str, Any]:
    """Return `turn` as JSON."""
    written: dict[str, Any] = TypeAdapter(Turn).dump_python(turn, mode="json")
    return written


def from_json(turns: object, longest_question: int = LONGEST_TEXT) -> Conversation:
    """Return the conversation that a browser hands back, its texts whole.

    Raise `UserError` when it is none, was kept by another version of the page, or is absurdly long: a
    question of more than `longest_question` characters, or any text of more than 200,000.
    """
    # One more than is asked: the answer to the last question is kept as well.
    if not isinstance(turns, Sequence) or len(turns) > MOST_TURNS + 1:
        raise UserError(
            f"This conversation cannot be read: at most {MOST_TURNS} questions are taken. Start a new one."
        )
    if any(len(text) > LONGEST_TEXT for text in _texts(turns)):
        raise _too_long()
    try:
        kept = TypeAdapter(tuple[Turn, ...]).validate_python(all_whole(turns))
    except ValidationError as error:
        raise UserError(
            "This conversation was kept by another version of the page and cannot be read. Start a new one."
        ) from error
    if any(len(turn.question) > longest_question for turn in kept):
        raise _too_long()
    return kept


def whole(text: str) -> str:
    """Return `text` with U+FFFD for each half of a character: browsers send them, and no file takes them."""
    return HALVES.sub("\N{REPLACEMENT CHARACTER}", text)


def all_whole(data: object) -> object:
    """Return `data`, as it was read from JSON, with all of its texts whole."""
    if isinstance(data, str):
        return whole(data)
    if isinstance(data, dict):
        return {all_whole(key): all_whole(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [all_whole(value) for value in data]
    return data


def _too_long() -> UserError:
    return UserError("This conversation is too long to be read. Start a new one.")


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from _texts(value)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A document (id), perhaps a paragraph of it with a quote, or the first paragraph to show."""

    document: str
    paragraph: int | None = None
    start: int = 0
    end: int = 0
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that are looked for in a document (id)."""

    document: str
    words: str


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page of a document (id), counted from 1."""

    document: str
    page: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A conversation so far, and the documents (ids) that it goes to."""

    turns: list[Any]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """A turn to be copied with its references."""

    turn: dict[str, Any]
    format: Literal["text", "markdown"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A conversation to be written to a file."""

    turns: list[Any]
    format: Literal["markdown", "html", "word"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A conversation whose last answer was judged; `paragraph` (id) would have been right."""

    turns: list[Any]
    right: bool
    comment: str = ""
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What to do with each file that was asked about, in their order."""

    policies: tuple[Policy, ...]


def taken(kind: type[T], data: object) -> T:
    """Return what a browser sent as a `kind`, its texts whole; raise `UserError` when it is none."""
    try:
        return TypeAdapter(kind).validate_python(all_whole(data))
    except ValidationError as error:
        raise UserError("The page and the server do not fit together any more: reload the page.") from error
