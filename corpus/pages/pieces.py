"""What a column is cut into: paragraphs, items of lists and headings, told apart only later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from corpus.pages.page import Box, Line

# In points, and a share of the lines: a column whose lines end at its right edge.
FLUSH = 2.2
MOST_FLUSH = 0.5
FEWEST_FLUSH = 4
# In sizes: room that a line may leave although the next word had its place there.
EARLY = 0.8
BULLET = re.compile(r"(?:[•▪●◦‣·○■□➢✓]|[–—*-](?=\s))\s*")
NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that read as one, on one page.

    `column` is the column that they stand in, `indented` tells that the first line begins further right
    than the others do, `mark` is the bullet or the number of an item, `apart` the number of the box that
    they stand in, 0 for none; `justified` tells that the lines of the column fill it to its edge.
    """

    lines: tuple[Line, ...]
    page: int
    column: Box
    indented: bool = False
    mark: str = ""
    apart: int = 0
    justified: bool = False

    @property
    def box(self) -> Box:
        """Return the box around the lines."""
        first, last = self.lines[0].box, self.lines[-1].box
        left, right = min(line.box.left for line in self.lines), max(line.box.right for line in self.lines)
        return Box(left, first.top, right, last.bottom)

    @property
    def size(self) -> float:
        """Return the size of most letters."""
        sizes = Counter[float]()
        for line in self.lines:
            sizes[line.size] += len(line.text)
        return sizes.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Tell whether all lines are bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Tell whether all lines are italic."""
        return all(line.italic for line in self.lines)


def item_mark(text: str) -> str:
    """Return the bullet or number that `text` begins with as an item of a list, empty where it is none."""
    found = BULLET.match(text) or NUMBER.match(text)
    return found.group() if found and found.end() < len(text) else ""


def is_justified(lines: Sequence[Line], column: Box) -> bool:
    """Tell whether most lines of a column reach its right edge."""
    flush = sum(map(partial(reaches_edge, column=column), lines))
    return len(lines) >= FEWEST_FLUSH and flush > MOST_FLUSH * len(lines)


def reaches_edge(line: Line, column: Box) -> bool:
    """Tell whether a line ends right at the edge of its column."""
    return abs(line.box.right - column.right) < FLUSH


def leaves_no_room(piece: Piece, word: str) -> bool:
    """Tell whether the last line of a piece had no room for `word`."""
    last = piece.lines[-1]
    per_letter = last.box.width / max(1, len(last.text))
    return piece.column.right - last.box.right < per_letter * (len(word) + 1) + EARLY * last.size
