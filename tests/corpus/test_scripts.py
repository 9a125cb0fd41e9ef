"""What is raised and lowered in a line is written so that no figure becomes another one."""

from __future__ import annotations

import re

import pytest

from corpus.text.scripts import SURE, Script, marked, written_scripts

# "^(..)" is raised, "_(..)" is lowered, "=(..)" is underlined.
_SCRIPTS = {"^": Script.RAISED, "_": Script.LOWERED, "=": Script.UNDERLINED}
_MARKED = re.compile(r"([\^_=])\(([^()]*)\)")


def line(text: str) -> str:
    with_marks = _MARKED.sub(lambda found: marked(found[2], _SCRIPTS[found[1]]), text)
    return written_scripts(with_marks).replace(SURE, "")


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("is common.^(3,4)", "is common. [3,4]"),
        ("in COPD^(12)", "in COPD [12]"),
        ("the dose^(2)", "the dose [2]"),
        ("in 2019^(3–5)", "in 2019 [3–5]"),
        ("Give 320^(1) mg", "Give 320 [1] mg"),
        ("Give 2^(1) mg", "Give 2 [1] mg"),
        ("Adults^(a)", "Adults[a]"),
        ("15^(a) mg", "15 [a] mg"),
        ("15^(ab) mg", "15 [ab] mg"),
        ("15^(B) mg", "15 [B] mg"),
        ("15^(a,1) mg", "15 [a,1] mg"),
        ("5 mg^(*) and 7^(†)", "5 mg* and 7†"),
        ("5 mg^(2)", "5 mg [2]"),
        ("Alter^(1 2)", "Alter [1,2]"),
        ("early.^(3 )", "early. [3] "),
        ("word^( )", "word "),
        ("the 5^(th)", "the 5th"),
        ("Drug^(®)", "Drug®"),
    ],
)
def test_marks_of_notes_are_set_off_in_brackets(drawn: str, written: str) -> None:
    assert line(drawn) == written


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("count 10^(9)/L", "count 10⁹/L"),
        ("10^(−3)", "10⁻³"),
        ("20 kg/m^(2)", "20 kg/m²"),
        ("weight (kg) / height (m)^(2)", "weight (kg) / height (m)²"),
        ("5 mL min^(-1)", "5 mL min⁻¹"),
        ("2.10^(6) units", "2.10⁶ units"),
        ("a share of 0.10^(6)", "a share of 0.10 [6]"),
        ("10^(6)/24 h", "10⁶/24 h"),
        ("mg/m^(2)/24 h", "mg/m²/24 h"),
        ("R^(2)", "R²"),
        ("of 10^(2–3)/mL", "of 10^(2–3)/mL"),
        ("weight^(0.425)", "weight^0.425"),
        ("10^(0.4)", "10^0.4"),
        ("0.993^(Age)", "0.993^Age"),
        ("2^(n)", "2ⁿ"),
    ],
)
def test_powers_stay_powers(drawn: str, written: str) -> None:
    assert line(drawn) == written


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("Ca^(2+)", "Ca²⁺"),
        ("HCO_(3)^(-) and CO_(2)", "HCO3⁻ and CO2"),
        ("a CD4^(+) count", "a CD4⁺ count"),
        ("^(131)I", "¹³¹I"),
        ("give ^(99m)Tc", "give 99mTc"),
        ("log_(10)8", "log₁₀8"),
        ("t_(1/2)", "t1/2"),
        ("12_(3)", "12₃"),
        ("38.5^(o)C", "38.5°C"),
        ("38.5^(0) C", "38.5° C"),
    ],
)
def test_charges_isotopes_and_degrees(drawn: str, written: str) -> None:
    assert line(drawn) == written


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("2^(1)/_(2) tablets", "2½ tablets"),
        ("2^(1)⁄_(2) tablets", "2½ tablets"),
        ("2^(1)/2 tablets", "2½ tablets"),
        ("2^(1/2) tablets", "2½ tablets"),
        ("2^(1)^(/)_(2) tablets", "2½ tablets"),
        ("2 ^(1)/_(2) tablets", "2 ½ tablets"),
        ("^(1)⁄_(4) ampoule", "¼ ampoule"),
        ("10^(1)/_(2) tablets", "10½ tablets"),
        ("1^(5)/_(16) inch", "1 5/16 inch"),
        ("1–1^(1)/_(2) tablets", "1–1½ tablets"),
        ("tablets^(1)/2", "tablets¹/2"),
    ],
)
def test_a_raised_figure_before_a_slash_and_a_figure_is_a_fraction(drawn: str, written: str) -> None:
    assert line(drawn) == written


def test_a_mark_that_opens_a_note_stays_plain() -> None:
    opening = marked("a", Script.RAISED)
    assert written_scripts(f"{opening}In adults", opens_note=True) == "a In adults"


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("from =(>) 160", "from ≥ 160"),
        ("from=( < )160", "from ≤ 160"),
        ("from =(> 160)", "from > 160"),
        ("from =(>)=( 160)", "from > 160"),
        ("=(Treat)", "Treat"),
    ],
)
def test_a_line_under_the_sign_alone_makes_it_another(drawn: str, written: str) -> None:
    assert line(drawn) == written
