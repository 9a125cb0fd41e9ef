"""Hold a statement with its context against what a question names.

Levels are looked through from near to far: the statement, its context (column, row, lead-in, heading ...), the title
of the document. The nearest that names the thing asked for, or is the label of another one, decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.requirements.folding import fold
from assistant.evidence.requirements.mentions import Mention, mentions
from assistant.evidence.requirements.names import STATES, Names
from assistant.evidence.requirements.ranges import ages_in, measures_in
from assistant.evidence.requirements.relations import Relation, relation
from assistant.evidence.requirements.requirement import Kind, Requirement, Verdict
from assistant.evidence.requirements.values import gives_value, speaks_of

# Of these, another one's label excludes only where the asked one is named nowhere, however far.
_ANYWHERE = frozenset({Kind.CONDITION, Kind.PURPOSE, Kind.TEST, Kind.SEVERITY, Kind.LINE})
# Of these, what a sentence says in passing excludes as a label does: at once, or where nothing else is named.
_IN_PASSING = frozenset({Kind.ROUTE})
_AT_LAST = frozenset({Kind.DRUG})
# Beginnings that tell no name from another.
_PLAIN = frozenset(
    "acute chron sever disea disor syndr infec hyper failu injur with vacci treat immun recom human blood".split()
)
TREATMENT = frozenset({"treatment"})
_BEGINNING = 5
_GENERAL = 2


@dataclass(frozen=True, slots=True)
class _Level:
    """What one text names of a kind: the thing asked for, something that may be it, others as labels or in passing."""

    same: bool
    wider: bool
    labels: frozenset[str]
    passing: frozenset[str]


def judge_requirement(
    requirement: Requirement, statement: str, context: Sequence[str], title: str, known: Names
) -> Verdict:
    """Return whether `statement`, with its `context` from far to near and its `title`, is about the requirement."""
    levels = (statement, *reversed(context), title)
    match requirement.kind:
        case Kind.VALUE:
            given = all(gives_value(value, statement, context) for value in requirement.values)
            return Verdict.MET if given else Verdict.SILENT
        case Kind.ASPECT:
            spoken = all(speaks_of(aspect, levels) for aspect in requirement.values)
            return Verdict.MET if spoken else Verdict.SILENT
        case Kind.MEASURE:
            return _measure(requirement, levels)
        case Kind.POPULATION if requirement.group != "sex":
            return _population(requirement, levels, known)
    return _named(requirement, levels, known)


def _named(requirement: Requirement, levels: Sequence[str], known: Names) -> Verdict:
    """Judge a name: the nearest level that names the thing, or is the label of another one, decides."""
    statement = _level(requirement, levels[0], known, label=False)
    other = maybe = False
    for depth, text in enumerate(levels):
        far = depth == len(levels) - 1
        level = _level(requirement, text, known, label=True, far=far) if depth else statement
        if level.same:
            # "Morphine and fentanyl" leads in to a statement whose label is fentanyl: it is not morphine's.
            return Verdict.OTHER if depth and statement.labels & level.labels else Verdict.MET
        maybe = maybe or level.wider
        if not maybe and _excludes(level, depth, requirement.kind):
            other = True
            if requirement.kind not in _ANYWHERE:
                break
    if requirement.values == TREATMENT and _names_a_drug(levels[0], known) and not other:
        return Verdict.MET
    if _said_in_full(requirement, levels) and (maybe or requirement.kind is Kind.CONDITION):
        return Verdict.MET
    if other or (requirement.kind in _AT_LAST and statement.passing and not maybe):
        return Verdict.SILENT if _said_in_part(requirement, levels) else Verdict.OTHER
    return Verdict.SILENT


def _names_a_drug(statement: str, known: Names) -> bool:
    """Tell whether a statement names a drug: it tells how to treat without the word."""
    return any(each.kind is Kind.DRUG and not each.aside for each in mentions(statement, known))


def _excludes(level: _Level, depth: int, kind: Kind) -> bool:
    """Tell whether a level is about another one; a heading of several excludes none."""
    if kind in _IN_PASSING:
        return bool(level.labels | level.passing)
    return len(level.labels) == 1 or bool(level.labels and depth == 0)


def _level(
    requirement: Requirement, text: str, known: Names, *, label: bool, far: bool = False
) -> _Level:
    same = wider = False
    labels: set[str] = set()
    passing: set[str] = set()
    for each in mentions(text, known):
        if each.kind is requirement.kind and each.group in ("", requirement.group):
            related = _related(requirement, each, known, far=far)
            same = same or related is Relation.SAME
            if related is Relation.WIDER or _asked_too(requirement, each) or (label and _is_general(each, text)):
                wider = True
            elif related is Relation.APART and not each.aside:
                (labels if label or each.label else passing).add(each.said.lower())
    return _Level(same, wider, frozenset(labels), frozenset(passing))


def _asked_too(requirement: Requirement, mention: Mention) -> bool:
    """Tell whether the question names this as well, be it within another name: "rabies vaccine in haemophilia"."""
    return bool(mention.values & requirement.beside) or (
        requirement.kind is Kind.CONDITION and not requirement.beside.isdisjoint(fold(mention.said))
    )


def _is_general(mention: Mention, label: str) -> bool:
    """Tell whether a label is no more than the word "Treatment", under which everything may stand."""
    return mention.kind is Kind.PURPOSE and len(label.split()) <= _GENERAL


def _related(requirement: Requirement, mention: Mention, known: Names, *, far: bool) -> Relation:
    related = {
        relation(requirement.kind, asked, said, known, far=far)
        for asked in requirement.values
        for said in mention.values
    }
    return next(each for each in Relation if each in related)


def _said_in_full(requirement: Requirement, levels: Sequence[str]) -> bool:
    """Tell whether one of `levels` has all words of the name, as "hepatitis A vaccine" has those of hepatitis A.

    A vaccine is named by what it is against: "pneumococcal vaccine" by "Pneumococcal" over "the vaccines".
    """
    names = [set(fold(name)) - {"vaccine"} for name in (requirement.name, *requirement.values)]
    return any(name and name <= set(fold(level)) for level in levels for name in names)


def _said_in_part(requirement: Requirement, levels: Sequence[str]) -> bool:
    """Tell whether a telling word of a drug's or disease's name stands in one of `levels`, however it ends."""
    if requirement.kind not in (Kind.DRUG, Kind.CONDITION):
        return False
    named = {word[:_BEGINNING] for name in (requirement.name, *requirement.values) for word in fold(name)}
    telling = {word for word in named if len(word) == _BEGINNING} - _PLAIN
    return any(not telling.isdisjoint(word[:_BEGINNING] for word in fold(level)) for level in levels)


def _population(requirement: Requirement, levels: Sequence[str], known: Names) -> Verdict:
    """Judge a population: the nearest level that speaks of an age, or of the same state, decides."""
    for depth, text in enumerate(levels):
        named = frozenset().union(
            *(each.values for each in mentions(text, known) if each.kind is Kind.POPULATION)
        )
        if named & requirement.values:
            return Verdict.MET
        if "pregnant" in requirement.values and "not_pregnant" in named:
            return Verdict.OTHER
        ages = [*ages_in(text), *(known.ages[each] for each in named - STATES if each in known.ages)]
        if not ages or not requirement.range or named & requirement.beside:
            continue
        meets = any(requirement.range.meets(age) for age in ages)
        if not requirement.values & STATES:
            return Verdict.MET if meets else Verdict.OTHER
        # A sentence on pregnancy may well name the child.
        if not meets and depth:
            return Verdict.OTHER
    return Verdict.SILENT


def _measure(requirement: Requirement, levels: Sequence[str]) -> Verdict:
    """Judge a measured value: the nearest level that gives a range of that quantity decides."""
    asked = requirement.range
    for depth, text in enumerate(levels):
        found = measures_in(text, " ".join(levels[depth + 1 :]))
        ranges = [each for each in found if asked and each.quantity == asked.quantity]
        if asked and ranges:
            return Verdict.MET if any(asked.meets(each) for each in ranges) else Verdict.OTHER
    return Verdict.SILENT
