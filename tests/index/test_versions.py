"""Two documents are versions of one guideline when they have one title and different dates."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph
from index.naming import newer_version


def guideline(document_id: str, title: str, date: str) -> Document:
    paragraphs = (Paragraph(document_id, 1, "Treat it.", 0, 9),)
    return Document(document_id, title, f"/{document_id}.pdf", "0" * 64, paragraphs, date=date)


OLD = guideline("old", "Gout: diagnosis and management", "2019-03")


@pytest.mark.parametrize(
    "title",
    [
        "Gout: diagnosis and management",
        "GOUT – Diagnosis and Management",
        "Gout: diagnosis and management (2024)",
        "Gout: diagnosis and management v2",
        "Gout: diagnosis and management, version 2.1",
        "Gout: diagnosis and management. 3rd edition",
        "Gout: diagnosis and management (updated May 2024)",
        "Gout: diagnosis and management 2024-05-03",
        "Gout: diagnosis and management, 12 June 2024",
    ],
)
def test_a_later_document_of_the_same_title_is_a_newer_version(title: str) -> None:
    new = guideline("new", title, "2024-05-03")
    assert newer_version(OLD, [OLD, new]) is new
    assert newer_version(new, [OLD, new]) is None


@pytest.mark.parametrize("title", ["Gout in children: diagnosis and management", "Gout", "Hepatitis B", ""])
def test_another_title_is_another_document(title: str) -> None:
    assert newer_version(OLD, [OLD, guideline("new", title, "2024")]) is None


def test_numbers_that_are_no_edition_tell_documents_apart() -> None:
    one, two = guideline("one", "Type 1 diabetes", "2019"), guideline("two", "Type 2 diabetes", "2024")
    assert newer_version(one, [one, two]) is None


@pytest.mark.parametrize(
    ("older", "newer", "known"),
    [
        ("2019", "2024", True),
        ("2019-12-31", "2020", True),
        ("2024-04", "2024-05-01", True),
        ("2024-04-30", "2024-05", True),
        ("2024", "2024-05-01", False),
        ("2024-05-01", "2024", False),
        ("2024-05", "2024-05-31", False),
        ("2024", "2024", False),
        ("", "2024", False),
        ("2019", "", False),
        ("May 2019", "2024", False),
    ],
)
def test_dates_of_differing_exactness_are_compared_as_far_as_both_are_known(
    older: str, newer: str, known: bool
) -> None:
    one, two = guideline("one", "Gout", older), guideline("two", "Gout", newer)
    assert (newer_version(one, [one, two]) is two) is known
    assert newer_version(two, [one, two]) is None


def test_of_several_newer_versions_the_newest_is_told() -> None:
    versions = [guideline(year, f"Gout ({year})", year) for year in ("2019", "2023", "2021")]
    found = newer_version(versions[0], versions)
    assert found and found.id == "2023"


def test_titles_that_are_nothing_but_a_year_say_nothing() -> None:
    one, two = guideline("one", "2019", "2019"), guideline("two", "2024", "2024")
    assert newer_version(one, [one, two]) is None
