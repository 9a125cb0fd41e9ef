"""The parts of a paragraph that its format tells apart: a box's heading, lead-ins, items, a row's cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class PartKind(StrEnum):
    """What a part of a paragraph is.

    A group is the label that rows of a table stand under, a label what tells a row from the others.
    """

    BOX = "box"
    LEAD_IN = "lead-in"
    ITEM = "item"
    GROUP = "group"
    LABEL = "label"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph: `start` and `end` are character offsets in its text, marks of items left out.

    `level` is an item's depth from 1, and a lead-in's, 0 for one that is in no item. `columns` are the names
    of a cell's column, outermost first, `column` is its place in its row from 1.
    """

    kind: PartKind
    start: int
    end: int
    level: int = 0
    columns: tuple[str, ...] = ()
    column: int = 0


def shifted(parts: Iterable[Part], by: int) -> tuple[Part, ...]:
    """Return `parts` of a text that `by` characters were put in front of."""
    return tuple(replace(part, start=part.start + by, end=part.end + by) for part in parts)


def moved(parts: Sequence[Part], before: str, after: str) -> tuple[Part, ...]:
    """Return the parts of the text `before` as they stand in `after`, which lacks some of its characters.

    White space counts as alike. Parts of which nothing is left are left out.
    """
    if before == after or not parts:
        return tuple(parts)
    places = _places(before, after)
    kept = (_placed(part, after, places[part.start], places[part.end]) for part in parts)
    return tuple(part for part in kept if part.start < part.end)


def _places(before: str, after: str) -> list[int]:
    """Return where each character of `before`, and its end, stands in `after`."""
    places: list[int] = []
    place = 0
    for character in before:
        places.append(place)
        here = after[place : place + 1]
        place += character == here or (character.isspace() and here.isspace())
    return [*places, place]


def _placed(part: Part, text: str, start: int, end: int) -> Part:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return replace(part, start=start, end=max(start, start + len(words.strip())))
