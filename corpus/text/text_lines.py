"""The lines of a text and the pages that form feeds make of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# A head or a foot has at most so many lines, and stands on at least this share of the pages.
MOST_HEAD_LINES = 3
REPEATED = 0.4
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file with its character offsets in the file's text, and its page from 1."""

    text: str
    start: int
    end: int
    page: int | None = None

    @property
    def content(self) -> str:
        """Return the line without the white space around it."""
        return self.text.strip()


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text`; pages are counted when form feeds part it."""
    paged = "\f" in text.strip("\f\n ")
    lines: list[Line] = []
    start, page = 0, 1
    for piece in re.split(r"(\n|\f)", text):
        if piece not in ("\n", "\f"):
            lines.append(Line(piece, start, start + len(piece), page if paged else None))
        page += piece == "\f"
        start += len(piece)
    return tuple(lines)


def without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Leave out the page numbers at the top or the bottom of pages, and what is repeated there."""
    kept = list(lines)
    for _ in range(MOST_HEAD_LINES):
        edges = _edges(kept)
        pages = {line.page for line in kept if line.content and line.page}
        counts = Counter(_shape(line) for line in edges)
        again = {shape for shape, count in counts.items() if count >= max(2, REPEATED * len(pages))}
        heads = {line.start for line in edges if _is_page_number(line) or _shape(line) in again}
        if not heads:
            break
        kept = [line for line in kept if line.start not in heads]
    return kept


def _edges(lines: Sequence[Line]) -> list[Line]:
    """Return the first and the last filled line of each page."""
    filled = [line for line in lines if line.content and line.page]
    borders = [line for pair in pairwise(filled) for line in pair if pair[0].page != pair[1].page]
    return list(dict.fromkeys([*filled[:1], *borders, *filled[-1:]]))


def _shape(line: Line) -> str:
    """Return a line as it looks whatever the number of its page."""
    return re.sub(r"\d+", "#", line.content)


def _is_page_number(line: Line) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.content))
