"""The same small guideline gives the same statements, with the same contexts, in whatever format it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from one_guideline import FORMATS, SHEETS, TITLE

from corpus.reading import read_document
from corpus.statements import render, statements_of

TREATMENT = f"{TITLE} > Treatment"
SENT = f"{TREATMENT} > Send to hospital"
MILD, SEVERE = f"{TREATMENT} > Mild", f"{TREATMENT} > Severe"
STATEMENTS = [
    ("sentence", 0, f"{TITLE}: Croup is a viral infection of the upper airways."),
    ("sentence", 0, f"{TITLE}: It is worst at night."),
    ("item", 2, f"{SENT} > any child with: stridor at rest"),
    ("item", 2, f"{SENT} > any child with: low oxygen"),
    ("item", 1, f"{SENT}: any infant under three months"),
    ("row", 0, f"{MILD}: Drug: Dexamethasone; Dose > First: 0.15 mg/kg; Dose > Repeated: 0.30 mg/kg"),
    ("cell", 0, f"{MILD} > Dexamethasone > Dose > First: 0.15 mg/kg"),
    ("cell", 0, f"{MILD} > Dexamethasone > Dose > Repeated: 0.30 mg/kg"),
    ("row", 0, f"{SEVERE}: Drug: Adrenaline; Dose > First: 4 mg; Dose > Repeated: 5 mg"),
    ("cell", 0, f"{SEVERE} > Adrenaline > Dose > First: 4 mg"),
    ("cell", 0, f"{SEVERE} > Adrenaline > Dose > Repeated: 5 mg"),
    ("sentence", 0, f"{TREATMENT}: Most children are better within two days."),
]


def statements(path: Path) -> list[tuple[str, int, str]]:
    document = read_document(path)
    return [
        (one.kind.value, one.level, render(one.context, one.text))
        for paragraph in document.paragraphs
        for one in statements_of(paragraph, document.title)
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same_statements(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"croup{ending}").write_bytes(FORMATS[ending]())
    assert statements(tmp_path / f"croup{ending}") == STATEMENTS


@pytest.mark.parametrize("ending", SHEETS)
def test_sheets_give_the_same_statements_but_for_the_list(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"croup{ending}").write_bytes(SHEETS[ending]())
    assert statements(tmp_path / f"croup{ending}") == [each for each in STATEMENTS if each[0] != "item"]
