"""What a question asks about a thing (its prognosis, its price), and passages that say nothing about that.

A document about a disease is near to every question about it; only its words tell that it is silent about
what is asked. The list is aspects.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Aspect:
    """A kind of thing to ask about, with the words that ask for it and those that tell of it."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]


def aspects_asked(question: str) -> tuple[Aspect, ...]:
    """Return what `question` asks about, of the aspects that are known."""
    return tuple(aspect for aspect in load_aspects() if aspect.asked.search(question))


def speaks_of(text: str, aspects: Sequence[Aspect]) -> bool:
    """Tell whether `text` uses a word of each of `aspects`."""
    return all(aspect.told.search(text) for aspect in aspects)


@cache
def load_aspects() -> tuple[Aspect, ...]:
    """Read the list of aspects."""
    listed = tomllib.loads(Path(__file__).with_name("aspects.toml").read_text(encoding="utf-8"))
    return tuple(
        Aspect(name, _any_of(words["asked"]), _any_of(words["told"])) for name, words in listed.items()
    )


def _any_of(beginnings: Iterable[str]) -> re.Pattern[str]:
    patterns = (_pattern(word) for word in beginnings)
    return re.compile("|".join(patterns), re.I)


def _pattern(word: str) -> str:
    ending = r"\b" if word.endswith("=") else ""
    # A currency's sign stands right behind or before a number, where no word begins.
    beginning = r"\b" if word[0].isalpha() else ""
    return f"{beginning}{re.escape(word.removesuffix('='))}{ending}"
