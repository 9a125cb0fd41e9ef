"""What the rules and shades of a page make: the grids of its tables, and the stripes behind their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.pages.cells import LEVEL
from corpus.pages.page import Box, Drawings, Line, around, level_rows
from corpus.pages.ruled import Grid, find_grid

MOST_RULES = 1_500
# In points: rules that meet, and those that begin and end alike.
TOUCHING = 2.5
SAME_EXTENT = 6.0


def find_grids(drawings: Drawings) -> Iterator[Grid]:
    """Yield the grids that rules which meet make, the largest first."""
    rules = [*(rule for rule in drawings.across if rule.width >= TOUCHING), *drawings.down]
    groups = [part for group in _touching(rules[: 2 * MOST_RULES]) for part in _of_one_width(group)]
    for group in sorted(groups, key=lambda group: -around(group).height):
        across = [rule for rule in group if rule.width >= rule.height]
        down = [rule for rule in group if rule.width < rule.height]
        grid = find_grid(across, down) if across and down else None
        if grid is not None:
            yield grid


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    """Return the groups of rules that meet."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        joined, members = rule, [rule]
        rest = []
        for box, group in groups:
            if _meet(box, joined) and any(_meet(each, rule) for each in group):
                joined, members = around((box, joined)), [*group, *members]
            else:
                rest.append((box, group))
        groups = [*rest, (joined, members)]
    return [members for _, members in groups]


def _of_one_width(group: Sequence[Box]) -> Iterator[Sequence[Box]]:
    """Yield the rules of each table of a group: two that stand on each other are closed at other sides."""
    walls = [rule for rule in group if rule.width < rule.height]
    across = [rule for rule in group if rule.width >= rule.height]
    for height in sorted({wall.bottom for wall in walls}):
        upper = [wall for wall in walls if wall.bottom <= height + TOUCHING]
        lower = [wall for wall in walls if wall.top >= height - TOUCHING]
        if len(upper) < 2 or len(lower) < 2 or len(upper) + len(lower) < len(walls):
            continue
        areas = around(upper), around(lower)
        above, below = ([rule for rule in across if area.holds(rule, TOUCHING)] for area in areas)
        differ = any(
            abs(one - other) > SAME_EXTENT
            for one, other in ((areas[0].left, areas[1].left), (areas[0].right, areas[1].right))
        )
        if differ and _closes(above, areas[0]) and _closes(below, areas[1]):
            yield [*upper, *above]
            yield from _of_one_width([*lower, *below])
            return
    yield group


def _closes(across: Sequence[Box], area: Box) -> bool:
    """Tell whether rules run across the whole of an area at its top and at its bottom."""
    whole = [
        rule.middle
        for rule in (around(pieces) for pieces in _level(across))
        if abs(rule.left - area.left) < TOUCHING and abs(rule.right - area.right) < TOUCHING
    ]
    return any(abs(middle - area.top) <= TOUCHING for middle in whole) and any(
        abs(middle - area.bottom) <= TOUCHING for middle in whole
    )


def _level(across: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the rules of one height together."""
    run: list[Box] = []
    for rule in sorted(across, key=lambda rule: rule.middle):
        if run and rule.middle - run[-1].middle > 1.0:
            yield run
            run = []
        run.append(rule)
    if run:
        yield run


def _meet(first: Box, second: Box) -> bool:
    return (
        first.left - TOUCHING <= second.right
        and second.left - TOUCHING <= first.right
        and first.top - TOUCHING <= second.bottom
        and second.top - TOUCHING <= first.bottom
    )


# In points: edges that are one, how far before a column the rows that it is cells of begin, and how tall they
# are at most. So many rows that are shaded, or stand between rules alike, are those of a table.
SAME_EDGE = 3.0
WELL_BEFORE = 20.0
TALLEST_ROW = 120.0
FEWEST = 2
FEWEST_BETWEEN = 3
MOST_SHADES = 1_000


def find_stripes(shades: Sequence[Box], lines: Sequence[Line]) -> list[Box]:
    """Return the rows of a page that are shaded as others of the same width and columns are.

    The columns are told by the edges of shaded cells, or by where the words behind which one shade stands
    begin. One row of shaded cells with a line each names columns, whether others are shaded or not.
    """
    groups: list[tuple[list[float], list[Box]]] = []
    names: list[Box] = []
    for cells in _side_by_side(shades[:MOST_SHADES]):
        row = around(cells)
        edges = [row.left, row.right, *(cell.left for cell in cells[1:])]
        inside = level_rows([line for line in lines if row.holds(line.box)], LEVEL)
        if len(cells) == 1:
            edges.extend(line.box.left for each in inside[:1] for line in each)
        elif len(inside) == 1 and len(inside[0]) > 1:
            names.append(row)
        group = next((rows for known, rows in groups if _are_alike(known, edges)), None)
        if group is not None:
            group.append(row)
        elif len(edges) > (3 if len(cells) == 1 else 2):
            groups.append((edges, [row]))
    return [*names, *(row for _, rows in groups if len(rows) >= FEWEST for row in rows if row not in names)]


def _side_by_side(shades: Sequence[Box]) -> list[list[Box]]:
    """Return the shades, those of one height that touch each other together, from the left."""
    rows: list[list[Box]] = []
    for shade in sorted(set(shades), key=lambda box: (round(box.top), box.left)):
        last = rows[-1][-1] if rows else None
        level = last and abs(last.top - shade.top) + abs(last.bottom - shade.bottom) < SAME_EDGE
        if last and level and abs(last.right - shade.left) < SAME_EDGE:
            rows[-1].append(shade)
        else:
            rows.append([shade])
    return rows


def _are_alike(first: Sequence[float], second: Sequence[float]) -> bool:
    return len(first) == len(second) and all(
        abs(one - other) < SAME_EDGE for one, other in zip(first, second, strict=True)
    )


def without_cells(columns: Sequence[Box], stripes: Sequence[Box], across: Sequence[Box]) -> list[Box]:
    """Return the columns of running text but for those of a table, whose rows begin well before them.

    Its rows are known by their `stripes`, or by rules `across` it, three and more between rules alike.
    """
    stripes = [*stripes, *_between(across)]
    return [
        column
        for column in columns
        if not any(
            stripe.shares_height(column)
            and stripe.left < column.left - WELL_BEFORE
            and stripe.right > column.right - SAME_EDGE
            for stripe in stripes
        )
    ]


def _between(across: Sequence[Box]) -> Iterator[Box]:
    """Yield the bands between rules of one left and right edge, where there are many close to each other."""
    run: list[Box] = []
    whole = [around(pieces) for pieces in _side_by_side(across[:MOST_SHADES])]
    rules = sorted(whole, key=lambda rule: (round(rule.left), round(rule.right), rule.top))
    for above, below in pairwise([*rules, Box(0.0, 0.0, 0.0, 0.0)]):
        alike = abs(above.left - below.left) + abs(above.right - below.right) < SAME_EDGE
        if alike and 0 < below.top - above.top < TALLEST_ROW:
            run.append(Box(above.left, above.middle, above.right, below.middle))
            continue
        if len(run) >= FEWEST_BETWEEN:
            yield from run
        run = []


def edges_of(stripes: Sequence[Box]) -> list[Box]:
    """Return the upper and the lower edge of each stripe as a rule across."""
    return [
        Box(each.left, height, each.right, height) for each in stripes for height in (each.top, each.bottom)
    ]
