"""What a question names: the requirements that a statement must meet before it may answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.evidence.requirements.ages import ages_said
from assistant.evidence.requirements.measures import measures_in, quantities_asked, signs_in
from assistant.evidence.requirements.mentions import Mention, mentions
from assistant.evidence.requirements.names import AGELESS, STATES, Names
from assistant.evidence.requirements.requirement import ANY, NAMED, Kind, Requirement
from assistant.evidence.requirements.values import GIVEN, aspects_asked, value_asked

# A question that sets two of these against each other requires neither: "by mouth or injected?"
_CHOICES = frozenset({Kind.ROUTE, Kind.SEVERITY, Kind.PURPOSE, Kind.LINE, Kind.TEST})
_EITHER = re.compile(r"\bor\b|\bversus\b|\bvs\b|\bthan\b|\bcompared\b|\bdifference\b|\bbetween\b", re.I)
# Drugs so joined are asked about alike, any other follows the first: "sugammadex to reverse rocuronium".
_JOINED = re.compile(r"\band\b|\bor\b|\bvs\b|\bversus\b|[,/+&]|\bplus\b|\bthan\b", re.I)
_THINGS = frozenset({Kind.DRUG, Kind.CONDITION})
# Asks for other drugs than the one that it names.
_ASKS_FOR_DRUGS = re.compile(
    r"\b(?:which|what|any|other) (?:\w+ ){0,2}(?:drugs?|medicines?|medications?)\b|\binteract", re.I
)


def requirements_of(question: str, known: Names) -> tuple[Requirement, ...]:
    """Return what `question` names, each once: names, then ages, measured values, aspects, the value."""
    found = [each for each in mentions(question, known) if not each.aside]
    populations = [each for each in found if each.kind is Kind.POPULATION and each.group not in AGELESS]
    # "Overweight" is a state of the patient before it is a disease.
    states = {each.said for each in populations}
    things = [each for each in found if each not in populations]
    return (
        *_named(
            question, [each for each in things if each.kind is not Kind.CONDITION or each.said not in states]
        ),
        *_populations(question, known, populations),
        *(
            Requirement(Kind.MEASURE, each.quantity, frozenset({each.quantity}), each)
            for each in measures_in(question, question, asked=True)
        ),
        *(
            Requirement(Kind.MEASURE, f"{marker} {sign}", frozenset({marker}), group=sign)
            for marker, signs in signs_in(question).items()
            for sign in (signs if len(signs) == 1 else ())
        ),
        *_asked(question),
    )


def _named(question: str, found: Sequence[Mention]) -> Iterator[Requirement]:
    if value_asked(question)[0] == "why":
        # "Why not intramuscularly?" is answered by what is said of other routes.
        found = [each for each in found if each.kind in _THINGS]
    for place, each in enumerate(found):
        beside = _beside(each, found, question)
        told = any((each.kind, each.values) == (other.kind, other.values) for other in found[:place])
        if not told and not (each.kind in _CHOICES and beside and _EITHER.search(question)):
            yield Requirement(each.kind, each.said, each.values, beside=beside, group=each.group)


def _beside(one: Mention, found: Sequence[Mention], question: str) -> frozenset[str]:
    """Return what is named beside `one`; for a disease the words of drugs as well ("rabies vaccine")."""
    others = [each for each in found if each.kind is one.kind and each.values != one.values]
    if one.kind is Kind.DRUG and _asks_for_others(question):
        return ANY
    if one.kind is Kind.DRUG and _leads(one, others, question):
        return frozenset()
    values = frozenset[str]().union(*(each.values for each in others))
    if one.kind is not Kind.CONDITION:
        return values
    drugs = frozenset[str]().union(*(each.values for each in found if each.kind is Kind.DRUG))
    return values.union(*(name.split() for name in drugs))


def _asks_for_others(question: str) -> bool:
    """Tell whether other drugs than the named one are asked for, and not how much of it is given."""
    return value_asked(question)[0] not in GIVEN and bool(_ASKS_FOR_DRUGS.search(question))


def _leads(one: Mention, others: Sequence[Mention], question: str) -> bool:
    """Tell whether the dose of `one` is asked for, and other drugs only go with it."""
    if value_asked(question)[0] != "dose" or not others:
        return False
    place, next_place = question.find(one.said), min(question.find(each.said) for each in others)
    return 0 <= place < next_place and not _JOINED.search(question[place + len(one.said) : next_place])


def _populations(question: str, known: Names, found: Sequence[Mention]) -> Iterator[Requirement]:
    """Yield the populations; an age that is told counts for the words beside it ("a child of 3")."""
    told = ages_said(question)
    named = dict.fromkeys((each.values, each.said) for each in found)
    if told:
        named = {each: None for each in named if not each[0].isdisjoint(STATES)}
    every = frozenset[str]().union(*(values for values, _ in named))
    for age, said in told:
        yield Requirement(Kind.POPULATION, said, frozenset(), age, every)
    for values, said in named:
        ages = [known.ages[value] for value in values if value in known.ages]
        yield Requirement(Kind.POPULATION, said, values, ages[0] if ages else None, every - values)


def _asked(question: str) -> Iterator[Requirement]:
    for name, said in aspects_asked(question):
        yield Requirement(Kind.ASPECT, said, frozenset({name}))
    value, said = value_asked(question)
    for quantity, called in quantities_asked(question, value):
        yield Requirement(Kind.MEASURE, called, frozenset({quantity}), group=NAMED)
    if value:
        yield Requirement(Kind.VALUE, said, frozenset({value}))
