"""Tell which words of a page a person sees: not those that are covered, too pale, or only in a note.

A letter is seen when the page looks otherwise without it. That is asked only of letters that may not be seen:
those of the colour that is behind them, those over which an area is painted later, and the like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.pages.annotations import HIDDEN, open_annotations, rectangle
from corpus.pages.characters import Characters, Floats, is_inside, page_size, shown_boxes
from corpus.pages.inks import INVISIBLE, Inks, read_inks
from corpus.pages.looking import Painting, differs
from corpus.unseen import Unseen

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


# In points; a page that is larger than usual has larger cells.
CELL = 4.0
MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class Grid:
    """A number for each cell of a page, 0 where nothing has been laid."""

    cells: NDArray[np.int64]
    cell: float

    def lay(self, boxes: Floats, numbers: NDArray[np.int64]) -> None:
        """Write a number into each cell that a box (left, top, right, bottom) touches, the last one last."""
        down, across = self.cells.shape
        edges = np.nan_to_num(boxes / self.cell, nan=-1.0)
        first = np.clip(np.floor(edges[:, :2]), 0, None).astype(np.int64)
        last = np.clip(np.ceil(edges[:, 2:]), 0, (across, down)).astype(np.int64)
        rows = zip(first.tolist(), last.tolist(), numbers.tolist(), strict=True)
        for (left, top), (right, bottom), number in rows:
            self.cells[top:bottom, left:right] = number

    def at(self, boxes: Floats) -> NDArray[np.int64]:
        """Return the number in the middle of each box."""
        down, across = self.cells.shape
        x = np.clip((boxes[:, 0] + boxes[:, 2]) / 2 / self.cell, 0, across - 1).astype(np.int64)
        y = np.clip((boxes[:, 1] + boxes[:, 3]) / 2 / self.cell, 0, down - 1).astype(np.int64)
        return self.cells[y, x]


def grid_over(size: tuple[float, float]) -> Grid:
    """Return a grid over a page of `size` in points."""
    cell = max(CELL, max(size) / MOST_CELLS)
    across, down = (max(1, int(np.ceil(length / cell))) for length in size)
    return Grid(np.zeros((down, across), np.int64), cell)


MOST_QUADS = 2_000


@dataclass(frozen=True, slots=True)
class Marks:
    """Boxes as displayed, in rows of left, top, right and bottom: those struck out, those that lie over."""

    struck: Floats
    covers: Floats

    def strike(self, boxes: Floats) -> NDArray[np.bool_]:
        """Tell of the boxes of characters whether their middles are struck out."""
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        found = np.zeros(len(boxes), bool)
        for left, top, right, bottom in self.struck.tolist():
            found |= (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
        return found


def read_marks(page: PdfPage) -> Marks:
    """Return what a page's annotations strike out, and over what they lie."""
    import pypdfium2.raw as pdfium

    struck: list[list[float]] = []
    covers: list[list[float]] = []
    harmless = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET)
    for note in open_annotations(page):
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind not in harmless and not pdfium.FPDFAnnot_GetFlags(note) & HIDDEN:
            if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
                struck.extend(_quads(note, MOST_QUADS - len(struck)))
            else:
                covers.append(rectangle(note))
    return Marks(_shown(page, struck), _shown(page, covers))


def _shown(page: PdfPage, boxes: list[list[float]]) -> Floats:
    return shown_boxes(page, np.array(boxes, np.float64).reshape(-1, 4))


def _quads(note: Any, most: int) -> list[list[float]]:
    """Return the boxes around the words that an annotation marks."""
    import pypdfium2.raw as pdfium

    found: list[list[float]] = []
    quad = pdfium.FS_QUADPOINTSF()
    for each in range(min(most, pdfium.FPDFAnnot_CountAttachmentPoints(note))):
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, each, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            found.append([min(xs), min(ys), max(xs), max(ys)])
    return found


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
