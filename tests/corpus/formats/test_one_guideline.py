"""The same small guideline gives the same statements, with the same contexts, in whatever format it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from guideline_words import BOX, CAPTION, HEADING, LEAD_IN, TITLE
from one_guideline import FORMATS, SHEETS

from corpus.reading import read_document
from corpus.statements import Context, statements_of

ABOVE = Context(TITLE)
SHEET = Context(TITLE, (TITLE,))
TREATMENT = Context(TITLE, (HEADING,))
SENT = replace(TREATMENT, lead_ins=(LEAD_IN,))
CHILD = replace(TREATMENT, lead_ins=(LEAD_IN, "any child with"))
MILD = replace(TREATMENT, caption=CAPTION, group="Mild")
SEVERE = replace(MILD, group="Severe")
FIRST, REPEATED = ("Dose", "First"), ("Dose", "Repeated")
MILD_DRUG, SEVERE_DRUG = replace(MILD, row="Dexamethasone"), replace(SEVERE, row="Adrenaline")
BOXED = replace(TREATMENT, box=BOX)
CALLED = replace(BOXED, lead_ins=("Call an ambulance for:",))
STATEMENTS = [
    ("sentence", 0, ABOVE, "Croup is a viral infection of the upper airways."),
    ("sentence", 0, ABOVE, "It is worst at night."),
    ("item", 2, CHILD, "stridor at rest"),
    ("item", 2, CHILD, "low oxygen"),
    ("item", 1, SENT, "any infant under three months"),
    ("row", 0, MILD, "Drug: Dexamethasone; Dose > First: 0.15 mg/kg; Dose > Repeated: 0.30 mg/kg"),
    ("cell", 0, replace(MILD_DRUG, columns=FIRST), "0.15 mg/kg"),
    ("cell", 0, replace(MILD_DRUG, columns=REPEATED), "0.30 mg/kg"),
    ("row", 0, SEVERE, "Drug: Adrenaline; Dose > First: 4 mg; Dose > Repeated: 5 mg"),
    ("cell", 0, replace(SEVERE_DRUG, columns=FIRST), "4 mg"),
    ("cell", 0, replace(SEVERE_DRUG, columns=REPEATED), "5 mg"),
    ("sentence", 0, BOXED, "Every parent should know them."),
    ("item", 1, CALLED, "drooling or blue lips"),
    ("item", 1, CALLED, "a child who grows tired"),
    ("sentence", 0, TREATMENT, "Most children are better within two days."),
]


def statements(path: Path) -> list[tuple[str, int, Context, str]]:
    document = read_document(path)
    return [
        (one.kind.value, one.level, one.context, one.text)
        for paragraph in document.paragraphs
        for one in statements_of(paragraph, document.title)
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_statements(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORMATS[name]())
    assert statements(tmp_path / name) == STATEMENTS


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_give_the_same_statements_but_for_list_and_box(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SHEETS[name]())
    said = [each for each in STATEMENTS if each[0] != "item" and not each[2].box]
    # The name of a sheet is a heading: that of the first is the title.
    named = [
        (kind, level, SHEET if context == ABOVE else context, text) for kind, level, context, text in said
    ]
    assert statements(tmp_path / name) == named
