from collections.abc import Sequence

import pytest

from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_statement
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requiring import may_answer

NAMES = load_names()


def admitted(question: str, statement: str, context: Sequence[str] = (), title: str = "") -> bool:
    required = requirements_of(question, NAMES)
    return may_answer(required, judge_statement(required, statement, context, title, NAMES))


@pytest.mark.parametrize(
    ("question", "statement", "context", "title"),
    [
        ("What is the dose of atenolol?", "50 mg once daily", ("Dose",), "Atenolol"),
        ("What is the dose of atenolol?", "Atenolol is started at 50 mg.", (), "Hypertension"),
        ("Intranasal midazolam dose for a child", "0.2 mg/kg IN", ("Children", "Midazolam"), ""),
        ("How long is pneumonia treated?", "Amoxicillin for seven days.", (), "Pneumonia"),
        ("Which antihypertensives are avoided in pregnancy?", "Ramipril is avoided in pregnancy.", (), ""),
        # A dose that is told of no disease holds whatever the disease.
        ("Dose of atenolol in a man with hypertension?", "50 mg once daily in adults", (), "Atenolol"),
        ("Why are they safer?", "They do not multiply.", (), ""),
    ],
)
def test_what_is_about_all_that_is_asked_may_answer(
    question: str, statement: str, context: Sequence[str], title: str
) -> None:
    assert admitted(question, statement, context, title)


@pytest.mark.parametrize(
    ("question", "statement", "context", "title"),
    [
        # another drug, route, population, disease
        ("What is the dose of atenolol?", "10 mg once daily", ("Dose",), "Amlodipine"),
        ("Intranasal midazolam dose for a child", "0.1 mg/kg IV", ("Children", "Midazolam"), ""),
        ("Midazolam dose for a child", "5 mg IV", ("Midazolam",), "Emergency card: adults"),
        ("Dexamethasone dose in meningitis", "6 mg twelve-hourly", ("Dexamethasone",), "Preeclampsia"),
        # silent about what a dose must be said of
        ("Midazolam dose for a child", "5 mg IV", ("Midazolam",), ""),
        ("Midazolam dose in pregnancy", "5 mg IV", ("Midazolam",), ""),
        ("Rectal diazepam dose", "5 mg", ("Diazepam",), ""),
        ("Rasburicase dose in gout", "0.2 mg/kg", ("Rasburicase",), "Tumour lysis syndrome"),
        ("What is the dose of atenolol?", "50 mg once daily", (), ""),
        ("Dose of atenolol in renal impairment?", "50 mg once daily in adults", (), "Atenolol"),
        ("Is atenolol safe in pregnancy?", "Atenolol must be avoided in asthma.", (), ""),
        # silent about the aspect, or without the value
        ("What does nirsevimab cost?", "A single dose of nirsevimab is given.", (), ""),
        ("What is the dose of atenolol?", "Atenolol is given in the morning.", (), ""),
    ],
)
def test_what_is_about_another_thing_or_silent_may_not(
    question: str, statement: str, context: Sequence[str], title: str
) -> None:
    assert not admitted(question, statement, context, title)
