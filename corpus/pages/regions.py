"""Close the gaps of lines that were stretched so far that their words look like columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.pages.page import Box, Drawings, Line, Page, around, level_rows
from corpus.text.shapes import ends_sentence

# In sizes: the widest gap inside a justified line, and how far the next line above or below is.
JUSTIFIED_GAP = 4.0
NEXT_LINE = 2.0
MOST_ROWS = 8
LEVEL = 0.3


def with_gaps_closed(lines: Sequence[Line]) -> list[Line]:
    """Join the pieces of stretched lines.

    Such a gap has words right above it and right below it, which the gap between two columns has not.
    """
    rows = level_rows(lines, LEVEL)
    closed: list[Line] = []
    for position, row in enumerate(rows):
        above = rows[max(0, position - MOST_ROWS) : position]
        below = rows[position + 1 : position + 1 + MOST_ROWS]
        joined = [row[0]]
        for line in row[1:]:
            if _is_stretched(joined[-1], line, above, below):
                joined[-1] = _beside(joined[-1], line)
            else:
                joined.append(line)
        closed.extend(joined)
    return closed


def _beside(first: Line, second: Line) -> Line:
    return Line(
        f"{first.text} {second.text}",
        around((first.box, second.box)),
        first.baseline,
        first.size,
        first.bold and second.bold,
        first.italic and second.italic,
        first.opens_bold,
        first.marked,
    )


def _is_stretched(
    first: Line, second: Line, above: Sequence[Sequence[Line]], below: Sequence[Sequence[Line]]
) -> bool:
    gap = Box(first.box.right, first.box.top, second.box.left, first.box.bottom)
    if first.size != second.size or gap.width > JUSTIFIED_GAP * first.size:
        return False
    span = Box(first.box.left, first.box.top, second.box.right, first.box.bottom)
    next_rows = [_next_row(rows, first, span) for rows in (reversed(above), below)]
    crossed = [any(line.box.holds_gap(gap) for line in row) for row in next_rows if row]
    return bool(crossed) and all(crossed)


def _next_row(rows: Iterable[Sequence[Line]], line: Line, span: Box) -> list[Line]:
    """Return the lines of the first of `rows` that stand right above or below `span`."""
    for row in rows:
        near = abs(row[0].baseline - line.baseline) < NEXT_LINE * line.size
        found = [each for each in row if each.box.shares_width(span)] if near else []
        if found:
            return found
    return []


# A box of text is this much wider than its letters are high, and is not the page's own frame.
SMALLEST_BOX = 6.0
# In points: how far the ends of a frame's sides may be apart; a page with more of them is one of tables.
SAME_SIDE = 3.0
MOST_SIDES = 120
# A picture smaller than this, in points, is an ornament or a letter drawn as a picture.
SMALLEST_PICTURE = 40.0
MOST_PICTURES = 400
NEAR_PIECES = 12.0
# The words of a figure are short: a line of more letters, or one that ends a sentence, is text on top of a
# picture, and so are those that stand next to it, so many sizes above or below.
LONGEST_LABEL = 40
NEXT_IN_PICTURE = 2.2
MOST_ON_PICTURE = 2
SENTENCE_WORDS = 2
BACKGROUND = 0.6


def boxed_lines(lines: Sequence[Line], page: Page, figures: Sequence[Box]) -> list[tuple[Box, list[Line]]]:
    """Return the outermost frames with text in them, each with its lines."""
    found: list[tuple[Box, list[Line]]] = []
    taken: set[int] = set()
    drawn = [*_joined(page.drawings.frames), *_drawn_by_rules(page.drawings)]
    frames = sorted(drawn, key=lambda box: -box.width * box.height)
    total = len(lines)
    for frame in frames:
        if any(figure.holds(frame) or frame.holds(figure) for figure in figures):
            continue
        inside = [line for line in lines if id(line) not in taken and frame.holds(line.box, 3.0)]
        crossing = any(_crosses(frame, line.box) for line in lines if id(line) not in taken)
        if not inside or crossing or len(inside) == total or _is_page(frame, page):
            continue
        if frame.width < SMALLEST_BOX * inside[0].size:
            continue
        taken.update(map(id, inside))
        found.append((frame, inside))
    return found


def _is_page(frame: Box, page: Page) -> bool:
    width, height = page.size
    return frame.width * frame.height > BACKGROUND * width * height


def _crosses(frame: Box, box: Box) -> bool:
    level = frame.top < box.middle < frame.bottom
    return level and box.left < frame.left - 6 < box.right and box.right > frame.left + 6


def _drawn_by_rules(drawings: Drawings) -> Iterator[Box]:
    """Yield the frames whose sides are a rule each, with no more in them than a rule below their heading."""
    sides = _joined(drawings.down) if len(drawings.down) <= MOST_SIDES else []
    for place, left in enumerate(sides):
        for right in sides[place + 1 :]:
            frame = around((left, right))
            level = abs(left.top - right.top) < SAME_SIDE and abs(left.bottom - right.bottom) < SAME_SIDE
            if level and frame.width > frame.height / 10 and _is_closed(frame, drawings):
                yield frame


def _is_closed(frame: Box, drawings: Drawings) -> bool:
    across = [
        rule
        for rule in drawings.across
        if rule.left < frame.left + SAME_SIDE and rule.right > frame.right - SAME_SIDE
    ]
    ends = (frame.top, frame.bottom)
    closed = all(any(abs(rule.middle - end) < SAME_SIDE for rule in across) for end in ends)
    inside = Box(frame.left + SAME_SIDE, frame.top, frame.right - SAME_SIDE, frame.bottom)
    low, high = frame.top + SAME_SIDE, frame.bottom - SAME_SIDE
    crossed = any(
        inside.holds(rule, 0.0) and (rule.top < low or rule.bottom > high) for rule in drawings.down
    )
    return closed and sum(low < rule.middle < high for rule in across) <= 1 and not crossed


def _joined(frames: Sequence[Box]) -> list[Box]:
    """Return the frames, those that were drawn in strips one below the other as one."""
    joined: list[Box] = []
    for frame in sorted(set(frames), key=lambda box: (round(box.left), box.top)):
        last = joined[-1] if joined else None
        same = last and abs(last.left - frame.left) < 1.5 and abs(last.right - frame.right) < 1.5
        if last and same and frame.top <= last.bottom + 1.0:
            joined[-1] = around((last, frame))
        else:
            joined.append(frame)
    return joined


@dataclass(frozen=True, slots=True)
class Figures:
    """The lines of a page beside its figures, the figures, and the text that stands on some of them."""

    lines: list[Line]
    figures: list[Box]
    written: list[tuple[Box, list[Line]]]


def without_figure_words(page: Page) -> Figures:
    """Tell the lines of a page from the words in its figures, which are left out, and the text on them."""
    boxes = [box for box in _clusters(page.drawings.pictures) if _is_figure(box, page)]
    inside: list[list[Line]] = [[] for _ in boxes]
    lines: list[Line] = []
    for line in page.lines:
        holding = (words for box, words in zip(boxes, inside, strict=True) if box.holds(line.box))
        next(holding, lines).append(line)
    figures: list[Box] = []
    written: list[tuple[Box, list[Line]]] = []
    for box, words in zip(boxes, inside, strict=True):
        text = _text_on(words)
        # A picture behind running text is a background, whose words are the page's.
        if sum(len(line.text) > LONGEST_LABEL for line in words) > MOST_ON_PICTURE:
            lines.extend(words)
        elif text:
            written.append((box, text))
        else:
            figures.append(box)
    return Figures(lines, figures, written)


def _text_on(words: Sequence[Line]) -> list[Line]:
    """Return those of the words on a picture that are text: lines that say a sentence, with those beside."""
    text = {id(line) for line in words if _is_text(line)}
    found = [line for line in words if id(line) in text]
    for line in found:
        near = [each for each in words if id(each) not in text and _is_next(each, line)]
        text.update(map(id, near))
        found.extend(near)
    return [line for line in words if id(line) in text]


def _is_text(line: Line) -> bool:
    sentence = ends_sentence(line.text) and len(line.text.split()) >= SENTENCE_WORDS
    return len(line.text) > LONGEST_LABEL or sentence


def _is_next(line: Line, beside: Line) -> bool:
    distance = abs(line.baseline - beside.baseline)
    return line.box.shares_width(beside.box) and distance < NEXT_IN_PICTURE * beside.size


def _is_figure(box: Box, page: Page) -> bool:
    large = box.width * box.height > BACKGROUND * page.size[0] * page.size[1]
    return min(box.width, box.height) >= SMALLEST_PICTURE and not large


def _clusters(pictures: Sequence[Box]) -> list[Box]:
    """Return the areas that pictures and curves close to each other make up."""
    clusters: list[Box] = []
    for picture in sorted(pictures, key=lambda box: (box.top, box.left))[:MOST_PICTURES]:
        merged = picture
        rest = []
        for cluster in clusters:
            if _is_near(cluster, merged):
                merged = around((cluster, merged))
            else:
                rest.append(cluster)
        clusters = [*rest, merged]
    return clusters


def _is_near(first: Box, second: Box) -> bool:
    return (
        first.left - NEAR_PIECES < second.right
        and second.left - NEAR_PIECES < first.right
        and first.top - NEAR_PIECES < second.bottom
        and second.top - NEAR_PIECES < first.bottom
    )
