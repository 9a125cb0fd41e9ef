"""Hold a statement with its context against what a question names.

Levels are looked through from near to far: the statement, its context (column, row, lead-in, heading),
the document's title. The nearest that names the thing asked for, or is the label of another one, decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from assistant.evidence.requirements.ages import ages_in, ages_said
from assistant.evidence.requirements.folding import fold
from assistant.evidence.requirements.measures import measures_in, names_quantity, signs_in
from assistant.evidence.requirements.mentions import Mention, mentions
from assistant.evidence.requirements.names import AGELESS, SPECIES, STATES, TREATMENT, TRIMESTERS, Names
from assistant.evidence.requirements.relations import Relation, relation
from assistant.evidence.requirements.requirement import ANY, NAMED, Judged, Kind, Requirement, Verdict
from assistant.evidence.requirements.values import gives_value, speaks_of

# Of these, the nearest label decides; another one's excludes only where the thing asked for is named nowhere.
_NEAREST_DECIDES = frozenset({Kind.DRUG, Kind.ROUTE, Kind.POPULATION})
_OPPOSITE = {frozenset({"pregnant"}): "not_pregnant", frozenset({"not_pregnant"}): "pregnant"}
# A label of so few words, "Treatment options", has everything under it.
_GENERAL = 2
# Names are compared by so many letters; these beginnings tell none from another.
_BEGINNING = 5
# Longer names may be spelled with so many slips, none of them in the first letters.
_SHORTEST_SLIP, _SLIPS, _SURE = 9, 2, 3
_OTHERS_USE = re.compile(
    r"\([^()]{0,60}\b(?:used|given|taken) (?:to treat|to prevent|for|in|against)\b[^()]*\)?", re.I
)
_LABORATORY = re.compile(
    r"mg/kg|mg/m2|\b(?:administ\w+|dosage|doses?|dosed|toxic\w*|toxicology|pharmacology|gestation|fertility|"
    r"carcinogen\w*|mutagen\w*|teratogen\w*|embryo\w*|malformation\w*|non-?clinical|preclinical|stud(?:y|ies)|data)\b",
    re.I,
)
# Animals that a patient has met with: what is given after a bite is given to the patient.
_MET_WITH = re.compile(
    r"\b(?:bit(?:es?|ten|ing)|scratch\w*|rabi(?:es|d)|contact|expos(?:ed|ure) to|transmi\w+|reservoirs?|"
    r"farm\w*|pets?|veterinar\w+|handl\w+|laboratory workers?|allerg\w*)\b",
    re.I,
)
# "Serotonin discontinuation syndrome" is no serotonin syndrome.
_TOGETHER = frozenset({"syndrom", "diseas"})
_ENDING = re.compile(r"(?<=\w{5})(?:ial|eal|al|ic|ous|ia|a|e)$")
_PLAIN = frozenset(
    "acute chron sever disea disor syndr infec hyper failu injur vacci treat immun recom human blood".split()
)


def judge_statement(
    requirements: Sequence[Requirement], statement: str, context: Sequence[str], title: str, known: Names
) -> Judged:
    """Return a verdict on `statement` for each of `requirements`; `context` is from far to near."""
    levels = (statement, *reversed(context), title)
    own = statement if _names_one(requirements, statement, known) else _without_others_use(statement)
    verdicts = tuple(
        judge_requirement(each, own if each.kind is Kind.CONDITION else statement, context, title, known)
        for each in requirements
    )
    named = (each.kind for level in (own, *levels[1:]) for each in mentions(level, known))
    of_animals = any(_is_of_animals(level, known) for level in levels[:-1])
    return Judged(levels, verdicts, names_disease=Kind.CONDITION in named, of_animals=of_animals)


def judge_requirement(
    requirement: Requirement, statement: str, context: Sequence[str], title: str, known: Names
) -> Verdict:
    """Return whether `statement`, with its `context` from far to near and its `title`, is about it."""
    levels = (statement, *reversed(context), title)
    match requirement.kind:
        case Kind.VALUE:
            met = all(gives_value(value, statement, context) for value in requirement.values)
            return Verdict.MET if met else Verdict.SILENT
        case Kind.ASPECT:
            met = all(speaks_of(aspect, levels) for aspect in requirement.values)
            return Verdict.MET if met else Verdict.SILENT
        case Kind.MEASURE:
            return _measure(requirement, levels)
        case Kind.POPULATION if requirement.group not in AGELESS:
            return _population(requirement, levels, known)
    return _name(requirement, levels, known)


def _is_of_animals(text: str, known: Names) -> bool:
    """Tell whether `text` is about animals in a laboratory: "in rats at doses of 20 mg/kg/day"."""
    if not _LABORATORY.search(text) or _MET_WITH.search(text):
        return False
    return any(each.group == SPECIES for each in mentions(text, known))


def _names_one(requirements: Sequence[Requirement], statement: str, known: Names) -> bool:
    """Tell whether `statement` itself names one of the drugs that are required."""
    drugs = [each for each in requirements if each.kind is Kind.DRUG]
    return any(_level(each, statement, known).same for each in drugs)


def _without_others_use(text: str) -> str:
    """Return `text` without what it says another drug is for: "rifampicin (used to treat tuberculosis)"."""
    return _OTHERS_USE.sub("", text) if "(" in text else text


@dataclass(frozen=True, slots=True)
class _Level:
    """What one text names of a kind: the thing itself, what may be it, others as labels or in passing."""

    same: bool
    wider: bool
    labels: frozenset[str]
    passing: frozenset[str]

    def excludes(self, kind: Kind, *, heads: bool) -> bool:
        """Tell whether it is about another one: a route in passing is, a heading of several things is not."""
        if kind is Kind.ROUTE:
            return bool(self.labels or self.passing)
        return len(self.labels) == 1 or bool(self.labels and not heads)


def _name(requirement: Requirement, levels: Sequence[str], known: Names) -> Verdict:
    statement = _level(requirement, levels[0], known)
    other = maybe = False
    depth = 0
    for depth, text in enumerate(levels):
        level = _level(requirement, text, known, heads=True) if depth else statement
        if level.same:
            # Under "Morphine and fentanyl" a row of fentanyl is not morphine's.
            return Verdict.OTHER if depth and statement.labels & level.labels else Verdict.MET
        maybe = maybe or level.wider
        other = other or (not maybe and level.excludes(requirement.kind, heads=depth > 0))
        if other and requirement.kind in _NEAREST_DECIDES:
            break
    if requirement.values == TREATMENT and not other and _names_a_drug(levels[0], known):
        return Verdict.MET
    if (maybe or _is_named_in_parts(requirement)) and _said_in_full(requirement, levels):
        return Verdict.MET
    if requirement.kind is Kind.DRUG and _said_with_a_slip(requirement, levels[: depth + 1], known):
        return Verdict.MET
    other = other or (requirement.kind is Kind.DRUG and bool(statement.passing) and not maybe)
    # As far as was looked: what stands behind a label that decided is of no account.
    in_part = _said_in_part(requirement, levels[: depth + 1])
    return Verdict.OTHER if other and not in_part else Verdict.SILENT


def _level(requirement: Requirement, text: str, known: Names, *, heads: bool = False) -> _Level:
    """Return what `text` names; all that it names is a label where it heads a statement."""
    same = wider = False
    labels: set[str] = set()
    passing: set[str] = set()
    for each in mentions(text, known):
        if each.kind is not requirement.kind or each.group != requirement.group:
            continue
        related = _related(requirement, each, known)
        same = same or related is Relation.SAME
        general = heads and each.kind is Kind.PURPOSE and len(text.split()) <= _GENERAL
        if related is Relation.WIDER or general or _asked_too(requirement, each):
            wider = True
        elif related is Relation.APART and not each.aside:
            (labels if heads or each.label else passing).add(each.said.lower())
    return _Level(same, wider, frozenset(labels), frozenset(passing))


def _related(requirement: Requirement, mention: Mention, known: Names) -> Relation:
    related = {
        relation(requirement.kind, asked, said, known)
        for asked in requirement.values
        for said in mention.values
    }
    return next(each for each in Relation if each in related)


def _asked_too(requirement: Requirement, mention: Mention) -> bool:
    """Tell whether the question names this as well, be it within a drug: "rabies vaccine in haemophilia"."""
    beside = requirement.beside
    if beside == ANY:
        return True
    within = requirement.kind is Kind.CONDITION and not beside.isdisjoint(fold(mention.said))
    return within or not beside.isdisjoint(mention.values)


def _names_a_drug(statement: str, known: Names) -> bool:
    """Tell whether a statement names a drug: so it tells how to treat, without the word."""
    return any(each.kind is Kind.DRUG and not each.aside for each in mentions(statement, known))


def _is_named_in_parts(requirement: Requirement) -> bool:
    """Tell whether words of a name may stand apart: those of a disease, or of what a vaccine is against."""
    vaccine = any(value.endswith("vaccine") for value in requirement.values)
    return vaccine or requirement.kind is Kind.CONDITION


def _said_in_full(requirement: Requirement, levels: Sequence[str]) -> bool:
    """Tell whether one of `levels` has all words of the name: "hepatitis A vaccine" those of hepatitis A.

    A vaccine is named by what it is against: "pneumococcal vaccine" by "Pneumococcal" over "the vaccines".
    """
    names = [_roots(name) for name in (requirement.name, *requirement.values)]
    said = [_roots(level) for level in levels]
    return any(_is_said(name, words) for name in names if name for words in said)


def _is_said(name: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether all words of a name are there, those of a syndrome one behind the other."""
    if name[-1] in _TOGETHER:
        return any(words[at : at + len(name)] == name for at in range(len(words)))
    return set(name) <= set(words)


