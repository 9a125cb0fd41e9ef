"""What stands side by side on a page of a PDF is read apart, each under the head above it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pdf_files import BODY, HEADING, HEIGHT, TITLE, draw, set_pages
from reportlab.lib.colors import black, lightblue, lightgrey
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, Spacer, Table

from corpus.document import BlockKind, Document
from corpus.reading import read_document
from corpus.statements import statements_of

BOLD = ParagraphStyle("bold", BODY, fontName="Times-Bold")
ADULTS = ("Give adrenaline 500 micrograms.", "Give 1 litre of fluid.", "Repeat after 5 minutes.")
CHILDREN = (
    "Give adrenaline 150 micrograms.",
    "Give 20 mL/kg of fluid.",
    "Call the paediatric team.",
    "Observe.",
)
PREGNANT = ("Tilt her to the left.", "Call the obstetric team.", "Monitor the fetus.")
BEFORE = (
    "Anaphylaxis begins within minutes. Call for help and lie the patient flat with the legs raised at once."
)
AFTER = "All patients are seen by an allergy specialist within six weeks of their discharge from hospital."
GRID = ("GRID", (0, 0), (-1, -1), 0.5, black)


def listed(items: tuple[str, ...], bullet: str = "•") -> ListFlowable:
    inside = [ListItem([Paragraph(item, BODY)]) for item in items]
    return ListFlowable(inside, bulletType="bullet", start=bullet, leftIndent=14)


def column(head: str, items: tuple[str, ...], style: Any = BOLD) -> list[Any]:
    return [Paragraph(head, style), listed(items)]


def read(tmp_path: Path, *middle: Any) -> Document:
    path = tmp_path / "anaphylaxis.pdf"
    story = (Paragraph("Anaphylaxis", TITLE), Paragraph(BEFORE, BODY), Paragraph("Treatment", HEADING))
    path.write_bytes(set_pages([*story, *middle, Spacer(1, 12), Paragraph(AFTER, BODY)]))
    return read_document(path)


def beside(*columns: Any, style: tuple[Any, ...] = (), width: float = 240) -> Table:
    return Table(
        [columns], colWidths=[width] * len(columns), style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *style]
    )


def lines(head: str, items: tuple[str, ...]) -> str:
    return "\n".join((head, *(f"- {item}" for item in items)))


SIDE_BY_SIDE = {
    "nothing drawn": beside(column("Adults", ADULTS), column("Children", CHILDREN)),
    "heads that are not bold": beside(column("Adults", ADULTS, BODY), column("Children", CHILDREN, BODY)),
    "a rule between": beside(
        column("Adults", ADULTS),
        column("Children", CHILDREN),
        style=(("LINEAFTER", (0, 0), (0, 0), 0.5, black),),
    ),
    "boxes that touch": beside(column("Adults", ADULTS), column("Children", CHILDREN), style=(GRID,)),
    "shades": beside(
        column("Adults", ADULTS),
        column("Children", CHILDREN),
        style=(("BACKGROUND", (0, 0), (0, 0), lightgrey), ("BACKGROUND", (1, 0), (1, 0), lightblue)),
    ),
    "a band behind the heads": Table(
        [[Paragraph("Adults", BOLD), Paragraph("Children", BOLD)], [listed(ADULTS), listed(CHILDREN)]],
        colWidths=(240, 240),
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, 0), lightgrey)],
    ),
    "a grid around heads and lists": Table(
        [[Paragraph("Adults", BOLD), Paragraph("Children", BOLD)], [listed(ADULTS), listed(CHILDREN)]],
        colWidths=(240, 240),
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), GRID],
    ),
}


@pytest.mark.parametrize("drawn", SIDE_BY_SIDE)
def test_each_list_stands_under_its_own_head_and_what_follows_under_neither(
    tmp_path: Path, drawn: str
) -> None:
    document = read(tmp_path, SIDE_BY_SIDE[drawn])
    assert [each.text for each in document.paragraphs] == [
        BEFORE,
        lines("Adults", ADULTS),
        lines("Children", CHILDREN),
        AFTER,
    ]
    assert [each.heading for each in document.paragraphs] == ["", *["Treatment"] * 3]
    for paragraph in document.paragraphs[1:]:
        about = {part for each in statements_of(paragraph) for part in each.context.parts()}
        assert len(about & {"Adults", "Children"}) == (paragraph.text != AFTER)


def test_three_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    columns = (column("Adults", ADULTS), column("Children", CHILDREN), column("Pregnant women", PREGNANT))
    document = read(tmp_path, beside(*columns, width=165))
    read_lists = [each.text for each in document.paragraphs[1:-1]]
    pairs = (("Adults", ADULTS), ("Children", CHILDREN), ("Pregnant women", PREGNANT))
    assert read_lists == [lines(*pair) for pair in pairs]


def test_texts_side_by_side_end_where_a_paragraph_across_begins(tmp_path: Path) -> None:
    adults = "Adults are given 500 micrograms of adrenaline into the thigh, and again five minutes later."
    children = "Children under six years are given 150 micrograms of it, older ones are given 300 micrograms."
    columns = [
        [Paragraph(head, BOLD), Paragraph(text, BODY)]
        for head, text in (("Adults", adults), ("Children", children))
    ]
    document = read(tmp_path, beside(*columns))
    assert [each.text for each in document.paragraphs[1:]] == [
        f"Adults\n{adults}",
        f"Children\n{children}",
        AFTER,
    ]
    assert document.paragraphs[-1].headings == ("Treatment",)


def test_a_table_with_bold_names_stays_a_table(tmp_path: Path) -> None:
    rows = [[Paragraph(name, BOLD) for name in ("Drug", "Dose", "Interval")]]
    rows += [
        [Paragraph(cell, BODY) for cell in row]
        for row in (
            ("Atenolol", "50 mg", "daily"),
            ("Digoxin", "62.5 micrograms", "daily"),
            ("Lisinopril", "10 mg", "daily"),
        )
    ]
    document = read(tmp_path, Table(rows, colWidths=(150, 150, 150)))
    found = [each.text for each in document.paragraphs if each.kind is BlockKind.TABLE_ROW]
    assert found[0] == "Drug: Atenolol; Dose: 50 mg; Interval: daily"
    assert len(found) == 3


def test_columns_that_the_text_of_the_page_runs_through_keep_their_headings() -> None:
    from pdf_files import paragraphs
    from pdf_files import read as read_blocks

    story: list[Any] = []
    for number, text in enumerate(paragraphs(8)):
        story += [Paragraph(f"Section {number}", HEADING), Paragraph(text, BODY)]
    content = read_blocks(set_pages([Paragraph("Guideline", TITLE), *story], columns=2, top=500))
    assert sum(block.kind is BlockKind.HEADING for block in content.blocks) == 8


@pytest.mark.parametrize("off", [0.0, 2.5, 3.5])
def test_a_bullet_belongs_to_the_words_behind_it_however_large_it_is(tmp_path: Path, off: float) -> None:
    items = ("Stop the infusion of the drug.", "Give adrenaline 500 micrograms.", "Call for help.")

    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9.5)
        canvas.drawString(60, HEIGHT - 100, "When there is anaphylaxis:")
        for place, item in enumerate(items, start=1):
            canvas.setFont("Helvetica", 9.5)
            canvas.drawString(82, HEIGHT - 100 - 14 * place, item)
        for place, _ in enumerate(items, start=1):
            canvas.setFont("Helvetica", 13)
            canvas.drawString(60, HEIGHT - 100 - 14 * place - off, "•")

    path = tmp_path / "list.pdf"
    path.write_bytes(draw(paint))
    found = [each.text for each in read_document(path).paragraphs]
    assert found == ["\n".join(("When there is anaphylaxis:", *(f"- {item}" for item in items)))]
