"""Leave out what stands at the edges of the pages again and again: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.pages.page import Line, Page

# How deep the edge of a page is, as a share of its height, and how many rows of it may be running heads.
EDGE = 0.17
MOST_ROWS = 5
# In points: rows at one height on two pages.
SAME_HEIGHT = 4.0
FEW_PAGES = 5
# The shares of the pages on which a place must hold running heads for all of its rows to be taken for them.
USUAL = 0.4
NEARLY_ALWAYS = 0.6
# A row that parts itself from the text by this many times its size.
APART = 1.6
NUMBERED_LINES = 6
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?[-–—|\s]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines on one height at a page's edge; `apart` is the white space up to the next row, in sizes."""

    lines: tuple[Line, ...]
    height: float
    key: str
    apart: float


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the rows that repeat at their edges, with varying numbers in them."""
    tops = [list(_edge(page, top=True)) for page in pages]
    feet = [list(_edge(page, top=False)) for page in pages]
    dropped = list(map(_together, _running(tops), _running(feet)))
    return [
        _without_line_numbers(replace(page, lines=tuple(line for line in page.lines if id(line) not in drop)))
        for page, drop in zip(pages, dropped, strict=True)
    ]


def _together(first: set[int], second: set[int]) -> set[int]:
    return first | second


def _edge(page: Page, *, top: bool) -> Iterator[_Row]:
    """Yield the rows at an edge of a page from the outside."""
    height = page.size[1]
    rows: list[list[Line]] = []
    inner = 2 * EDGE * height
    near = (line for line in page.lines if (line.baseline if top else height - line.baseline) < inner)
    for line in sorted(near, key=lambda line: line.baseline if top else -line.baseline):
        if rows and abs(line.baseline - rows[-1][0].baseline) <= SAME_HEIGHT / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row, following in zip(rows[:MOST_ROWS], [*rows[1:], []], strict=False):
        at = row[0].baseline
        if (at if top else height - at) > EDGE * height:
            return
        apart = abs(following[0].baseline - at) / row[0].size if following else 99.0
        yield _Row(tuple(row), at, _key(row), apart)


def _key(row: Sequence[Line]) -> str:
    """Return what a row says on left and right pages alike: without its numbers, in no order."""
    texts = sorted(_DIGITS.sub("#", line.text.casefold()) for line in row)
    words = [text for text in texts if not _PAGE_NUMBER.fullmatch(text.replace("#", "1"))]
    return " ".join(words or texts)


def _running(edges: Sequence[Sequence[_Row]]) -> list[set[int]]:
    """Return the identities of the lines of each page that are running heads at one edge."""
    counts = Counter(spot for rows in edges for spot in {spot for row in rows for spot in _spots(row)})
    enough = 2 if len(edges) <= FEW_PAGES else 3
    repeated = [[max(counts[spot] for spot in _spots(row)) >= enough for row in rows] for rows in edges]
    usual = _usual_heights(edges, repeated)
    return [
        set(_outermost(rows, again, usual, alone=len(edges) == 1))
        for rows, again in zip(edges, repeated, strict=True)
    ]


def _spots(row: _Row) -> tuple[tuple[str, int], ...]:
    """Return what two rows at about one height share: text and height, rounded in two ways."""
    step = 2 * SAME_HEIGHT
    return (row.key, round(row.height / step) * 2), (row.key, round(row.height / step + 0.5) * 2 + 1)


def _usual_heights(edges: Sequence[Sequence[_Row]], repeated: Sequence[Sequence[bool]]) -> set[int]:
    """Return the heights at which most pages have a running head, whatever it says."""
    texts = Counter(
        round(row.height)
        for rows, again in zip(edges, repeated, strict=True)
        for row, found in zip(rows, again, strict=True)
        if found
    )
    apart = Counter(round(rows[0].height) for rows in edges if rows and rows[0].apart >= APART)
    return {
        *(height for height, count in texts.items() if count >= max(3, USUAL * len(edges))),
        *(height for height, count in apart.items() if count >= max(4, NEARLY_ALWAYS * len(edges))),
    }


def _outermost(
    rows: Sequence[_Row], repeated: Sequence[bool], usual: set[int], *, alone: bool
) -> Iterator[int]:
    for row, again in zip(rows, repeated, strict=True):
        number = _PAGE_NUMBER.fullmatch(row.key.replace("#", "1")) and row.apart >= APART
        numbered = number and (not alone or "#" in row.key)
        if not (again or numbered or round(row.height) in usual):
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
