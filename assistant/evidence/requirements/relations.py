"""How two names stand to each other: the same, one wider than the other, or apart."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import takewhile

from assistant.evidence.requirements.names import CLASS, Names
from assistant.evidence.requirements.requirement import Kind

# MeSH's signs and symptoms, injuries and poisonings: they come with any disease, and exclude none.
_WITH_ANY = ("C23.888", "C23.550", "C10.597", "F01", "C26", "C25.775")
# Infections and tumours are whole branches of MeSH: only what stands deeper makes two of them neighbours.
_BROAD = ("C01", "C04")
# Terms at the top, such as C08.381, lung diseases, are so wide that no other excludes them, and those of one
# step that they name nothing below them.
_WIDEST = 1
# What any poisoning by a drug may be called.
OVERDOSE, POISONING = "drug overdose", " poisoning"
_PLAIN = frozenset("disease disorder syndrome infection acute chronic of the and in".split())


class Relation(Enum):
    """How a name that is said stands to the one that is asked for."""

    SAME = "same"
    # It may be about it and need not: the class of the drug, a neighbour of the disease.
    WIDER = "wider"
    APART = "apart"


@lru_cache(maxsize=100_000)
def relation(kind: Kind, asked: str, said: str, names: Names) -> Relation:
    """Return how `said` stands to what is `asked` for, both names of `kind`."""
    if asked == said:
        return Relation.SAME
    if kind is Kind.DRUG:
        return _drugs(asked, said, names)
    return _diseases(asked, said, names) if kind is Kind.CONDITION else Relation.APART


def _drugs(asked: str, said: str, names: Names) -> Relation:
    if asked.startswith(CLASS):
        return _class_asked(asked.removeprefix(CLASS), said, names)
    if said.startswith(CLASS):
        held = names.classes[said.removeprefix(CLASS)].holds(asked)
        known = any(each.holds(asked) for each in names.classes.values() if not each.wide)
        return Relation.WIDER if held or not known else Relation.APART
    ours, theirs = set(asked.split()), set(said.split())
    return Relation.SAME if ours <= theirs or theirs <= ours else Relation.APART


def _class_asked(asked: str, said: str, names: Names) -> Relation:
    wanted = names.classes[asked]
    if said.startswith(CLASS):
        return Relation.WIDER
    if wanted.holds(said):
        return Relation.SAME
    # A drug that no class holds may belong to any.
    known = any(each.holds(said) for each in names.classes.values())
    return Relation.APART if known and not wanted.wide else Relation.WIDER


def _diseases(asked: str, said: str, names: Names) -> Relation:
    if said == OVERDOSE and asked.endswith(POISONING):
        return Relation.SAME
    ours, theirs = names.places.get(asked, ()), names.places.get(said, ())
    wider = frozenset(ours).union(*(_kinds(place, names) for place in ours))
    narrower = any(_within(other, one) for one in ours for other in theirs)
    if narrower or any(_within(one, other) for one in wider for other in theirs):
        return Relation.SAME
    if not ours or not theirs or any(place.startswith(_WITH_ANY) for place in (*ours, *theirs)):
        return Relation.WIDER
    if all(place.count(".") <= _WIDEST for place in ours):
        return Relation.WIDER
    if set(asked.split()) & set(said.split()) - _PLAIN:
        return Relation.WIDER
    near = any(_steps_shared(one, other) > one.startswith(_BROAD) for one in ours for other in theirs)
    return Relation.WIDER if near else Relation.APART


def _kinds(place: str, names: Names) -> Iterator[str]:
    """Yield the other places of the terms above `place`: gestational hypertension is hypertension too."""
    steps = place.split(".")
    for depth in range(len(steps) - 1, _WIDEST + 1, -1):
        yield from names.siblings.get(".".join(steps[:depth]), ())


def _within(inner: str, outer: str) -> bool:
    """Tell whether `inner` stands at or below `outer`, which is not one of the widest terms."""
    return outer.count(".") >= _WIDEST and (inner == outer or inner.startswith(f"{outer}."))


def _steps_shared(one: str, other: str) -> int:
    """Return how many steps down MeSH's tree two places share."""
    steps = zip(one.split("."), other.split("."), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], steps))
