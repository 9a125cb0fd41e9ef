"""Make a paragraph of each row of a table, which reads alone with the names of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.document import Block, BlockKind
from corpus.formats.table_headers import Cell, Row, filled, header_depth, spans_all
from corpus.parts import Part, PartKind
from corpus.text.shapes import ends_sentence, is_item_mark

__all__ = ["Cell", "ReadRow", "ReadTable", "Row", "cell_text", "is_layout", "read_table", "table_rows"]

MOST_COLUMNS = 200
LONGEST_LABEL_WORDS = 14
# Columns at the left that together name a row, as "Drug" and "Route" do, and the words of one before figures.
MOST_LABEL_COLUMNS = 3
LONGEST_NAME_WORDS = 6
LONG_CELL_WORDS = 40
LONGEST_CAPTION_WORDS = 60

# The names of a column by the rows of the header, from the top.
Levels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row says alone, its place among the rows of its table, and those of the labels it goes with."""

    text: str
    position: int
    labels: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The rows of a table that read alone, its caption, and the places of the rows that name its columns."""

    rows: tuple[ReadRow, ...]
    caption: str
    header: tuple[int, ...]


def table_rows(
    rows: Sequence[Row],
    *,
    header_rows: int | None = None,
    caption: str = "",
    page: int | None = None,
    closed: bool = True,
) -> Iterator[Block]:
    """Yield a block for each row of a table that is not a header: "Drug: warfarin; Dose: 5 mg".

    `header_rows` is how many rows at the top name the columns, `None` where the format does not tell: then
    the first does where it is of another type than those below. A cell counts in each row and column that
    it spans, an empty one is left out, and a row that holds one short label goes with the rows below it; so
    does the first cell of a row with those whose first is empty, where it is sure that cells are `closed`.
    """
    table = read_table(rows, header_rows=header_rows, caption=caption, closed=closed)
    for row in table.rows:
        place = (row.parts, row.position + 1)
        yield Block(BlockKind.TABLE_ROW, row.text, 0, 0, page, 1, table.caption, *place)


def read_table(
    rows: Sequence[Row], *, header_rows: int | None = None, caption: str = "", closed: bool = True
) -> ReadTable:
    """Return what `table_rows` makes blocks of, with the rows that it stands in."""
    grid = _grid(rows)
    title = _title_rows(grid)
    across = " ".join(row[0].text for row in grid[:title])
    label, labels = (across, tuple(range(title))) if caption else ("", ())
    header, body = _header_and_body(grid, title, header_rows)
    names = _column_names([grid[place] for place in header])
    found: list[tuple[str, int, tuple[int, ...]]] = []
    named = _left_out(grid, body) if closed else {}
    for place, below in zip(body, [*body[1:], None], strict=False):
        row = grid[place]
        if _is_label(row, () if below is None else grid[below]):
            label, labels = filled(row)[0].text.rstrip(": "), (place,)
            continue
        label, labels = ("", ()) if spans_all(row) else (label, labels)
        if place in named:
            name = grid[named[place]][0].text.rstrip(": ")
            found.append((f"{label}: {name}" if label else name, place, (*labels, named[place])))
            continue
        found.append((label, place, labels if label else ()))
    counts = _label_columns([(label, grid[place]) for label, place, _ in found])
    rows_read = (
        ReadRow(text, place, labels, parts)
        for (label, place, labels), count in zip(found, counts, strict=True)
        for text, parts in (_read_row(names, grid[place], label, count),)
    )
    return ReadTable(tuple(rows_read), caption or across, tuple(header))


def _header_and_body(grid: Sequence[Row], title: int, header_rows: int | None) -> tuple[list[int], list[int]]:
    """Return the places of the rows that name the columns, and of those below; each holds some text."""
    places = [place for place in range(title, len(grid)) if filled(grid[place])]
    stated = None if header_rows is None else max(0, header_rows - title)
    count = header_depth([grid[place] for place in places], stated)
    count = count if count < len(places) else 0
    header = places[:count]
    named = [_texts(grid[place]) for place in header]
    body = [place for place in places[count:] if _texts(grid[place]) not in named]
    return (header, body) if body else ([], header)


def is_layout(rows: Sequence[Row]) -> bool:
    """Tell whether a table only places text on the page: a box, one column, or long texts side by side.

    What stands in the cells of such a table reads as ordinary paragraphs.
    """
    grid = [row for row in _grid(rows) if filled(row)]
    used = {column for row in grid for column, cell in enumerate(row) if cell.text}
    if len(used) <= 1 or all(map(spans_all, grid)) or _is_list(grid):
        return True
    return len(grid) == 1 and any(len(cell.text.split()) >= LONG_CELL_WORDS for cell in grid[0])


def _is_list(grid: Sequence[Row]) -> bool:
    """Tell whether each row is an item of a list: its mark, and beside it what it says."""
    pairs = [filled(row) for row in grid]
    return all(len(cells) == 2 and is_item_mark(cells[0].text) for cells in pairs)


def _read_row(names: Sequence[Levels], row: Row, group: str, labels: int) -> tuple[str, tuple[Part, ...]]:
    """Return a row's cells behind the names of their columns, and its parts; `row` has a cell a column.

    `group` is the label that it stands under, `labels` how many columns tell it from the others.
    """
    text, parts = (f"{group}: ", [Part(PartKind.GROUP, 0, len(group))]) if group else ("", [])
    across = len(row) > 1 and spans_all(row)
    for position, cell in enumerate(row):
        if not cell.text or (position and row[position - 1] is cell):
            continue
        spanned = [name for name, each in zip(names, row, strict=False) if each is cell and any(name)]
        spanned = [] if across else list(dict.fromkeys(spanned))
        if parts and parts[-1].kind is not PartKind.GROUP:
            text += " " if text.endswith(":") else "; "
        name = " / ".join(map(" > ".join, spanned))
        text += f"{name}: {cell.text}" if name else cell.text
        part = Part(PartKind.CELL, len(text) - len(cell.text), len(text), 0, _by_level(spanned), position + 1)
        named = any(part.kind is PartKind.LABEL for part in parts)
        parts.extend([replace(part, kind=PartKind.LABEL)] if position < labels else [])
        # What tells rows of one name apart may be a value as well as a part of the name.
        parts.extend([part] if named or position >= labels else [])
    return text, tuple(parts)


def _by_level(names: Sequence[Levels]) -> Levels:
    """Return the names of the columns that a cell spans as those of one: what they share is said once."""
    depth = max(map(len, names), default=0)
    levels = (dict.fromkeys(name[level] for name in names if level < len(name)) for level in range(depth))
    return tuple(map(" / ".join, levels))


def _label_columns(rows: Sequence[tuple[str, Row]]) -> list[int]:
    """Return how many columns of each row name it: the fewest at the left that no other row of its group has.

    Columns of short words before the first that gives figures do too; the last column with text never does.
    """
    prefixes = Counter(
        (group, *_texts(row)[:count])
        for group, row in rows
        for count in range(1, min(len(row), MOST_LABEL_COLUMNS + 1))
    )
    named = _columns_before_figures([_texts(row) for _, row in rows])
    return [
        max(_labels(group, _texts(row), prefixes), min(named, len(filled(row)) - 1)) for group, row in rows
    ]


def _columns_before_figures(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns at the left only say what the figures to their right are about; 0 for one."""
    for place, column in enumerate(zip_longest(*rows, fillvalue="")):
        figures = sum(any(map(str.isdigit, text)) for text in column)
        if figures:
            return place if place > 1 and figures > len(rows) / 2 else 0
        if place == MOST_LABEL_COLUMNS or any(len(text.split()) > LONGEST_NAME_WORDS for text in column):
            return 0
    return 0


