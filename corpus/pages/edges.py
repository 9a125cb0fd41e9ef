"""The rows of lines at the upper and the lower edge of a page, where running heads and page numbers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.pages.page import Box, Line, Page, around
from corpus.pages.rules import edges_of

# How deep the edge of a page is, as a share of its height, and how many rows of it may be running heads.
EDGE = 0.17
MOST_ROWS = 5
# In points: rows at one height on two pages.
SAME_HEIGHT = 4.0
LONGEST_HEAD_WORDS = 20
# In points, of rules: those of one table, and those around a page as a share of its height; in sizes of the
# row: how near the outermost rule of a table is.
SAME_RULE = 3.0
AROUND_PAGE = 0.85
NEAR_RULE = 2.5
FEWEST_RULES = 3
# Of a column of running text, its lines fill so much.
FILLED = 0.85
_DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?[-–—|\s]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Row:
    """The lines on one height at a page's edge; `apart` is the white space up to the next row, in sizes.

    `fixed` tells that it stands in a table that reaches into the page, whose rows are no running heads,
    `table` is the area of a ruled one that does not.
    """

    lines: tuple[Line, ...]
    page: int
    height: float
    key: str
    apart: float
    fixed: bool
    table: Box | None = None

    @property
    def place(self) -> int:
        """Return the height in steps of those that are alike."""
        return round(self.height / SAME_HEIGHT)

    @property
    def style(self) -> tuple[float, bool, bool]:
        """Return how its first line is set."""
        first = self.lines[0]
        return first.size, first.bold, first.italic

    def says_no_sentence(self) -> bool:
        """Tell whether it is short and does not end as a sentence does."""
        words = " ".join(line.text for line in self.lines)
        return len(words.split()) <= LONGEST_HEAD_WORDS and not words.endswith((".", ";", ",", ":", "?", "!"))

    def is_number(self) -> bool:
        """Tell whether it is nothing but a number in digits, which may be a page's."""
        return "#" in self.key and bool(PAGE_NUMBER.fullmatch(self.key.replace("#", "1")))

    def offsets(self) -> set[int]:
        """Return how far each page number that it may hold is ahead of the number of the page."""
        numbers = (PAGE_NUMBER.fullmatch(line.text) for line in self.lines)
        found = (_DIGITS.search(number[0]) for number in numbers if number)
        return {int(digits[0]) - self.page for digits in found if digits}


def edge_rows(page: Page, *, top: bool) -> Iterator[Row]:
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
        table = _table_around(row, page)
        goes_on = table and any(table.holds(line.box) for beyond in rows[MOST_ROWS:] for line in beyond)
        names = top and bool(following) and _names_columns(row, following, page)
        fixed = bool(goes_on) or names or _is_in_table(row, page, top=top)
        yield Row(tuple(row), page.number, at if top else height - at, _key(row), apart, fixed, table)


def _key(row: Sequence[Line]) -> str:
    """Return what a row says on left and right pages alike: without its numbers, in no order."""
    texts = sorted(_DIGITS.sub("#", line.text.casefold()) for line in row)
    words = [text for text in texts if not PAGE_NUMBER.fullmatch(text.replace("#", "1"))]
    return " ".join(words or texts)


def _is_in_table(row: Sequence[Line], page: Page, *, top: bool) -> bool:
    """Tell whether a row at an edge stands between the rules of a table that reaches into the page."""
    box, height = around(line.box for line in row), page.size[1]
    inner = EDGE * height if top else (1 - EDGE) * height

    def reaches_in(rule: Box) -> bool:
        return rule.bottom > inner if top else rule.top < inner

    beside = [
        rule
        for rule in _whole(page.drawings.down)
        if rule.top <= box.middle <= rule.bottom and rule.height < AROUND_PAGE * height and reaches_in(rule)
    ]
    if any(rule.left <= box.left + SAME_RULE for rule in beside) and any(
        rule.right >= box.right - SAME_RULE for rule in beside
    ):
        return True
    across = [rule for rule in page.drawings.across if rule.holds_width(box)]
    outer = [
        rule
        for rule in across
        if 0 <= (box.top - rule.middle if top else rule.middle - box.bottom) < NEAR_RULE * row[0].size
    ]
    for rule in outer:
        alike = [
            each for each in across if abs(each.left - rule.left) + abs(each.right - rule.right) < SAME_RULE
        ]
        if len(alike) >= FEWEST_RULES and any(map(reaches_in, alike)):
            return True
    return False


def _names_columns(row: Sequence[Line], following: Sequence[Line], page: Page) -> bool:
    """Tell whether a row is set apart from one whose cells begin where its own do, as a table's names are."""
    names, cells = (sorted(lines, key=lambda line: line.box.left) for lines in (row, following))
    begins = [name.box.left for name in names]
    level = all(any(abs(cell.box.left - left) < SAME_RULE for left in begins) for cell in cells)
    if len(names) < 2 or not level or (len(cells) == 1 and cells[0].box.left - begins[0] < SAME_RULE):
        return False
    # A column of running text would be filled.
    filled = len(cells) > 1 and cells[0].box.width > FILLED * (cells[1].box.left - cells[0].box.left)
    edges = [*page.drawings.across, *edges_of(page.drawings.shades)]
    between = [edge for edge in edges if names[0].baseline <= edge.middle < cells[0].baseline]
    bold = all(name.bold for name in names) and not any(cell.bold for cell in cells)
    return not filled and (bold or any(edge.shares_width(names[-1].box) for edge in between))


def _table_around(row: Sequence[Line], page: Page) -> Box | None:
    """Return the area of the ruled table that a row stands in, by the rules at its left and right side."""
    box = around(line.box for line in row)
    beside = [rule for rule in _whole(page.drawings.down) if rule.top <= box.middle <= rule.bottom]
    lefts = [rule for rule in beside if rule.left <= box.left + SAME_RULE]
    rights = [rule for rule in beside if rule.right >= box.right - SAME_RULE]
    if not lefts or not rights:
        return None
    left, right = min(lefts, key=lambda rule: rule.left), max(rights, key=lambda rule: rule.right)
    level = abs(left.top - right.top) < SAME_RULE and abs(left.bottom - right.bottom) < SAME_RULE
    return around((left, right)) if level else None


def _whole(rules: Sequence[Box]) -> list[Box]:
    """Return rules that run down, those that go on with each other as one."""
    whole: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.left / SAME_RULE), rule.top)):
        last = whole[-1] if whole else None
        if last and abs(last.left - rule.left) < SAME_RULE and rule.top < last.bottom + SAME_RULE:
            whole[-1] = around((last, rule))
        else:
            whole.append(rule)
    return whole
