"""Cut the lines of a column into paragraphs, items and headings by space, indents, type and last lines."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pages.page import BULLET, EARLY, NUMBER, Box, Line, Piece, is_justified, item_mark
from corpus.text.hyphenation import HYPHENS
from corpus.text.shapes import ends_sentence

# Shares of the usual distance between two lines, and of the letters' size.
MORE_LEADING = 1.2
USUAL_LEADING = 1.22
SIZE_CHANGE = 0.07
INDENT = 0.75
# A line that leaves so much of the column empty was ended on purpose, whatever follows.
WELL_SHORT = 0.3
FEW_LETTERS = 20
_COUNT = re.compile(r"[(\[]?(\d{1,3})[.)\]]\s")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S")


def cut_paragraphs(lines: Sequence[Line], page: int, column: Box, apart: int = 0) -> Iterator[Piece]:
    """Yield the pieces that the lines of one column make up, from the top."""
    shape = _shape(lines, column)
    run: list[Line] = []
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else None
        if run and _starts_anew(run, line, following, shape):
            yield _piece(run, page, shape, apart)
            run = []
        run.append(line)
    if run:
        yield _piece(run, page, shape, apart)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is usual in a column: the distance of two lines for each size, its edges, hanging indents."""

    leading: dict[float, float]
    left: float
    column: Box
    hanging: bool
    justified: bool


def _shape(lines: Sequence[Line], column: Box) -> _Shape:
    distances: dict[float, list[float]] = {}
    for above, below in pairwise(lines):
        distance = below.baseline - above.baseline
        if above.size == below.size and 0.8 * above.size < distance < 2.2 * above.size:
            distances.setdefault(above.size, []).append(distance)
    leading = {size: _usual_distance(found, size) for size, found in distances.items()}
    lefts = Counter(round(line.box.left) for line in lines)
    left = lefts.most_common(1)[0][0] if lefts else column.left
    return _Shape(leading, float(left), column, _is_hanging(lines, column), is_justified(lines, column))


def _usual_distance(distances: Sequence[float], size: float) -> float:
    """Return the distance of lines in a paragraph: the usual one, or the smallest where few are known."""
    rounded = Counter(round(distance * 2) / 2 for distance in distances)
    usual, count = rounded.most_common(1)[0]
    if count == 1 or len(distances) <= 3:
        return min(distances)
    smaller = [
        distance for distance, times in rounded.items() if distance < usual / MORE_LEADING and times >= 2
    ]
    return min(smaller) if smaller and min(smaller) >= size else usual


def _is_hanging(lines: Sequence[Line], column: Box) -> bool:
    """Tell whether indented lines go on with a paragraph rather than begin one."""
    hanging = opening = 0
    for above, below in pairwise(lines):
        if item_mark(above.text) or not _is_indented(below, above):
            continue
        if abs(above.box.left - column.left) < above.size and above.size == below.size:
            goes_on = not ends_sentence(above.text) and _room(above, column) < 4 * above.size
            hanging, opening = hanging + goes_on, opening + (not goes_on)
    return hanging > opening and hanging >= 2


def _is_indented(line: Line, beside: Line) -> bool:
    return line.box.left > beside.box.left + INDENT * line.size


def _room(line: Line, column: Box) -> float:
    return column.right - line.box.right


def _starts_anew(run: Sequence[Line], line: Line, following: Line | None, shape: _Shape) -> bool:
    above = run[-1]
    if _looks_different(run, line, shape):
        return True
    if BULLET.match(line.text) and item_mark(line.text):
        sure = line.text[0] not in "–—-*"
        return (
            sure or _ended_early(above, line, shape) or ends_sentence(above.text) or above.text.endswith(":")
        )
    if _begins_number(run, line, shape):
        return True
    if item_mark(run[0].text):
        return _ends_item(run, line, shape)
    return _is_indent(run, line, following, shape) or _ended_on_purpose(run, line, shape)


