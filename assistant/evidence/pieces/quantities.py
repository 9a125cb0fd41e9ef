"""Numbers with their units, in the smallest unit of each family: "0.5 g" is "500 mg"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.pieces.piece import Kind, Piece
from assistant.evidence.pieces.word_lists import word_lists

# What joins numbers of one unit, as in "2, 4 and 6 months".
_JOINS = frozenset(("-", "to", "and", "or", ",", "/"))
_PER = frozenset(("/", "per"))
# A rate: "3 degrees an hour". "150 mg a day" may be taken in parts, and stays as it is.
_A, _RATES = frozenset(("a", "an")), frozenset(("hour", "minute"))
_MULTIPLES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def number_at(words: Sequence[str], place: int) -> tuple[Piece, int]:
    """Return the number at `place`, in the unit that stands behind it or behind those it is joined with."""
    figure = float(words[place].replace(",", ""))
    if place + 1 < len(words) and (multiple := _MULTIPLES.get(words[place + 1])):
        figure, place = figure * multiple, place + 1
    families, factor, end = _unit(words, place + 1)
    if not families:
        families, factor = _shared_unit(words, place + 1)
    return Piece(Kind.NUMBER, f"{figure * factor:.9g} {'/'.join(families)}".strip()), end


def _shared_unit(words: Sequence[str], place: int) -> tuple[tuple[str, ...], float]:
    """Return the unit of the next number that those from `place` on only lead to; nothing without one."""
    if words[place : place + 1] and words[place] not in _JOINS:
        return (), 1.0
    while place < len(words) and (words[place] in _JOINS or words[place][0].isdigit()):
        families, factor, _ = _unit(words, place + 1) if words[place][0].isdigit() else ((), 1.0, 0)
        if families:
            return families, factor
        place += 1
    return (), 1.0


def _unit(words: Sequence[str], place: int) -> tuple[tuple[str, ...], float, int]:
    """Return the families of the unit at `place`, its size, and the place behind it: "mg/kg per day"."""
    units = word_lists().units
    if tuple(words[place : place + 2]) == ("times", "a") and words[place + 2 : place + 3]:
        family, size = units.get(words[place + 2], ("", 1.0))
        return (("times", family), 1 / size, place + 3) if family else ((), 1.0, place)
    if place < len(words) and words[place] == "-":
        place += 1
        if place == len(words) or words[place] not in units:
            return (), 1.0, place - 1
    if place == len(words) or words[place] not in units:
        return (), 1.0, place
    family, factor = units[words[place]]
    families, place = [family], place + 1
    while place + 1 < len(words) and _is_per(words, place) and words[place + 1] in units:
        family, size = units[words[place + 1]]
        families.append(family)
        factor, place = factor / size, place + 2
    return tuple(families), factor, place


def _is_per(words: Sequence[str], place: int) -> bool:
    return words[place] in _PER or (words[place] in _A and words[place + 1] in _RATES)