def _labels(group: str, texts: Sequence[str], prefixes: Counter[tuple[str, ...]]) -> int:
    most = min(len(texts) - 1, MOST_LABEL_COLUMNS)
    for count in range(1, most + 1):
        if any(texts[:count]) and prefixes[group, *texts[:count]] == 1:
            return count
    return max(0, most)


def cell_text(paragraphs: Sequence[str]) -> str:
    """Return the paragraphs and list items of one cell as one line."""
    text = ""
    for line in (line.strip() for paragraph in paragraphs for line in paragraph.split("\n")):
        words = line.removeprefix("- ")
        goes_on = words is line and (words[:1].islower() or words[:1] in "(/+–")
        joint = " " if not text or goes_on or ends_sentence(text) or text[-1] in ",/" else ", "
        text = f"{text}{joint}{words}" if words else text
    return re.sub(r"\s+", " ", text).strip()


def _grid(rows: Sequence[Row]) -> list[list[Cell]]:
    """Return the rows with a cell for each column, a spanning one wherever it counts."""
    grid: list[list[Cell]] = []
    waiting: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        placed: list[Cell] = []
        hanging: dict[int, tuple[Cell, int]] = {}
        cells = iter(row)
        last = max(waiting, default=-1)
        while (column := len(placed)) < MOST_COLUMNS:
            cell, left = waiting[column] if column in waiting else (next(cells, None), 0)
            if cell is None and column > last:
                break
            cell = cell or Cell("")
            width = 1 if left else max(1, min(cell.columns, MOST_COLUMNS - column))
            left = (left or cell.rows) - 1
            hanging |= {column + each: (cell, left) for each in range(width) if left > 0}
            placed.extend([cell] * width)
        waiting = hanging
        grid.append(placed)
    return grid


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _title_rows(grid: Sequence[Row]) -> int:
    """Count the rows at the top that are one cell across all columns: the table's own caption."""
    width = max(map(len, grid), default=0)
    for position, row in enumerate(grid):
        across = len(row) == width > 1 and spans_all(row) and row[0].text
        if not across or len(row[0].text.split()) > LONGEST_CAPTION_WORDS:
            return position
    return 0


