"""Put what is set in into lists: bullets by how far in they stand, and what stands in below a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Block, BlockKind
from corpus.formats.lists import BULLET, Listed
from corpus.formats.typed_lists import Depths
from corpus.ledger import Omissions, Reason
from corpus.pages.flow import Stretch, text_of
from corpus.pages.page import Box, Piece
from corpus.pages.strands import BELOW, SET_IN
from corpus.text.hyphenation import Vocabulary
from corpus.text.shapes import ends_sentence

# What holds fewer letters is a piece of a formula or an ornament, unless it is the heading or the label of
# what stands below it.
FEWEST_LETTERS = 3
SHORTEST_LABEL = 2
LONGEST_LABEL_WORDS = 6
# In sizes: how much further in the bullets of a deeper level stand, how far in at least what a label leads in
# to begins, how far apart the middles of the two stand; what follows is not much further below.
INDENT = 1.0
LEAST_IN = 0.5
OFF_CENTRE = 1.0
FURTHER = 1.25
_LEADERS = re.compile(r"(?:\.\s?|…\s?|·\s?){4,}\s*(?:\d{1,4}|[ivxl]+)$")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document: the rows of its tables by their stretch, its words, what is left out."""

    rows: Mapping[int, Sequence[Block]]
    words: Vocabulary
    omitted: Omissions


@dataclass(slots=True)
class _Label:
    """A label: how far in what follows begins at least, where the last of it stands, and how far below it."""

    left: float
    last: Piece
    room: float

    def holds(self, stretch: Stretch) -> bool:
        """Tell whether a stretch is set in below what the label leads in to already, and then hold it."""
        piece = stretch.pieces[0]
        if piece.page != self.last.page or piece.column != self.last.column:
            return False
        near = 0 < _room(self.last, piece) < FURTHER * self.room
        if near and min(line.box.left for line in piece.lines) >= self.left:
            self.last = stretch.pieces[-1]
            return True
        return False


def listed(stretches: Sequence[Stretch], known: Known) -> Iterator[Listed]:
    """Yield the blocks of the stretches with their places in lists; what is no text is noted as left out."""
    depths = Depths()
    column: Box | None = None
    label: _Label | None = None
    for stretch, after in zip(stretches, [*stretches[1:], None], strict=True):
        if id(stretch) in known.rows:
            label = None
            yield from map(Listed, known.rows[id(stretch)])
            continue
        text = text_of(stretch.lines, known.words)
        least = -LEAST_IN if stretch.kind is BlockKind.HEADING else LEAST_IN
        leads_in = after is not None and _stands_above(stretch, after, least)
        if why := _why_left_out(text, SHORTEST_LABEL if leads_in else FEWEST_LETTERS):
            for piece in stretch.pieces:
                known.omitted.add(why, piece.page, (line.text for line in piece.lines))
            continue
        piece, block = stretch.pieces[0], Block(stretch.kind, text, 0, 0, stretch.page, stretch.level)
        within = label is not None and label.holds(stretch)
        ended = label is not None and not within
        if not within:
            label = _label_of(stretch, after) if after and leads_in and _is_label(stretch, text) else None
        bullet = _is_bullet(piece.mark)
        if stretch.kind is not BlockKind.PARAGRAPH or not (bullet or (within and not piece.mark)):
            yield Listed(block)
            continue
        depths = depths if column == piece.column else Depths()
        column = piece.column
        # The places of two marks of one level differ by a little.
        indent = round((piece.lines[0].box.left - piece.column.left) / (INDENT * piece.size))
        depth = depths.depth(indent, piece.mark.strip() or BULLET)
        block = replace(block, text=text[len(piece.mark) :])
        yield Listed(block, depth, BULLET, begins=ended)


def _why_left_out(text: str, fewest_letters: int) -> Reason | None:
    """Return why a piece of text is no paragraph: a line of a table of contents, or hardly a letter."""
    if _LEADERS.search(text):
        return Reason.CONTENTS
    if sum(map(str.isalpha, text)) >= fewest_letters:
        return None
    return Reason.NUMBERS if any(map(str.isdigit, text)) else Reason.ORNAMENT


def _is_bullet(mark: str) -> bool:
    return bool(mark) and not mark.strip()[-1:].isalnum() and not mark.strip("([")[:1].isalnum()


def _is_label(stretch: Stretch, text: str) -> bool:
    """Tell whether a stretch is a few words in a line of their own that say nothing yet."""
    short = len(stretch.lines) == 1 and len(text.split()) <= LONGEST_LABEL_WORDS
    plain = stretch.kind is BlockKind.PARAGRAPH and not stretch.pieces[0].mark
    return short and plain and not ends_sentence(text) and text[-1] not in ",;"


def _stands_above(stretch: Stretch, after: Stretch, least: float) -> bool:
    """Tell whether all that comes after a stretch is set in right below it, by `least` sizes and more."""
    if not after.pieces or not stretch.pieces or after.page != stretch.page:
        return False
    above, below = stretch.lines[-1], after.pieces[0].lines
    inwards = min(line.box.left for line in below) - stretch.lines[0].box.left
    near = least < inwards / above.size < SET_IN
    return near and 0 < below[0].baseline - above.baseline < BELOW * above.size


def _label_of(stretch: Stretch, after: Stretch) -> _Label | None:
    """Return the label that a stretch is to what comes after it, unless one is centred below the other."""
    above, below = stretch.pieces[-1], after.pieces[0]
    middles = [(each.lines[0].box.left + each.lines[0].box.right) / 2 for each in (above, below)]
    if abs(middles[0] - middles[1]) < OFF_CENTRE * above.size:
        return None
    return _Label(above.box.left + LEAST_IN * above.size, above, _room(above, below))


def _room(above: Piece, below: Piece) -> float:
    return below.lines[0].baseline - above.lines[-1].baseline
