"""Documents that differ: both are told, with their dates, and the answer says that they differ."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.differing import for_others, give_other_figures
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.wording import differ
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

OLD = """# Anaphylaxis card

Date: 2015-03-01

## Treatment

Give adrenaline 300 micrograms intramuscularly to adults with anaphylaxis. Repeat after 10 minutes.

Cetirizine 10 mg is given by mouth in urticaria.
"""
NEW = """# Anaphylaxis guideline

Date: 2023-05-01

## Treatment

Adults with anaphylaxis receive 0.5 mg of intramuscular adrenaline. Repeat it after 5 minutes.
For children of 6 to 12 years the dose of adrenaline is 0.3 mg intramuscularly.

For urticaria cetirizine is taken by mouth, 10 mg each time.
"""


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("differing")
    files = [home / "old.md", home / "new.md"]
    for file, text in zip(files, (OLD, NEW), strict=True):
        file.write_text(text, "utf-8")
    synchronise(home / "index", files, embedder)
    assistant = Assistant(Settings(home=home), Library(home / "index", embedder))
    yield assistant
    assistant.close()


def test_two_doses_for_one_thing_are_both_told_with_their_dates(ward: Assistant) -> None:
    answer = ward.ask("What is the dose of adrenaline for an adult with anaphylaxis?")
    told = {citation.document: citation for citation in answer.citations}
    assert told.keys() == {"old", "new"}
    pair = tuple(sorted((told["old"].number, told["new"].number)))
    assert answer.differing == (pair,)
    said = differ(answer)
    assert said.startswith("The documents give different figures: compare [1]")
    assert "2015-03-01" in said
    assert "2023-05-01" in said


def test_two_times_for_one_thing_differ_as_well(ward: Assistant) -> None:
    answer = ward.ask("How soon is adrenaline repeated in anaphylaxis?")
    assert "Repeat after 10 minutes." in answer.text
    assert "Repeat it after 5 minutes." in answer.text
    assert len(answer.differing) == 1


def test_who_asks_for_no_patients_is_told_of_all_that_stand_beside_each_other(ward: Assistant) -> None:
    answer = ward.ask("Adrenaline dose in anaphylaxis?")
    assert "Adults with anaphylaxis receive 0.5 mg" in answer.text
    assert "For children of 6 to 12 years the dose of adrenaline is 0.3 mg" in answer.text
    # A child's dose is no other figure for adults.
    children = next(one.number for one in answer.citations if one.quote.startswith("For children"))
    assert children not in {number for pair in answer.differing for number in pair}


def test_documents_that_agree_do_not_differ(ward: Assistant) -> None:
    answer = ward.ask("What is the dose of cetirizine in urticaria?")
    assert answer.answered
    assert answer.differing == ()
    assert differ(answer) == ""


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("Anaphylaxis: adrenaline 0.5 mg IM", "Adrenaline 300 micrograms IM in anaphylaxis", True),
        ("Anaphylaxis: adrenaline 0.5 mg IM", "Adrenaline 500 micrograms IM in anaphylaxis", False),
        ("Adrenaline 0.5 mg IM", "Adrenaline 0.1 mg IV", False),
        ("Adrenaline 0.5 mg for adults", "Adrenaline 0.1 mg in infants", False),
        ("Adrenaline 0.5 mg", "Salbutamol 5 mg", False),
        ("Amoxicillin for 5 days", "Amoxicillin 500 mg", False),
    ],
)
def test_figures_differ_that_are_of_one_drug_route_and_patient(one: str, other: str, differs: bool) -> None:
    assert give_other_figures(one, other) is differs


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Adults: 10 mg", "Children: 5 mg", True),
        ("Children under 5 years: 250 mg", "From 12 years: 500 mg", True),
        ("Adults: 10 mg", "Adults: 20 mg", False),
        ("Adults: 10 mg", "Children: for 5 days", False),
    ],
)
def test_doses_are_for_other_patients_where_both_are_told(one: str, other: str, apart: bool) -> None:
    assert for_others(one, other) is apart
