"""Read what a text compares numbers by: "2-5 years", "under 65", "≥ 12 months", "5.5 to 6.0 mmol/L".

One grammar reads all of them; what is compared, an age or potassium, is told by `ages` and `measures`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache

# The first letter of a unit of age, in years.
YEARS = {"y": 1.0, "m": 1 / 12, "w": 7 / 365, "d": 1 / 365, "h": 1 / 8760}
_IN_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "sixty-five": 65, "seventy": 70, "eighty": 80}
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})\b)"
_TO = r"(?:-|–|—|to|and|through|until|up to)"
_BELOW = r"(?:under|below|less than|younger than|lower than|<|before|up to but not including)"
_BELOW_OR = r"(?:≤|<=|up to(?: and including)?|at most|not more than|no more than|maximum)"
_ABOVE = r"(?:over|above|more than|older than|greater than|higher than|exceed\w*|>|beyond)"
_ABOVE_OR = r"(?:≥|>=|at least|from|minimum|not less than|no less than)"
_OR_MORE = r"(?:\+|(?:and|or) (?:over|older|above|more|greater|up(?:wards)?|higher|heavier)|onwards|up to)"
_OR_LESS = r"(?:(?:and|or) (?:under|younger|below|less|lower|lighter))"
_NO_UNIT = (
    r"(?!(?:and|or|to|if|in|is|on|then|of|for|with|at|be|but|as|by|the|a|an|from|until|who|that|should|must|may|"
    r"might|can|cannot|could|will|would|shall|need|needs|are|was|were|have|has|had|do|does|not|without|when)\b)"
)
# A unit behind what compares: "65+ years".
_PLUS_UNIT = r"(?:years?|yrs?|months?|weeks?|days?)\b"
_UNIT = _NO_UNIT + r"(?P<{}unit>[a-zA-Zµ%°/²0-9.]*[a-zA-Z%°²](?:/1\.73 ?m[2²])?)"
_AGE_UNIT = re.compile(
    r"(?:y(?:ears?|rs?|[/.]o|o)?|m(?:onths?|os?|ths?|/o)|w(?:eeks?|ks?)|d(?:ays?)?|h(?:ours?|rs?))(?:old|s)?\.?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A range of bare numbers with its unit (empty where there is none) and its place in the text.

    `point` is true of a number that is compared with nothing.
    """

    low: float
    high: float
    unit: str
    start: int
    end: int
    point: bool = False


@lru_cache(maxsize=20_000)
def comparisons(text: str) -> tuple[Comparison, ...]:
    """Return the numbers of `text` with what they are compared by, in their order."""
    return tuple(_comparison(found) for found in _grammar().finditer(text))


@lru_cache(maxsize=1000)
def age_unit(unit: str) -> str:
    """Return the first letter of a unit of age, as `YEARS` has it; empty for any other unit."""
    return unit[0].lower() if _AGE_UNIT.fullmatch(unit) else ""


@cache
def _grammar() -> re.Pattern[str]:
    gap, of_age = r"[\s-]*", r"(?: of age| old|[- ]olds?)?"
    between = (
        rf"(?P<from>{_NUMBER}){gap}{_UNIT.format('from')}?{of_age}\s*{_TO}\s*(?P<under>{_BELOW}\s*)?"
        rf"(?P<to>{_NUMBER})(?:{gap}{_UNIT.format('to')})?"
    )
    sided = (
        rf"(?:(?P<below>{_BELOW})|(?P<most>{_BELOW_OR})|(?P<above>{_ABOVE})|(?P<least>{_ABOVE_OR}))(?:\s*|-)"
        rf"(?:the age of |age |an? )?(?P<end>{_NUMBER})(?:{gap}{_UNIT.format('end')})?"
    )
    alone = (
        rf"(?P<alone>{_NUMBER})(?:{gap}{_UNIT.format('alone')})?{of_age}\s*"
        rf"(?:(?P<more>{_OR_MORE})(?:\s*(?P<moreunit>{_PLUS_UNIT}))?|(?P<less>{_OR_LESS}))?"
    )
    return re.compile(rf"(?<![\w.,/])(?:{between}|{sided}|{alone})", re.I)


def _comparison(found: re.Match[str]) -> Comparison:
    if found["from"]:
        low, high, unit = _between(found)
        return Comparison(low, high, unit, found.start(), found.end())
    if found["end"]:
        low, high, unit = _sided(found)
        return Comparison(low, high, unit, found.start(), found.end())
    number, unit = _value(found["alone"]), found["aloneunit"] or found["moreunit"] or ""
    low = -math.inf if found["less"] else number
    high = math.inf if found["more"] else _last(number, unit)
    point = not (found["more"] or found["less"])
    return Comparison(low, high, unit, found.start(), found.end(), point)


def _between(found: re.Match[str]) -> tuple[float, float, str]:
    low, high = _value(found["from"]), _value(found["to"])
    own, unit = found["fromunit"] or "", found["tounit"] or found["fromunit"] or ""
    if age_unit(own) and age_unit(unit):
        # "6 months to 2 years": the lower end in the unit of the upper one.
        low *= YEARS[age_unit(own)] / YEARS[age_unit(unit)]
    return low, _less(high) if found["under"] else _last(high, unit), unit


def _sided(found: re.Match[str]) -> tuple[float, float, str]:
    number, unit = _value(found["end"]), found["endunit"] or ""
    if found["below"]:
        return -math.inf, _less(number), unit
    if found["most"]:
        return -math.inf, _last(number, unit), unit
    return number if found["least"] else math.nextafter(number, math.inf), math.inf, unit


def _value(written: str) -> float:
    number = _IN_WORDS.get(written.lower())
    return float(written.replace(",", "")) if number is None else float(number)


def _less(number: float) -> float:
    return math.nextafter(number, -math.inf)


def _last(number: float, unit: str) -> float:
    """Return the end of a whole year, month or day: who is five is so until the sixth birthday."""
    return _less(number + 1) if age_unit(unit) and number == int(number) else number
