"""Figures are shown as the spreadsheet shows them, or not at all."""

import pytest

from corpus.formats.sheets.format_codes import BUILT_IN
from corpus.formats.sheets.number_formats import show_number, show_text


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("250", "General", "250"),
        ("1.5", "General", "1.5"),
        ("0.30000000000000004", "General", "0.3"),
        ("123456789012", "General", "1.23457E+11"),
        ("1.5", "0.00", "1.50"),
        ("2.675", "0.00", "2.68"),
        ("0.5", "0%", "50%"),
        ("0.125", "0.0%", "12.5%"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("250", '0" mg"', "250 mg"),
        ("0.5", '0.00\\ "mg/kg"', "0.50 mg/kg"),
        ("-5", "0", "-5"),
        ("-0.2", "0", "0"),
        ("-5", "#,##0_);(#,##0)", "(5)"),
        ("0", '0;-0;"none"', "none"),
        ("5", ";;;", ""),
        ("1234", "0.0,", "1.2"),
        ("1.25", "0.0#", "1.25"),
        ("0.00001234", "0.00E+00", "1.23E-05"),
        ("0.5", "# ?/?", "1/2"),
        ("2.25", "# ??/??", "2 1/4"),
        ("150", '[>=100]0" high";0', "150 high"),
        ("50", '[>=100]0" high";0', "50"),
        ("5", "[Red]0.0", "5.0"),
        ("5", "0.00 [$€-407]", "5.00 €"),
        ("5", "@", "5"),
    ],
)
def test_a_number_is_shown_by_its_format(stored: str, code: str, shown: str) -> None:
    assert show_number(stored, code) == shown


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("44289", "dd/mm/yyyy", "03/04/2021"),
        ("44289", "d mmmm yyyy", "3 April 2021"),
        ("44289", "[$-809]dddd, d mmm yy", "Saturday, 3 Apr 21"),
        ("44289.75", "h:mm AM/PM", "6:00 PM"),
        ("44289.5", "yyyy-mm-dd hh:mm:ss", "2021-04-03 12:00:00"),
        ("0.0211", "mm:ss", "30:23"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "d mmm yyyy", "1 Jan 1900"),
    ],
)
def test_a_date_is_shown_by_its_format(stored: str, code: str, shown: str) -> None:
    assert show_number(stored, code) == shown


@pytest.mark.parametrize("code", [BUILT_IN[14], "[$-407]d. mmmm yyyy", "[$-F800]dddd, mmmm dd, yyyy"])
def test_a_date_whose_form_is_the_machines_or_another_languages_is_in_iso_8601(
    code: str,
) -> None:
    assert show_number("44289", code) == "2021-04-03"


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert show_number("1", "yyyy-mm-dd", since_1904=True) == "1904-01-02"


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("5", "0 mg"),
        ("5", ""),
        ("12", "00-00"),
        ("0.333", "# ?/?"),
        ("-5", "[>=100]0;0"),
        ("60", "yyyy-mm-dd"),
        ("-1", "yyyy-mm-dd"),
        ("99999999", "yyyy-mm-dd"),
        ("5", "[DBNum1]0"),
        ("5", "0" * 300),
        ("5", '"open'),
        ("NaN", "0"),
        ("1e400", "0"),
        ("five", "0"),
    ],
)
def test_what_is_not_sure_is_not_shown(stored: str, code: str) -> None:
    assert show_number(stored, code) is None


def test_a_text_has_the_words_that_its_format_puts_around_it() -> None:
    assert show_text("250", '@" mg"') == "250 mg"
    assert show_text("as needed", "0.00") == "as needed"
    assert show_text("oral", '0;0;0;"by: "@') == "by: oral"
