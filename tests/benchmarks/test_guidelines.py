"""Pages of guidelines in the benchmark: a reader that parts a dose from its drug loses."""

from __future__ import annotations

import pytest

from benchmarks.guidelines import PAGES, GuidelinePage
from benchmarks.guidelines.page import Fact, Name
from benchmarks.guidelines.readers import by_assistant, by_pypdf
from benchmarks.guidelines.score import Told, numbers, score_page

PATIENTS = ("Adults", "Children")
PAGE = GuidelinePage(
    "doses",
    b"",
    ("Adults", "40 mg", "Children", "7 mg"),
    tuple(
        Fact(value, (Name(patient, PATIENTS),))
        for patient, value in zip(PATIENTS, ("40 mg", "7 mg"), strict=True)
    ),
)


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_each_value_is_drawn_once_and_another_seed_gives_another_page(make: object) -> None:
    assert callable(make)
    page, other = make(1), make(2)
    text = "\n".join(page.drawn)
    assert page.facts
    assert all(text.count(fact.value) == 1 for fact in page.facts)
    assert page.name == "formatting" or page.facts != other.facts


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("seed", [1, 4])
def test_the_assistant_tells_each_value_with_all_that_it_is_about(make: object, seed: int) -> None:
    assert callable(make)
    page = make(seed)
    score = score_page(page, by_assistant(page.data))
    assert (score.about, score.misled, score.figures, score.lost_words) == (1.0, 0.0, 1.0, 0)


@pytest.mark.slow
def test_chunks_of_plain_text_part_a_dose_in_a_merged_table_from_its_column() -> None:
    page = PAGES[0](1)
    assert score_page(page, by_pypdf(page.data)).about < 1.0


def test_a_value_behind_its_own_name_is_told_and_one_behind_another_misleads() -> None:
    apart = score_page(PAGE, Told(("Adults: 40 mg", "Children: 7 mg"), "Adults 40 mg Children 7 mg"))
    mixed = score_page(PAGE, Told(("Adults Children 40 mg 7 mg",), "Adults Children 40 mg 7 mg"))
    alone = score_page(PAGE, Told(("40 mg", "7 mg"), "Adults Children 40 mg 7 mg"))
    assert (apart.about, apart.misled) == (1.0, 0.0)
    assert (mixed.about, mixed.misled) == (0.5, 0.5)
    assert (alone.about, alone.misled) == (0.0, 0.0)


def test_numbers_that_are_lost_or_invented_count_and_words_that_are_named_are_not_lost() -> None:
    whole = score_page(PAGE, Told((), "40 mg 7 mg", left_out="Adults Children"))
    other = score_page(PAGE, Told((), "Adults Children 407 mg mg"))
    assert (whole.figures, whole.lost_words) == (1.0, 0)
    assert (other.figures, other.lost_words) == (0.0, 0)


def test_a_fraction_has_two_numbers_whatever_it_is_written_as() -> None:
    assert numbers("2½ and 10⁹") == numbers("2 1 2 10 9")
