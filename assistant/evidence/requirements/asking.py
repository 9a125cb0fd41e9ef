"""What a question names: the requirements that a statement must meet before it may answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.evidence.requirements.mentions import Mention, mentions
from assistant.evidence.requirements.names import STATES, Names
from assistant.evidence.requirements.ranges import ages_said, measures_in
from assistant.evidence.requirements.requirement import Kind, Requirement
from assistant.evidence.requirements.values import aspects_asked, value_asked

# What a question says of the thing that it asks for, not of the patient: "is it given by mouth or injected?"
_EITHER = re.compile(r"\bor\b|\bversus\b|\bvs\b|\bthan\b|\bcompared\b|\bdifference\b|\bbetween\b", re.I)
_JOINED = re.compile(r"\band\b|\bor\b|\bvs\b|\bversus\b|[,/+&]|\bplus\b|\bthan\b", re.I)
_CHOOSES = frozenset({Kind.ROUTE, Kind.SEVERITY, Kind.PURPOSE, Kind.LINE, Kind.TEST})


def requirements_of(question: str, known: Names) -> tuple[Requirement, ...]:
    """Return what `question` names, each thing once: names first, then ages, measured values, aspects, the value."""
    return tuple(
        (*_named(question, known), *_ages(question, known), *_measures(question), *_asked(question))
    )


def _named(question: str, known: Names) -> Iterator[Requirement]:
    found = [
        each for each in mentions(question, known) if not each.aside and (each.kind is not Kind.POPULATION or each.group == "sex")
    ]
    if value_asked(question)[0] == "why":
        found = [each for each in found if each.kind in (Kind.DRUG, Kind.CONDITION)]
    done: set[tuple[Kind, frozenset[str]]] = set()
    for each in found:
        beside = _beside(each, found, question)
        # A question that sets two of a kind against each other requires neither.
        if each.kind in _CHOOSES and beside and _EITHER.search(question):
            continue
        if (each.kind, each.values) not in done:
            done.add((each.kind, each.values))
            yield Requirement(each.kind, each.said, each.values, beside=beside, group=each.group)


def _beside(one: Mention, found: list[Mention], question: str) -> frozenset[str]:
    """Return what the question names beside `one`: of a disease, the words of its drugs too ("rabies vaccine")."""
    others = [each for each in found if each.kind is one.kind and each.values != one.values]
    if one.kind is Kind.DRUG and _of_one_alone(one, others, question):
        return frozenset()
    words = {word for each in found if each.kind is Kind.DRUG for value in each.values for word in value.split()}
    values = frozenset().union(*(each.values for each in others))
    return values | words if one.kind is Kind.CONDITION else values


def _of_one_alone(one: Mention, others: list[Mention], question: str) -> bool:
    """Tell whether the dose of `one` is asked for, and others only go with it: "sugammadex to reverse rocuronium"."""
    if value_asked(question)[0] != "dose" or not others:
        return False
    place = question.find(one.said)
    places = [question.find(each.said) for each in others]
    return 0 <= place < min(places) and not _JOINED.search(question[place + len(one.said) : min(places)])


def _ages(question: str, known: Names) -> Iterator[Requirement]:
    """Yield the populations: the age that is told counts for the words ("a child of 3")."""
    told = ages_said(question)
    named = [each for each in mentions(question, known) if each.kind is Kind.POPULATION and each.group != "sex"]
    beside = frozenset().union(*(each.values for each in named))
    for age, said in told:
        yield Requirement(Kind.POPULATION, said, frozenset(), age, beside)
    for values, said in dict.fromkeys((each.values, each.said) for each in named):
        (value, *_) = values
        if told and value in known.ages and value not in STATES:
            continue
        yield Requirement(Kind.POPULATION, said, values, known.ages.get(value), beside - values)


def _measures(question: str) -> Iterator[Requirement]:
    for each in measures_in(question, question, asked=True):
        yield Requirement(Kind.MEASURE, each.quantity, frozenset({each.quantity}), each)


def _asked(question: str) -> Iterator[Requirement]:
    for name, said in aspects_asked(question):
        yield Requirement(Kind.ASPECT, said, frozenset({name}))
    value, said = value_asked(question)
    if value:
        yield Requirement(Kind.VALUE, said, frozenset({value}))
