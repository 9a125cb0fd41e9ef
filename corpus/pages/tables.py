"""Find the tables of a page: areas between rules, and lines that align in columns without any."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.pages.cells import LEVEL, Table, make_table
from corpus.pages.columns import column_of, is_column
from corpus.pages.facing import are_lists
from corpus.pages.page import Box, Line, Page, around, level_rows
from corpus.pages.ruled import ruled_table
from corpus.pages.rules import MOST_RULES, SAME_EXTENT, TOUCHING, find_grids
from corpus.pages.strands import strands

__all__ = ["Table", "find_ruled_tables", "find_tables"]

SAME_PLACE = 2.0
SHORTEST_RULE = 50.0
# A table's cells are short; text in columns between two rules is no table, however it is lined.
LONGEST_COLUMN = 10
LONGEST_CELL = 45
FULL_ROWS = 0.4
FEWEST_ROWS = 3
# In sizes of the letters: the widest space between two rows of a table without rules.
FURTHEST_ROW = 3.0
# Lines that stand alone in the first column, and in another, where they go on with a cell.
MOST_SINGLE_ROWS = 3
MOST_CELL_LINES = 12
# Words in a line of running text, and the share of its lines that go on with a sentence.
RUNNING_WORDS = 3
RUNNING_LINES = 0.6


def find_ruled_tables(lines: Sequence[Line], page: Page) -> Iterator[Table]:
    """Yield the tables that rules make out, each with the lines inside it."""
    taken: set[int] = set()
    words = [*lines, *page.sideways]
    for grid in find_grids(page.drawings):
        inside = [line for line in words if id(line) not in taken and _stands_in(line, grid.box)]
        if len(grid.across) == FEWEST_ROWS and _is_placed_text(inside):
            continue
        table = ruled_table(grid, inside, page.number, page.drawings)
        if table and _is_filled(table):
            taken.update(map(id, inside))
            yield table
    across = [rule for rule in page.drawings.across if rule.width >= TOUCHING][:MOST_RULES]
    for ladder in _ladders([rule for rule in across if rule.width >= SHORTEST_RULE]):
        area = around(ladder)
        head = Box(area.left, area.top, area.right, sorted(rule.middle for rule in ladder)[1] + TOUCHING)
        heads = [
            line for line in page.sideways if head.holds(line.box, TOUCHING) and line.box.bottom < head.bottom
        ]
        inside = [line for line in [*lines, *heads] if id(line) not in taken and area.holds(line.box, 4.0)]
        if not inside or _is_placed_text(inside):
            continue
        table = make_table(inside, page.number, [rule for rule in across if area.holds(rule, TOUCHING)])
        if table and _is_filled(table):
            taken.update(map(id, inside))
            yield table


def _stands_in(line: Line, area: Box) -> bool:
    return area.top < line.box.middle < area.bottom and area.holds_width(line.box)


def _ladders(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the rules of one left and right edge, from the top, where there are at least two."""
    ladders: list[list[Box]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        same = next(
            (
                each
                for each in ladders
                if abs(each[0].left - rule.left) < SAME_EXTENT
                and abs(each[0].right - rule.right) < SAME_EXTENT
            ),
            None,
        )
        if same is None:
            ladders.append([rule])
        else:
            same.append(rule)
    for ladder in ladders:
        heights = {round(rule.middle / TOUCHING) for rule in ladder}
        if len(heights) > 1:
            yield ladder


def _is_text_in_columns(lines: Sequence[Line]) -> bool:
    """Tell whether lines are columns of running text rather than cells."""
    running = [
        strand for strand in strands(lines) if is_column(strand) and len(strand.lines) >= LONGEST_COLUMN
    ]
    return sum(len(strand.lines) for strand in running) > len(lines) / 2


def _is_placed_text(lines: Sequence[Line]) -> bool:
    return _is_text_in_columns(lines) or are_lists(level_rows(lines, LEVEL))


def _runs_on(lines: Sequence[Line]) -> bool:
    """Tell whether most lines go on with the sentence of the line above them, as those of cells do not."""
    if statistics.mean(len(line.text.split()) for line in lines) < RUNNING_WORDS:
        return False
    pairs = [pair for strand in strands(lines) for pair in pairwise(strand.lines)]
    running = sum(first.text.endswith("-") or second.text[:1].islower() for first, second in pairs)
    return bool(pairs) and running >= RUNNING_LINES * len(pairs)


def _is_filled(table: Table) -> bool:
    """Tell whether enough rows have cells side by side."""
    several = sum(sum(bool(cell.lines) for cell in row) > 1 for row in table.rows)
    return several >= 2 and several >= FULL_ROWS * len(table.rows)


def find_tables(
    lines: Sequence[Line],
    page: Page,
    columns: Sequence[Box],
    solid: Sequence[Box],
    stripes: Sequence[Box] = (),
) -> Iterator[Table]:
    """Yield the tables without rules: rows of short pieces that stand one below the other.

    `columns` are those of running text, which are no tables; `solid` is what else stands on the page,
    `stripes` are the edges of what is shaded behind rows.
    """
    groups = [group for row in level_rows(lines, LEVEL) for group in _cut_at_gutters(row, columns)]
    for run in _runs(groups, solid):
        members = [line for row in run for line in row]
        area = around(line.box for line in members)
        rules = [rule for rule in page.drawings.across if area.holds(rule, 6.0)]
        rules.extend(each for each in stripes if area.shares_width(each) and area.shares_height(each, -6.0))
        tabular = _looks_tabular(run, parted=any(_parts(rule, run) for rule in rules))
        if tabular and not _is_text_in_columns(members) and not _runs_on(members):
            table = make_table(members, page.number, rules)
            if table and _is_filled(table):
                yield table


def _parts(rule: Box, run: Sequence[list[Line]]) -> bool:
    """Tell whether a rule runs across below the first row, above the next: what is above names columns."""
    first, second = run[0], run[1] if len(run) > 1 else run[0]
    across = len(first) > 1 and rule.shares_width(first[0].box) and rule.shares_width(first[-1].box)
    return across and first[0].baseline <= rule.middle <= second[0].box.top + TOUCHING


def _cut_at_gutters(row: Sequence[Line], columns: Sequence[Box]) -> Iterator[list[Line]]:
    """Yield the pieces of a row, those in different columns of text apart."""
    group: list[Line] = []
    for line in row:
        if group and _is_gutter(group[-1], line, columns):
            yield group
            group = []
        group.append(line)
    yield group


def _is_gutter(first: Line, second: Line, columns: Sequence[Box]) -> bool:
    one, other = column_of(first.box, columns), column_of(second.box, columns)
    if one == other:
        return False
    known = [column for column in (one, other) if column is not None]
    beside = any(column.top - 30 <= first.baseline <= column.bottom + 30 for column in known)
    apart = len(known) == 2 or not any(
        column.left < second.box.left and first.box.right < column.right for column in known
    )
    return beside and apart


def _runs(groups: Sequence[list[Line]], solid: Sequence[Box]) -> Iterator[list[list[Line]]]:
    """Yield runs of rows of several pieces, with the single lines between them."""
    open_runs: list[list[list[Line]]] = []
    for place, group in enumerate(groups):
        box = around(line.box for line in group)
        below = [row for row in groups[place + 1 : place + 1 + MOST_SINGLE_ROWS] if len(row) > 1][:1]
        # A label may stand further left than the names of the columns, but not than the rows that it is for.
        level = any(abs(row[0].box.left - box.left) < SAME_PLACE for row in below)
        run = next((run for run in reversed(open_runs) if _is_below(run, group, box, solid, level)), None)
        if run is not None:
            run.append(group)
        elif len(group) > 1:
            open_runs.append([group])
    for run in open_runs:
        yield _without_loose_ends(run)


def _is_below(
    run: Sequence[list[Line]], group: Sequence[Line], box: Box, solid: Sequence[Box], level: bool
) -> bool:
    above = around(line.box for line in run[-1])
    whole = around(line.box for row in run for line in row)
    gap = group[0].baseline - run[-1][0].baseline
    if not whole.shares_width(box) or gap > FURTHEST_ROW * group[0].size or gap <= 0:
        return False
    if any(part.shares_width(box) and above.bottom - 2 < part.middle < box.top + 2 for part in solid):
        return False
    if len(group) > 1:
        return True
    last = next(row[-1] for row in reversed(run) if len(row) > 1)
    # A longer line of the last cell begins where the cell does.
    in_last = abs(box.left - last.box.left) < SAME_PLACE
    inside = (level or box.left >= whole.left - 4) and (in_last or box.right <= whole.right + 12)
    most = MOST_SINGLE_ROWS if box.left < whole.left + 2 * group[0].size else MOST_CELL_LINES
    return inside and any(len(row) > 1 for row in run[-most:])


def _without_loose_ends(run: list[list[Line]]) -> list[list[Line]]:
    """Drop the single lines at the end that go on with no cell but the first."""
    last = max(position for position, row in enumerate(run) if len(row) > 1)
    left = min(line.box.left for row in run for line in row)
    kept = run[: last + 1]
    for above, row in zip(run[last:], run[last + 1 :], strict=False):
        near = row[0].baseline - above[0].baseline < 1.45 * row[0].size
        if not near or row[0].box.left < left + 2 * row[0].size:
            break
        kept.append(row)
    return kept


def _looks_tabular(run: Sequence[list[Line]], *, parted: bool) -> bool:
    several = [row for row in run if len(row) > 1]
    width = statistics.median(len(row) for row in several)
    letters = statistics.mean(len(line.text) for row in several for line in row)
    if letters > LONGEST_CELL or len(several) < (2 if width > 2 or parted else FEWEST_ROWS) or are_lists(run):
        return False
    left = min(line.box.left for row in run for line in row)
    alone = sum(len(row) == 1 and row[0].box.left < left + 2 * row[0].size for row in run)
    return len(several) >= FULL_ROWS * (len(several) + alone)
