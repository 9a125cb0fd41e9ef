"""Rows of a table beside each other: the one that is asked about stands alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence.requiring import Required
from assistant.evidence.rows import HeldRow, quotable, stands_beside
from corpus.document import Paragraph
from corpus.statements import Context, Statement, StatementKind
from index.library import Library

PRESSURE = "When is stage 1 hypertension measured again?"
COLITIS = "Which vancomycin dose for severe colitis?"


BAG = "What rate for a bag of 100 mL over 30 minutes?"


def row(text: str, number: int, table: int = 1) -> Statement:
    return Statement(text, 0, len(text), StatementKind.ROW, Context(), table=table, row=number)


def beside(library: Library, question: str, one: Statement, other: Statement) -> bool:
    """Tell whether `one` row only stands beside what is asked about, where there is the `other`."""
    required = Required(question, library.see(lambda snapshot: snapshot.lexicon()))
    rows = [
        HeldRow("guide", each, required.hold(each, Paragraph("guide", 1, each.text, 0, len(each.text))))
        for each in (one, other)
    ]
    return stands_beside(rows[0], rows, question, required.requirements)


@pytest.mark.parametrize(
    ("question", "right", "neighbour"),
    [
        (PRESSURE, "Stage 1 hypertension; Confirm within 2 months", "Prehypertension; Recheck in 1 year"),
        (
            COLITIS,
            "Colitis, severe; Vancomycin 125 mg four times a day",
            "Colitis, severe, complicated; Vancomycin 500 mg four times a day",
        ),
        (
            "The catheter has been in for three weeks: how long is he treated?",
            "Catheter in for: 2 weeks and more; Do: Treat for 10 days",
            "Catheter in for: Less than 2 weeks; Do: Treat for 7 days",
        ),
        (BAG, "Bag: 100 mL; Time: 30 min; Rate: 3 mL/min", "Bag: 250 mL; Time: 30 min; Rate: 8 mL/min"),
    ],
)
def test_a_row_that_says_less_or_more_than_is_asked_gives_way(
    opened_library: Library, question: str, right: str, neighbour: str
) -> None:
    one, other = row(right, 1), row(neighbour, 2)
    assert beside(opened_library, question, other, one)
    assert not beside(opened_library, question, one, other)


def test_rows_of_other_tables_and_the_cells_of_one_row_stand_beside_each_other(
    opened_library: Library,
) -> None:
    right = row("Stage 1 hypertension; Confirm within 2 months", 1)
    neighbour = row("Prehypertension; Recheck in 1 year", 2)
    assert not beside(opened_library, PRESSURE, replace(neighbour, table=2), right)
    assert not beside(opened_library, PRESSURE, replace(neighbour, row=1), right)
    # Two tables with the same columns go on from each other.
    small, large = row("Bag: 100 mL; Rate: 3 mL/min", 1), row("Bag: 250 mL; Rate: 8 mL/min", 1, table=2)
    assert beside(opened_library, BAG, large, small)
    assert not beside(opened_library, PRESSURE, replace(neighbour, table=0), replace(right, table=0))


def test_a_row_without_a_grade_stands_beside_where_another_one_has_one(opened_library: Library) -> None:
    question = "When is stage 3 hypertension measured again?"
    normal, graded = row("Normal; In 2 years", 1), row("Stage 1 hypertension; Within 2 months", 2)
    assert beside(opened_library, question, normal, graded)


def item(text: str, start: int, lead_in: str = "One of:") -> Statement:
    return Statement(
        text, start, start + len(text), StatementKind.ITEM, Context(lead_ins=(lead_in,)), level=1
    )


def test_an_item_with_another_figure_gives_way_to_its_sibling(opened_library: Library) -> None:
    question = "Which dose of aciclovir makes a two-day course?"
    right = item("aciclovir 800 mg three times a day for 2 days", 0)
    other = item("aciclovir 800 mg twice a day for 5 days", 50)
    assert beside(opened_library, question, other, right)
    assert not beside(opened_library, question, right, other)
    # In another list, or without a figure of its own, it stands.
    elsewhere = item("aciclovir 800 mg twice a day for 5 days", 50, "In those who are not immune:")
    assert not beside(opened_library, question, elsewhere, right)
    assert not beside(opened_library, question, item("aciclovir is not given twice", 50), right)


def test_a_sentence_that_is_itself_a_question_is_not_quoted() -> None:
    text = "Should I take it as soon as I remember? Take a missed dose the next day."
    (quoted,) = quotable(Paragraph("guide", 1, text, 0, len(text)), "Missed doses")
    assert quoted.text == "Take a missed dose the next day."
