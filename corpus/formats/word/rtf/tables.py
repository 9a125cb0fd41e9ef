"""Put the cells of an RTF file together to tables: it knows rows only, and where their cells end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.formats.word.pieces import Piece, Table, TableCell, Written, header_rows

# Edges that are closer than this are one, in twentieths of a point.
SAME_EDGE = 60


@dataclass(frozen=True, slots=True)
class CellShape:
    r"""A cell of a row's definition: its right edge (`\cellx`), and whether it goes on from above or left."""

    right: int
    begins_below: bool = False
    from_above: bool = False
    from_left: bool = False
    behind: int = 0


@dataclass(slots=True)
class RowShape:
    r"""A row's definition (`\trowd`)."""

    cells: list[CellShape] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    is_header: bool = False
    behind: int = 0

    def end_cell(self, right: int) -> None:
        """Close the definition of a cell."""
        from_above, from_left = "clvmrg" in self.flags, "clmrg" in self.flags
        self.cells.append(CellShape(right, "clvmgf" in self.flags, from_above, from_left, self.behind))
        self.flags, self.behind = set(), 0


@dataclass(slots=True)
class OpenTable:
    """A table whose end has not come yet."""

    rows: list[tuple[list[tuple[Piece, ...]], RowShape]] = field(default_factory=list)
    cells: list[tuple[Piece, ...]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def end_cell(self) -> None:
        """Close a cell with what stands in it."""
        self.cells.append(tuple(self.pieces))
        self.pieces = []

    def end_row(self, shape: RowShape) -> None:
        """Close a row."""
        if self.cells:
            self.rows.append((self.cells, shape))
        self.cells = []

    def closed(self) -> list[Piece]:
        """Return the table, and what stands behind its last row."""
        loose = [piece for cell in self.cells for piece in cell] + self.pieces
        return [*([_table(self.rows)] if self.rows else []), *loose]


def _table(rows: Sequence[tuple[list[tuple[Piece, ...]], RowShape]]) -> Table:
    edges = _edges([shape.right for _, row in rows for shape in row.cells])
    placed: list[list[TableCell]] = []
    begun: dict[int, tuple[list[TableCell], int]] = {}
    header = 0
    for position, (cells, row) in enumerate(rows):
        header += bool(row.is_header and header == position)
        placed.append(_row(cells, row.cells, edges, begun))
    written = [piece for row in placed for cell in row for piece in cell.pieces if isinstance(piece, Written)]
    return Table(placed, header_rows(placed, header), written[0].page if written else None)


def _edges(rights: Sequence[int]) -> list[int]:
    edges: list[int] = []
    for right in sorted(set(rights)):
        if not edges or right - edges[-1] > SAME_EDGE:
            edges.append(right)
    return edges


def _row(
    cells: Sequence[tuple[Piece, ...]],
    shapes: Sequence[CellShape],
    edges: Sequence[int],
    begun: dict[int, tuple[list[TableCell], int]],
) -> list[TableCell]:
    """Return a row's cells with what they span; without a definition that fits, each spans its own place."""
    if len(shapes) != len(cells):
        return [TableCell(pieces) for pieces in cells]
    placed: list[TableCell] = []
    column = 0
    for pieces, shape in zip(cells, shapes, strict=True):
        right = bisect_right(edges, shape.right)
        width = max(1, right - column)
        if shape.from_left and placed:
            placed[-1] = replace(placed[-1], columns=placed[-1].columns + width)
        elif shape.from_above and column in begun:
            row, place = begun[column]
            row[place] = replace(row[place], rows=row[place].rows + 1)
        else:
            begun.pop(column, None)
            if shape.begins_below:
                begun[column] = (placed, len(placed))
            placed.append(TableCell(pieces, width))
        column = max(column + 1, right)
    return placed
