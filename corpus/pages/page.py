"""What a page holds: lines, rules and boxes, and the pieces that its columns are cut into."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from corpus.ledger import LeftOut


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is the smaller number, since y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return the y coordinate halfway down."""
        return (self.top + self.bottom) / 2

    def holds(self, other: Box, slack: float = 2.0) -> bool:
        """Tell whether the middle of `other` and nearly all of its width lie inside."""
        inside = self.top - slack <= other.middle <= self.bottom + slack
        return inside and self.left - slack <= other.left and other.right <= self.right + slack

    def holds_width(self, other: Box, slack: float = 4.0) -> bool:
        """Tell whether `other` stands between the left and the right edge."""
        return self.left - slack <= other.left and other.right <= self.right + slack

    def holds_gap(self, gap: Box) -> bool:
        """Tell whether the box reaches across a gap, from before its left to behind its right edge."""
        return self.left < gap.left and self.right > gap.right

    def shares_width(self, other: Box, slack: float = 1.0) -> bool:
        """Tell whether one stands above the other, at least in part."""
        return min(self.right, other.right) - max(self.left, other.left) > slack

    def shares_height(self, other: Box, slack: float = 1.0) -> bool:
        """Tell whether one stands beside the other, at least in part."""
        return min(self.bottom, other.bottom) - max(self.top, other.top) > slack


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of `boxes`, of which there is at least one."""
    boxes = tuple(boxes)
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def box_array(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Return boxes as rows of left, top, right and bottom."""
    rows = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    return np.array(rows, np.float64).reshape(-1, 4)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline with no wide gap among them: a line of a column, or a cell of a table.

    `size` is that of most of its letters in points; `bold` and `italic` tell that nearly all are so,
    `opens_bold` that the first word is. `marked` tells that it begins with a raised mark, as a footnote does;
    `turn` counts the quarter turns clockwise from upright of a line that runs up or down, 0 for all others.
    """

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    opens_bold: bool = False
    marked: bool = False
    turn: int = 0

    @property
    def order(self) -> float:
        """Return what orders lines of one height: from the left, but from the right where they run down."""
        return -self.box.left if self.turn == 1 else self.box.left


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page: straight rules, frames (stroked or shaded rectangles), pictures.

    `strokes` are level lines too short to be rules: bars of fractions, lines through or under a letter.
    `shades` are those frames that are filled, `images` those pictures that are made of pixels. `dots` are
    shapes of any make, about as wide as high, no larger than a letter.
    """

    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    strokes: tuple[Box, ...] = ()
    shades: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()

    @property
    def level(self) -> tuple[Box, ...]:
        """Return the level lines of any length."""
        return (*self.strokes, *self.across)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, `number` from 1; `size` is its width and height as the text on it stands upright.

    `is_layer` says that its lines are the invisible text of a scan, `sideways` are lines that run up or down,
    as heads of columns may, `left_out` are the words that are not among its lines because they cannot be seen
    or told, or stand neither upright nor in `sideways`. `notes` were put on the page later, stamps among
    them, `unread_notes` counts those without words.
    """

    number: int
    size: tuple[float, float]
    lines: tuple[Line, ...]
    drawings: Drawings = Drawings()
    unreadable: int = 0
    has_image: bool = False
    is_layer: bool = False
    sideways: tuple[Line, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    unread_notes: int = 0


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
    they stand in, 0 for none; `justified` tells that the lines of the column fill it to its edge, `begins`
    that a rule across the page parts it from the text above.
    """

    lines: tuple[Line, ...]
    page: int
    column: Box
    indented: bool = False
    mark: str = ""
    apart: int = 0
    justified: bool = False
    begins: bool = False

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


def level_rows(lines: Sequence[Line], level: float) -> list[list[Line]]:
    """Return the lines that stand on one height together, from the top, each row from the left.

    Their baselines differ by at most `level` of their size.
    """
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= level * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def without(lines: Iterable[Line], kept: Iterable[Line]) -> list[str]:
    """Return what those of `lines` say that are not among `kept`."""
    there = set(map(id, kept))
    return [line.text for line in lines if id(line) not in there]
