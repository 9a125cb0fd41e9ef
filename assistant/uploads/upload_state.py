"""How far each file of an upload has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.document import Document


class Policy(StrEnum):
    """What to do with a file when a document of its name is there already."""

    ASK = "ask"
    REPLACE = "replace"
    KEEP_BOTH = "keep both"
    CANCEL = "cancel"


class Stage(StrEnum):
    """How far a file has come; from `DONE` on it stays there."""

    WAITING = "waiting"
    READING = "reading"
    EMBEDDING = "embedding"
    DONE = "done"
    SAME = "same"
    ASKING = "asking"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UploadState:
    """One file of an upload, called `name`, and how far it has come.

    While it is embedded, `done` of `total` chunks are. `document` is the id of the document that it has
    become, that says the same already, or that has its name; `title`, `paragraphs`, `pages` and `warnings`
    are that one's. `replaced` tells that another text of that document went when this one came. Of a name
    that is there already, `agreed` is what to agree to for it to be replaced, empty when it cannot be.
    `reason` is why it has failed.
    """

    name: str
    stage: Stage = Stage.WAITING
    done: int = 0
    total: int = 0
    document: str = ""
    title: str = ""
    paragraphs: int = 0
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    reason: str = ""
    replaced: bool = False
    agreed: str = ""


States = tuple[UploadState, ...]


def facts_of(document: Document) -> dict[str, Any]:
    """Return what an `UploadState` tells of `document`."""
    return {
        "document": document.id,
        "title": document.title,
        "paragraphs": len(document.paragraphs),
        "pages": document.pages,
        "warnings": document.warnings,
    }
