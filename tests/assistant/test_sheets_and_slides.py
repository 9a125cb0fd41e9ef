"""What stands on sheets and slides is answered with its row and its column, and cited with its slide."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest
import xlsxwriter
from pptx.util import Inches
from running import assistant

pytestmark = pytest.mark.slow

ROWS = (
    ("Drug", "Route", "Adult dose", "Child dose"),
    ("Amoxicillin", "oral", 500, 250),
    ("Cefalexin", "oral", 750, 375),
)
SLIDE = (("Drug", "Child dose"), ("Dexamethasone", "0.15 mg/kg"), ("Adrenaline", "4 mg"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data of an index over a formulary and a talk."""
    folder, home = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("home")
    with xlsxwriter.Workbook(str(folder / "formulary.xlsx")) as book:
        sheet, shown = book.add_worksheet("Antibiotics"), book.add_format({"num_format": '0" mg"'})
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row, shown)
        hidden = book.add_worksheet("Old")
        hidden.write("A1", "Give 1 kg of amoxicillin.")
        hidden.hide()
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Croup in children"
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Treatment"
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for at, said in enumerate(SLIDE):
        for column, words in enumerate(said):
            table.cell(at, column).text = words
    deck.save(str(folder / "croup.pptx"))
    run = assistant("index", str(folder), home=home)
    assert run.returncode == 0, run.stderr
    assert "hidden sheets were left out: Old" in run.stdout + run.stderr
    return home


def test_a_cell_of_a_sheet_answers_with_its_row_and_column(home: Path) -> None:
    run = assistant("ask", "What is the child dose of amoxicillin?", home=home)
    assert "Amoxicillin, oral, Child dose: 250 mg [1]" in run.stdout
    assert "Under: Antibiotics" in run.stdout


def test_a_table_on_a_slide_answers_and_is_cited_with_its_slide(home: Path) -> None:
    run = assistant("ask", "What is the child dose of dexamethasone in croup?", home=home)
    assert "0.15 mg/kg [1]" in run.stdout
    assert "page 2 (croup#1)" in run.stdout
