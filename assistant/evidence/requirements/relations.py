"""How two names stand to each other: the same, one within the other, beside each other, or far apart."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from assistant.evidence.requirements.names import CLASS, Names
from assistant.evidence.requirements.requirement import Kind

# MeSH: signs and symptoms exclude no disease, and no disease excludes them.
_SYMPTOMS = ("C23.888", "C23.550", "C10.597", "F01", "C26", "C25.775")
# "C08.381" is lung diseases: so high up that what stands below has little in common.
_TOO_WIDE = 2
_PLAIN_WORDS = frozenset("disease disorder syndrome infection acute chronic of the and in".split())


class Relation(Enum):
    """How a name that is said stands to the one that is asked for."""

    SAME = "same"
    # It may be about it and need not: the class of the drug, a symptom of the disease.
    WIDER = "wider"
    APART = "apart"


@lru_cache(maxsize=100_000)
def relation(kind: Kind, asked: str, said: str, names: Names, *, far: bool = False) -> Relation:
    """Return how `said` stands to what is `asked` for, both names of `kind`; `far` where a title says it."""
    if asked == said:
        return Relation.SAME
    if kind is Kind.DRUG:
        return _drugs(asked, said, names)
    if kind is Kind.CONDITION:
        return _conditions(asked, said, names, far=far)
    return Relation.APART


def _drugs(asked: str, said: str, names: Names) -> Relation:
    classes = names.classes
    if asked.startswith(CLASS):
        wanted = classes[asked.removeprefix(CLASS)]
        if said.startswith(CLASS):
            return Relation.WIDER
        if wanted.holds(said):
            return Relation.SAME
        # A drug that no class holds may belong to any.
        known = any(each.holds(said) for each in classes.values())
        return Relation.APART if known and not wanted.wide else Relation.WIDER
    if said.startswith(CLASS):
        held = classes[said.removeprefix(CLASS)].holds(asked)
        known = any(each.holds(asked) for each in classes.values() if not each.wide)
        return Relation.WIDER if held or not known else Relation.APART
    ours, theirs = set(asked.split()), set(said.split())
    return Relation.SAME if ours <= theirs or theirs <= ours else Relation.APART


def _conditions(asked: str, said: str, names: Names, *, far: bool) -> Relation:
    ours, theirs = names.places.get(asked, ()), names.places.get(said, ())
    if any(_within(one, other) or _within(other, one) for one in _all_above(ours, names) for other in theirs):
        return Relation.SAME
    pairs = [(one, other) for one in ours for other in theirs]
    if not pairs or any(one.startswith(_SYMPTOMS) for one in (*ours, *theirs)):
        return Relation.WIDER
    if set(asked.split()) & set(said.split()) - _PLAIN_WORDS:
        return Relation.WIDER
    if any(_shared(one, other) >= _near(one, far=far) for one, other in pairs):
        return Relation.WIDER
    return Relation.APART


def _all_above(places: tuple[str, ...], names: Names) -> frozenset[str]:
    """Return `places` with all places of the terms above: gestational hypertension is hypertension too."""
    above = [place for each in places for place in _ancestors(each)]
    return frozenset(places).union(*(names.siblings.get(place, ()) for place in above))


def _ancestors(place: str) -> list[str]:
    steps = place.split(".")
    return [".".join(steps[:depth]) for depth in range(len(steps) - 1, _TOO_WIDE, -1)]


def _shared(one: str, other: str) -> int:
    """Return how many steps down MeSH's tree two places share."""
    steps = zip(one.split("."), other.split("."), strict=False)
    return next((depth for depth, (ours, theirs) in enumerate(steps) if ours != theirs), 3)


def _near(place: str, *, far: bool) -> int:
    """Return how many shared steps make two diseases neighbours, of which a text may mean either.

    A whole document on hypertension speaks of heart failure; one on pneumonia not of urinary infections, though
    all infections stand in one branch, as all tumours do.
    """
    del far
    return 2 if place.startswith(("C01", "C04")) else 1


def _within(inner: str, outer: str) -> bool:
    """Tell whether `inner` stands at or below `outer` in MeSH, `outer` not being one of the widest terms."""
    return outer.count(".") >= _TOO_WIDE - 1 and (inner == outer or inner.startswith(f"{outer}."))
