"""Lists and tables that were typed by hand, or stand in another format's file, are lists and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reading import read_document
from corpus.statements import StatementKind, render, statements_of

TABLE = (
    "<table>\n<tr><td><b>Who</b></td><td><b>First line</b></td><td><b>Second line</b></td></tr>\n\n"
    "<tr><td>Adults</td><td>A 1 g<br>B 2 g</td><td><ul><li>C 3 g</li><li>D 4 g</li></ul></td></tr>\n"
    "<tr><td rowspan=2>Children</td><td>E 5 g</td><td>F 6 g</td></tr>\n"
    "<tr><td>G 7 g</td><td>H 8 g</td></tr>\n</table>"
)
PIPES = "Doses by age\n| Age | Dose |\n|---|---|\n| **Under 2** | 5 mg |\n| 2 and over | 10 mg |"


def said(folder: Path, name: str, text: str, *kinds: StatementKind) -> list[str]:
    (folder / name).write_text(text, "utf-8")
    document = read_document(folder / name)
    statements = (each for one in document.paragraphs for each in statements_of(one, document.title))
    return [render(each.context, each.text) for each in statements if not kinds or each.kind in kinds]


@pytest.mark.parametrize(("name", "page"), [("a.md", "# Guide\n\n{}\n"), ("a.html", "<h1>Guide</h1>{}")])
def test_a_table_in_html_is_the_same_in_markdown_and_on_a_page(tmp_path: Path, name: str, page: str) -> None:
    cells = said(tmp_path, name, page.format(TABLE), StatementKind.CELL)
    assert cells == [
        "Guide > Adults > First line: A 1 g, B 2 g",
        "Guide > Adults > Second line: C 3 g, D 4 g",
        "Guide > Children > First line: E 5 g",
        "Guide > Children, E 5 g > Second line: F 6 g",
        "Guide > Children > First line: G 7 g",
        "Guide > Children, G 7 g > Second line: H 8 g",
    ]


def test_what_only_shows_a_table_in_a_listing_stays_as_it_is(tmp_path: Path) -> None:
    text = f"# Guide\n\n```\n{TABLE}\n```\n\nThe end.\n"
    assert not said(tmp_path, "a.md", text, StatementKind.ROW)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"GUIDE\n\nIt is given once.\n\n{PIPES}\n"),
        ("a.md", f"# GUIDE\n\nIt is given once.\n\n{PIPES}\n"),
    ],
)
def test_a_table_of_pipes_is_a_table_with_the_line_above_as_its_caption(
    tmp_path: Path, name: str, text: str
) -> None:
    assert said(tmp_path, name, text) == [
        "GUIDE: It is given once.",
        "GUIDE > Doses by age: Age: Under 2; Dose: 5 mg",
        "GUIDE > Doses by age: Age: 2 and over; Dose: 10 mg",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("outer", "inner"),
    [("・", "o"), ("■", "☐"), ("•", "–"), ("●", "◦"), ("a)", "i."), ("•", "1)"), ("▪", "●")],
)
def test_items_of_every_sort_have_the_lead_ins_of_their_parents(
    tmp_path: Path, name: str, outer: str, inner: str
) -> None:
    second = {"a)": "b)"}.get(outer, outer)
    third = {"i.": "ii.", "1)": "2)"}.get(inner, inner)
    text = (
        f"Give in this order:\n{outer} Alpha 5 mg\n    {inner} Not in liver failure\n"
        f"    {third} Not in gout\n{second} Beta 6 mg\n"
    )
    heading = "# Guide\n\nIt is given once.\n\n" if name == "a.md" else "GUIDE\n\nIt is given once.\n\n"
    title = "Guide" if name == "a.md" else "GUIDE"
    assert said(tmp_path, name, heading + text, StatementKind.ITEM) == [
        f"{title} > Give in this order: Alpha 5 mg",
        f"{title} > Give in this order > Alpha 5 mg: Not in liver failure",
        f"{title} > Give in this order > Alpha 5 mg: Not in gout",
        f"{title} > Give in this order: Beta 6 mg",
    ]


def test_lines_in_capitals_are_headings_and_the_same_words_below_are_no_statement(tmp_path: Path) -> None:
    text = (
        "GOUT\n\nSIGNS OF GOUT\nSigns\n• Pain\n• Redness\n\n"
        "TREATMENT OF GOUT\nTreatment\nKey points:\nFirst choice:\n• Naproxen 500 mg\n"
        "Caution:\n• Heart failure\n"
    )
    assert said(tmp_path, "a.txt", text) == [
        "GOUT > SIGNS OF GOUT > Signs: Pain",
        "GOUT > SIGNS OF GOUT > Signs: Redness",
        "GOUT > TREATMENT OF GOUT > Treatment > Key points > First choice: Naproxen 500 mg",
        "GOUT > TREATMENT OF GOUT > Treatment > Key points > Caution: Heart failure",
    ]
