"""The kind of value that a question asks for, the aspects that it asks about, and texts that give them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.evidence.requirements.requirement import Kind

# How much of the context is near enough: a column's name has the unit, a lead-in the noun.
NEAREST = 2
_ASKS = re.compile(r"(?:for |after )?how (?:long|often|soon)|who|when\b|why", re.I)
# Values that are given to a patient: what holds for another route or patient may do harm.
GIVEN = frozenset({"dose", "duration", "frequency"})
IN_WORDS = frozenset({"who", "when", "why", "route"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing that is asked for, with the words that ask for it and those that tell it.

    What matches `not_told`, and not `unless`, only looks as if it told it.
    """

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    not_told: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def looks_like(self, text: str) -> bool:
        """Tell whether `text` looks as if it told this, and does not."""
        return bool(self.not_told and self.not_told.search(text)) and not (
            self.unless and self.unless.search(text)
        )


@cache
def _listed() -> Mapping[Kind, Mapping[str, Asked]]:
    listed = tomllib.loads(Path(__file__).with_name("asked_and_told.toml").read_text(encoding="utf-8"))
    return {
        kind: {
            name: Asked(name, **{key: _any_of(patterns) for key, patterns in words.items()})
            for name, words in listed[kind.value].items()
        }
        for kind in (Kind.VALUE, Kind.ASPECT)
    }


def value_asked(question: str) -> tuple[str, str]:
    """Return the kind of value that `question` asks for, and its words for it; both empty for none.

    A word that asks is surer than a noun: "How long does a dose last?" asks for no dose.
    """
    found = ((name, each.asked.search(question)) for name, each in _listed()[Kind.VALUE].items())
    asked = [(name, match) for name, match in found if match]
    asked.sort(key=lambda each: _ASKS.match(each[1].group()) is None)
    return next(((name, match.group()) for name, match in asked), ("", ""))


def aspects_asked(question: str) -> tuple[tuple[str, str], ...]:
    """Return the aspects that `question` asks about, each with its words for it."""
    found = ((name, each.asked.search(question)) for name, each in _listed()[Kind.ASPECT].items())
    return tuple((name, match.group()) for name, match in found if match)


def gives_value(value: str, statement: str, context: Sequence[str]) -> bool:
    """Tell whether `statement` gives a `value` of this kind.

    Its unit or noun may stand in the nearest context ("Dose (mg)"), a number must stand in the statement.
    """
    listed = _listed()[Kind.VALUE][value]
    told = listed.told
    in_its_column = any(each.casefold().startswith(value) for each in context[-1:])
    if listed.looks_like(statement) and not in_its_column:
        return False
    if told.search(statement):
        return True
    near = bool(told.search(": ".join((*context[-NEAREST:], statement))))
    return near and (value in IN_WORDS or bool(re.search(r"\d", statement)))


def speaks_of(aspect: str, texts: Iterable[str]) -> bool:
    """Tell whether one of `texts` uses a word for `aspect`."""
    told = _listed()[Kind.ASPECT][aspect].told
    return any(told.search(text) for text in texts)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(each[1:] if each[0] == "=" else rf"\b{each}" for each in patterns), re.I)
