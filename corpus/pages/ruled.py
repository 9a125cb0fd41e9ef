"""Read a ruled table: its cells are the areas that drawn lines close, whatever rows and columns they span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from corpus.pages.cells import LEVEL, TIGHT, Table, TableCell
from corpus.pages.page import Box, Drawings, Line, around, level_rows

# In points: rules that are one, and how far rules reach beyond the last one that crosses them.
SAME_EDGE = 4.0
OPEN_EDGE = 7.0
# A rule along so much of a side closes it.
CLOSED = 0.5
MOST_EDGES = 120
# In points: how far a line may stand out of its cell.
OUTSIDE = 3.0
# In sizes: the room for a word that a line must leave to have been ended on purpose; space that parts rows.
ROOM = 0.3
MOST_MARGIN = 10.0
# Words of a line that is one of a list of names or values rather than of a text.
FEW_WORDS = 4
# Of the rows between rules, so many hold several rows where rules part groups of rows.
GROUPED = 0.5

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """Places between the rules of a table: `cells` numbers the cell of each place, row by row."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: Numbers
    certain: bool

    @property
    def box(self) -> Box:
        """Return the area of the table."""
        return Box(self.down[0], self.across[0], self.down[-1], self.across[-1])

    def cell_of(self, line: Line) -> int:
        """Return the number of the cell that a line stands in."""
        row = _place(line.box.middle, self.across)
        return int(self.cells[row, _place(line.box.left + OUTSIDE, self.down)])

    def extent(self, cell: int) -> tuple[int, int, int, int]:
        """Return the first row and column of a cell, and how many of each it spans."""
        rows, columns = np.nonzero(self.cells == cell)
        top, left = int(rows.min()), int(columns.min())
        return top, left, int(rows.max()) - top + 1, int(columns.max()) - left + 1


def find_grid(across: Sequence[Box], down: Sequence[Box]) -> Grid | None:
    """Return the places that rules make, `None` where they are not two rows of two columns at least."""
    heights = _edges([rule.middle for rule in across], [y for rule in down for y in (rule.top, rule.bottom)])
    middles = [(rule.left + rule.right) / 2 for rule in down]
    widths = _edges(middles, [x for rule in across for x in (rule.left, rule.right)])
    rows, columns = len(heights) - 1, len(widths) - 1
    if min(rows, columns) < 2 or max(rows, columns) > MOST_EDGES:
        return None
    cells = np.arange(rows * columns).reshape(rows, columns)
    beside = [(rule.top, rule.bottom, x) for rule, x in zip(down, middles, strict=True)]
    below = [(rule.left, rule.right, rule.middle) for rule in across]
    for row, column in np.ndindex(rows, columns):
        if column + 1 < columns and not _closed(beside, widths[column + 1], *heights[row : row + 2]):
            cells[cells == cells[row, column + 1]] = cells[row, column]
        if row + 1 < rows and not _closed(below, heights[row + 1], *widths[column : column + 2]):
            cells[cells == cells[row + 1, column]] = cells[row, column]
    return _with_whole_cells(Grid(tuple(heights), tuple(widths), cells, certain=True))


