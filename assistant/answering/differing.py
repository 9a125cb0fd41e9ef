"""Tell how statements stand to each other: the same again, otherwise, of other patients, another figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations

from assistant.answer import Citation, Statement
from assistant.evidence.requirements.ages import ages_in
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind
from assistant.evidence.requirements.values import gives_value, value_asked
from assistant.evidence.rows import figures
from corpus.statements import Context, render

# Statements with so many words in common are one, said in two places.
SAME = 0.9
# Statements of two documents with so many words in common, parted by a number or a "not", are both told.
DIFFERING = 0.8
_NEGATIONS = frozenset(("no", "non", "nor", "not", "never", "without", "cannot", "neither", "t"))
# Values that are figures, and in what; a dose is in anything else than a time.
_TIME, _TIMES = "time", "times/time"
_IN = {"dose": frozenset[str](), "frequency": {_TIME, _TIMES}, "duration": {_TIME}, "delay": {_TIME}}
# What two statements on one thing may not name differently, but for patients, and what they must name alike.
_APART = (Kind.ROUTE, Kind.SEVERITY, Kind.PURPOSE, Kind.LINE)
_ALIKE = (Kind.DRUG, Kind.CONDITION)


def say_the_same(words: Set[str], others: Set[str]) -> bool:
    """Tell whether two sentences share nearly all words (Jaccard, 1912) and no number or "not" parts them."""
    parting = words ^ others
    return not any(map(_parts, parting)) and len(parting) <= (1 - SAME) * len(words | others)


def say_otherwise(words: Set[str], others: Set[str]) -> bool:
    """Tell whether two sentences say something else of the same thing in nearly the same words."""
    parting = words ^ others
    return any(map(_parts, parting)) and len(parting) <= (1 - DIFFERING) * len(words | others)


def _parts(word: str) -> bool:
    return word in _NEGATIONS or not word.isalpha()


def for_others(one: str, other: str) -> bool:
    """Tell whether two texts give quantities of one kind for different patients, as a dose for children."""
    units, others = ({figure.partition(" ")[2] for figure in figures(text)} for text in (one, other))
    return not units.isdisjoint(others) and _of_other_patients(one, other)


def give_other_figures(one: str, other: str) -> bool:
    """Tell whether two texts on one thing, for the same patients, give figures in one unit and none alike."""
    return _apart(one, other, None) and _on_one_thing(one, other)


def differing(
    question: str, statements: Sequence[Statement], citations: Sequence[Citation]
) -> tuple[tuple[int, int], ...]:
    """Return the numbers of citations, two and two, that give `question` different figures.

    They are of different documents, each gives the value that is asked for, they name one drug or disease,
    the same patients and route as far as they name any, and have no figure in common.
    """
    value, _ = value_asked(question)
    if value not in _IN:
        return ()
    of = {one.number: one for one in citations}
    told = [
        (of[one.citations[0]], _told(one, of[one.citations[0]]), one.text)
        for one in statements
        if len(one.citations) == 1 and gives_value(value, one.text, one.context)
    ]
    return tuple(
        (one.number, other.number)
        for (one, said, text), (other, also, words) in combinations(told, 2)
        if one.document != other.document and _on_one_thing(said, also) and _apart(text, words, _IN[value])
    )


def _told(statement: Statement, citation: Citation) -> str:
    """Return a statement with all that it is about."""
    return render(Context(citation.title, statement.context), statement.text)


def _of_other_patients(one: str, other: str) -> bool:
    ages, others = ages_in(one), ages_in(other)
    if ages and others:
        return not any(age.meets(also) for age in ages for also in others)
    return any(
        ours and theirs and ours.isdisjoint(theirs) for ours, theirs in _named(one, other, (Kind.POPULATION,))
    )


def _on_one_thing(one: str, other: str) -> bool:
    if _of_other_patients(one, other):
        return False
    if any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in _named(one, other, _APART)):
        return False
    return any(not ours.isdisjoint(theirs) for ours, theirs in _named(one, other, _ALIKE))


def _named(one: str, other: str, kinds: Sequence[Kind]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield what both texts name of each of `kinds`."""
    for kind in kinds:
        ours, theirs = (
            frozenset(
                value for each in mentions(text, load_names()) if each.kind is kind for value in each.values
            )
            for text in (one, other)
        )
        yield ours, theirs


def _apart(one: str, other: str, units: Set[str] | None) -> bool:
    """Tell whether two texts give figures in one of `units`, or in any, and none of them alike."""
    ours, theirs = _by_unit(one, units), _by_unit(other, units)
    shared = ours.keys() & theirs.keys()
    return bool(shared) and all(ours[unit].isdisjoint(theirs[unit]) for unit in shared)


def _by_unit(text: str, units: Set[str] | None) -> dict[str, set[str]]:
    """Return the figures of `text` by unit: those in `units`, none of time where it is empty, or all."""
    found: dict[str, set[str]] = {}
    for figure in figures(text):
        number, _, unit = figure.partition(" ")
        if units is None or unit in units or not (units or unit in (_TIME, _TIMES)):
            found.setdefault(unit, set()).add(number)
    return found
