"""Read the ages that a text speaks of, and tell them from times that something lasts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.evidence.requirements.comparisons import YEARS, Comparison, age_unit, comparisons
from assistant.evidence.requirements.requirement import Range

_PATIENTS = r"adults?|patients?|people|persons?|those|individuals?|women|men"
_YOUNG_OR_OLD = (
    r"age[ds]?|old|olds|olders?|younger|child\w*|infants?|adolescents?|boys?|girls?|bab(?:y|ies)|neonat\w*|"
    r"newborns?|toddlers?|birth|elderly|anyone|kids?|teen\w*"
)
_AGED = re.compile(rf"\b(?:{_PATIENTS}|{_YOUNG_OR_OLD})\b[^.;]{{0,25}}$", re.I)
# A number that is compared with nothing is an age only right behind them: "a child of 3 years".
_JUST_AGED = re.compile(rf"\b(?:{_PATIENTS}|{_YOUNG_OR_OLD})\b[^.;]{{0,8}}$", re.I)
_NO_AGE_AFTER = re.compile(r"^\s*(?:ago|later|earlier|before|after|apart|long)\b", re.I)
_AGED_AFTER = re.compile(
    r"^[\s-]*(?:olds?\b|of age|aged\b|(?:children|infants?|adults?|boys?|girls?|baby|babies)\b)", re.I
)
_AGE_ITSELF = re.compile(r"\bold|of age|younger|\bage\b|y[/.]?o\.?$|\b(?:over|under)[ -]\d+s$", re.I)
_AGE_BEFORE = re.compile(r"\bage[ds]?\s*(?:(?:of|from|between)\s*)?[:=]?\s*$", re.I)
_PATIENTS_BEFORE = re.compile(rf"\b(?:{_PATIENTS})\s*(?:aged|of|between)?\s*$", re.I)
_YOUNG_BEFORE = re.compile(
    r"\b(?:children|kids|boys|girls|teen\w*|adolescents)\s*(?:aged|of|between)?\s*$", re.I
)
# "The first 28 days of life", "the second year of life".
_OF_LIFE = re.compile(
    r"\b(?P<nth>first|second|third)(?: (?P<number>\d+))? (?P<unit>day|week|month|year)s? of life\b", re.I
)
_NTH = {"first": 0, "second": 1, "third": 2}
_DECADE = re.compile(r"\bin (?:his|her|their|your) (?:early |mid[- ]?|late )?(?P<first>[2-9]0)['’]?s\b", re.I)
_LASTS = re.compile(
    r"\b(?:for|every|after|within|during|last(?:s|ed|ing)?|ago|next|previous|past|in)\s*$", re.I
)
_GESTATION = re.compile(r"^[\s'’-]*(?:of )?(?:gestation|pregnan|post)", re.I)
# A bare number beside people is an age from here on: "adults over 65", not "patients over 2".
_YOUNGEST_BARE, _OLDEST = 17, 120
_LONGEST_TREATMENT = 11


@lru_cache(maxsize=20_000)
def ages_said(text: str) -> tuple[tuple[Range, str], ...]:
    """Return the ages that `text` speaks of, each with the words for it."""
    return tuple(_ages(text))


def ages_in(text: str) -> tuple[Range, ...]:
    """Return the ages that `text` speaks of, in years."""
    return tuple(age for age, _ in ages_said(text))


def _ages(text: str) -> Iterator[tuple[Range, str]]:
    for one in comparisons(text):
        said = text[one.start : one.end].strip()
        letter = age_unit(one.unit) or ("y" if _is_bare_age(text, one, said) else "")
        if one.unit == "m" and said.endswith("old"):
            letter = "m"
        if letter and _is_age(text, one, said, letter):
            years = YEARS[letter]
            yield Range("age", one.low * years, one.high * years), said
    for match in _OF_LIFE.finditer(text):
        years, first = YEARS[match["unit"][0].lower()], _NTH[match["nth"].lower()]
        yield Range("age", first * years, (first + int(match["number"] or 1)) * years), match.group()
    for match in _DECADE.finditer(text):
        yield Range("age", int(match["first"]), int(match["first"]) + 9.99), match.group()


def _is_age(text: str, one: Comparison, said: str, letter: str) -> bool:
    before, after = text[max(0, one.start - 40) : one.start], text[one.end : one.end + 24]
    if _GESTATION.match(after):
        return False
    if letter == "h":
        return bool(_AGED_AFTER.match(after))
    if _AGE_ITSELF.search(said) or _AGED_AFTER.match(after):
        return True
    if _LASTS.search(before) or _NO_AGE_AFTER.match(after):
        return False
    if one.point:
        return bool(_JUST_AGED.search(before))
    return bool(_AGED.search(before)) or _is_sided(one, letter) or _stands_alone(text, one)


def _is_sided(one: Comparison, letter: str) -> bool:
    """Tell whether it is "over 65 years", which no treatment lasts."""
    end = one.low if math.isinf(one.high) else one.high if math.isinf(one.low) else 0
    return letter == "y" and end >= _LONGEST_TREATMENT


def _is_bare_age(text: str, one: Comparison, said: str) -> bool:
    """Tell whether a number without a unit is an age: "aged 5", "older than 65", "over-65s"."""
    if one.unit not in ("", "s") or re.match(r"\s*(?:mg|%|kg|mmol|ml|g\b)", text[one.end :], re.I):
        return False
    if _AGE_ITSELF.search(said):
        return True
    before = text[: one.start]
    if one.unit or _AGE_BEFORE.search(before):
        return not one.unit
    ends = [abs(end) for end in (one.low, one.high) if abs(end) <= _OLDEST]
    old = any(end > _YOUNGEST_BARE for end in ends) and _PATIENTS_BEFORE.search(before)
    return not one.point and bool(old or (ends and _YOUNG_BEFORE.search(before)))


def _stands_alone(text: str, one: Comparison) -> bool:
    """Tell whether a cell or a label is the range and no more: "2-5 years: 120 mg"."""
    left = re.split(r"[;|:,(]", text[: one.start])[-1]
    right = re.split(r"[;|:,)]", text[one.end :])[0]
    return not left.strip() and not right.strip()
