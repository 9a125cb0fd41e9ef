"""An age, a weight or a number of days in a question is looked for in the ranges that texts name."""

from __future__ import annotations

import pytest

from assistant.evidence.numbers import fits, quantities


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("a 4 month old", "2 months -- <6 months (4 -- <6 kg)", True),
        ("a 4 month old", "6 months -- <5 years (6 -- <18 kg)", False),
        ("a child of 12 kg", "6 months -- <5 years (6 -- <18 kg)", True),
        ("a 3 year old", "< 2 years", False),
        ("a 10-year-old", "2 - 10 years", True),
        ("a 7 year old", "5 years and above", True),
        ("a woman of 52 kg", "Under 60 kg: 5 mg", True),
        ("in for three weeks", "Less than 2 weeks", False),
        ("in for three weeks", "2 weeks and more", True),
        ("a 30 year old", "over 3 minutes", None),
        ("a 70 kg man", "500 mg to 1 g", None),
        ("a 30 year old", "with food", None),
    ],
)
def test_a_quantity_is_in_a_range_or_not_or_none_is_named(
    question: str, text: str, told: bool | None
) -> None:
    assert fits(quantities(question), text) is told


def test_of_two_quantities_of_one_kind_none_is_taken() -> None:
    assert quantities("from 2 years to 5 years, 12 kg") == {"mass": 12e12}