@lru_cache(maxsize=20_000)
def _roots(text: str) -> tuple[str, ...]:
    """Return the words of a text without what makes adjectives of them: "chlamydial" is of chlamydia."""
    return tuple(_ENDING.sub("", word) for word in fold(text) if word != "vaccine")


def _said_with_a_slip(requirement: Requirement, levels: Sequence[str], known: Names) -> bool:
    """Tell whether one of `levels` has the drug's name with a slip or two, as "Fomipezole" in a table."""
    names = [name for name in requirement.values if len(name) >= _SHORTEST_SLIP and " " not in name]
    words = {word for level in levels for word in fold(level) if len(word) >= _SHORTEST_SLIP}
    return any(
        word[:_SURE] == name[:_SURE]
        and word not in known.entities.senses
        and OSA.distance(word, name, score_cutoff=_SLIPS) <= _SLIPS
        for name in names
        for word in words
    )


def _said_in_part(requirement: Requirement, levels: Sequence[str]) -> bool:
    """Tell whether a telling word of a drug or disease stands in one of `levels`, however it ends."""
    if requirement.kind not in (Kind.DRUG, Kind.CONDITION):
        return False
    begun = {word[:_BEGINNING] for name in (requirement.name, *requirement.values) for word in fold(name)}
    telling = {word for word in begun if len(word) == _BEGINNING} - _PLAIN
    return any(not telling.isdisjoint(word[:_BEGINNING] for word in fold(level)) for level in levels)


