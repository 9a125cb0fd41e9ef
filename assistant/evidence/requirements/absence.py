"""What the documents do not hold: a name that stands nowhere, and a name that stands nowhere with what is asked of it.

"No document names fentanyl"; "nothing is said of olanzapine in children, there is a dose for adults".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.folding import fold
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import CLASS, STATES, Names
from assistant.evidence.requirements.ranges import ages_in
from assistant.evidence.requirements.relations import Relation, relation
from assistant.evidence.requirements.requirement import Kind, Requirement, Verdict


def absent(question: str, known: Names, index_terms: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the drugs and diseases, as `question` says them, of which no document holds any spelling.

    `index_terms` tells whether the documents hold a spelling, folded; see `words_held`. A drug counts as held where
    its class or a member of it is, a disease where a wider or a narrower one is.
    """
    return tuple(
        dict.fromkeys(
            each.name
            for each in requirements_of(question, known)
            if each.kind in (Kind.DRUG, Kind.CONDITION)
            and not index_terms(" ".join(fold(each.name)))
            and not any(index_terms(spelling) for value in each.values for spelling in _spellings(each.kind, value, known))
        )
    )


def words_held(vocabulary: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether all words of a folded spelling are among the words of the documents."""
    held = {word for entry in vocabulary for word in fold(entry)}
    return lambda spelling: all(word in held for word in spelling.split(" "))


@lru_cache(maxsize=1000)
def _spellings(kind: Kind, value: str, known: Names) -> tuple[str, ...]:
    """Return the folded spellings of a name and of those that are the same or within it or around it."""
    related = {
        said: relation(kind, value, said, known) is Relation.SAME
        or (kind is Kind.DRUG and relation(kind, said, value, known) is Relation.SAME and not _is_wide(said, known))
        for sense in known.entities.senses.values()
        if sense.kind is kind
        for said in sense.values
    }
    return tuple(
        spelling
        for spelling, sense in known.entities.senses.items()
        if sense.kind is kind and any(related[said] for said in sense.values)
    )


def _is_wide(name: str, known: Names) -> bool:
    """Tell whether a class is so wide that naming it names none of its drugs: a guideline says "antibiotics"."""
    return name.startswith(CLASS) and known.classes[name.removeprefix(CLASS)].wide


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement as it was judged: its levels from near to far, and a verdict for each requirement."""

    levels: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is said to a refusal: of `subject` nothing is said in regard to `lacking`, but to `instead`.

    All are as the question and the statements say them: "olanzapine", ("children",), ("adults",).
    """

    subject: str
    lacking: tuple[str, ...]
    instead: tuple[str, ...] = ()


def gap(requirements: Sequence[Requirement], judged: Sequence[Judged], known: Names) -> Gap | None:
    """Return what is said of the thing that is asked about, and what of it is not; None where that cannot be told.

    The thing is the first drug of the question that a statement is about, else the first condition.
    """
    for kind in (Kind.DRUG, Kind.CONDITION):
        for place, subject in enumerate(requirements):
            about = [each for each in judged if each.verdicts[place] is Verdict.MET]
            if subject.kind is kind and about:
                lacking = [
                    other
                    for at, other in enumerate(requirements)
                    if other.kind is not Kind.VALUE and not any(each.verdicts[at] is Verdict.MET for each in about)
                ]
                instead = (
                    said for other in lacking if other.kind in _TOLD for each in about for said in _instead(other, each, known)
                )
                names = tuple(dict.fromkeys(each.name for each in lacking))
                return Gap(subject.name, names, tuple(dict.fromkeys(instead))) if lacking else None
    return None


def _instead(requirement: Requirement, judged: Judged, known: Names) -> Iterator[str]:
    """Yield what a statement names in place of what is required, as its nearest level that does so says it."""
    for level in judged.levels:
        said = [
            each.said
            for each in mentions(level, known)
            if each.kind is requirement.kind and each.group == requirement.group and not each.aside
            and (requirement.kind is not Kind.POPULATION or each.values & STATES or not ages_in(level))
        ]
        if said:
            yield from said[:_MOST]
            return


# What is told to lie in its place: "for adults", "given orally".
_TOLD = frozenset({Kind.POPULATION, Kind.ROUTE, Kind.CONDITION, Kind.SEVERITY})
# More would be a list, not a hint.
_MOST = 2
