"""Tell by bold letters which rows of a table name its columns, where the file does not say so."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.formats.word.pieces import TableCell, Written

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
