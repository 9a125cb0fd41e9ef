"""A stretch of a table around what is quoted of it: its columns, the quoted rows, and their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.document import BlockKind, Document, Paragraph
from corpus.parts import PartKind

# Columns beyond which only those are shown that name a row or are quoted of it.
MOST_COLUMNS = 4
# Rows that are shown on each side of one that is quoted.
BESIDE = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells in the order of the table's columns, and the label that it stands under.

    `numbers` are those of the citations that quote it, none of a neighbour; `quoted` the places of the cells
    that are quoted, none where the row is quoted whole. `apart` tells that rows are left out before it.
    """

    cells: tuple[str, ...]
    group: str = ""
    numbers: tuple[int, ...] = ()
    quoted: tuple[int, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The names of its columns, all empty where it has none, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def around(
    document: Document,
    table: int,
    quoted: Mapping[int, frozenset[int]],
    numbers: Mapping[int, tuple[int, ...]],
) -> Table:
    """Return the rows of a table that are quoted, with one on each side.

    By the paragraphs' numbers, `quoted` has the columns (from 1) that are quoted of a row, none where it is
    quoted whole, and `numbers` those of the citations.
    """
    paragraphs = [
        each for each in document.paragraphs if each.table == table and each.kind is BlockKind.TABLE_ROW
    ]
    names = _names(paragraphs, quoted)
    columns = _shown_columns(paragraphs, quoted, sorted(names))
    return Table(
        tuple(names[column] for column in columns), tuple(_rows(paragraphs, quoted, numbers, columns))
    )


def _names(paragraphs: Sequence[Paragraph], quoted: Mapping[int, object]) -> dict[int, str]:
    """Return the names of the columns, as the quoted rows have them before all others."""
    names: dict[int, str] = {}
    for paragraph in sorted(paragraphs, key=lambda each: each.number not in quoted):
        for part in paragraph.parts:
            if part.column and not names.get(part.column):
                names[part.column] = " > ".join(part.columns)
    return names


def _shown_columns(
    paragraphs: Sequence[Paragraph], quoted: Mapping[int, frozenset[int]], columns: Sequence[int]
) -> list[int]:
    """Return all columns; of very many those that name a row and those that are quoted."""
    if len(columns) <= MOST_COLUMNS or not all(quoted.values()):
        return list(columns)
    labels = {
        part.column
        for each in paragraphs
        if each.number in quoted
        for part in each.parts
        if part.kind is PartKind.LABEL
    }
    return [column for column in columns if column in labels.union(*quoted.values())]


def _rows(
    paragraphs: Sequence[Paragraph],
    quoted: Mapping[int, frozenset[int]],
    numbers: Mapping[int, tuple[int, ...]],
    columns: Sequence[int],
) -> Iterator[Row]:
    near = {place for place, each in enumerate(paragraphs) if each.number in quoted}
    shown = sorted(
        {one + by for one in near for by in range(-BESIDE, BESIDE + 1)} & set(range(len(paragraphs)))
    )
    for before, place in zip((None, *shown), shown, strict=False):
        paragraph = paragraphs[place]
        group = next((part for part in paragraph.parts if part.kind is PartKind.GROUP), None)
        yield Row(
            _cells(paragraph, columns),
            paragraph.text[group.start : group.end] if group else "",
            numbers.get(paragraph.number, ()),
            tuple(
                columns.index(each) for each in sorted(quoted.get(paragraph.number, ())) if each in columns
            ),
            before is not None and place > before + 1,
        )


def _cells(paragraph: Paragraph, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the cells of a row; its only text where it has none."""
    cells = {part.column: paragraph.text[part.start : part.end] for part in paragraph.parts if part.column}
    return tuple(cells.get(column, "") for column in columns) if cells else (paragraph.text,)
