"""A piece of a sentence, in the form that it shares with other ways to say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of a sentence is to a reader who acts on it."""

    NUMBER = "number"
    NEGATION = "negation"
    DIRECTION = "direction"
    ROUTE = "route"
    HEDGE = "hedge"
    POPULATION = "population"
    NAME = "name"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence in the form that it shares with other ways to say it.

    `value` of a number is its figure in the smallest unit of its family, with that family; of a name, its
    stem, or a word of the one spelling that a drug or a disease has here; of a border, its character or word.
    `thing` tells of a name which drug ("drug remdesivir") or disease it belongs to.
    """

    kind: Kind
    value: str
    thing: str = field(default="", compare=False)


def kind_of_thing(piece: Piece) -> str:
    """Return whether a piece belongs to a "drug" or to a "condition"; empty where to neither."""
    return piece.thing.partition(" ")[0]


OR = Piece(Kind.DIRECTION, "or")
# Behind a verb it tells that whoever does it is named last.
BY = Piece(Kind.BORDER, "by")
