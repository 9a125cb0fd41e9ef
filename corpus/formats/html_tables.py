"""Tables that a Markdown file writes in HTML, read as a web page's are."""

from __future__ import annotations

import re
from collections import Counter

from corpus.document import Block
from corpus.formats.markup.html import blocks_of_page
from corpus.formats.markup.markup import from_html

_TABLE = re.compile(r"<table\b", re.I)
_TABLE_END = re.compile(r"</table\s*>", re.I)
_BEGINS = re.compile(r"\s{0,3}<table\b", re.I)
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
# A line that shows nothing, but does not end a block of HTML as a blank one does.
_NOTHING = "<!-- -->"


def holds_table(source: str) -> bool:
    """Tell whether a block of HTML holds a table."""
    return bool(_TABLE.search(source))


def table_blocks(source: str) -> list[Block]:
    """Return what a block of HTML with a table holds: its rows, its caption, and what stands around it."""
    # What is hidden or struck out has been left out of it before.
    return blocks_of_page(from_html(source, Counter()))


def held_together(text: str) -> str:
    """Return the text of a Markdown file, line by line, with no blank line inside of a table."""
    lines = text.split("\n")
    depth, fenced = 0, False
    for place, line in enumerate(lines):
        fenced ^= depth == 0 and bool(_FENCE.match(line))
        if depth == 0 and (fenced or not _BEGINS.match(line) or not _ends(lines, place)):
            continue
        depth = max(0, depth + len(_TABLE.findall(line)) - len(_TABLE_END.findall(line)))
        if depth == 0 and place + 1 < len(lines) and _BEGINS.match(lines[place + 1]) is None:
            continue
        lines[place] = line if line.strip() else _NOTHING
    return "\n".join(lines)


def _ends(lines: list[str], place: int) -> bool:
    """Tell whether the table that begins in a line is closed somewhere below."""
    return any(_TABLE_END.search(line) for line in lines[place:])
