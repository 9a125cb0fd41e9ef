"""A list is quoted whole where most of its items answer, and none is about another thing."""

from __future__ import annotations

import pytest

from assistant.answering.readable import about, whole_list
from assistant.evidence.confidence import NOTHING
from assistant.evidence.judging import Evidence, SentenceScore
from corpus.document import Paragraph
from corpus.statements import Context, Statement, StatementKind, statements_of
from index.passage import Passage

TEXT = "The vaccine is not given in:\n- pregnancy\n- immune suppression\n- allergy to neomycin\n- fever"


def asked(read: list[float | None], *, apart: int | None = None) -> str | None:
    """Return what is quoted; `read` is what the reader gives the items, None for one that may not answer."""
    paragraph = Paragraph("vaccine", 1, TEXT, 0, len(TEXT))
    passage = Passage(paragraph, "Vaccine", 1.0, 1.0, 1.0)
    items = statements_of(paragraph, passage.title)
    scores = [
        SentenceScore(passage, item, 0.5, 0.2 * place, 0.5, read=given)
        for place, (item, given) in enumerate(zip(items, read, strict=True), start=1)
        if given is not None
    ]
    others = frozenset() if apart is None else frozenset({(paragraph.id, items[apart].start)})
    evidence = Evidence((passage,), tuple(scores), (tuple(scores),), NOTHING, 0.9, apart=others)
    whole = whole_list(scores[0], evidence)
    return whole.text if whole else None


@pytest.mark.parametrize("read", [[0.9, 0.8, 0.7, 0.6], [0.9, None, 0.7, None]])
def test_items_that_are_read_alike_are_quoted_with_those_beside_them(
    read: list[float | None],
) -> None:
    assert asked(read) == TEXT.partition("\n")[2]


def test_a_list_of_which_one_item_answers_is_not() -> None:
    assert asked([0.9, None, None, None]) is None
    assert asked([0.9, 0.1, 0.8, 0.7]) is None


def test_a_list_with_an_item_about_another_thing_is_not() -> None:
    assert asked([0.9, 0.8, 0.7, None], apart=3) is None


@pytest.mark.parametrize(
    ("text", "context", "shown"),
    [
        # What names the patients or the route is told, however far it stands.
        (
            "Adrenaline 0.01 mg/kg IV",
            Context("Emergency card: children", ("Arrest",)),
            "Emergency card: children",
        ),
        ("Give 0.5 mL.", Context("Croup", ("Intramuscular injection", "Dose")), "Intramuscular injection"),
        # Where the quote says so itself, or nothing says so, there is no need.
        ("Children get 0.01 mg/kg IV.", Context("Emergency card: children"), ""),
        ("Adrenaline 1 mg IV", Context("Emergency card", ("Arrest",)), ""),
        # The nearest that names them is enough.
        ("Give 1 mL by mouth.", Context("Children", ("Infants", "Doses")), "Infants"),
    ],
)
def test_a_quote_is_shown_with_the_patients_and_the_route_that_it_is_for(
    text: str, context: Context, shown: str
) -> None:
    assert about(Statement(text, 0, len(text), StatementKind.SENTENCE, context)) == shown


def test_a_cell_is_shown_with_its_row_and_with_the_patients_of_its_card() -> None:
    context = Context("Card: adults", row="Adrenaline", columns=("Dose",))
    assert about(Statement("1 mg", 0, 4, StatementKind.CELL, context)) == "Card: adults, Adrenaline, Dose"
