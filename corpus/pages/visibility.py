"""Tell which characters of a PDF's page a person sees: what is doubtful is looked at on the drawn page.

A letter is seen when the page looks otherwise without it. That is asked only of letters that may not be seen:
those of the colour that is behind them, those over which an area is painted later, and the like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.pages.annotations import Marks
from corpus.pages.characters import Characters, Floats, is_inside, page_size, shown_boxes
from corpus.pages.grid import grid_over
from corpus.pages.inks import INVISIBLE, Inks, read_inks
from corpus.pages.looking import differs
from corpus.pages.painting import Painting
from corpus.unseen import Unseen

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Mask = NDArray[np.bool_]
Orders = NDArray[np.int64]
# Why a character is not seen, by its number; 0 is for one that is.
REASONS = dict(enumerate(Unseen, start=1))
NUMBERS = {reason: number for number, reason in REASONS.items()}
# Points: smaller letters are dots at any distance.
TINIEST = 0.5
# Of 255: colours that differ by less in every part may be one to the eye, and what is as opaque is not there.
SAME_COLOUR = 40
WHITE = (255, 255, 255)
_NO_COLOUR = (-1000, -1000, -1000)
FAINTEST = 10


def unseen_characters(
    page: PdfPage, characters: Characters, painting: Painting, marks: Marks
) -> NDArray[np.int64]:
    """Return for each character the number in `REASONS` of why it cannot be seen, 0 for one that is seen."""
    reasons = np.zeros(len(characters.codes), np.int64)
    if not len(reasons):
        return reasons
    objects, of = np.unique(characters.objects, return_inverse=True)
    inks = read_inks(objects.tolist())
    sizes = np.array([look.size for look in characters.looks])[characters.styles]
    reasons[sizes < TINIEST] = NUMBERS[Unseen.TINY]
    reasons[(inks.modes == INVISIBLE)[of]] = NUMBERS[Unseen.HIDDEN]
    reasons[~is_inside(characters.boxes, page_size(page))] = NUMBERS[Unseen.OFF_PAGE]
    order = np.array([painting.texts.get(each, 0) for each in objects.tolist()], np.int64)[of]
    last = _last_painted(page, characters, painting, marks.covers)
    covered = last > order
    doubts = _doubts(objects, inks, painting)[of]
    doubts[_is_as_behind(inks.colours[of], last, painting) & ~covered] = NUMBERS[Unseen.COLOUR]
    doubts[_is_clipped(page, characters, inks.clips[of]) & (doubts == 0)] = NUMBERS[Unseen.HIDDEN]
    for doubtful in (covered, (doubts > 0) & ~covered):
        looked_at = np.flatnonzero(doubtful & (reasons == 0))
        seen = differs(page, characters.chosen(looked_at), painting)
        why = np.where(doubts[looked_at] > 0, doubts[looked_at], NUMBERS[Unseen.COVERED])
        reasons[looked_at] = np.where(seen, 0, why)
    reasons[(reasons == 0) & marks.strike(characters.boxes)] = NUMBERS[Unseen.STRUCK]
    return reasons


def _doubts(objects: NDArray[np.uint64], inks: Inks, painting: Painting) -> Orders:
    """Return why each text object may not be seen, 0 where nothing speaks for it."""
    nested = np.fromiter((each in painting.nested for each in objects.tolist()), np.bool_, len(objects))
    unplaced = np.fromiter((each not in painting.texts for each in objects.tolist()), np.bool_, len(objects))
    plain = inks.colours[:, 3] >= 0
    doubts = np.zeros(len(objects), np.int64)
    doubts[unplaced] = NUMBERS[Unseen.COVERED]
    doubts[nested | inks.layered] = NUMBERS[Unseen.HIDDEN]
    doubts[inks.blended | (plain & (inks.colours[:, 3] < FAINTEST))] = NUMBERS[Unseen.TRANSPARENT]
    return doubts


def _last_painted(page: PdfPage, characters: Characters, painting: Painting, notes: Floats) -> Orders:
    """Return the place in the order of what fills an area last where each character is, 0 for paper."""
    placed = np.array(painting.covers, np.float64).reshape(-1, 5)
    grid = grid_over(page_size(page))
    grid.lay(shown_boxes(page, placed[:, 1:]), placed[:, 0].astype(np.int64))
    grid.lay(notes, np.full(len(notes), painting.count + 1))
    return grid.at(characters.boxes)


def _is_as_behind(colours: Orders, last: Orders, painting: Painting) -> Mask:
    """Tell of colours whether they are nearly that of what fills the area, where that is one colour."""
    distinct, inverse = np.unique(last, return_inverse=True)
    behind = np.array([painting.colours.get(each, _NO_COLOUR) for each in distinct.tolist()], np.int64)
    behind[distinct == 0] = WHITE
    near = np.abs(colours[:, :3] - behind[inverse]).max(axis=1) < SAME_COLOUR
    return np.asarray(near & (colours[:, 3] >= 0))


def _is_clipped(page: PdfPage, characters: Characters, clips: Floats) -> Mask:
    """Tell of characters whether their middles lie outside of what they are cut to."""
    clipped = np.asarray(np.isfinite(clips).any(axis=1))
    chosen = np.flatnonzero(clipped)
    boxes, places = characters.boxes[chosen], shown_boxes(page, clips[chosen])
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (places[:, 0] <= x) & (x <= places[:, 2]) & (places[:, 1] <= y) & (y <= places[:, 3])
    clipped[chosen] = ~inside
    return np.asarray(clipped)