def _column_names(header: Sequence[Row]) -> list[Levels]:
    """Return the names of each column, the levels of the header from the top."""
    width = max(map(len, header), default=0)
    header = [row for row in header if len(row) == 1 or not spans_all(row)]
    names: list[Levels] = []
    for column in range(width):
        above = [row[column] for row in header if column < len(row)]
        names.append(tuple(dict.fromkeys(cell.text.strip(" :") for cell in above if cell.text)))
    return names


def _is_label(row: Row, below: Row) -> bool:
    """Tell whether a row holds nothing but a short label for the rows below it."""
    cells = filled(row)
    if len(cells) != 1 or cells[0] is not row[0] or cells[0].rows > 1:
        return False
    text = cells[0].text
    ended = ends_sentence(text) and not text.endswith(":")
    return not ended and len(text.split()) <= LONGEST_LABEL_WORDS and len(filled(below)) > 1


def _left_out(grid: Sequence[Row], body: Sequence[int]) -> dict[int, int]:
    """Return the places of the rows whose first cell is empty since it is that of a row above, and its place.

    A name below them tells it. What is empty to the end may be the shorter of lists side by side, unless
    names were left out above.
    """
    found: dict[int, int] = {}
    waiting: dict[int, int] = {}
    name: int | None = None
    for place in body:
        row = grid[place]
        if not row[0].text and name is not None:
            waiting[place] = name
        elif row[0].text:
            found |= {} if spans_all(row) else waiting
            waiting = {}
            name = place if len(filled(row)) > 1 and _is_name(row[0].text) else None
    return found | waiting if found else {}


def _is_name(text: str) -> bool:
    wordy = any(map(str.isalpha, text)) and len(text.split()) <= LONGEST_LABEL_WORDS
    return wordy and not is_item_mark(text)
