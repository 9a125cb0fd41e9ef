"""A page as it is shown: lines of text, rules, frames and pictures, in points from its top left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.unseen import Unseen


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
    `opens_bold` that the first word is. `marked` tells that it begins with a raised mark, as a footnote does.
    """

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    opens_bold: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page: straight rules, frames (stroked or shaded rectangles), pictures."""

    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page, `number` from 1; `size` is its width and height as the text on it stands upright.

    `is_layer` says that its lines are the invisible text of a scan, `unseen` counts the words that are not
    among its lines because they cannot be seen.
    """

    number: int
    size: tuple[float, float]
    lines: tuple[Line, ...]
    drawings: Drawings = Drawings()
    unreadable: int = 0
    has_image: bool = False
    is_layer: bool = False
    unseen: Counter[Unseen] = field(default_factory=Counter)
