from datetime import date

import pytest

from corpus.text.written_dates import date_at

EXACT = {
    "12 March 2021": "2021-03-12",
    "12th March, 2021": "2021-03-12",
    "the 1st of May 2020": "2020-05-01",
    "March 12, 2021": "2021-03-12",
    "Mar. 12th 2021": "2021-03-12",
    "12-Mar-2021": "2021-03-12",
    "Friday, 12 March 2021": "2021-03-12",
    "2021-03-12": "2021-03-12",
    "2021-03-12T10:15:00Z": "2021-03-12",
    "2021/03/12": "2021-03-12",
    "2021 Mar 12": "2021-03-12",
    "12.03.2021": "2021-03-12",
    "13/04/2021": "2021-04-13",
    "04/13/2021": "2021-04-13",
    "05/05/2021": "2021-05-05",
    "12. März 2021": "2021-03-12",
    "1er mars 2021": "2021-03-01",
    "12 de marzo de 2021": "2021-03-12",
}
MONTHS = {
    "March 2021": "2021-03",
    "Sept. 2021": "2021-09",
    "2021-03": "2021-03",
    "03/2022": "2022-03",
    "2021 Mar": "2021-03",
    "Dezember 2020": "2020-12",
    "août 2020": "2020-08",
    "Agosto 2020": "2020-08",
}
YEARS = {"2019": "2019", "Spring 2020": "2020", "May/June 2021": "2021", "Q2 2021": "2021"}


@pytest.mark.parametrize(("text", "written"), [*EXACT.items(), *MONTHS.items(), *YEARS.items()])
def test_a_date_is_read_no_more_exactly_than_it_is_written(text: str, written: str) -> None:
    place = len("the ") if text.startswith("the ") else 0
    assert date_at(text, place) == (written, len(text))


@pytest.mark.parametrize("text", ["03/04/2021", "3-4-2021", "12/03/2021"])
def test_of_a_day_and_a_month_that_cannot_be_told_apart_only_the_year_is_known(text: str) -> None:
    assert date_at(text) == ("2021", len(text))


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2020",
        "2021-13-40",
        "20/21/2020",
        "99/2020",
        "0/0/2020",
        "12/03/21",
        "2020–2024",
        "2020/21",
        "2020 - 2024",
        "2020mg",
        "1234",
        "May",
        "maybe 2021",
        "",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert date_at(text) is None


def test_what_lies_years_ahead_is_no_date_of_a_document() -> None:
    year = date.today().year
    assert date_at(f"May {year + 1}") == (f"{year + 1}-05", 8)
    assert date_at(f"May {year + 2}") is None
