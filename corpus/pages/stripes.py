"""Find the stripes of a table: shades behind its rows or their cells, which are no boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.pages.cells import LEVEL
from corpus.pages.page import Box, Line, around, level_rows

# In points: edges that are one.
SAME_EDGE = 3.0
WELL_BEFORE = 20.0
FEWEST = 2
FEWEST_BETWEEN = 3
TALLEST_ROW = 120.0
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
