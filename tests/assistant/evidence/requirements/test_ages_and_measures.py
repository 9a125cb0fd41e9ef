import math

import pytest

from assistant.evidence.requirements.ages import ages_in, ages_said
from assistant.evidence.requirements.measures import measures_in
from assistant.evidence.requirements.requirement import Range

MONTH, DAY = 1 / 12, 1 / 365


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a 3 year old", 3, 4),
        ("3-year-old child", 3, 4),
        ("child aged 3", 3, 3),
        ("8 yr old", 8, 9),
        ("for an infant of 18 months", 18 * MONTH, 19 * MONTH),
        ("2-5 years", 2, 6),
        ("children 2 to 5 years of age", 2, 6),
        ("Children aged 6 months to 2 years", 0.5, 3),
        ("under 65 years", -math.inf, 65),
        ("adults under 65", -math.inf, 65),
        ("people aged 65 and over", 65, math.inf),
        ("≥ 12 years", 12, math.inf),
        ("12 years and over", 12, math.inf),
        ("One to 15 years", 1, 16),
        ("Children aged three years and over", 3, math.inf),
        ("babies younger than 28 days", -math.inf, 28 * DAY),
        ("children up to 5 years", -math.inf, 6),
        ("women over age 65", 65, math.inf),
        ("over the age of 65", 65, math.inf),
        ("before age 55", -math.inf, 55),
        ("from age 6", 6, math.inf),
        ("older than 75", 75, math.inf),
        ("50 and older", 50, math.inf),
        ("kids 12 and under", -math.inf, 12),
        ("65+ years", 65, math.inf),
        ("over 65s", 65, math.inf),
        ("under-5s", -math.inf, 5),
        ("children ages 5 to 12", 5, 12),
        ("ages 6-11", 6, 11),
        ("women of 45 to 55", 45, 55),
        ("teenagers 13-17", 13, 17),
        ("patients <18", -math.inf, 18),
        ("45yo woman", 45, 46),
        ("18 y.o.", 18, 19),
        ("6m old", 6 * MONTH, 6 * MONTH),
        ("in the first 28 days of life", 0, 28 * DAY),
        ("in the second year of life", 1, 2),
        ("people in their 70s", 70, 79.99),
    ],
)
def test_ages_are_read_in_years(text: str, low: float, high: float) -> None:
    (age,) = ages_in(text)
    assert age.low == pytest.approx(low)
    assert age.high == pytest.approx(high)


@pytest.mark.parametrize(
    "text",
    [
        "Give it for 5 days.",
        "Repeat after 2 years.",
        "Adults take it during the first two weeks.",
        "every 6 months",
        "at 28 weeks of gestation",
        "The infusion lasts 30 minutes.",
        "Within 24 hours of birth",
        "10 mg/kg, 5 mg",
        "Doses of 40 to 80",
        "more than 75",
        "patients, 2 to 4 of whom",
        "scores of 12 and under",
        "in the 1990s",
        "wait 6m",
        "the first 28 days of treatment",
    ],
)
def test_a_time_that_something_lasts_is_no_age(text: str) -> None:
    assert not ages_in(text)


def test_an_age_is_told_as_it_is_said() -> None:
    assert [said for _, said in ages_said("Esmolol for a 3 year old?")] == ["3 year old"]


def test_years_that_follow_each_other_do_not_overlap() -> None:
    (young,), (old,) = ages_in("2-5 years"), ages_in("6-12 years")
    (five,) = ages_in("a 5 year old")
    assert five.meets(young)
    assert not five.meets(old)


@pytest.mark.parametrize(
    ("text", "quantity", "value", "held"),
    [
        ("15-25 kg", "weight", 20, True),
        ("children of 26 to 40 kg", "weight", 20, False),
        ("weight under 15 kg", "weight", 20, False),
        ("CrCl 15 to 30 mL/min", "clearance", 25, True),
        ("eGFR below 30", "clearance", 25, True),
        ("eGFR above 60 mL/min/1.73 m2", "clearance", 25, False),
        ("If potassium is between 5.5 and 6.0 mmol/L, halve the dose.", "potassium", 5.7, True),
        ("potassium above 6.0: stop", "potassium", 5.7, False),
        ("Systolic blood pressure over 160 mmHg", "systolic", 170, True),
    ],
)
def test_measured_values_are_compared_with_ranges(text: str, quantity: str, value: float, held: bool) -> None:
    (found,) = measures_in(text)
    assert found.quantity == quantity
    assert found.meets(Range(quantity, value, value)) is held


def test_the_context_tells_what_a_bare_range_is_of() -> None:
    assert not [*measures_in("Above 6.0: stop.")]
    (found,) = measures_in("Above 6.0: stop.", "Potassium")
    assert found.quantity == "potassium"


@pytest.mark.parametrize(
    "text", ["15 mg/kg", "at least 2 hours", "potassium chloride 20 mmol", "age > 75 years"]
)
def test_doses_times_and_ages_are_no_measured_values(text: str) -> None:
    assert not [*measures_in(text)]


def test_a_bare_number_is_a_value_only_in_a_question() -> None:
    assert not [*measures_in("The potassium was 5.7.")]
    assert [*measures_in("What if potassium is 5.7?", asked=True)] == [Range("potassium", 5.7, 5.7)]
