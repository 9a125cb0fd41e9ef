"""What stands in a box is under the box's heading, however large the box is; what stands behind it is not."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx as word
import pytest
from pdf_files import BODY, HEADING, TITLE, set_pages
from reportlab.lib.colors import black
from reportlab.platypus import Paragraph, Table
from small_files import odt_of

from corpus.document import Block, BlockKind, Document
from corpus.formats.boxes import boxed
from corpus.reading import read_document
from corpus.statements import Context, statements_of

SENTENCES = [
    f"Sign number {count} of this illness must never be overlooked by anybody." for count in range(30)
]
LAST = "Most children are better within two days."
ROWS = (("Drug", "Dose"), ("Adrenaline", "4 mg"), ("Dexamethasone", "2 mg"))


def html() -> bytes:
    inside = "".join(f"<p>{each}</p>" for each in SENTENCES)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    box = f'<div class="box"><h3>Signs</h3>{inside}<table>{rows}</table></div>'
    return f"<h1>Croup</h1><p>It is common.</p><h2>Treatment</h2>{box}<p>{LAST}</p>".encode()


def markdown() -> bytes:
    rows = "\n".join((f"> | {' | '.join(row)} |" + "\n> |---|---|" * (row is ROWS[0])) for row in ROWS)
    inside = "\n>\n".join(f"> {each}" for each in SENTENCES)
    quote = f"> ### Signs\n>\n{inside}\n>\n{rows}"
    return f"# Croup\n\nIt is common.\n\n## Treatment\n\n{quote}\n\n{LAST}\n".encode()


def jats() -> bytes:
    inside = "".join(f"<p>{each}</p>" for each in SENTENCES)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    box = (
        f"<boxed-text><title>Signs</title>{inside}<table-wrap><table>{rows}</table></table-wrap></boxed-text>"
    )
    return (
        "<article><front><article-meta><title-group><article-title>Croup</article-title></title-group>"
        "</article-meta></front><body><p>It is common.</p><sec><title>Treatment</title>"
        f"{box}<p>{LAST}</p></sec></body></article>"
    ).encode()


def docx() -> bytes:
    document, file = word.Document(), io.BytesIO()
    document.add_heading("Croup", 0)
    document.add_paragraph("It is common.")
    document.add_heading("Treatment", 1)
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].add_run("Signs").bold = True
    for each in SENTENCES:
        cell.add_paragraph(each)
    inner = cell.add_table(len(ROWS), 2)
    for place, row in enumerate(ROWS):
        for column, words in enumerate(row):
            inner.cell(place, column).text = words
    document.add_paragraph(LAST)
    document.save(file)
    return file.getvalue()


def odt() -> bytes:
    def p(text: str, style: str = "") -> str:
        return f'<text:p text:style-name="{style}">{text}</text:p>'

    bold = (
        '<style:style style:name="Bold" style:family="paragraph">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in row)}"
        "</table:table-row>"
        for row in ROWS
    )
    table = f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'
    inside = f"{p('Signs', 'Bold')}{''.join(map(p, SENTENCES))}{table}"
    return odt_of(
        f'{p("Croup", "Title")}{p("It is common.")}<text:h text:outline-level="1">Treatment</text:h>'
        f"{p(f'<draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame>')}{p(LAST)}",
        automatic=bold,
    )


def pdf() -> bytes:
    rules = [("GRID", (0, 0), (-1, -1), 0.5, black)]
    inside: list[Any] = [Paragraph("<b>Signs</b>", BODY), *(Paragraph(each, BODY) for each in SENTENCES)]
    inside.append(Table(ROWS, style=rules))
    frame = [("BOX", (0, 0), (-1, -1), 1, black), ("BOTTOMPADDING", (0, 0), (-1, -1), 8)]
    box = Table([[inside]], style=frame, colWidths=(400,), spaceAfter=10)
    story = [
        Paragraph("Croup", TITLE),
        Paragraph("It is common.", BODY),
        Paragraph("Treatment", HEADING),
        box,
    ]
    return set_pages([*story, Paragraph(LAST, BODY)])


FORMATS: Mapping[str, Callable[[], bytes]] = {
    ".html": html,
    ".md": markdown,
    ".xml": jats,
    ".docx": docx,
    ".odt": odt,
    ".pdf": pdf,
}


def contexts(document: Document) -> dict[str, Context]:
    return {
        each.text: each.context
        for paragraph in document.paragraphs
        for each in statements_of(paragraph, document.title)
    }


@pytest.mark.parametrize("ending", FORMATS)
def test_all_of_a_large_box_with_a_table_is_under_its_heading(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"croup{ending}").write_bytes(FORMATS[ending]())
    document = read_document(tmp_path / f"croup{ending}")
    found = contexts(document)
    boxed_text = Context("Croup", ("Treatment",), "Signs")
    assert {found[each] for each in SENTENCES} == {boxed_text}
    assert found["Drug: Adrenaline; Dose: 4 mg"].box == "Signs"
    assert found[LAST] == Context("Croup", ("Treatment",))
    # The path that a reader sees above a paragraph says it, too.
    assert {each.heading for each in document.paragraphs if each.box} == {"Treatment > Signs"}


def block(text: str, level: int = 0) -> Block:
    kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
    return Block(kind, text, 0, 0, level=level or 1)


def test_a_box_of_parts_says_of_each_which_headings_are_above_it() -> None:
    made = boxed(
        [block("Signs", 1), block("At home", 2), block("Rest."), block("In hospital", 2), block("O2.")]
    )
    assert [(each.box, each.text) for each in made] == [
        ("Signs > At home", "Rest."),
        ("Signs > In hospital", "O2."),
    ]


def test_a_heading_as_high_as_the_first_ends_what_is_under_that() -> None:
    made = boxed([block("Adults", 1), block("Rest."), block("Children", 1), block("Drink.")])
    assert [(each.box, each.text) for each in made] == [("Adults", "Rest."), ("Children", "Drink.")]


def test_a_heading_in_a_box_with_nothing_below_it_is_kept_as_words() -> None:
    made = boxed([block("Signs", 1), block("Rest."), block("At home", 2), block("Later", 2)])
    assert [(each.kind, each.box, each.text) for each in made] == [
        (BlockKind.PARAGRAPH, "Signs", text) for text in ("Rest.", "At home", "Later")
    ]


def test_a_box_of_nothing_but_its_heading_stays_a_heading() -> None:
    assert boxed([block("Signs", 1)]) == [block("Signs", 1)]
