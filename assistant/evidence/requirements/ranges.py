"""Read ranges out of texts: "2-5 years", "under 65", "≥ 12 months", "5.5 to 6.0 mmol/L", "eGFR below 30".

Every comparison is read by one grammar; what is compared (an age, a weight, potassium) is told by the unit behind
the number or by the name of the quantity before it. The quantities are `quantities.toml`.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.evidence.requirements.requirement import Range

YEARS = {"y": 1.0, "m": 1 / 12, "w": 7 / 365, "d": 1 / 365, "h": 1 / 8760}
_IN_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "sixty-five": 65, "seventy": 70, "eighty": 80}
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})\b)"
_TO = r"(?:-|–|—|to|and|through|until|up to)"
_BELOW = r"(?:under|below|less than|younger than|lower than|<|before|up to but not including)"
_BELOW_OR = r"(?:≤|<=|up to(?: and including)?|at most|not more than|no more than|maximum)"
_ABOVE = r"(?:over|above|more than|older than|greater than|higher than|exceed\w*|>|beyond)"
_ABOVE_OR = r"(?:≥|>=|at least|from|minimum|not less than|no less than)"
_OR_MORE = r"(?:\+|(?:and|or) (?:over|older|above|more|greater|up(?:wards)?|higher|heavier))"
_OR_LESS = r"(?:(?:and|or) (?:under|younger|below|less|lower|lighter))"
_UNIT = r"(?P<u{}>[a-zA-Zµ%°/²0-9.]*[a-zA-Z%°²](?:\.73 ?m2)?)"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A range of bare numbers in a text, with its unit (empty where there is none) and its place."""

    low: float
    high: float
    unit: str
    start: int
    end: int
    point: bool = False


@cache
def _grammar() -> re.Pattern[str]:
    gap, of_age = r"[\s-]*", r"(?: of age| old|[- ]olds?)?"
    between = (
        rf"(?P<a>{_NUMBER}){gap}{_UNIT.format('a')}?{of_age}\s*{_TO}\s*(?P<under>{_BELOW}\s*)?(?P<b>{_NUMBER})"
        rf"(?:{gap}{_UNIT.format('b')})?"
    )
    sided = (
        rf"(?:(?P<below>{_BELOW})|(?P<belowor>{_BELOW_OR})|(?P<above>{_ABOVE})|(?P<aboveor>{_ABOVE_OR}))\s*"
        rf"(?:the age of |age |a |an )?(?P<c>{_NUMBER})(?:{gap}{_UNIT.format('c')})?"
    )
    plain = (
        rf"(?P<d>{_NUMBER})(?:{gap}{_UNIT.format('d')})?{of_age}\s*(?:(?P<more>{_OR_MORE})|(?P<less>{_OR_LESS}))?"
    )
    return re.compile(rf"(?<![\w.,/])(?:{between}|{sided}|{plain})", re.I)


@lru_cache(maxsize=20_000)
def comparisons(text: str) -> tuple[Comparison, ...]:
    """Return every number of `text` with what it is compared by; a bare number is a point."""
    return tuple(_comparison(found) for found in _grammar().finditer(text))


def _comparison(found: re.Match[str]) -> Comparison:
    low, high, unit, point = -math.inf, math.inf, "", False
    if found["a"]:
        low, high, unit = _value(found["a"]), _value(found["b"]), found["ub"] or found["ua"] or ""
        low = _in_unit(low, found["ua"], unit)
        high = _less(high) if found["under"] else _last(high, unit)
    elif found["c"]:
        number, unit = _value(found["c"]), found["uc"] or ""
        if found["below"]:
            high = _less(number)
        elif found["belowor"]:
            high = _last(number, unit)
        else:
            low = number if found["aboveor"] else math.nextafter(number, math.inf)
    else:
        number, unit = _value(found["d"]), found["ud"] or ""
        low, high = number, _last(number, unit)
        if found["more"]:
            high = math.inf
        elif found["less"]:
            low = -math.inf
        else:
            point = True
    return Comparison(low, high, unit, found.start(), found.end(), point)


def _value(written: str) -> float:
    number = _IN_WORDS.get(written.lower())
    return float(written.replace(",", "")) if number is None else float(number)


def _less(number: float) -> float:
    return math.nextafter(number, -math.inf)


def _last(number: float, unit: str) -> float:
    """Return the end of a whole year, month or day: a child of five is up to the sixth birthday five."""
    return _less(number + 1) if age_unit(unit) and number == int(number) else number


def _in_unit(low: float, own: str | None, unit: str) -> float:
    """Return the lower end in the unit of the upper one: "6 months to 2 years"."""
    if own and age_unit(own) and age_unit(unit):
        return low * YEARS[age_unit(own)] / YEARS[age_unit(unit)]
    return low


_AGE_UNIT = re.compile(
    r"(?:(y)(?:ears?|rs?|/o|o)?|(m)(?:onths?|os?|ths?|/o)|(w)(?:eeks?|ks?)|(d)(?:ays?)?|(h)(?:ours?|rs?))(?:old|s)?\.?", re.I
)


@lru_cache(maxsize=1000)
def age_unit(unit: str | None) -> str:
    """Return the first letter of a unit of age; empty for any other unit."""
    found = _AGE_UNIT.fullmatch(unit or "")
    return found.group(0)[0].lower() if found else ""


