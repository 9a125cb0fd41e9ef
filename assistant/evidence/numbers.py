"""Questions that only a number answers, and whether a sentence gives one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import inf

from assistant.answering.pieces import unit_of

_QUANTITY = (
    r"(?:dose|dosage|percentage|proportion|share|age|number|incidence|prevalence|frequency|ratio|year|"
    r"duration|(?:survival|mortality|response|success|fatality) rate|(?:incubation|median|mean|average) \w+)"
)
_HOW_OFTEN = re.compile(r"\bhow (?:often|common|frequent|rare|likely|usual)", re.I)
_ASKS = re.compile(
    r"\bhow (?:many|much|old|long|high|low|big|large|far)\b|"
    r"\b(?:since|until) when\b|^\W*(?:and |but |so )?when (?:did|was|were)\b|"
    rf"\b(?:what|which) (?:\w+ ){{0,4}}{_QUANTITY}\b|"
    r"\b(?:percentage|proportion|ratio|number|dose|dosage) of\b|"
    rf"^(?:\w+ ){{0,2}}{_QUANTITY}\W*$",
    re.I,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|"
    r"hundreds?|thousands?|millions?|half|third|thirds|quarter|once|twice|thrice|single|double|both|daily|weekly|"
    r"monthly|yearly|annually)\b",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:rare|rarely|common|commonly|uncommon|uncommonly|frequent|frequently|infrequent|often|usual|usually|always|"
    r"never|seldom|most|majority|likely|unlikely|many|few|some|sometimes|occasionally|every|each|per|regularly|"
    r"routinely|periodically|nightly|hourly)\b",
    re.I,
)


# What each kind of number is asked by, and what stands beside it; the first kind asked for counts.
_KINDS = tuple(
    (re.compile(asked, re.I), re.compile(told, re.I))
    for asked, told in (
        (
            r"\b(?:dose|doses|dosage|dosing)\b",
            r"\d\s?(?:[mµμ]?g|mcg|micrograms?|milligrams?|grams?|m?l|iu|units?|m?mol|meq|drops?|gy|%|/kg)\b|"
            r"\b(?:tablet|capsule|puff|drop|spoon|unit|vial|injection|sachet|patch|once|twice|daily|weekly|every)",
        ),
        (
            r"\bratio\b",
            r"\d\s?(?::|to|-to-|/)\s?\d|\btimes\b|\b(?:twice|equal|double|half|fold)",
        ),
        (
            r"\b(?:how old|ages?)\b",
            r"\b(?:years?|months?|weeks?|days?|ages?|aged|old|decades?|birth|childhood|infancy|adult\w*|puberty)\b",
        ),
        (
            r"\bhow long\b|\bduration\b",
            r"\b(?:years?|months?|weeks?|days?|nights?|hours?|minutes?|seconds?|cycles?|lifelong|life|"
            r"long[- ]term|until|daily)\b|\d\s?(?:h|hrs?|mins?|d|s|ms)\b",
        ),
        (
            r"\b(?:percentage|proportion|share)\b",
            r"%|\b(?:per ?cent|half|thirds?|quarters?|majority|most|minority|all|none|rate|times)\b|"
            r"\d\s?(?:/|of|out of|in)\s?\d|"
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten) (?:in|of|out of)\b",
        ),
        (
            r"\b(?:incidence|prevalence|new cases)\b",
            r"%|\bper\b|\bin (?:every )?(?!(?:1[89]|20)\d\d\b)[\d.]|/\s?\d|"
            r"\b(?:percent|cases|million|thousand|people|inhabitants|births)\b",
        ),
    )
)
# In seconds.
DAY = 86_400
_FIGURE = r"\d+(?:\.\d+)?"
_WORDS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b(?=[ -][a-z])")
_MEASURED = re.compile(rf"(?P<figure>{_FIGURE})[ -]?(?P<unit>[a-zµ]+)\b")
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


def asks_for_number(question: str) -> bool:
    """Tell whether only a number, a time or a frequency answers `question`."""
    return bool(_ASKS.search(question) or _HOW_OFTEN.search(question))


def answers_with_number(question: str, text: str) -> bool:
    """Tell whether `text` gives a number of the kind that `question` asks for, or a word for how often."""
    if _HOW_OFTEN.search(question) and _OFTEN.search(text):
        return True
    told = next((told for asked, told in _KINDS if asked.search(question)), _NUMBER)
    return bool(_NUMBER.search(text) and told.search(text))


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
    for quantity in _MEASURED.finditer(spelled):
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
