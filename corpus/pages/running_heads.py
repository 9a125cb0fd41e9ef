"""Leave out what stands at the edges of the pages again and again: running heads and feet, page numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from corpus.pages.edges import SAME_HEIGHT, Row, edge_rows
from corpus.pages.page import Page

FEW_PAGES = 5
# The share of the pages on which a place must hold running heads for one that differs to be taken for one,
# and of the rows at a place that must be running heads between the first and the last of one.
USUAL = 0.4
LITTLE_ELSE = 0.5
# A row that parts itself from the text by this many times its size.
APART = 1.6
NUMBERED_LINES = 6


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the rows that repeat at their edges, with varying numbers in them.

    A row repeats when most of what stands at its place on the pages between is such a row. One that says
    something else is left out where such rows usually stand, when it is set like them, apart from the text.
    """
    tops = [list(edge_rows(page, top=True)) for page in pages]
    feet = [list(edge_rows(page, top=False)) for page in pages]
    dropped = list(map(_together, _running(tops), _running(feet)))
    return [
        _without_line_numbers(replace(page, lines=tuple(line for line in page.lines if id(line) not in drop)))
        for page, drop in zip(pages, dropped, strict=True)
    ]


def _together(first: set[int], second: set[int]) -> set[int]:
    return first | second


def _running(edges: Sequence[Sequence[Row]]) -> list[set[int]]:
    """Return the identities of the lines of each page that are running heads at one edge."""
    enough = 2 if len(edges) <= FEW_PAGES else 3
    counted = Counter(number for edge in edges for row in edge for number in _numbers(row))
    rows = [row for edge in edges for row in edge if not row.fixed]
    if len(edges) > 1:
        # A number alone that does not count with the pages is a value.
        rows = [row for row in rows if not row.is_number() or _counts(row, counted, 2)]
    repeated = _repeated(rows, enough)
    heads = repeated | {id(row) for row in rows if _counts(row, counted, enough)}
    alike = _alike(rows, heads, max(3, USUAL * len(edges)))
    lone = {id(row) for row in rows if row.is_number() and row.apart >= APART}
    return [set(_outermost(edge, heads | alike | lone)) for edge in edges]


def _numbers(row: Row) -> set[tuple[int, int]]:
    """Return what page numbers share: their height, and how far they are ahead of their pages."""
    return {(round(row.height), offset) for offset in row.offsets()}


def _counts(row: Row, counted: Counter[tuple[int, int]], enough: int) -> bool:
    """Tell whether a row holds a number that rises with the pages, on so many of them."""
    return any(counted[number] >= enough for number in _numbers(row))


def _repeated(rows: Sequence[Row], enough: int) -> set[int]:
    """Return the identities of the rows that say the same at one height again, little else between."""
    pages: dict[tuple[str, int], set[int]] = {}
    for row in rows:
        for spot in _spots(row):
            pages.setdefault(spot, set()).add(row.page)
    often = {spot: found for spot, found in pages.items() if len(found) >= enough}
    again = {id(row) for row in rows if any(spot in often for spot in _spots(row))}
    by_place: dict[int, list[Row]] = {}
    for row in rows:
        for place in (row.place - 1, row.place, row.place + 1):
            by_place.setdefault(place, []).append(row)
    found: set[int] = set()
    for place, there in by_place.items():
        there.sort(key=lambda row: row.page)
        numbers = [row.page for row in there]
        before = [0, *accumulate(id(row) in again for row in there)]
        for row in there:
            for spot in _spots(row) if row.place == place else ():
                span = often.get(spot, {row.page})
                first, last = bisect_left(numbers, min(span)), bisect_right(numbers, max(span))
                if before[last] - before[first] > LITTLE_ELSE * (last - first):
                    found.add(id(row))
    return found & again


def _spots(row: Row) -> tuple[tuple[str, int], ...]:
    """Return what two rows at about one height share: text and height, rounded in two ways."""
    step = 2 * SAME_HEIGHT
    return (row.key, round(row.height / step) * 2), (row.key, round(row.height / step + 0.5) * 2 + 1)


def _alike(rows: Sequence[Row], heads: set[int], enough: float) -> set[int]:
    """Return the identities of the rows that stand where heads usually do and are set as they are."""
    styles: dict[int, list[tuple[float, bool, bool]]] = {}
    for row in rows:
        if id(row) in heads:
            styles.setdefault(round(row.height), []).append(row.style)
    usual = {height: found for height, found in styles.items() if len(found) >= enough}
    return {
        id(row)
        for row in rows
        if row.apart >= APART and row.says_no_sentence() and row.style in usual.get(round(row.height), ())
    }


def _outermost(rows: Sequence[Row], heads: set[int]) -> Iterator[int]:
    """Yield the lines of the outermost heads; none stands in a table that has a row which is no head."""
    tables = {row.table for row in rows if row.table and id(row) not in heads}
    for row in rows:
        if id(row) not in heads or row.table in tables:
            return
        yield from map(id, row.lines)


def _without_line_numbers(page: Page) -> Page:
    """Leave out the numbers that a manuscript has in its margin beside every line or every fifth."""
    numbers = sorted((line for line in page.lines if line.text.isdigit()), key=lambda line: line.baseline)
    if len(numbers) < NUMBERED_LINES:
        return page
    others = [line for line in page.lines if not line.text.isdigit()]
    edge = min((line.box.left for line in others), default=0.0)
    margin = [line for line in numbers if line.box.right <= edge]
    if len(margin) < NUMBERED_LINES or not _counts_up([int(line.text) for line in margin]):
        return page
    dropped = set(map(id, margin))
    return replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped))


def _counts_up(values: Iterable[int]) -> bool:
    values = list(values)
    steps = {second - first for first, second in pairwise(values)}
    return len(steps) == 1 and steps.pop() > 0
