"""Find what stands side by side under heads of its own: adult | child, each column read as a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from corpus.pages.cells import LEVEL
from corpus.pages.page import Box, Line, around, item_mark, level_rows
from corpus.text.shapes import ends_sentence

LONGEST_HEAD_WORDS = 8
LARGER = 1.08
FEWEST_ITEMS = 2
# Of the rows that begin with an item, so many have one in each column where lists stand side by side.
LISTED = 0.5
# In sizes: the room between two rows of columns, and what is near a head above and below it; a share of the
# room between rows so far, from which the columns have ended.
FURTHEST = 2.2
NEAR = 4.0
FURTHER = 1.3
# In sizes, how high a shade is that stands behind a row of heads alone.
BAND = 3.0
# Lines of running text say so many words, and more lines are a column of the page's own text; room this much
# wider than the narrowest parts paragraphs.
RUNNING_WORDS = 4
LONGEST_TEXT = 12
PARTING = 1.3

Columns = list[list[Line]]


def are_lists(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether rows of lines are lists side by side rather than a table: all their columns have items."""
    several = [[bool(item_mark(line.text)) for line in row] for row in rows if len(row) > 1]
    whole = sum(map(all, several))
    return whole >= FEWEST_ITEMS and whole > LISTED * sum(map(any, several))


def headed_columns(lines: Sequence[Line], shades: Sequence[Box]) -> list[tuple[Box, list[Line]]]:
    """Return the columns that stand side by side on a part of a page, each with the head above it.

    They are lists, or text that something across both of them ends. Columns that the text of the page runs
    through are none: text stands above their heads, or more heads below. `shades` may stand behind heads.
    """
    found: list[tuple[Box, list[Line]]] = []
    taken: set[int] = set()
    rows = level_rows(lines, LEVEL)
    for place, row in enumerate(rows):
        above = [line for each in rows[:place] for line in each if id(line) not in taken]
        if len(row) < 2 or id(row[0]) in taken or not _are_heads(row, rows[place + 1 :], shades):
            continue
        columns, ended = _below(row, rows[place + 1 :])
        if _begin_anew(row, above) and _stand_alone(columns, ended=ended):
            found.extend((around(line.box for line in each), each) for each in columns)
            taken.update(id(line) for each in columns for line in each)
    return found


def _are_heads(row: Sequence[Line], below: Sequence[Sequence[Line]], shades: Sequence[Box]) -> bool:
    """Tell whether the lines of a row are short and told from those below: bold, larger or shaded."""
    if not below or not all(_is_short(line) for line in row):
        return False
    larger = all(line.size > LARGER * below[0][0].size for line in row)
    bands = [shade for shade in shades if shade.height < BAND * row[0].size]
    return larger or all(line.bold or any(band.holds(line.box) for band in bands) for line in row)


def _is_short(line: Line) -> bool:
    ended = ends_sentence(line.text) and not line.text.endswith(":")
    return len(line.text.split()) <= LONGEST_HEAD_WORDS and not ended and not item_mark(line.text)


def _below(heads: Sequence[Line], rows: Sequence[Sequence[Line]]) -> tuple[Columns, bool]:
    """Return the lines of each column from its head on, and whether something ends them all."""
    columns: Columns = [[head] for head in heads]
    ranges = [(head.box.left, head.box.right) for head in heads]
    last, most = heads[0], NEAR * heads[0].size
    for row in rows:
        room = row[0].baseline - last.baseline
        places = [_place(line, ranges) for line in row]
        if None in places or room > most:
            return columns, True
        for place, line in zip(places, row, strict=True):
            assert place is not None
            columns[place].append(line)
            left, right = ranges[place]
            ranges[place] = min(left, line.box.left), max(right, line.box.right)
        most = max(FURTHEST * row[0].size, FURTHER * room, 0.0 if last is heads[0] else most)
        last = row[0]
    return columns, False


def _place(line: Line, ranges: Sequence[tuple[float, float]]) -> int | None:
    """Return the column that a line stands in or next to, `None` where it stands across several."""
    rooms = [max(line.box.left - right, left - line.box.right) for left, right in ranges]
    across = sum(room < -1 for room in rooms) > 1
    return None if across else rooms.index(min(rooms))


def _begin_anew(heads: Sequence[Line], above: Sequence[Line]) -> bool:
    """Tell whether no column but the first has text right above its head that is its own."""
    for before, head in pairwise(heads):
        near = [line for line in above if line.box.shares_width(head.box)]
        nearest = max(near, key=lambda line: line.baseline, default=None)
        if nearest is None or head.baseline - nearest.baseline > NEAR * head.size:
            continue
        if nearest.box.left > before.box.right:
            return False
    return True


def _stand_alone(columns: Columns, *, ended: bool) -> bool:
    """Tell whether each column is one list, or one text that ends with the others, under its head alone."""
    if not all(len(column) > 1 for column in columns) or any(map(_has_more_heads, columns)):
        return False
    if all(map(_is_list, columns)):
        return True
    level = any(
        abs(one - other) < LEVEL * columns[0][0].size
        for first, second in combinations(map(list, map(_beginnings, columns)), 2)
        for one in first
        for other in second
    )
    return ended and not level and all(map(_is_text, columns))


def _is_list(column: Sequence[Line]) -> bool:
    marked = [bool(item_mark(line.text)) for line in column[1:]]
    return sum(marked) >= FEWEST_ITEMS and (marked[0] or column[1].text.endswith(":"))


def _has_more_heads(column: Sequence[Line]) -> bool:
    head = column[0]
    told = [_is_short(line) and line.bold and line.size > head.size - 0.5 for line in column]
    return any(later and not earlier for earlier, later in pairwise(told))


def _beginnings(column: Sequence[Line]) -> Iterator[float]:
    """Yield where paragraphs begin that are no items, but for the first: rows of a table begin level."""
    rooms = [below.baseline - above.baseline for above, below in pairwise(column[1:])]
    for line, room in zip(column[2:], rooms, strict=True):
        if room > PARTING * min(rooms) and not item_mark(line.text):
            yield line.baseline


def _is_text(column: Sequence[Line]) -> bool:
    words = sum(len(line.text.split()) for line in column[1:])
    listed = bool(item_mark(column[1].text))
    running = len(column) > 2 and words >= RUNNING_WORDS * (len(column) - 1)
    return len(column) <= LONGEST_TEXT and (listed or running)
