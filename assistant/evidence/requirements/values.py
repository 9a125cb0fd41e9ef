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
IN_WORDS = frozenset({"who", "when", "why", "route"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing that is asked for, with the words that ask for it and those that tell it."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]


@cache
def _listed() -> Mapping[Kind, Mapping[str, Asked]]:
    listed = tomllib.loads(Path(__file__).with_name("asked_and_told.toml").read_text(encoding="utf-8"))
    return {
        kind: {
            name: Asked(name, _any_of(words["asked"]), _any_of(words["told"]))
            for name, words in listed[kind.value].items()
        }
        for kind in (Kind.VALUE, Kind.ASPECT)
    }


def value_asked(question: str) -> tuple[str, str]:
    """Return the kind of value that `question` asks for, and its words for it; both empty for none."""
    found = ((name, each.asked.search(question)) for name, each in _listed()[Kind.VALUE].items())
    return next(((name, match.group()) for name, match in found if match), ("", ""))


def aspects_asked(question: str) -> tuple[tuple[str, str], ...]:
    """Return the aspects that `question` asks about, each with its words for it."""
    found = ((name, each.asked.search(question)) for name, each in _listed()[Kind.ASPECT].items())
    return tuple((name, match.group()) for name, match in found if match)


def gives_value(value: str, statement: str, context: Sequence[str]) -> bool:
    """Tell whether `statement` gives a `value` of this kind.

    Its unit or noun may stand in the nearest context ("Dose (mg)"), a number must stand in the statement.
    """
    told = _listed()[Kind.VALUE][value].told
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
