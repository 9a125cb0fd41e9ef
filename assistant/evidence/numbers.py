"""Questions that only a number answers, and whether a sentence gives one."""

from __future__ import annotations

import re

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


def asks_for_number(question: str) -> bool:
    """Tell whether only a number, a time or a frequency answers `question`."""
    return bool(_ASKS.search(question) or _HOW_OFTEN.search(question))


def answers_with_number(question: str, text: str) -> bool:
    """Tell whether `text` gives a number of the kind that `question` asks for, or a word for how often."""
    if _HOW_OFTEN.search(question) and _OFTEN.search(text):
        return True
    told = next((told for asked, told in _KINDS if asked.search(question)), _NUMBER)
    return bool(_NUMBER.search(text) and told.search(text))