def _looks_different(run: Sequence[Line], line: Line, shape: _Shape) -> bool:
    """Tell whether size, weight or the space above `line` part it from the lines above."""
    above = run[-1]
    if abs(line.size - above.size) > SIZE_CHANGE * max(line.size, above.size):
        return True
    distance = line.baseline - above.baseline
    usual = shape.leading.get(line.size, USUAL_LEADING * line.size)
    if distance > MORE_LEADING * usual + 0.3 or distance < 0:
        return True
    if above.bold != line.bold:
        heading = all(each.bold for each in run) and not line.opens_bold
        return heading or (line.bold and (ends_sentence(above.text) or _ended_early(above, line, shape)))
    return above.italic != line.italic and _ended_early(above, line, shape) and not ends_sentence(above.text)


def _begins_number(run: Sequence[Line], line: Line, shape: _Shape) -> bool:
    above = run[-1]
    if _SECTION.match(line.text):
        return _ended_early(above, line, shape) or (ends_sentence(above.text) and line.bold)
    if not NUMBER.match(line.text):
        return False
    if _counts_on(run[0].text, line.text) and abs(line.box.left - run[0].box.left) < line.size:
        return True
    outdented = line.box.left < above.box.left - 0.4 * line.size or not _is_indented(line, run[0])
    return outdented and (ends_sentence(above.text) or _ended_early(above, line, shape))


def _counts_on(first: str, second: str) -> bool:
    """Tell whether the number of an item follows that of another."""
    one, other = _COUNT.match(first), _COUNT.match(second)
    return one is not None and other is not None and int(other[1]) == int(one[1]) + 1


def _ends_item(run: Sequence[Line], line: Line, shape: _Shape) -> bool:
    """Tell whether a line without a mark stands below an item and no longer in it."""
    mark_left = run[0].box.left
    if line.box.left > mark_left + 0.3 * line.size:
        return False
    return (len(run) > 1 and run[-1].box.left > mark_left + 0.3 * line.size) or _ended_on_purpose(
        run, line, shape
    )


def _is_indent(run: Sequence[Line], line: Line, following: Line | None, shape: _Shape) -> bool:
    above = run[-1]
    if _is_centred(above, line, shape) or _is_heading_type(above, line, shape):
        return False
    if _is_indented(line, above):
        if shape.hanging:
            return False
        short = len(above.text) < FEW_LETTERS
        returns = following is None or following.box.left < line.box.left - INDENT * line.size / 2
        return returns or short or ends_sentence(above.text) or _ended_early(above, line, shape)
    if _is_indented(above, line):
        return len(run) > 1 or shape.hanging
    return False


def _is_centred(above: Line, line: Line, shape: _Shape) -> bool:
    """Tell whether lines stand in the middle of their column, of which they do not all fill the width."""
    middle = (shape.column.left + shape.column.right) / 2
    both = (above.box, line.box)
    return all(abs((box.left + box.right) / 2 - middle) < 2.5 for box in both) and any(
        box.left > shape.column.left + 4 for box in both
    )


def _ended_on_purpose(run: Sequence[Line], line: Line, shape: _Shape) -> bool:
    """Tell whether the line above ends a paragraph: the next word would have had its place on it."""
    above = run[-1]
    if not _ended_early(above, line, shape) or _is_heading_type(above, line, shape):
        return False
    begins = line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in "“‘\"'(["
    if not begins or above.text[-1] in ",;" or above.text[-1] in HYPHENS:
        return False
    well_short = _room(above, shape.column) > WELL_SHORT * shape.column.width
    return ends_sentence(above.text) or well_short


def _is_heading_type(above: Line, line: Line, shape: _Shape) -> bool:
    common = max(shape.leading, default=line.size)
    return (above.bold and line.bold) or (above.size == line.size and line.size > 1.15 * common)


def _ended_early(above: Line, line: Line, shape: _Shape) -> bool:
    word = line.text.split(maxsplit=1)[0]
    needed = line.box.width * len(word) / max(1, len(line.text)) + 0.3 * line.size
    return _room(above, shape.column) > needed + EARLY * line.size


def _piece(run: Sequence[Line], page: int, shape: _Shape, apart: int) -> Piece:
    others = run[1:]
    left = statistics.median(line.box.left for line in others) if others else shape.left
    return Piece(
        tuple(run),
        page,
        shape.column,
        run[0].box.left > left + INDENT * run[0].size,
        item_mark(run[0].text),
        apart,
        shape.justified,
    )
