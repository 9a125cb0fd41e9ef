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


class Relation(Enum):
    """How a name that is said stands to the one that is asked for."""

    SAME = "same"
    # It may be about it and need not: the class of the drug, a symptom of the disease.
    WIDER = "wider"
    APART = "apart"


@lru_cache(maxsize=50_000)
def relation(kind: Kind, asked: str, said: str, names: Names) -> Relation:
    """Return how `said` stands to what is `asked` for, both names of `kind`."""
    if asked == said:
        return Relation.SAME
    if kind is Kind.DRUG:
        return _drugs(asked, said, names)
    if kind is Kind.CONDITION:
        return _conditions(asked, said, names)
    return Relation.APART


def _drugs(asked: str, said: str, names: Names) -> Relation:
    if asked.startswith(CLASS):
        held = not said.startswith(CLASS) and names.classes[asked.removeprefix(CLASS)].holds(said)
        return Relation.SAME if held else Relation.WIDER if said.startswith(CLASS) else Relation.APART
    if said.startswith(CLASS):
        # A class that does not hold the drug sets it apart; that of all vaccines or antibiotics is too wide a word.
        return Relation.WIDER if _may_hold(said, asked, names) else Relation.APART
    ours, theirs = set(asked.split()), set(said.split())
    if ours <= theirs or theirs <= ours:
        return Relation.SAME
    return Relation.APART


def _may_hold(said: str, asked: str, names: Names) -> bool:
    return names.classes[said.removeprefix(CLASS)].holds(asked) or not any(
        each.holds(asked) for each in names.classes.values()
    )


def _conditions(asked: str, said: str, names: Names) -> Relation:
    ours, theirs = names.places.get(asked, ()), names.places.get(said, ())
    if any(_within(one, other) or _within(other, one) for one in ours for other in theirs):
        return Relation.SAME
    if set(asked.split()) & set(said.split()) - _PLAIN_WORDS:
        return Relation.WIDER
    if not ours or not theirs or any(one.startswith(_SYMPTOMS) for one in (*ours, *theirs)):
        return Relation.WIDER
    if any(one.split(".")[:_NEAR] == other.split(".")[:_NEAR] for one in ours for other in theirs):
        return Relation.WIDER
    return Relation.APART


_NEAR = 3
_PLAIN_WORDS = frozenset("disease disorder syndrome infection acute chronic of the and in".split())


def _within(inner: str, outer: str) -> bool:
    """Tell whether `inner` stands at or below `outer` in MeSH, `outer` not being one of the widest terms."""
    return outer.count(".") >= _TOO_WIDE - 1 and (inner == outer or inner.startswith(f"{outer}."))
