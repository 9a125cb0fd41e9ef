"""What a document is about, and what one asks about things of its kind: their dose, their symptoms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.question.noun_phrases import Kind, Phrase, is_aspect, is_plural, noun_phrases, simple_phrases
from assistant.suggestions.names import (
    in_sentence,
    is_name,
    is_or_are,
    plain_heading,
    tells_apart,
    without_brackets,
)
from corpus.document import Document
from index.lexicon.abbreviations import definitions
from index.lexicon.terms import terms

# Paragraphs that are looked at; what a document is about stands at its beginning.
READ = 80
# Characters at the beginning of a text that may name what it is about, and how often it is named then.
BEGINNING, OFTEN = 600, 3
# A document is likelier about a disease or a drug than about another thing that it names.
WEIGHTS = {Kind.DISEASE: 3.0, Kind.DRUG: 2.0}
_ADJECTIVE = re.compile(r"(?:al|ic|ar|ous|ive|ary|ed)$")
# What stands behind these says where or when, not what.
_WHERE = ("in", "at", "from", "during", "after")


_MATTER_OF = re.compile(r"(.+?) (?:of|for|in) (.+)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document is about, as it is written within a sentence; all empty where that cannot be told.

    `names` are that and its abbreviations, in lower case; `whole` says that the title names nothing else.
    `product` is what is given against it where the document speaks of that: "cholera vaccine".
    """

    name: str = ""
    kind: Kind = Kind.NAME
    names: tuple[str, ...] = ()
    whole: bool = False
    product: str = ""


def topic_of(document: Document, written: Mapping[str, str]) -> Topic:
    """Return what `document` is about; `written` tells how it writes its words."""
    texts = [paragraph.text for paragraph in document.paragraphs[:READ]]
    text, beginning = " ".join(texts).lower(), " ".join(texts[:2])[:BEGINNING]
    phrase = _most_spoken_of(document.title, text, 1) or _most_spoken_of(beginning, text, OFTEN)
    if phrase is None:
        return Topic()
    name = in_sentence(phrase.text, written)
    if _count(f"{name}s", text) > _count(name, text) / 2 and not is_plural(name):
        name += "s"
    defined = [one for part in (document.title, *texts) for one in definitions(part)]
    short = [short for short, long in defined if long.lower() == phrase.text.lower()]
    names = tuple(dict.fromkeys((name, *short)))
    vaccine = next((f"{one} vaccine" for one in names if _count(f"{one} vaccine", text) >= OFTEN), "")
    kind = phrase.kind if phrase.kind in WEIGHTS else _kind_by_headings(document, given=not vaccine)
    rest = set(terms(document.title)) - set(terms(phrase.text))
    return Topic(name, kind, tuple(one.lower() for one in names), len(rest) <= 1, vaccine)


def _kind_by_headings(document: Document, *, given: bool) -> Kind:
    """Return the kind of thing of which headings name matters; `given` says that it may be a drug."""
    headings = {plain_heading(one.heading.rsplit(" > ", 1)[-1]) for one in document.paragraphs}
    matters = [matter for matter, _ in map(matter_of, headings) if matter]
    drug, disease = (sum(kind in one.kinds for one in matters) for kind in (Kind.DRUG, Kind.DISEASE))
    return Kind.DRUG if given and drug > disease else Kind.DISEASE if disease else Kind.NAME


def _most_spoken_of(words: str, text: str, least: int) -> Phrase | None:
    """Return the thing named in `words` that `text` names most, and `least` times at least."""
    plain = without_brackets(words)
    named = [one for one in (*noun_phrases(plain), *simple_phrases(plain)) if _can_be_topic(one)]
    spoken = {one: _weight(one) * count for one in named if (count := _count(one.text, text)) >= least}
    return max(spoken, key=lambda one: spoken[one], default=None)


def _can_be_topic(phrase: Phrase) -> bool:
    if (
        phrase.kind in (Kind.GROUP, Kind.TEST)
        or not is_name(phrase.text)
        or is_aspect(phrase.text.split()[0])
    ):
        return False
    if phrase.kind in WEIGHTS:
        return True
    thing = not _ADJECTIVE.search(phrase.text) and phrase.preposition not in _WHERE
    return thing and tells_apart(phrase.text)


def _count(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name.lower())}s?(?!\w)", text))


def _weight(phrase: Phrase) -> float:
    """Return how likely a document is about something of this form; a name of several words tells more."""
    return WEIGHTS.get(phrase.kind, 1.0) * (1 + 0.5 * min(len(phrase.text.split()) - 1, 2))


@dataclass(frozen=True, slots=True)
class Matter:
    """What one asks about a thing of certain kinds, of any where `kinds` is empty; see matters.toml."""

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
