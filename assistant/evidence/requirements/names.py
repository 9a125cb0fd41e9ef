"""The names that are known: drugs with their classes, diseases with their place in MeSH, alternatives.

The lists lie beside this module. `training/names.py` makes `drugs.txt` and `diseases.txt`; `more_names.toml`,
`drug_classes.toml` and `alternatives.toml` are written by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.evidence.requirements.folding import fold
from assistant.evidence.requirements.requirement import Kind, Range

ROOM = Path(__file__).parent
CLASS = "class "
# The products against one disease differ in dose and schedule, so that each is a name of its own below it.
_VACCINE = "vaccine"
# Populations that are states of a patient of any age that allows them.
STATES = frozenset({"pregnant", "breastfeeding", "not_pregnant", "obese"})
# Of which one in three excludes the others.
TRIMESTERS = frozenset({"trimester_1", "trimester_2", "trimester_3"})
SEX, SPECIES = "sex", "species"
# Populations that are told by no age.
AGELESS = frozenset({SEX, SPECIES})
TREATMENT = frozenset({"treatment"})
# Tables of alternatives.toml, with their kinds.
_TABLES = {table: Kind(table) for table in ("route", "severity", "purpose", "test", "population", "line")} | {
    "complication": Kind.SEVERITY,
    "setting": Kind.SEVERITY,
    "phase": Kind.LINE,
    "specimen": Kind.TEST,
    SEX: Kind.POPULATION,
    SPECIES: Kind.POPULATION,
}

# As far as stages, grades and the like are counted, in both ways of writing.
_COUNTS = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v"}


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means: one of `values` of a `kind`; none of it where it only looks like a name."""

    kind: Kind | None
    values: frozenset[str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, folded, with what they mean; `reach` is the most words of those that begin with a word."""

    senses: dict[str, Sense] = field(default_factory=dict)
    capitals: dict[str, Sense] = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)

    def add_folded(self, phrases: Iterable[str], sense: Sense) -> None:
        """Add folded phrases."""
        for phrase in phrases:
            self.senses[phrase] = sense
            first, _, more = phrase.partition(" ")
            words = more.count(" ") + 2 if more else 1
            if self.reach.get(first, 0) < words:
                self.reach[first] = words

    def add(self, phrases: str, sense: Sense) -> None:
        """Add phrases, between commas, as people write them."""
        for phrase in (each.strip() for each in phrases.split(",")):
            if phrase.isupper() and len(phrase) <= 2:
                self.capitals[phrase] = sense
            elif phrase:
                self.add_folded([" ".join(fold(phrase))], sense)


@dataclass(frozen=True, slots=True)
class DrugClass:
    """A class of drugs: folded names of members, and how names of members end or begin.

    A `wide` one, as that of all antibiotics, has members that no list holds.
    """

    members: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    wide: bool = False

    def holds(self, name: str) -> bool:
        """Tell whether the drug of this folded name belongs."""
        words = name.split()
        return name in self.members or any(
            word.endswith(self.endings) or word.startswith(self.beginnings) for word in words
        )


@dataclass(frozen=True, eq=False, slots=True)
class Names:
    """All names. `entities` are drugs and diseases, `alternatives` the rest.

    `places` are the MeSH tree numbers of a disease, `siblings` those of the disease at a tree number.
    """

    entities: Phrases
    alternatives: Phrases
    places: Mapping[str, tuple[str, ...]]
    siblings: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, DrugClass]
    ages: Mapping[str, Range]


@cache
def load_names() -> Names:
    """Read the lists, which takes a tenth of a second. What is written by hand outdoes what was made."""
    classes = _toml("drug_classes.toml")
    more, alternatives = _toml("more_names.toml"), _toml("alternatives.toml")
    entities, places = Phrases(), {}
    for place, name, *spellings in _lines("diseases.txt"):
        places[name] = tuple(place.split(" "))
        entities.add_folded((name, *spellings), Sense(Kind.CONDITION, frozenset({name})))
    for name, *spellings in _lines("drugs.txt"):
        for spelling in (name, *spellings):
            product = name.endswith(_VACCINE) and _VACCINE not in spelling
            meant = f"{name} {spelling}" if product and spelling != name else name
            entities.add_folded([spelling], Sense(Kind.DRUG, frozenset({meant})))
    for table in alternatives["aside"].values():
        entities.add(table, Sense(None, frozenset()))
    _add_more(entities, more["diseases"], Kind.CONDITION)
    _add_more(entities, more["drugs"], Kind.DRUG)
    for name, about in classes.items():
        entities.add(about["called"], Sense(Kind.DRUG, frozenset({CLASS + name})))
    return Names(
        entities=entities,
        alternatives=_alternatives(alternatives),
        places=places,
        siblings={place: every for every in places.values() for place in every if len(every) > 1},
        classes={name: _drug_class(about, entities) for name, about in classes.items()},
        ages={name: Range("age", *ends) for name, ends in alternatives["ages"].items()},
    )


def _add_more(entities: Phrases, more: Mapping[str, str], kind: Kind) -> None:
    """Add further spellings to names of the list, or to a name of their own where it has none."""
    for name, spellings in more.items():
        folded = " ".join(fold(name))
        known = entities.senses.get(folded)
        sense = known if known and known.kind is kind else Sense(kind, frozenset({_below(folded, entities)}))
        entities.add_folded([folded], sense)
        entities.add(spellings, sense)


def _below(folded: str, entities: Phrases) -> str:
    """Return the name of a product below the known one of its vaccine: "herpes zoster vaccine shingrix"."""
    vaccine, _, product = folded.partition(f" {_VACCINE} ")
    known = entities.senses.get(f"{vaccine} {_VACCINE}") if product else None
    return f"{min(known.values)} {product}" if known else folded


def _alternatives(tables: Mapping[str, Any]) -> Phrases:
    found = Phrases()
    found.add(tables["aside"]["phrases"], Sense(None, frozenset()))
    for table, kind in _TABLES.items():
        for value, phrases in tables[table].items():
            wide = phrases.items() if value == "wide" else [(phrases, value)]
            for each, values in wide:
                found.add(each, Sense(kind, frozenset(values.split()), table))
    for word in tables["counted"]["words"].split(", "):
        for phrase, counts in _counted(word):
            found.add(phrase, Sense(Kind.SEVERITY, frozenset(f"{word} {count}" for count in counts), word))
    return found


def _counted(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the phrases that count with `word`, "stage 2" and "stage 2 or 3", with what they count."""
    for first, roman in _COUNTS.items():
        yield f"{word} {first}, {word} {roman}", (first,)
        for last, other in _COUNTS.items():
            if first < last:
                between = tuple(count for count in _COUNTS if first <= count <= last)
                yield f"{word} {first} to {last}, {word} {first} {last}, {word} {roman} to {other}", between
                both = [
                    f"{word} {one} {and_} {two}"
                    for one, two in ((first, last), (roman, other))
                    for and_ in ("and", "or")
                ]
                yield ", ".join(both), (first, last)


def _drug_class(about: Mapping[str, Any], entities: Phrases) -> DrugClass:
    members = [" ".join(fold(member)) for member in about.get("members", "").split(",")]
    stems = about.get("stems", "").replace("ph", "f").split()
    known = (entities.senses[member].values for member in members if member in entities.senses)
    return DrugClass(
        members=frozenset(members).union(*known) - {""},
        endings=tuple(stem[1:] for stem in stems if stem.startswith("-")),
        beginnings=tuple(stem[:-1] for stem in stems if stem.endswith("-")),
        wide=bool(about.get("wide")),
    )


def _lines(file: str) -> Iterator[list[str]]:
    for line in (ROOM / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _toml(file: str) -> dict[str, Any]:
    return tomllib.loads((ROOM / file).read_text(encoding="utf-8"))
