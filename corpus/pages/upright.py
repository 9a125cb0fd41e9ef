"""Read a page upright: the lines of what is seen on it, and how much was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.ledger import LeftOut, Reason, left_out
from corpus.pages.annotations import Annotations, read_annotations, with_filled
from corpus.pages.characters import Characters, page_size, read_characters
from corpus.pages.drawings import read_drawings, turned, turned_box
from corpus.pages.lines import PlacedLine, place_lines, with_drawn_bullets
from corpus.pages.page import Drawings, Line, Page, box_array
from corpus.pages.strokes import struck_out, with_fractions, with_underlined_signs
from corpus.pages.visibility import NUMBERS, REASONS, grid_over, read_marks, unseen_characters
from corpus.unseen import Unseen

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


# What the letters that are struck out become in their line, in which they take their room: no character.
_NOTHING = 0xFDD0
# A page with fewer letters than this beside an image is a scan with a stamp on it, and so is one with fewer
# than this share of the letters that its invisible layer has.
FEWEST_LETTERS = 10
MOST_STAMPED = 0.25
# Characters that run up or down a page whose others stand upright.
MOST_SIDEWAYS = 2_000
_LAYER = (Unseen.HIDDEN, Unseen.COVERED, Unseen.TRANSPARENT, Unseen.COLOUR)


def read_page(page: PdfPage, number: int) -> Page:
    """Return a page with the lines that stand upright; a page set sideways is turned first."""
    sight = _look(page)
    characters = sight.printed()
    turns = turns_to_upright(characters)
    size = page_size(page)
    drawings = turned(sight.drawings, turns, size)
    lines = place_lines(upright(characters, turns, size), drawings.down)
    told = tuple(placed.line for placed in lines if not placed.unmapped)
    garbled = [placed.line.text for placed in lines if placed.unmapped]
    found = (
        *_unseen(sight, number, turns, size),
        left_out(number, Reason.GARBLED, garbled),
        left_out(number, Reason.SIDEWAYS, _beside(characters, turns, size)),
    )
    return Page(
        number,
        (size[1], size[0]) if turns % 2 else size,
        told,
        drawings,
        sum(len(placed.characters) for placed in lines if placed.unmapped),
        sight.has_image,
        sight.is_layer,
        tuple(_sideways(characters, turns, size)),
        tuple(each for each in found if each.words),
        sight.annotations.notes,
        sight.annotations.unread,
    )


def _sideways(characters: Characters, turns: int, size: tuple[float, float]) -> Iterator[Line]:
    """Yield the lines that run up or down a page once it has made its `turns`."""
    for further in (1, 3):
        chosen = upright(characters, (turns + further) % 4, size)
        if not 0 < len(chosen.codes) <= MOST_SIDEWAYS:
            continue
        shown = (size[1], size[0]) if (turns + further) % 2 else size
        for placed in place_lines(chosen):
            if not placed.unmapped:
                box = turned_box(placed.line.box, -further, shown)
                yield replace(placed.line, box=box, baseline=box.bottom, turn=(-further) % 4)


def _beside(characters: Characters, turns: int, size: tuple[float, float]) -> Iterator[str]:
    """Yield the lines that no table may be read with: upside down, or too many that run up or down."""
    for further in (1, 2, 3):
        chosen = upright(characters, (turns + further) % 4, size)
        if further == 2 or len(chosen.codes) > MOST_SIDEWAYS:
            yield from (placed.line.text for placed in place_lines(chosen))


def placed_lines(page: PdfPage) -> tuple[list[PlacedLine], Characters]:
    """Return the lines of a page with the characters, as displayed, that their indices point to."""
    sight = _look(page)
    characters = sight.printed()
    turns = turns_to_upright(characters)
    size = page_size(page)
    chosen = np.flatnonzero(_turns(characters) == (-turns) % 4)
    rules = turned(sight.drawings, turns, size).down
    return place_lines(upright(characters, turns, size), rules), characters.chosen(chosen)


@dataclass(frozen=True, slots=True)
class _Sight:
    """The characters of a page, and why each is not read; `is_layer` says that what is read is invisible."""

    characters: Characters
    reasons: NDArray[np.int64]
    drawings: Drawings
    has_image: bool
    is_layer: bool
    annotations: Annotations

    def printed(self) -> Characters:
        """Return the characters that are seen; those that are struck out take their room and say nothing."""
        printed = (self.reasons == 0) | (self.reasons == NUMBERS[Unseen.STRUCK])
        characters = self.characters.chosen(printed)
        struck = self.reasons[printed] > 0
        codes = np.where(struck, np.uint32(_NOTHING), characters.codes)
        characters = with_fractions(replace(characters, codes=codes), self.drawings.level)
        characters = with_drawn_bullets(characters, self.drawings.dots)
        return with_filled(characters, self.annotations.filled, self.drawings.down)


def _look(page: PdfPage) -> _Sight:
    drawings, painting = read_drawings(page)
    characters = with_underlined_signs(read_characters(page), drawings.level)
    reasons = unseen_characters(page, characters, painting, read_marks(page))
    struck = (reasons == 0) & struck_out(characters, drawings.level)
    reasons[struck] = NUMBERS[Unseen.STRUCK]
    layer = _layer(page, characters, reasons, drawings)
    reasons[layer] = 0
    annotations = read_annotations(page)
    if not (reasons == 0).any():
        annotations = annotations.as_notes()
    return _Sight(characters, reasons, drawings, painting.images > 0, bool(layer.any()), annotations)


def _layer(
    page: PdfPage, characters: Characters, reasons: NDArray[np.int64], drawings: Drawings
) -> NDArray[np.bool_]:
    """Tell which characters are the text of a scan: invisible, on what is drawn, on a page without other."""
    layer = np.isin(reasons, [NUMBERS[each] for each in _LAYER])
    if layer.any():
        grid = grid_over(page_size(page))
        grid.lay(box_array(drawings.pictures), np.ones(len(drawings.pictures), np.int64))
        layer &= grid.at(characters.boxes) > 0
    stamped = int((reasons == 0).sum())
    few = stamped < FEWEST_LETTERS or stamped <= MOST_STAMPED * layer.sum()
    return layer if few else np.zeros(len(layer), bool)


def _unseen(sight: _Sight, page: int, turns: int, size: tuple[float, float]) -> Iterator[LeftOut]:
    """Yield the words that cannot be seen, by why."""
    for number in np.unique(sight.reasons[sight.reasons > 0]).tolist():
        characters = sight.characters.chosen(sight.reasons == number)
        placed = place_lines(upright(characters, turns, size))
        yield left_out(page, REASONS[number], [each.line.text for each in placed])


def turns_to_upright(characters: Characters) -> int:
    """Return the quarter turns clockwise that bring most of the characters upright."""
    if not len(characters.codes):
        return 0
    counts = np.bincount(_turns(characters), minlength=4)
    return int(-np.argmax(counts)) % 4


def upright(characters: Characters, turns: int, size: tuple[float, float]) -> Characters:
    """Return the characters that are upright after quarter turns clockwise of a page of `size`."""
    if not len(characters.codes):
        return characters
    chosen = characters.chosen(np.flatnonzero(_turns(characters) == (-turns) % 4))
    boxes, bases = chosen.boxes, chosen.bases
    width, height = size
    for _ in range(turns):
        boxes = np.stack([height - boxes[:, 3], boxes[:, 0], height - boxes[:, 1], boxes[:, 2]], axis=1)
        bases = np.stack([height - bases[:, 1], bases[:, 0]], axis=1)
        width, height = height, width
    return replace(chosen, boxes=boxes, bases=bases)


def _turns(characters: Characters) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([look.turn for look in characters.looks], np.int64)[characters.styles]
