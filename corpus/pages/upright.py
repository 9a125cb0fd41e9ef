"""Make a page of what pdfium gives: its lines with most of the text upright, its drawings, its faults."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.pages.characters import Characters, page_size, read_characters
from corpus.pages.drawings import read_drawings, turned
from corpus.pages.lines import PlacedLine, place_lines
from corpus.pages.page import Page

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


def read_page(page: PdfPage, number: int) -> Page:
    """Return a page with the lines that stand upright; a page set sideways is turned first."""
    characters = read_characters(page)
    turns = turns_to_upright(characters)
    lines = place_lines(upright(characters, turns, page_size(page)))
    drawings, has_image = read_drawings(page)
    told = tuple(placed.line for placed in lines if not placed.unmapped)
    width, height = page_size(page)
    size = (height, width) if turns % 2 else (width, height)
    lost = sum(len(placed.characters) for placed in lines if placed.unmapped)
    return Page(number, size, told, turned(drawings, turns, (width, height)), lost, has_image)


def placed_lines(page: PdfPage) -> tuple[list[PlacedLine], Characters]:
    """Return the lines of a page with the characters, as displayed, that their indices point to."""
    characters = read_characters(page)
    turns = turns_to_upright(characters)
    chosen = np.flatnonzero(_turns(characters) == (-turns) % 4)
    turned_characters = upright(characters, turns, page_size(page))
    return place_lines(turned_characters), characters.chosen(chosen)


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
