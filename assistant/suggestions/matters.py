"""What one asks about things: their dose, their symptoms; the list is matters.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.question.noun_phrases import Kind
from assistant.suggestions.names import is_name, is_or_are

_MATTER_OF = re.compile(r"(.+?) (?:of|for|in) (.+)")


@dataclass(frozen=True, slots=True)
class Matter:
    """What one asks about a thing of certain kinds, of any where `kinds` is empty."""

    headings: frozenset[str]
    told: tuple[str, ...]
    question: str
    kinds: frozenset[Kind]
    within: str

    def ask(self, thing: str, kind: Kind) -> str:
        """Return the question about `thing`; empty where it is none to ask about one of its `kind`."""
        fits = not self.kinds or kind in (Kind.NAME, *self.kinds)
        verb = is_or_are(thing)
        words = {"thing": thing, "is": verb, "does": "do" if verb == "are" else "does"}
        return (self.question if fits else self.within).format_map(words)


def matter_of(heading: str) -> tuple[Matter | None, str]:
    """Return the matter that a heading or a column names, and the thing where it names that as well.

    "Complications of gout" names both, "Complications" the matter alone.
    """
    parted = _MATTER_OF.fullmatch(heading)
    matter, thing = (parted[1], parted[2]) if parted else (heading, "")
    found = {name: one for one in load_matters() for name in one.headings}
    if heading.lower() in found:
        return found[heading.lower()], ""
    return found.get(matter.lower()), thing if matter.lower() in found and is_name(thing) else ""


@cache
def load_matters() -> tuple[Matter, ...]:
    """Read what one asks about things."""
    listed = tomllib.loads(Path(__file__).with_name("matters.toml").read_text(encoding="utf-8")).values()
    return tuple(
        Matter(
            frozenset(one["headings"]),
            tuple(one["told"]),
            one["question"],
            frozenset(map(Kind, one["of"])),
            one.get("in", ""),
        )
        for one in listed
    )
