"""Read measured values in a text: ranges of a weight, a clearance, potassium, and signs, as "Rh-negative".

Quantities are listed in `quantities.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.evidence.requirements.comparisons import Comparison, age_unit, comparisons
from assistant.evidence.requirements.requirement import Range

# How far before a number the quantity's name may stand; a number that is compared with nothing needs it near.
_FAR, _NEAR, _BEHIND = 60, 25, 30
_AGE_BEFORE = re.compile(r"\bage[ds]?\W*$", re.I)
_RATE = re.compile(r"\s*/(?!\d{2,3}\b)")
_OTHER_UNIT = re.compile(
    r"[mµμun]?g|mcg|micrograms?|milligrams?|[mdc]?l|litres?|liters?|units?|iu|[mc]?m|min(?:ute)?s?|sec(?:ond)?s?|s|"
    r"times?|x|doses?|tablets?|puffs?|drops?|percent|points?|bpm|beats|breaths|mmol|meq|k?cal|kj|kpa|joules?|j|mu|"
    r"patients?|people|cases|per|weeks?|fold",
    re.I,
)
_HERE, _NOWHERE = (0, 0), (-1, 0)
# What may stand between a quantity and a number without a unit, as in "INR is 11 and no bleeding".
_IS = re.compile(r"\W*(?:(?:is|of|was|at|now|level|value|count|about|around|only)\b\W*)*", re.I)
_FIRST = re.compile(r"\W*(?:(?:if|when|where|it|level|value|is|the|a|between|of|for)\b\W*)*", re.I)


_SIGN = re.compile(
    r"\b(?!(?:false|true|test|tests|tested|is|was|are|be|or|and|the|a)\b)(?P<marker>[^\W\d_]\w*)"
    r"(?: is| are| was)?[\s-](?P<sign>positive|negative)\b",
    re.I,
)
_UNKNOWN = re.compile(
    r"\bunknown (?P<before>[^\W\d_]\w*) status\b|\b(?P<behind>[^\W\d_]\w*) status (?:is |was )?"
    r"(?:unknown|not known|undetermined|cannot be determined)\b",
    re.I,
)
UNKNOWN = "unknown"
# What is asked of a quantity that is named without a value: its own.
_ASKED_FOR = frozenset({"threshold", "number", "dose", "mass", "volume"})
# So it is where these words stand right before its name or right behind it.
_HOW_MUCH = re.compile(
    r"\b(?:how (?:much|many|high|low)|what|which)(?: [\w-]+ of)?(?: is| are)?(?: the| an?)?(?: [\w-]+)?\s*$",
    re.I,
)
_LIMIT = re.compile(
    r"\s*(?:[\w-]+ )?(?:levels?|limits?|targets?|thresholds?|cut-?offs?|goals?|readings?|values?)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity: how it is called, its units, and whether a unit alone tells it."""

    called: re.Pattern[str]
    units: re.Pattern[str]
    own_unit: bool


@cache
def quantities() -> Mapping[str, Quantity]:
    """Read the list."""
    listed = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text(encoding="utf-8"))
    return {
        name: Quantity(
            re.compile(rf"(?<!\w)(?:{'|'.join(about['called'])})(?!\w)", re.I),
            re.compile("|".join(about["units"]), re.I),
            about.get("own_unit", False),
        )
        for name, about in listed.items()
    }


def measures_in(text: str, around: str = "", *, asked: bool = False) -> Iterator[Range]:
    """Yield the ranges of measured values in `text`; their names may stand in the context `around` it.

    A number that is compared with nothing is a value only in a question (`asked`).
    """
    for one in comparisons(text):
        if (asked or not one.point) and not _is_other(text, one):
            places = {name: _place(each, text, one, around) for name, each in quantities().items()}
            # "SBP above 185 or DBP above 110": the nearest name has the number.
            name = max(places, key=lambda each: places[each])
            if places[name] > _NOWHERE:
                yield Range(name, one.low, one.high)


def quantities_asked(question: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the quantities of which `question` asks a `value`, each with its words, as "LDL"."""
    given = {each.quantity for each in measures_in(question, question, asked=True)}
    for name, each in quantities().items() if value in _ASKED_FOR else ():
        for found in each.called.finditer(question) if name not in given else ():
            before, behind = question[: found.start()], question[found.end() :]
            if _HOW_MUCH.search(before) or _LIMIT.match(behind):
                yield name, found.group()
                break


def names_quantity(name: str, text: str) -> bool:
    """Tell whether `text` names a quantity."""
    return bool(quantities()[name].called.search(text))


def _is_other(text: str, one: Comparison) -> bool:
    """Tell whether a number is an age, a time, or a part of a rate such as 15/min; 200/110 is none."""
    time = age_unit(one.unit) and one.unit.lower() not in ("m", "d")
    before = text[max(0, one.start - _NEAR) : one.start]
    return bool(time or _AGE_BEFORE.search(before) or _RATE.match(text, one.end))


def _place(quantity: Quantity, text: str, one: Comparison, around: str) -> tuple[int, int]:
    """Return where the name ends of the quantity that a number is of, and its length; else `_NOWHERE`."""
    unit = one.unit if _is_unit(one.unit) else ""
    if unit and not quantity.units.fullmatch(unit):
        return _NOWHERE
    begin = max(0, one.start - (_NEAR if one.point else _FAR))
    named = [(found.end(), len(found[0])) for found in quantity.called.finditer(text, begin, one.start)]
    if named and (unit or not one.unit or _IS.fullmatch(text, named[-1][0], one.start)):
        return named[-1]
    behind = text[one.end - len(one.unit if not unit else "") :].lstrip()
    if quantity.called.match(behind[:_BEHIND]) or (unit and quantity.own_unit):
        return _HERE
    # "Above 6.0: stop", "If it is between 5.5 and 6.0, halve": the name stands in the context.
    in_context = _FIRST.fullmatch(text[: one.start]) and quantity.called.search(around)
    return _HERE if in_context else _NOWHERE


@lru_cache(maxsize=1000)
def _is_unit(word: str) -> bool:
    """Tell whether the word behind a number is a unit, and no word of the sentence: "INR 11 no bleeding"."""
    of_one = any(each.units.fullmatch(word) for each in quantities().values())
    return of_one or not word.isalpha() or bool(age_unit(word) or _OTHER_UNIT.fullmatch(word))


def signs_in(text: str) -> dict[str, frozenset[str]]:
    """Return the markers of which `text` says that they are positive, negative or unknown, in lower case."""
    found: dict[str, frozenset[str]] = {}
    for match in _SIGN.finditer(text):
        marker = match["marker"].lower()
        found[marker] = found.get(marker, frozenset()) | {match["sign"].lower()}
    for match in _UNKNOWN.finditer(text):
        marker = (match["before"] or match["behind"]).lower()
        found[marker] = found.get(marker, frozenset()) | {UNKNOWN}
    return found
