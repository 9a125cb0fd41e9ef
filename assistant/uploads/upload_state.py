"""How far each file of an upload has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.document import Document


class Stage(StrEnum):
    """How far a file has come; the last three are where it stays."""

    WAITING = "waiting"
    READING = "reading"
    EMBEDDING = "embedding"
    DONE = "done"
    SAME = "same"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UploadState:
    """One file of an upload, called `name`, and how far it has come.

    While it is embedded, `done` of `total` chunks are. `document` is the id of the document that it has
    become, or that says the same already; `title`, `paragraphs`, `pages` and `warnings` are that one's.
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
