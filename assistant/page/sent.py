"""What the page's script sends with its calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.page.kept_conversation import all_whole
from assistant.uploads import Policy
from corpus.errors import UserError

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
