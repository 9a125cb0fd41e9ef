"""Tell how many rows at the top of a table name its columns; only what shows it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from corpus.text.shapes import ends_sentence

MOST_HEADER_ROWS = 4
LONGEST_NAME_WORDS = 14
# What a cell holds that says something rather than names it: so many words, or a sentence of so many.
SAYING_WORDS = 8
SENTENCE_WORDS = 3
# Of the cells below a name, so many are of the type that tells them from it; of those that say something.
ALIKE = 0.6
SAYING = 0.5
_FIGURES = re.compile(r"[\s\d.,;:()\[\]%+±<>=≤≥/–−-]*\d[\s\d.,;:()\[\]%+±<>=≤≥/–−-]*")
_FIGURE_FIRST = re.compile(r"\W*\d")
_MARK = re.compile(r"[●•■◆○◦□✓✔√☑✗✘☒×*]+|[xX]|\+{1,4}|[–—-]|±")


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell of a table with the columns and rows that it spans, itself included."""

    text: str
    columns: int = 1
    rows: int = 1


Row = Sequence[Cell]


class _Type(IntEnum):
    """What a cell holds: a name is of a lower type than what it names."""

    WORDS = 0
    WORDS_WITH_FIGURE = 1
    FIGURE = 2
    SAYING = 3
    MARK = 4


def is_mark(text: str) -> bool:
    """Tell whether a cell only marks its column for its row ("●", "✓", "x", "+")."""
    return bool(_MARK.fullmatch(text))


def filled(row: Row) -> list[Cell]:
    """Return the cells of a row that hold text, each once."""
    return list({id(cell): cell for cell in row if cell.text}.values())


def spans_all(row: Row) -> bool:
    """Tell whether a row is one cell."""
    return bool(row) and all(cell is row[0] for cell in row)


def header_depth(grid: Sequence[Row], stated: int | None) -> int:
    """Return how many rows at the top name columns; each row has a cell for each column.

    `stated` rows are marked as such, `None` where none is: then what they hold tells. Rows into which a
    cell of the header reaches down, or which part one that spans columns, belong to it.
    """
    count = _told_by_type(grid) if stated is None else stated
    while 0 < count < min(MOST_HEADER_ROWS, len(grid) - 1) and _goes_on(grid, count):
        count += 1
    return count


def _told_by_type(grid: Sequence[Row]) -> int:
    """Return 1 where the first row names columns, going by what stands in it and below it."""
    if len(grid) < 2 or not _names_columns(grid[0]) or _has_labels(grid):
        return 0
    for count in range(1, min(MOST_HEADER_ROWS, len(grid))):
        if not _goes_on(grid, count):
            return count if _differs(grid[count - 1], grid[count:]) else 0
    return 0


def _goes_on(grid: Sequence[Row], count: int) -> bool:
    """Tell whether the row below `count` rows of names is one of them."""
    above, row = grid[count - 1], grid[count]
    if spans_all(above) or spans_all(row) or len(filled(row)) < 2:
        return False
    if any(cell.text and cell is below for cell, below in zip(above, row, strict=False)):
        return _names_columns(row, repeated=True)
    groups = {id(cell) for cell in above if cell.columns > 1 and cell.text}
    parted = [below for cell, below in zip(above, row, strict=False) if id(cell) in groups and below.text]
    named = len(parted) > 1 and all(_type(cell.text) < _Type.FIGURE for cell in parted)
    return named and _names_columns(row, repeated=True) and _differs(row, grid[count + 1 :])


def _names_columns(row: Row, *, repeated: bool = False) -> bool:
    """Tell whether the cells of a row may be names: several, short, told apart, no figures alone."""
    cells = filled(row)
    short = all(len(cell.text.split()) <= LONGEST_NAME_WORDS for cell in cells)
    grouped = repeated or any(cell.columns > 1 for cell in row)
    told_apart = grouped or len({cell.text for cell in cells}) == len(cells)
    empty = sum(not cell.text for cell in row)
    figures = any(_FIGURES.fullmatch(cell.text) for cell in cells)
    return len(cells) > 1 and short and told_apart and empty <= len(cells) and not figures


def _differs(names: Row, rows: Sequence[Row]) -> bool:
    """Tell whether what stands in a row is of another type than what stands below it."""
    rows = [row for row in rows if len(filled(row)) > 1]
    found: list[bool] = []
    for place, name in enumerate(names):
        cells = (row[place] for row in rows if place < len(row))
        below = [cell.text for cell in cells if cell.text and cell.columns == 1]
        if name.text and below and name is not names[place - 1]:
            if _type(name.text) >= _Type.FIGURE and not _is_long_name(name.text):
                return False
            found.append(_is_of_other_type(name.text, below))
    return any(found) and not (len(found) == 2 and _is_one_of_them(names, rows))


def _is_of_other_type(name: str, below: Sequence[str]) -> bool:
    kinds = Counter(map(_type, below))
    kind, count = max(kinds.items(), key=lambda each: (each[1], each[0]))
    if kind is _Type.WORDS_WITH_FIGURE and len(below) < 2:
        return False
    least = SAYING if kind is _Type.SAYING else ALIKE
    return count >= least * len(below) and kind > _type(name)


def _is_one_of_them(names: Row, rows: Sequence[Row]) -> bool:
    """Tell whether the first cell of two is worded as those below it are ("Adult dose", "Child dose")."""
    words = names[0].text.casefold().split()
    below = (row[0].text.casefold().split() for row in rows)
    return len(words) > 1 and any(words[-1] == each[-1] for each in below if each)


def _type(text: str) -> _Type:
    words = len(text.split())
    if is_mark(text):
        return _Type.MARK
    if words >= SAYING_WORDS or (words >= SENTENCE_WORDS and ends_sentence(text) and text[-1] != ":"):
        return _Type.SAYING
    if _FIGURE_FIRST.match(text):
        return _Type.FIGURE
    return _Type.WORDS_WITH_FIGURE if any(map(str.isdigit, text)) else _Type.WORDS


def _is_long_name(text: str) -> bool:
    """Tell whether many words are a name all the same: they end as no sentence does."""
    return _type(text) is _Type.SAYING and not ends_sentence(text) and not _FIGURE_FIRST.match(text)


def _has_labels(grid: Sequence[Row]) -> bool:
    """Tell whether the first column names what stands beside it ("Name:")."""
    return sum(bool(row) and row[0].text.endswith(":") for row in grid) > len(grid) / 2