def _edges(rules: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Return where rules run, and where those across them end when that is well beyond the last one."""
    edges: list[float] = []
    for edge in sorted(rules):
        if not edges or edge - edges[-1] > SAME_EDGE:
            edges.append(edge)
    if not edges or not ends:
        return edges
    before = [min(ends)] if min(ends) < edges[0] - OPEN_EDGE else []
    after = [max(ends)] if max(ends) > edges[-1] + OPEN_EDGE else []
    return [*before, *edges, *after]


def _closed(rules: Sequence[tuple[float, float, float]], edge: float, start: float, end: float) -> bool:
    """Tell whether rules (start, end, where they run) close a side of a place."""
    covered = sum(
        max(0.0, min(last, end) - max(first, start))
        for first, last, place in rules
        if abs(place - edge) <= SAME_EDGE
    )
    return covered > CLOSED * (end - start)


def _with_whole_cells(grid: Grid) -> Grid | None:
    """Return a grid whose cells are all rectangles: one that is none falls into its places again."""
    cells, broken = grid.cells.copy(), 0
    numbers = np.unique(cells)
    for number in numbers.tolist():
        _, _, rows, columns = grid.extent(number)
        if (grid.cells == number).sum() < rows * columns:
            places = np.flatnonzero(grid.cells == number)
            cells.flat[places] = cells.size + places
            broken += 1
    if broken > len(numbers) / 4 or len(np.unique(cells)) < 4:
        return None
    return replace(grid, cells=cells, certain=not broken)


def _place(value: float, edges: Sequence[float]) -> int:
    return min(max(sum(edge <= value for edge in edges) - 1, 0), len(edges) - 2)


def ruled_table(grid: Grid, lines: Sequence[Line], page: int, drawings: Drawings) -> Table | None:
    """Return the table that `lines` make up in a grid, `None` where they fill too few cells."""
    held: dict[int, list[Line]] = {}
    for line in lines:
        held.setdefault(grid.cell_of(line), []).append(line)
    if len(held) < 3:
        return None
    spilled = any(_stands_out(line, grid, held) for line in lines)
    bands = [_band(grid, row, held) for row in range(len(grid.across) - 1)]
    levels = [_levels(band, grid) for band in bands]
    tall = [level for level, band in zip(levels[1:], bands[1:], strict=True) if _is_tall(band)]
    grouped = sum(len(level) > 1 for level in tall) >= GROUPED * max(1, len(tall))
    rows: list[tuple[TableCell, ...]] = []
    tops: list[int] = []
    for place, (band, level) in enumerate(zip(bands, levels, strict=True)):
        loose = len(level) > 1 and _is_loose(level)
        split = len(level) > 1 and (loose or (grouped and any(bands[:place])))
        made = list(_split(band, level)) if split else list(_with_label([cell for _, cell in band]))
        rows.extend(made)
        tops.extend([place] * len(made))
    header = _header(rows, tops, drawings)
    certain = grid.certain and not spilled
    return Table(tuple(rows), tuple(lines), grid.box, page, header, certain=certain, ruled=True)


def _stands_out(line: Line, grid: Grid, held: dict[int, list[Line]]) -> bool:
    """Tell whether a line runs over a rule into a cell that holds words of its own, or out of the table."""
    own = grid.cell_of(line)
    row = _place(line.box.middle, grid.across)
    last = int(grid.cells[row, _place(line.box.right - OUTSIDE, grid.down)])
    return last != own and (last in held or line.box.right > grid.down[-1] + line.size)


def _band(grid: Grid, row: int, held: dict[int, list[Line]]) -> list[tuple[int, TableCell]]:
    """Return the cells that begin in a row of places, each with its first column."""
    band: list[tuple[int, TableCell]] = []
    for number in dict.fromkeys(grid.cells[row].tolist()):
        top, left, rows, columns = grid.extent(number)
        if top == row:
            level = level_rows(held.get(number, []), LEVEL)
            lines = [line for each in level for line in sorted(each, key=lambda line: line.order)]
            band.append((left, TableCell(tuple(lines), columns, rows)))
    return band


def _levels(band: Sequence[tuple[int, TableCell]], grid: Grid) -> list[list[Line]]:
    """Return the rows that stand level in all cells of a band, none where its cells hold wrapped text.

    A first cell of other lines goes with all of them. Of many rows one column may be full by chance.
    """
    cells = [(_right_edge(left, cell, grid), cell) for left, cell in band if cell.lines]
    if any(cell.rows > 1 or cell.columns > 1 or cell.lines[0].turn for _, cell in cells):
        return []
    for chosen in (cells, cells[1:]):
        rows = level_rows([line for _, cell in chosen for line in cell.lines], LEVEL)
        whole = len(chosen) > 1 and all(len(row) == len(chosen) for row in rows)
        listed = any(map(_is_of_figures, chosen)) or all(map(_is_of_few_words, chosen))
        if not (whole and listed):
            continue
        wrapped = sum(not _ended_on_purpose(cell.lines, edge) for edge, cell in chosen)
        if wrapped <= (len(rows) > 2 and len(chosen) > 2):
            return rows
    return []


def _is_of_figures(placed: tuple[float, TableCell]) -> bool:
    return all(line.text[0].isdigit() or not line.text[0].isalnum() for line in placed[1].lines)


def _is_of_few_words(placed: tuple[float, TableCell]) -> bool:
    return all(len(line.text.split()) <= FEW_WORDS for line in placed[1].lines)


def _right_edge(left: int, cell: TableCell, grid: Grid) -> float:
    """Return how far the lines of a cell may reach: as near to its right rule as they begin at its left."""
    margin = min(line.box.left for line in cell.lines) - grid.down[left]
    longest = max(line.box.right for line in cell.lines)
    return max(longest, grid.down[left + cell.columns] - min(max(margin, 0.0), MOST_MARGIN))


def _ended_on_purpose(lines: Sequence[Line], edge: float) -> bool:
    """Tell whether each line of a cell left room for the word below it, which begins anew."""
    small = lines[0].text[0].islower()
    for above, below in pairwise(lines):
        word = below.text.split(maxsplit=1)[0]
        needed = below.box.width * len(word) / max(1, len(below.text)) + ROOM * below.size
        goes_on = (below.text[0].islower() and not small) or above.text[-1] in ",;-–(/"
        # Figures without words stand one below the other; no text wraps so.
        wordless = not any(map(str.isalpha, above.text + below.text))
        if goes_on or (edge - above.box.right < needed and not wordless):
            return False
    return True


def _is_tall(band: Sequence[tuple[int, TableCell]]) -> bool:
    return any(len(cell.lines) > 1 for _, cell in band)


def _is_loose(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether rows stand further apart than the lines of one cell do."""
    return all(
        below[0].baseline - above[0].baseline > TIGHT * above[0].size for above, below in pairwise(rows)
    )


def _split(
    band: Sequence[tuple[int, TableCell]], rows: Sequence[Sequence[Line]]
) -> Iterator[tuple[TableCell, ...]]:
    """Yield a row of cells for each level of a band; a cell that has no part in them spans them all."""
    levelled = {id(line): place for place, row in enumerate(rows) for line in row}
    for place in range(len(rows)):
        cells: list[TableCell] = []
        for _, cell in band:
            if any(id(line) not in levelled for line in cell.lines):
                cells.extend([replace(cell, rows=len(rows))] if place == 0 else [])
            else:
                own = tuple(line for line in cell.lines if levelled[id(line)] == place)
                cells.append(replace(cell, lines=own))
        yield tuple(cells)


def _with_label(cells: Sequence[TableCell]) -> Iterator[tuple[TableCell, ...]]:
    """Yield the cells of a row, and before or behind them a bold label that stands in the first one alone."""
    lines = cells[0].lines if cells else ()
    others = [line.baseline for cell in cells[1:] for line in cell.lines]
    if len(lines) < 2 or not others or cells[0].rows > 1 or lines[0].bold == lines[-1].bold:
        yield tuple(cells)
        return
    above, below = lines[0].baseline < min(others) - LEVEL, lines[-1].baseline > max(others) + LEVEL
    label = lines[:1] if lines[0].bold and above else lines[-1:] if lines[-1].bold and below else ()
    rest = tuple(line for line in lines if line not in label)
    row = (replace(cells[0], lines=rest), *cells[1:])
    alone = (replace(cells[0], lines=label), *(TableCell((), cell.columns) for cell in cells[1:]))
    yield from [row] if not label else [alone, row] if label == lines[:1] else [row, alone]


def _header(rows: Sequence[Sequence[TableCell]], tops: Sequence[int], drawings: Drawings) -> int | None:
    """Return how many rows name the columns: those set sideways, bold, shaded, or set apart by a rule."""
    # A row that holds nothing but a first cell is a label of those below it.
    filled = [place for place, row in enumerate(rows) if any(cell.lines for cell in row[1:])]
    sideways = [place for place in filled if any(line.turn for cell in rows[place] for line in cell.lines)]
    bold = _leading(
        [(place, all(line.bold for cell in rows[place] for line in cell.lines)) for place in filled]
    )
    shaded = _leading([(place, _is_shaded(rows[place], drawings)) for place in filled])
    apart = tops.count(tops[0]) if len(set(tops)) == 2 and tops.count(tops[-1]) > 1 else 0
    return max(sideways, default=-1) + 1 or bold or shaded or apart or None


def _leading(told: Sequence[tuple[int, bool]]) -> int:
    """Return how many rows at the top are told from the others, 0 where some below are as they are."""
    leading = list(takewhile(lambda each: each[1], told))
    others = [is_told for _, is_told in told[len(leading) :]]
    return leading[-1][0] + 1 if leading and others and not any(others) else 0


def _is_shaded(row: Sequence[TableCell], drawings: Drawings) -> bool:
    boxes = [line.box for cell in row for line in cell.lines]
    if not boxes:
        return False
    own = around(boxes)
    behind = [frame for frame in drawings.shades if frame.height < own.height + 3 * (boxes[0].height + 4)]
    return all(any(frame.holds(box) for frame in behind) for box in boxes)
