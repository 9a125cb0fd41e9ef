"""Tell which characters of a PDF's page a person sees: what is doubtful is looked at on the drawn page.

A letter is seen when the page looks otherwise without it. That is asked only of letters that may not be seen:
light ones, those of the colour of an area, those over which an area is painted later, and the like.
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
# Why a character is not seen, by its number; 0 is for one that is.
REASONS = dict(enumerate(Unseen, start=1))
NUMBERS = {reason: number for number, reason in REASONS.items()}
# Points: smaller letters are dots at any distance.
TINIEST = 0.5
# Of 255: colours that differ by less in every part may be one to the eye, and what is as opaque is not there.
SAME_COLOUR = 40
WHITE = (255, 255, 255)
MOST_COLOURS = 500
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
    order = np.array([painting.texts.get(each, 0) for each in objects.tolist()], np.int64)
    covered = _may_be_covered(page, characters, order[of], painting, marks.covers)
    doubts = _doubts(objects, inks, painting)[of]
    doubts[_is_clipped(page, characters, inks.clips[of]) & (doubts == 0)] = NUMBERS[Unseen.HIDDEN]
    for doubtful in (covered, (doubts > 0) & ~covered):
        looked_at = np.flatnonzero(doubtful & (reasons == 0))
        seen = differs(page, characters.chosen(looked_at), painting)
        why = np.where(doubts[looked_at] > 0, doubts[looked_at], NUMBERS[Unseen.COVERED])
        reasons[looked_at] = np.where(seen, 0, why)
    reasons[(reasons == 0) & marks.strike(characters.boxes)] = NUMBERS[Unseen.STRUCK]
    return reasons


def _doubts(objects: NDArray[np.uint64], inks: Inks, painting: Painting) -> NDArray[np.int64]:
    """Return why each text object may not be seen, 0 where nothing speaks for it."""
    nested = np.fromiter((each in painting.nested for each in objects.tolist()), np.bool_, len(objects))
    unplaced = np.fromiter((each not in painting.texts for each in objects.tolist()), np.bool_, len(objects))
    plain = inks.colours[:, 3] >= 0
    doubts = np.zeros(len(objects), np.int64)
    doubts[nested | unplaced | inks.layered] = NUMBERS[Unseen.HIDDEN]
    doubts[inks.blended | (plain & (inks.colours[:, 3] < FAINTEST))] = NUMBERS[Unseen.TRANSPARENT]
    doubts[plain & _is_like_an_area(inks.colours[:, :3], painting)] = NUMBERS[Unseen.COLOUR]
    return doubts


def _is_like_an_area(colours: NDArray[np.int64], painting: Painting) -> Mask:
    """Tell of colours whether paper or an area of the page has nearly the same."""
    behind = [WHITE, *sorted(painting.colours)[:MOST_COLOURS]]
    distinct, inverse = np.unique(colours, axis=0, return_inverse=True)
    like = np.zeros(len(distinct), bool)
    for colour in behind:
        like |= np.abs(distinct - np.array(colour)).max(axis=1) < SAME_COLOUR
    return like[inverse.reshape(-1)]


def _may_be_covered(
    page: PdfPage, characters: Characters, order: NDArray[np.int64], painting: Painting, notes: Floats
) -> Mask:
    """Tell of characters whether something that fills an area is painted where they are, after them."""
    first = int(order.min(initial=0))
    later = [cover for cover in painting.covers if cover[0] > first]
    if not later and not len(notes):
        return np.zeros(len(order), bool)
    placed = np.array(later, np.float64).reshape(-1, 5)
    size = page_size(page)
    grid = grid_over(size)
    grid.lay(shown_boxes(page, placed[:, 1:]), placed[:, 0].astype(np.int64))
    grid.lay(notes, np.full(len(notes), painting.count + 1))
    return np.asarray(grid.at(characters.boxes) > order)


def _is_clipped(page: PdfPage, characters: Characters, clips: Floats) -> Mask:
    """Tell of characters whether their middles lie outside of what they are cut to."""
    clipped = np.isfinite(clips).any(axis=1)
    chosen = np.flatnonzero(clipped)
    boxes, places = characters.boxes[chosen], shown_boxes(page, clips[chosen])
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (places[:, 0] <= x) & (x <= places[:, 2]) & (places[:, 1] <= y) & (y <= places[:, 3])
    clipped[chosen] = ~inside
    return clipped
