from collections.abc import Sequence

import pytest

from assistant.evidence.requirements.absence import Gap, absent, gap, words_held
from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_statement
from assistant.evidence.requirements.names import load_names

NAMES = load_names()
DOCUMENTS = """Atenolol 50 mg once daily lowers blood pressure. Adrenaline is given in anaphylaxis. Asthma is
treated with salbutamol. Opioids are avoided. Antibiotics are not needed. Olanzapine 10 mg for adults. Urinary
tract infection.""".split()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the dose of fentanyl?", ()),
        ("What is the dose of digoxin?", ("digoxin",)),
        ("digoxin or atenolol in gout?", ("digoxin", "gout")),
        ("What is the dose of atenolol?", ()),
        ("Epinephrine in anaphylactic shock?", ()),
        ("Albuterol in status asthmaticus?", ()),
        # "Antibiotics" is too wide a word to name one.
        ("vancomycin dose", ("vancomycin",)),
        ("Is a UTI treated?", ()),
        ("What is done in salbutamol overdose?", ()),
        ("What is done in digoxin poisoning?", ("digoxin poisoning",)),
    ],
)
def test_what_no_document_names_under_any_spelling(question: str, names: tuple[str, ...]) -> None:
    assert absent(question, NAMES, words_held(DOCUMENTS)) == names


def told(question: str, *statements: tuple[str, Sequence[str], str]) -> Gap | None:
    required = requirements_of(question, NAMES)
    judged = [
        judge_statement(required, statement, context, title, NAMES)
        for statement, context, title in statements
    ]
    return gap(required, judged, NAMES)


def test_a_dose_for_adults_is_told_where_children_are_asked_about() -> None:
    found = told("olanzapine dose in children", ("Adults: 10 mg", ("Olanzapine",), "Agitation"))
    assert found == Gap("olanzapine", ("children",), ("Adults",))


def test_another_route_is_told() -> None:
    found = told("intramuscular lorazepam dose", ("0.1 mg/kg IV", ("Lorazepam",), "Seizures"))
    assert found == Gap("lorazepam", ("intramuscular",), ("IV",))


def test_what_one_statement_says_is_not_lacking() -> None:
    statements = (("0.1 mg/kg IV", ("Lorazepam",), ""), ("0.2 mg/kg IM", ("Lorazepam",), ""))
    assert told("intramuscular lorazepam dose", *statements) is None


def test_nothing_is_told_of_a_thing_that_no_statement_is_about() -> None:
    assert told("lorazepam dose", ("5 mg", ("Morphine",), "")) is None
