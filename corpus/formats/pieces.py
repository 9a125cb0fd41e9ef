"""The pieces of a word processor's document: paragraphs, tables, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import BlockKind
from corpus.parts import Part


@dataclass(frozen=True, slots=True)
class Written:
    r"""A paragraph as it was written, line ends that were typed as "\n".

    `depth` and `mark` are as in `Listed`. `size` is its largest letters' height in points, 0 where it is not
    known; `bold` means all of it. `boxed` paragraphs under one another share a frame; `composed` ones have
    been put together and keep their lines and `parts`; a `guessed` heading only looks like one.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    page: int | None = None
    depth: int = 0
    mark: str = ""
    bold: bool = False
    size: float = 0.0
    boxed: bool = False
    composed: bool = False
    guessed: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with what stands in it; `columns` and `rows` are how many it spans, itself included."""

    pieces: Sequence[Piece]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header_rows` is None where the file does not say how many rows name the columns."""

    rows: Sequence[Sequence[TableCell]]
    header_rows: int | None = None
    page: int | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A text box with what stands in it."""

    pieces: Sequence[Piece]


Piece = Written | Table | Box
