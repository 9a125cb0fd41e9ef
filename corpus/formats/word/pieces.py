"""What stands in a flow of paragraphs and tables: pieces, cells, and the rows of cells that name columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Written:
    r"""A paragraph as it was written, line ends that were typed as "\n".

    `depth` and `mark` are as in `Listed`. `size` is its largest letters' height in points, 0 where it is not
    known; `bold` means all of it. `boxed` paragraphs under one another share a frame; a `guessed` heading
    only looks like one.
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
    guessed: bool = False


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
# What is left once boxes are opened: what a box says is put together there.
Opened = Written | Table | Block


MOST_HEADER_ROWS = 3


def header_rows(rows: Sequence[Sequence[TableCell]], stated: int) -> int | None:
    """Return how many rows name the columns: the `stated` ones, else those in bold, None where none tells.

    Where only the first column is bold, it names the rows, and no row names columns.
    """
    if stated:
        return stated
    bold = [_is_bold(row) for row in rows]
    leading = bold.index(False) if False in bold else 0
    if 0 < leading <= MOST_HEADER_ROWS:
        return leading
    named = [row for row in rows if len(row) > 1 and _written([row[0]])]
    by_column = [_is_bold(row[:1]) and not _is_bold(row[1:]) for row in named]
    return 0 if len(by_column) > 1 and all(by_column) else None


def _is_bold(row: Sequence[TableCell]) -> bool:
    written = _written(row)
    return bool(written) and all(piece.bold for piece in written)


def _written(row: Sequence[TableCell]) -> list[Written]:
    return [piece for cell in row for piece in cell.pieces if isinstance(piece, Written)]
