"""Give tables their captions, and make rows of tables, those that go on over pages with one header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Block, BlockKind
from corpus.formats.table_rows import Cell, cell_text, table_rows
from corpus.hyphenation import Vocabulary
from corpus.pages.cells import Table, TableCell
from corpus.pages.flow import Stretch, text_of
from corpus.pages.kinds import caption_label

_CONTINUED = re.compile(r"[\s(\[–—-]*\(?\s*(?:continued|cont(?:inue)?d?\.?)\s*\)?[.:]?", re.I)
# A first column of titles and a last one of page numbers: a table of contents.
CONTENTS_ROWS = 4


@dataclass(slots=True)
class _Header:
    """The header of the table above, which a table on the next page may go on with."""

    caption: str
    rows: list[list[Cell]]
    columns: int
    page: int
    label: str


def row_blocks(stretches: Sequence[Stretch], words: Vocabulary) -> dict[int, list[Block]]:
    """Return the blocks of each table by the identity of its stretch; of a caption repeated, none."""
    captions = _captions(stretches)
    blocks: dict[int, list[Block]] = {}
    above: _Header | None = None
    for stretch in stretches:
        if stretch.table is None:
            above = above if _keeps_open(stretch) else None
            continue
        caption = captions.get(id(stretch))
        text = text_of(caption.lines, words) if caption else ""
        goes_on = above is not None and _goes_on(above, stretch.table, text)
        if caption is not None and goes_on:
            blocks[id(caption)] = []
        rows = [[_cell(cell, words) for cell in row] for row in stretch.table.rows]
        header = stretch.table.header_rows
        if above is not None and goes_on:
            text, (rows, header) = above.caption, _with_header(above, rows, header)
        blocks[id(stretch)] = (
            []
            if _is_contents(rows)
            else list(table_rows(rows, header_rows=header, caption=text, page=stretch.page))
        )
        kept = rows[: header or 1]
        above = _Header(text, kept, stretch.table.columns, stretch.table.page, caption_label(text))
    return blocks


def _captions(stretches: Sequence[Stretch]) -> dict[int, Stretch]:
    """Return the caption of each table: the one right above it, else right below it, on its page."""
    found: dict[int, Stretch] = {}
    used: set[int] = set()
    for position, stretch in enumerate(stretches):
        if stretch.table is None:
            continue
        near = [*stretches[max(0, position - 1) : position], *stretches[position + 1 : position + 3]]
        near.extend(
            sorted(_on_page(stretches, position, stretch.page), key=lambda each: _distance(each, stretch))
        )
        for each in near:
            if id(each) not in used and each.page == stretch.page and _names_table(each):
                found[id(stretch)] = each
                used.add(id(each))
                break
    return found


def _on_page(stretches: Sequence[Stretch], position: int, page: int) -> Iterator[Stretch]:
    for step in (-1, 1):
        place = position + step
        while 0 <= place < len(stretches) and stretches[place].page == page:
            yield stretches[place]
            place += step


def _names_table(stretch: Stretch) -> bool:
    label = caption_label(" ".join(line.text for line in stretch.lines))
    return stretch.kind is BlockKind.CAPTION and "fig" not in label and "chart" not in label


def _distance(caption: Stretch, table: Stretch) -> float:
    if not caption.pieces or table.table is None:
        return 1e9
    box, area = caption.pieces[0].box, table.table.box
    return min(abs(area.top - box.bottom), abs(box.top - area.bottom))


def _keeps_open(stretch: Stretch) -> bool:
    return stretch.kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE)


def _goes_on(above: _Header, table: Table, caption: str) -> bool:
    if table.page != above.page + 1 or table.columns != above.columns:
        return False
    return not caption or (caption_label(caption) == above.label and bool(above.label))


def _with_header(above: _Header, rows: list[list[Cell]], header: int | None) -> tuple[list[list[Cell]], int]:
    """Return the rows under the header of the page before, once."""
    count = len(above.rows)
    repeated = [[cell.text for cell in row] for row in rows[:count]] == [
        [cell.text for cell in row] for row in above.rows
    ]
    del header
    return [*above.rows, *(rows[count:] if repeated else rows)], count


def _cell(cell: TableCell, words: Vocabulary) -> Cell:
    return Cell(cell_text([text_of(cell.lines, words)]), cell.columns, cell.rows)


def _is_contents(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the rows are a table of contents: titles with rising page numbers."""
    numbers = [row[-1].text for row in rows if len(row) > 1]
    if len(rows) < CONTENTS_ROWS or len(numbers) < len(rows) or not all(map(str.isdigit, numbers)):
        return False
    values = [int(number) for number in numbers]
    wordy = all(any(character.isalpha() for character in row[0].text + row[-2].text) for row in rows)
    return (
        values == sorted(values) and values[-1] > values[0] and wordy and all(len(row) <= 3 for row in rows)
    )
