"""A page that a browser prints reads as the page does: the same statements, about the same things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import opened_browser
from playwright.sync_api import Browser

from corpus.reading import read_document
from corpus.statements import render, statements_of

pytestmark = pytest.mark.slow

DRUGS = (
    ("Etomidate", "0.3 mg/kg IV over 30 seconds"),
    ("Lidocaine 2%", "1 to 2 mg/kg IV over a minute"),
    ("Calcium chloride 10% by a central line", "20 mg/kg IV, at most 2 g<br>Push it slowly"),
    ("Succinylcholine", "<b>IV:</b> 1.5 mg/kg over 10 to 30 seconds<br><b>IM:</b> 4 mg/kg, at most 150 mg"),
    ("Vecuronium", "0.1 mg/kg IV"),
)
SCORE = (("STRIDOR", ""), ("None", "0"), ("At rest", "2"), ("RETRACTION", ""), ("None", "0"), ("Severe", "3"))
GUIDELINE = """
<h1>Status epilepticus</h1>
<p>This card is for adults whose seizure goes on after two doses of a benzodiazepine. Call for help.</p>
<h2>Second line</h2>
<p>Levetiracetam (IV or PO) is chosen if:</p>
<ul><li>The patient is pregnant</li><li>There is liver disease</li></ul>
<p>IV:</p><ul><li>60 mg/kg over 10 minutes</li><li>At most 4500 mg</li></ul>
<p>PO:</p><ul><li>1500 mg twice a day</li><li>It is begun the day after the infusion</li></ul>
<h2>MRI</h2><p>It is done once the seizure has ended.</p>
<h2>Children</h2>
<ul><li>IM<ul><li>Midazolam 0.2 mg/kg</li></ul></li>
<li>PR<ul><li>Diazepam 0.5 mg/kg</li><li>Never more than 10 mg</li></ul></li></ul>
<h2>Algorithm</h2>
<h3>1. Airway</h3><p>Give oxygen by a mask.</p>
<h3>2. Glucose</h3><p>Measure it within five minutes.</p>
<h2>Intubation</h2>
<table><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody>{drugs}</tbody></table>
<h2>Croup in the same child</h2>
<table><thead><tr><th>Finding</th><th>Points</th></tr></thead><tbody>{score}</tbody></table>
"""
TABLES = {
    "ruled": "td, th { border: 1px solid #888; padding: 4px }",
    "rules below rows": "td, th { border-bottom: 1px solid #ccc; padding: 6px; vertical-align: top }",
    "striped": "td, th { padding: 6px 10px; vertical-align: top } thead tr { background: #cde }"
    "tr:nth-child(even) { background: #eee }",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser, installed first where there is none."""
    with opened_browser() as browser:
        yield browser


def page(style: str) -> str:
    """Return the guideline as a page whose tables look so."""
    drugs = "".join(f"<tr><td>{drug}</td><td>{dose}</td></tr>" for drug, dose in DRUGS)
    score = "".join(
        f"<tr><td>{finding}</td><td>{points}</td></tr>"
        if points
        else f"<tr><td><b>{finding}</b></td><td></td></tr>"
        for finding, points in SCORE
    )
    looks = f"table {{ border-collapse: collapse; text-align: left; break-inside: avoid }} {style}"
    body = GUIDELINE.format(drugs=drugs, score=score)
    return f"<html><head><meta charset=utf-8><style>{looks}</style></head><body>{body}</body></html>"


def statements(path: Path) -> list[str]:
    """Return what a document says, each statement with what it is about."""
    document = read_document(path)
    said = (
        render(each.context, each.text)
        for paragraph in document.paragraphs
        for each in statements_of(paragraph, document.title)
    )
    # A break within a cell is a comma in one format and a blank in the other.
    return [each.replace(", ", " ") for each in said]


@pytest.mark.parametrize("look", TABLES)
@pytest.mark.parametrize("letters", ["sans-serif", "serif"])
def test_a_printed_page_says_what_the_page_says(
    browser: Browser, tmp_path: Path, look: str, letters: str
) -> None:
    written = tmp_path / "status.html"
    written.write_text(page(f"body {{ font-family: {letters}; font-size: 14px }} {TABLES[look]}"))
    printed = tmp_path / "printed.pdf"
    with browser.new_context(offline=True) as context:
        shown = context.new_page()
        shown.goto(written.as_uri())
        shown.pdf(path=printed, format="A4", print_background=True)

    assert statements(printed) == statements(written)
