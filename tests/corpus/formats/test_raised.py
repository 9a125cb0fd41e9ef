import pytest

from corpus.formats.raised import raise_text


@pytest.mark.parametrize(
    ("before", "raised", "line"),
    [
        ("is common.", "3,4", "is common. [3,4]"),
        ("in COPD", "12", "in COPD [12]"),
        ("the dose", "2", "the dose [2]"),
        ("in 2019", "3–5", "in 2019 [3–5]"),
        ("count 10", "9", "count 10⁹"),
        ("10", "−3", "10⁻³"),
        ("20 kg/m", "2", "20 kg/m²"),
        ("5 mL min", "-1", "5 mL min⁻¹"),
        ("Ca", "2+", "Ca²⁺"),
        ("R", "2", "R²"),
        ("the 5", "th", "the 5th"),
        ("Drug", "®", "Drug®"),
        ("Adults", "a", "Adults[a]"),
        ("early.", "3 ", "early. [3] "),
        ("word", " ", "word "),
    ],
)
def test_raised_text_is_a_mark_an_exponent_or_plain(before: str, raised: str, line: str) -> None:
    assert before + raise_text(before, raised) == line
