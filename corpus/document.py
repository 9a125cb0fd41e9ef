"""The words of the corpus: blocks as a format yields them, documents made of paragraphs, chunks to embed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a file is to its reader."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file as its format yields it, before reference marks are set apart.

    `start` and `end` are character offsets in the file's decoded text, `page` counts from 1 where
    the format has pages, `level` is a heading's depth from 1.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    page: int | None = None
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of citation, numbered from 1 within its document.

    `heading` is the path of headings above it ("Treatment > Second line"), empty when there is none.
    `references` are the marks that stood in it ("1", "2"); they stand no longer in `text`.
    `start` and `end` are character offsets in the file's decoded text.
    """

    document: str
    number: int
    text: str
    start: int
    end: int
    page: int | None = None
    heading: str = ""
    references: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return `document#number`."""
        return f"{self.document}#{self.number}"


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read.

    `source` is the file's absolute path, `content_hash` the SHA-256 of its bytes in hexadecimal.
    """

    id: str
    title: str
    source: str
    content_hash: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit of embedding: words of one paragraph, with their offsets in the paragraph's text."""

    paragraph: str
    number: int
    text: str
    start: int
    end: int
