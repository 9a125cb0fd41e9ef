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


def asks_for_number(question: str) -> bool:
    """Tell whether only a number, a time or a frequency answers `question`."""
    return bool(_ASKS.search(question) or _HOW_OFTEN.search(question))


def answers_with_number(question: str, text: str) -> bool:
    """Tell whether `text` gives a number, or a word for how often where `question` asks for that."""
    return bool(_NUMBER.search(text) or (_HOW_OFTEN.search(question) and _OFTEN.search(text)))
