import pytest

from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind, Requirement

NAMES = load_names()


def required(question: str, kind: Kind) -> list[Requirement]:
    return [each for each in requirements_of(question, NAMES) if each.kind is kind]


def test_a_question_names_drug_population_route_condition_and_value() -> None:
    found = requirements_of(
        "What is the maximum intranasal fentanyl dose for a child with sickle cell pain?", NAMES
    )
    assert [(each.kind, each.name) for each in found if each.kind is not Kind.CONDITION] == [
        (Kind.DRUG, "fentanyl"),
        (Kind.LINE, "maximum"),
        (Kind.ROUTE, "intranasal"),
        (Kind.POPULATION, "child"),
        (Kind.VALUE, "dose"),
    ]


def test_an_age_that_is_told_counts_for_the_word() -> None:
    (age,) = required("Paracetamol for a child of 3 years?", Kind.POPULATION)
    assert age.range is not None
    assert (age.name, age.range.low) == ("3 years", 3)


def test_states_of_the_patient_stay_beside_an_age() -> None:
    found = required("Labetalol for a pregnant woman, 30 years old?", Kind.POPULATION)
    assert {"pregnant"} in [each.values for each in found]


@pytest.mark.parametrize(
    ("question", "quantity", "value"),
    [
        ("What if potassium is 5.7 on lisinopril?", "potassium", 5.7),
        ("apixaban with an eGFR of 25", "clearance", 25),
        ("EpiPen dose child 20 kg", "weight", 20),
    ],
)
def test_measured_values_are_required(question: str, quantity: str, value: float) -> None:
    (found,) = required(question, Kind.MEASURE)
    assert found.range is not None
    assert (found.name, found.range.low) == (quantity, value)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What is the dose of atenolol?", "dose"),
        ("How much insulin is given?", "dose"),
        ("How long is it given?", "duration"),
        ("For how many days?", "duration"),
        ("How often is it changed?", "frequency"),
        ("gap between colobreathe doses", "frequency"),
        ("From what age is it given?", "age"),
        ("How many litres a day?", "volume"),
        ("How many grams of salt?", "mass"),
        ("How soon after the injury?", "delay"),
        ("What ejection fraction is normal?", "threshold"),
        ("Who should get the vaccine?", "who"),
        ("When is dialysis indicated?", "when"),
        ("Why is it not given?", "why"),
        ("What percentage of patients relapse?", "share"),
        ("By which route is it given?", "route"),
    ],
)
def test_the_kind_of_value_is_required(question: str, value: str) -> None:
    (found,) = required(question, Kind.VALUE)
    assert found.values == {value}


@pytest.mark.parametrize(
    "question",
    [
        "Is atenolol safe in asthma?",
        "another dose after a confirmed case?",
        "What is JDM?",
        "Should it be given?",
    ],
)
def test_other_questions_require_no_value(question: str) -> None:
    assert not required(question, Kind.VALUE)


def test_a_drug_that_the_patient_does_not_bear_is_not_required() -> None:
    names = [
        each.name for each in required("Pneumonia, allergic to penicillin: doxycycline dose?", Kind.DRUG)
    ]
    assert names == ["doxycycline"]


def test_a_choice_of_routes_requires_neither() -> None:
    assert not required("Is it given orally or intravenously?", Kind.ROUTE)
    assert required("Is it given orally?", Kind.ROUTE)


def test_why_requires_no_route() -> None:
    assert not required("Why is the pertussis vaccine given intramuscularly?", Kind.ROUTE)


def test_a_drug_that_only_goes_with_the_dose_does_not_stand_beside() -> None:
    first, second = required("Which dose of sugammadex reverses rocuronium?", Kind.DRUG)
    assert not first.beside
    assert second.beside == {"sugammadex"}
    first, second = required("What is the dose of atenolol and amlodipine?", Kind.DRUG)
    assert first.beside == {"amlodipine"}
