"""What the documents do not hold: a name that stands nowhere, and one that stands nowhere with what is asked.

"No document names fentanyl"; "nothing is said of olanzapine in children, there is a dose for adults".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.folding import fold
from assistant.evidence.requirements.mentions import OF_A_DRUG, mentions
from assistant.evidence.requirements.names import CLASS, Names
from assistant.evidence.requirements.relations import Relation, relation
from assistant.evidence.requirements.requirement import Judged, Kind, Requirement, Verdict

# Of these it is told what stands in their place: "there is one for adults", "it is given orally".
_TOLD = frozenset({Kind.POPULATION, Kind.ROUTE, Kind.CONDITION, Kind.SEVERITY})
# More would be a list, not a hint.
_MOST = 2


def absent(question: str, known: Names, index_terms: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the drugs and diseases, as `question` says them, of which no document holds any spelling.

    `index_terms` tells whether the documents hold a folded spelling; see `words_held`. A drug counts as held
    where its class or a member of it is, a disease where a wider or a narrower one is.
    """
    named = [each for each in requirements_of(question, known) if each.kind in (Kind.DRUG, Kind.CONDITION)]
    return tuple(dict.fromkeys(each.name for each in named if not _is_held(each, known, index_terms)))


def words_held(vocabulary: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether all words of a folded spelling are among the words of the documents."""
    held = frozenset(word for entry in vocabulary for word in fold(entry))

    def holds(spelling: str) -> bool:
        # Of words with digits, which no vocabulary holds, nothing is told.
        words = [word for word in spelling.split(" ") if word.isalpha()]
        return bool(words) and held.issuperset(words)

    return holds


def _is_held(requirement: Requirement, known: Names, index_terms: Callable[[str], bool]) -> bool:
    if index_terms(" ".join(fold(requirement.name))):
        return True
    spellings = (_spellings(*_bare(requirement.kind, value), known) for value in requirement.values)
    return any(index_terms(spelling) for each in spellings for spelling in each)


def _bare(kind: Kind, value: str) -> tuple[Kind, str]:
    """Return the drug of a poisoning, or of a dependence, which texts name without that word."""
    drug, _, disease = value.rpartition(" ")
    return (Kind.DRUG, drug) if disease in OF_A_DRUG else (kind, value)


@lru_cache(maxsize=1000)
def _spellings(kind: Kind, value: str, known: Names) -> tuple[str, ...]:
    """Return the folded spellings of a name, and of those that are the same, within it or around it."""
    senses = {phrase: sense for phrase, sense in known.entities.senses.items() if sense.kind is kind}
    related = {
        said: relation(kind, value, said, known) is Relation.SAME or _is_class_of(said, value, known)
        for sense in senses.values()
        for said in sense.values
    }
    return tuple(phrase for phrase, sense in senses.items() if any(related[said] for said in sense.values))


def _is_class_of(said: str, drug: str, known: Names) -> bool:
    """Tell whether `said` is a class of `drug`, and none so wide that it names no drug, as "antibiotics"."""
    held = known.classes.get(said.removeprefix(CLASS)) if said.startswith(CLASS) else None
    return held is not None and not held.wide and held.holds(drug)


@dataclass(frozen=True, slots=True)
class Gap:
    """What to say of a refusal: of `subject` nothing is said in regard to `lacking`, but of `instead`.

    All are as the question and the statements say them: "olanzapine", ("children",), ("adults",).
    """

    subject: str
    lacking: tuple[str, ...]
    instead: tuple[str, ...] = ()


def gap(requirements: Sequence[Requirement], judged: Sequence[Judged], known: Names) -> Gap | None:
    """Return what is not said of the thing that is asked about; None where that cannot be told.

    The thing is the first drug of the question that a statement is about, else the first disease.
    """
    for kind in (Kind.DRUG, Kind.CONDITION):
        for place, subject in enumerate(requirements):
            about = [each for each in judged if each.verdicts[place] is Verdict.MET]
            if subject.kind is kind and about:
                return _gap_of(subject, requirements, about, known)
    return None


def _gap_of(
    subject: Requirement, requirements: Sequence[Requirement], about: Sequence[Judged], known: Names
) -> Gap | None:
    lacking = [
        each
        for place, each in enumerate(requirements)
        if each.kind is not Kind.VALUE and not any(one.verdicts[place] is Verdict.MET for one in about)
    ]
    told = [each for each in lacking if each.kind in _TOLD]
    instead = (said for each in told for one in about for said in _instead(each, one, known))
    names = tuple(dict.fromkeys(each.name for each in lacking))
    return Gap(subject.name, names, tuple(dict.fromkeys(instead))) if lacking else None


def _instead(requirement: Requirement, judged: Judged, known: Names) -> Iterator[str]:
    """Yield what a statement names in place of what is required, as its nearest level that does says it."""
    for level in judged.levels:
        found = [each for each in mentions(level, known) if each.kind is requirement.kind and not each.aside]
        said = [each.said for each in found if each.group == requirement.group or not requirement.group]
        if said:
            yield from said[:_MOST]
            return