_AGED = re.compile(
    r"\b(?:age[ds]?|old|olds|olders?|younger|child\w*|infants?|adults?|adolescents?|patients?|people|persons?|those|"
    r"individuals?|boys?|girls?|women|men|bab(?:y|ies)|neonat\w*|newborns?|toddlers?|birth|elderly|anyone)\b[^.;]{0,25}$",
    re.I,
)
_AGED_AFTER = re.compile(r"^[\s-]*(?:olds?\b|of age|aged\b|-?old\b|(?:children|infants?|adults?|boys?|girls?|bab)\b)", re.I)
_LASTS = re.compile(r"\b(?:for|every|after|within|during|last(?:s|ed|ing)?|ago|next|previous|past|lasting|in)\s*$", re.I)
_GESTATION = re.compile(r"^[\s'’-]*(?:of )?(?:gestation|pregnan|of pregnancy|postpartum|post)", re.I)


@lru_cache(maxsize=20_000)
def ages_in(text: str) -> tuple[Range, ...]:
    """Return the ages that `text` speaks of, in years; a time that something lasts is none."""
    return tuple(age for age, _ in _ages(text))


def ages_said(text: str) -> tuple[tuple[Range, str], ...]:
    """Return the ages as `ages_in` does, each with the words for it."""
    return tuple(_ages(text))


def _ages(text: str) -> Iterator[tuple[Range, str]]:
    for one in comparisons(text):
        letter = age_unit(one.unit)
        before, after = text[max(0, one.start - 40) : one.start], text[one.end : one.end + 24]
        bare = not one.unit and re.search(r"\baged?\s*(?:of\s*)?[:=]?\s*$", before, re.I)
        if not (letter or bare or (not one.unit and _whole_age(text, one))):
            continue
        if _GESTATION.match(after):
            continue
        own = text[one.start : one.end]
        told = bool(
            re.search(r"\bold|of age|older|younger|\bage\b|y/?o$", own, re.I) or _AGED.search(before) or _AGED_AFTER.match(after)
        )
        if not told and (_LASTS.search(before) or not _stands_alone(text, one)):
            continue
        if letter == "h" and not _AGED_AFTER.match(after):
            continue
        factor = YEARS[letter or "y"]
        yield Range("age", one.low * factor, one.high * factor), own.strip()


def _whole_age(text: str, one: Comparison) -> bool:
    """Tell whether a sided number without a unit is an age: "adults under 65", "over-65s"."""
    return (
        not one.point
        and 18 < min(abs(one.low), abs(one.high)) <= 95
        and bool(re.search(r"\b(?:adults?|patients?|people|those|men|women|persons?|individuals?)\s*(?:aged)?\s*$", text[: one.start], re.I))
        and not re.match(r"\s*(?:mg|%|kg|mmol|ml|g\b)", text[one.end :], re.I)
    )


def _stands_alone(text: str, one: Comparison) -> bool:
    """Tell whether a cell or a label is the range and no more."""
    left = re.split(r"[;|:,(]", text[: one.start])[-1].strip()
    right = re.split(r"[;|:,)]", text[one.end :])[0].strip()
    return not left and not right and not one.point


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity: how it is called, and the units that it is given in."""

    called: re.Pattern[str]
    units: re.Pattern[str]
    own_unit: bool


@cache
def quantities() -> Mapping[str, Quantity]:
    """Read the list."""
    listed = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text(encoding="utf-8"))
    return {
        name: Quantity(
            re.compile(rf"(?<![\w])(?:{'|'.join(about['called'])})(?![\w])", re.I),
            re.compile(rf"(?:{'|'.join(about['units'])})", re.I),
            about.get("own_unit", False),
        )
        for name, about in listed.items()
    }


def measures_in(text: str, around: str = "", *, asked: bool = False) -> tuple[Range, ...]:
    """Return the ranges of measured quantities in `text`, whose name may stand in the context `around` it.

    A bare number is a value only in a question (`asked`), a comparison everywhere.
    """
    return tuple(_measures(text, around, asked=asked))


def _measures(text: str, around: str, *, asked: bool) -> Iterator[Range]:
    for one in comparisons(text):
        if one.point and not asked:
            continue
        for name, quantity in quantities().items():
            if one.unit and not age_like(one.unit) and not quantity.units.fullmatch(one.unit):
                continue
            if one.unit and age_like(one.unit):
                continue
            before = text[max(0, one.start - (25 if one.point else 60)) : one.start]
            if re.search(r"\bage[ds]?\W*$", before, re.I):
                continue
            named = quantity.called.search(before) or quantity.called.match(text[one.end :].lstrip()[:30])
            own = quantity.own_unit and one.unit and quantity.units.fullmatch(one.unit)
            if not (named or own or (_stands_first(text, one) and quantity.called.search(around))):
                continue
            if re.match(r"\s*/", text[one.end :]):
                continue
            yield Range(name, one.low, one.high)
            break


def age_like(unit: str) -> bool:
    """Tell whether a unit is one of time."""
    return bool(age_unit(unit)) and unit.lower() not in ("m", "d")


def _stands_first(text: str, one: Comparison) -> bool:
    """Tell whether a comparison heads its text: "Above 6.0: stop", "If it is between 5.5 and 6.0, halve"."""
    return bool(re.fullmatch(r"\W*(?:(?:if|when|where|it|level|value|is|the|a|between|of|for)\b\W*)*", text[: one.start], re.I))
