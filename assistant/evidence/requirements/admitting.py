"""Whether a statement may answer, from the verdicts on it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.requirements.names import CLASS, STATES
from assistant.evidence.requirements.requirement import Kind, Requirement, Verdict

# Values that are given to a patient: what holds for another route or patient may do harm.
GIVEN = frozenset({"dose", "duration", "frequency"})
ADULT_FROM = 18.0
# A reason needs no word that tells it: "they are nonreplicating and safer".
REASON = frozenset({"why"})
# How something is diagnosed is told without the word, under "Criteria".
PURPOSES = frozenset({"treatment", "prophylaxis"})


def may_answer(requirements: Sequence[Requirement], verdicts: Sequence[Verdict]) -> bool:
    """Tell whether a statement with these `verdicts`, one for each requirement, may answer.

    Nothing may be about another one. The value, the aspects and the purpose must be told; one of the drugs,
    and one of the diseases, named. What is given to a patient must be given by the route that is asked for,
    and to the child, or in the state such as pregnancy, that is.
    """
    judged = [*zip(requirements, verdicts, strict=True)]
    if Verdict.OTHER in verdicts or any(
        verdict is Verdict.SILENT for each, verdict in judged if _always(each)
    ):
        return False
    for kind in (Kind.DRUG, Kind.CONDITION):
        named = [verdict for each, verdict in judged if each.kind is kind and not _is_class(each)]
        if named and Verdict.MET not in named:
            return False
    given = any(each.kind is Kind.VALUE and each.values & GIVEN for each in requirements)
    return not given or all(verdict is Verdict.MET for each, verdict in judged if _for_whom_and_how(each))


def _always(requirement: Requirement) -> bool:
    match requirement.kind:
        case Kind.VALUE:
            return requirement.values != REASON
        case Kind.PURPOSE:
            return not requirement.values.isdisjoint(PURPOSES)
    return requirement.kind is Kind.ASPECT


def _is_class(requirement: Requirement) -> bool:
    """Tell whether a class of drugs is asked for, of which a text may name any member."""
    return any(value.startswith(CLASS) for value in requirement.values)


def _for_whom_and_how(requirement: Requirement) -> bool:
    if requirement.kind is Kind.POPULATION:
        young = requirement.range is not None and requirement.range.high < ADULT_FROM
        return young or bool(requirement.values & STATES)
    return requirement.kind is Kind.ROUTE
