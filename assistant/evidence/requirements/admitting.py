"""Whether a statement may answer, from the verdicts on it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.requirements.names import CLASS, SPECIES, STATES, TREATMENT
from assistant.evidence.requirements.requirement import NAMED, Judged, Kind, Requirement, Verdict
from assistant.evidence.requirements.values import GIVEN

# The state of which nothing need be said.
USUAL = "not_pregnant"
# A dose is that of one drug; of a vaccine the heading tells against what it is.
DOSE, VACCINE = frozenset({"dose"}), frozenset({"class vaccine"})
HARMS = frozenset({"harms"})
ADULT_FROM = 18.0
MOST_ROUTES = 2
# Diseases that change a dose by changing what the body does with the drug, folded as names are.
ORGANS = frozenset(
    {
        "renal insufficienci",
        "hepatic insufficienci",
        "chronic kidney disease",
        "chronic kidney failure",
        "acute kidney injury",
    }
)
# How something is diagnosed is told without the word, under "Criteria".
PURPOSES = frozenset({"treatment", "prophylaxis"})


def may_answer(requirements: Sequence[Requirement], judged: Judged, *, of_disease: bool = True) -> bool:
    """Tell whether a statement that was `judged` against `requirements` may answer.

    Nothing may be about another one. The value, the quantity of which it is asked, the aspects, the purpose
    and a state such as pregnancy must be told; one of the drugs, and one of the diseases, named, but for what
    is told of a drug and no disease in a document that is `of_disease`. What is given to a patient must be
    given by the route that is asked for, and to the child that is.
    """
    verdicts = [*zip(requirements, judged.verdicts, strict=True)]
    silent = [each for each, verdict in verdicts if verdict is Verdict.SILENT]
    if Verdict.OTHER in judged.verdicts or any(_must(each, requirements) for each in silent):
        return False
    if judged.of_animals and _is_for_a_patient(requirements):
        return False
    dosed = any(each.values == DOSE for each in requirements if each.kind is Kind.VALUE)
    drugs = [
        verdict
        for each, verdict in verdicts
        if each.kind is Kind.DRUG and not (is_class(each.values) and (not dosed or each.values == VACCINE))
    ]
    if drugs and Verdict.MET not in drugs:
        return False
    diseases = [verdict for each, verdict in verdicts if each.kind is Kind.CONDITION]
    whatever = of_disease and bool(drugs) and not judged.names_disease
    return not diseases or Verdict.MET in diseases or whatever


def _is_for_a_patient(requirements: Sequence[Requirement]) -> bool:
    """Tell whether it is asked what a patient is given or suffers, of which animals tell nothing.

    Of a pregnancy, often only animals tell anything.
    """
    if any(each.group == SPECIES or not each.values.isdisjoint(STATES) for each in requirements):
        return False
    asked = [each.values for each in requirements if each.kind in (Kind.VALUE, Kind.ASPECT)]
    return any(each & (GIVEN | HARMS) for each in asked)


def _must(requirement: Requirement, requirements: Sequence[Requirement]) -> bool:
    """Tell whether a statement may not be silent about it."""
    values = requirement.values
    asked = [each.values for each in requirements if each.kind is Kind.VALUE]
    given = any(each & GIVEN for each in asked)
    match requirement.kind:
        case Kind.ASPECT | Kind.VALUE:
            return True
        case Kind.MEASURE:
            return requirement.group == NAMED
        case Kind.PURPOSE:
            # What is asked of management may be said of any purpose, and need not say of which.
            return len(values) == 1 and not values.isdisjoint(PURPOSES)
        case Kind.CONDITION:
            return given and not values.isdisjoint(ORGANS)
        case Kind.POPULATION:
            young = requirement.range is not None and requirement.range.high < ADULT_FROM
            treated = any(each.values == TREATMENT for each in requirements if each.kind is Kind.PURPOSE)
            return not values.isdisjoint(STATES - {USUAL}) or (young and (given or treated))
    # A form, as "drops" or "solution", is given by so many routes that none need be told.
    by_route = requirement.kind is Kind.ROUTE and len(values) <= MOST_ROUTES
    of_a_drug = not asked and any(each.kind is Kind.DRUG for each in requirements)
    return (by_route and (given or of_a_drug)) or (given and values == frozenset({"maximum"}))


def is_class(drug: frozenset[str]) -> bool:
    """Tell whether the values of a drug are those of a class, of which a text may name any member."""
    return any(value.startswith(CLASS) for value in drug)