def _population(requirement: Requirement, levels: Sequence[str], known: Names) -> Verdict:
    """Judge a population: the nearest level that speaks of an age, or of the same state, decides."""
    for depth, text in enumerate(levels):
        found = [each for each in mentions(text, known) if each.kind is Kind.POPULATION]
        named = frozenset[str]().union(*(each.values for each in found))
        asked, told = requirement.values & TRIMESTERS, named & TRIMESTERS
        if asked and told and asked.isdisjoint(told):
            return Verdict.OTHER
        if named & requirement.values:
            return Verdict.MET
        if _OPPOSITE.get(frozenset(requirement.values), "") in named:
            return Verdict.OTHER
        in_words = _ages_named(text, found) & known.ages.keys()
        ages = [*ages_in(text), *(known.ages[each] for each in in_words)]
        if not ages or not requirement.range or named & requirement.beside:
            continue
        meets = any(requirement.range.meets(age) for age in ages)
        if requirement.values.isdisjoint(STATES):
            return Verdict.MET if meets else Verdict.OTHER
        # A sentence on pregnancy may well name the child; a heading does not.
        if not meets and depth:
            return Verdict.OTHER
    return Verdict.SILENT


def _ages_named(text: str, found: Sequence[Mention]) -> frozenset[str]:
    """Return the populations of an age but for those of which the age is told.

    So it is in "infants under 12 months", and in "a 2 year old child".
    """
    told = "|".join(re.escape(said) for _, said in ages_said(text))
    beside = (rf"(\w+),? (?:aged |of |from |who are )*(?:{told})", rf"(?:{told})[\s-]*(?:old )?(\w+)")
    matches = (match for each in beside for match in re.finditer(each, text, re.I))
    ends = {match.group(1) for match in matches} if told else set()
    every = (each.values for each in found if ends.isdisjoint(each.said.split()))
    return frozenset[str]().union(*every) - STATES


def _measure(requirement: Requirement, levels: Sequence[str]) -> Verdict:
    """Judge a measured value: the nearest level that gives a range or a sign of that quantity decides."""
    if requirement.range is None:
        (marker,) = requirement.values
        if requirement.group == NAMED:
            named = any(names_quantity(marker, level) for level in levels)
            return Verdict.MET if named else Verdict.SILENT
        told = next((signs[marker] for signs in map(signs_in, levels) if marker in signs), None)
        if told is None:
            return Verdict.SILENT
        return Verdict.MET if requirement.group in told else Verdict.OTHER
    for depth, text in enumerate(levels):
        found = measures_in(text, " ".join(levels[depth + 1 :]))
        ranges = [each for each in found if each.quantity in requirement.values]
        if ranges:
            return Verdict.MET if any(requirement.range.meets(each) for each in ranges) else Verdict.OTHER
    return Verdict.SILENT
