"""Tell whether an age, a weight or a number of days that a question gives is in a range that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import inf

from assistant.answering.pieces import unit_of

# In seconds.
DAY = 86_400
_FIGURE = r"\d+(?:\.\d+)?"
_WORDS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b(?=[ -][a-z])")
_QUANTITY = re.compile(rf"(?P<figure>{_FIGURE})[ -]?(?P<unit>[a-zµ]+)\b")
_BETWEEN = re.compile(
    rf"(?P<low>{_FIGURE})\s?(?P<unit>[a-zµ]+)?\s*(?:-+|–|—|\bto\b|\band\b)\s*(?:<=?|≤)?\s*"
    rf"(?P<high>{_FIGURE})\s?(?P<last>[a-zµ]+)\b"
)
_BELOW = re.compile(
    rf"(?:<=?|≤|\bunder|\bbelow|\bless than|\byounger than|\bup to|\buntil)\s*(?P<figure>{_FIGURE})\s?"
    r"(?P<unit>[a-zµ]+)\b"
)
_ABOVE = re.compile(
    rf"(?:>=?|≥|\bover|\babove|\bmore than|\bolder than|\bat least|\bfrom)\s*(?P<figure>{_FIGURE})\s?"
    r"(?P<unit>[a-zµ]+)\b"
)
_AND_ABOVE = re.compile(
    rf"(?P<figure>{_FIGURE})\s?(?P<unit>[a-zµ]+)(?:\s*\+|\s+(?:and|or)\s+(?:above|over|more|older|heavier)\b)"
)


@dataclass(frozen=True, slots=True)
class Range:
    """What lies from `low` to below `high`, in the smallest unit of a family ("time")."""

    family: str
    low: float
    high: float


def quantities(question: str) -> dict[str, float]:
    """Return the one quantity of each family that `question` gives ("4 months old"); none of two."""
    spelled = _NUMBER_WORD.sub(lambda word: _WORDS[word[0]], question.lower())
    found: dict[str, set[float]] = {}
    for quantity in _QUANTITY.finditer(spelled):
        if measured := _measured(quantity["figure"], quantity["unit"]):
            found.setdefault(measured[0], set()).add(measured[1])
    return {family: values.pop() for family, values in found.items() if len(values) == 1}


def fits(asked: Mapping[str, float], text: str) -> bool | None:
    """Tell whether what is `asked` is in a range that `text` names; None where it names none of the kind."""
    ranges = [each for each in _ranges(text) if each.family in asked]
    if not ranges:
        return None
    return any(each.low <= asked[each.family] < each.high for each in ranges)


def _ranges(text: str) -> Iterator[Range]:
    plain = text.lower()
    for found in _BETWEEN.finditer(plain):
        high = _measured(found["high"], found["last"])
        low = _measured(found["low"], found["unit"] or found["last"])
        if high and low and high[0] == low[0] and low[1] < high[1]:
            # "2 to 10 years" takes in those who are ten; "to <10 years" does not.
            end = high[1] if "<" in found[0] else high[1] * (1 + 1e-9)
            yield Range(low[0], low[1], end)
    rest = _BETWEEN.sub(" ", plain)
    for found in _BELOW.finditer(rest):
        if measured := _measured(found["figure"], found["unit"]):
            yield Range(measured[0], -inf, measured[1])
    for found in chain(_ABOVE.finditer(rest), _AND_ABOVE.finditer(rest)):
        if measured := _measured(found["figure"], found["unit"]):
            yield Range(measured[0], measured[1], inf)


def _measured(figure: str, unit: str) -> tuple[str, float] | None:
    """Return a quantity that tells patients apart; a dose, or how long it takes to give it, does not."""
    family, size = unit_of(unit)
    of_patients = family == "calendar" or unit == "kg" or (family == "time" and size >= DAY)
    return (family, float(figure) * size) if of_patients else None
