"""The statements of an answer as they stand in their documents: text, items of lists, rows of tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from page_html import Html

from assistant.answer import Answer, Citation
from assistant.answering.quoting import said_of
from assistant.page.blocks import Block, Item, blocks_of
from assistant.page.conversation import Progress, Turn
from assistant.page.tables import Row
from assistant.page.views.chat_messages import messages
from corpus.document import Document
from corpus.reading import read_document
from corpus.statements import Statement, StatementKind, statements_of

WEB_PAGE = """<html><body><h1>Anaphylaxis</h1><h2>Children</h2>
<p>Look at the airway before anything else is done. Call for help.</p>
<p>Give at once, and do not wait for a drip:</p>
<ul><li>adrenaline 10 micrograms/kg</li><li>oxygen:<ul><li>15 L/min by mask</li></ul></li></ul>
<h3>Doses</h3>
<table><caption>Table 1. Adrenaline</caption>
<tr><th>Age</th><th>Dose</th><th>Route</th></tr>
<tr><td>Infants</td><td>50 micrograms</td><td>IM</td></tr>
<tr><td>Children</td><td>150 micrograms</td><td>IM, thigh</td></tr>
<tr><td>Adolescents</td><td>300 micrograms</td><td>IM</td></tr>
<tr><td>Adults</td><td>500 micrograms</td><td>IM</td></tr>
<tr><td>Old people</td><td>500 micrograms</td><td>IM</td></tr></table></body></html>"""
MARKDOWN = """# Anaphylaxis

## Doses

| Age | Dose | Route |
|---|---|---|
| Infants | 50 micrograms | IM |
| Children | 150 micrograms | IM, thigh |
| Adolescents | 300 micrograms | IM |

Steps of the day:

1. Look at the airway.
2. Call for help.
"""


def read(folder: Path, name: str, text: str) -> Document:
    (folder / name).write_text(text, encoding="utf-8")
    return read_document(folder / name)


@pytest.fixture(params=["care.html", "care.md"])
def doses(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    """Give a document with a table of doses, in two formats."""
    return read(tmp_path, request.param, WEB_PAGE if request.param.endswith("html") else MARKDOWN)


@pytest.fixture
def care(tmp_path: Path) -> Document:
    return read(tmp_path, "care.html", WEB_PAGE)


def quoting(document: Document, *quotes: str, kind: StatementKind | None = None) -> Answer:
    """Answer with the statements of `document` that have `quotes` in them, the first of each."""
    found: list[tuple[int, Statement]] = []
    for quote in quotes:
        found.append(
            next(
                (paragraph.number, each)
                for paragraph in document.paragraphs
                for each in statements_of(paragraph, document.title)
                if quote in each.text and kind in (None, each.kind)
            )
        )
    statements = tuple(said_of(each, number) for number, (_, each) in enumerate(found, start=1))
    citations = tuple(
        cited(document, paragraph, each, number) for number, (paragraph, each) in enumerate(found, 1)
    )
    return Answer("What?", "What?", "answered", "", statements, citations, 0.9, ())


def cited(document: Document, number: int, statement: Statement, place: int) -> Citation:
    paragraph = document.paragraphs[number - 1]
    return Citation(
        place,
        document.id,
        document.title,
        number,
        None,
        paragraph.text,
        statement.text,
        statement.start,
        statement.end,
        paragraph.heading,
    )


def blocks(document: Document, answer: Answer) -> tuple[Block, ...]:
    return blocks_of(answer, {document.id: document})


def shown(document: Document, answer: Answer) -> Html:
    turn = Turn("What?", Progress.DONE, answer, blocks=blocks(document, answer))
    return Html(messages((turn,))[1]["content"])


class TestRows:
    def test_a_row_stands_within_its_table_between_its_neighbours(self, doses: Document) -> None:
        (block,) = blocks(doses, quoting(doses, "Children", kind=StatementKind.ROW))

        assert block.table
        assert block.table.columns == ("Age", "Dose", "Route")
        assert block.table.rows == (
            Row(("Infants", "50 micrograms", "IM")),
            Row(("Children", "150 micrograms", "IM, thigh"), numbers=(1,)),
            Row(("Adolescents", "300 micrograms", "IM")),
        )

    def test_a_cell_stands_in_its_row_and_is_told_apart(self, doses: Document) -> None:
        (block,) = blocks(doses, quoting(doses, "150 micrograms", kind=StatementKind.CELL))

        assert block.table
        assert block.table.rows[1] == Row(
            ("Children", "150 micrograms", "IM, thigh"), numbers=(1,), quoted=(1,)
        )

    def test_several_cells_of_a_row_are_one_row(self, doses: Document) -> None:
        answer = quoting(doses, "150 micrograms", "thigh", kind=StatementKind.CELL)
        (block,) = blocks(doses, answer)

        assert block.table
        assert [(row.numbers, row.quoted) for row in block.table.rows] == [
            ((), ()),
            ((1, 2), (1, 2)),
            ((), ()),
        ]

    def test_rows_of_one_table_stand_in_it_once_with_a_sign_where_others_are_left_out(
        self, care: Document
    ) -> None:
        answer = quoting(care, "Infants", "Look at the airway", "Old people")
        table, text = blocks(care, answer)

        assert (table.statements, text.statements) == ((0, 2), (1,))
        assert table.table
        assert [(row.cells[0], row.numbers, row.apart) for row in table.table.rows] == [
            ("Infants", (1,), False),
            ("Children", (), False),
            ("Adults", (), True),
            ("Old people", (3,), False),
        ]
        assert len(shown(care, answer).find(".apart")) == 1

    def test_above_a_table_stands_for_which_patients_it_is(self, tmp_path: Path) -> None:
        rows = "| Drug | Dose |\n|---|---|\n| Lorazepam | 0.1 mg/kg IV |\n| Diazepam | 0.3 mg/kg PR |\n"
        card = read(tmp_path, "card.md", f"# Card for children\n\n## Seizures\n\n{rows}")
        (block,) = blocks(card, quoting(card, "Lorazepam"))
        assert block.about == ("Card for children", "Seizures")

    def test_above_a_table_stands_what_it_is_about(self, care: Document) -> None:
        (block,) = blocks(care, quoting(care, "Infants"))

        assert block.about == ("Doses", "Table 1. Adrenaline")
        assert [each.text for each in shown(care, quoting(care, "Infants")).find(".about")] == [
            "Doses › Table 1. Adrenaline"
        ]

    def test_on_the_page_the_quoted_row_is_marked_and_its_neighbours_are_not(self, doses: Document) -> None:
        html = shown(doses, quoting(doses, "Children", kind=StatementKind.ROW))

        assert [each.text for each in html.find("thead")] == ["AgeDoseRoute"]
        assert [each.text for each in html.find(".statement")] == ["Children150 microgramsIM, thigh[1]"]
        assert [each.text for each in html.find(".beside")] == [
            "Infants50 microgramsIM",
            "Adolescents300 microgramsIM",
        ]

    def test_of_many_columns_those_are_shown_that_name_the_row_and_are_quoted(self, tmp_path: Path) -> None:
        names = ["Drug", *(f"Property {number}" for number in range(1, 9))]
        rows = [names, *([drug, *(f"{drug} has {at}" for at in range(1, 9))] for drug in ("A one", "B two"))]
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        document = read(
            tmp_path, "wide.html", f"<h1>Drugs</h1><table>{cells.replace('td>', 'th>', 18)}</table>"
        )
        (block,) = blocks(document, quoting(document, "A one has 5", kind=StatementKind.CELL))

        assert block.table
        assert block.table.columns == ("Drug", "Property 5")
        assert [row.cells for row in block.table.rows] == [("A one", "A one has 5"), ("B two", "B two has 5")]


class TestItems:
    def test_items_of_a_list_stand_under_what_leads_in_to_them(self, care: Document) -> None:
        answer = quoting(care, "adrenaline 10", "15 L/min")
        first, second = blocks(care, answer)

        assert first.about == ("Children", "Give at once, and do not wait for a drip")
        assert first.items == ((Item("", "adrenaline 10 micrograms/kg", 1),),)
        assert second.about[-1] == "oxygen"
        assert second.items == ((Item("", "15 L/min by mask", 2),),)

    def test_items_that_follow_each_other_are_one_list(self, tmp_path: Path) -> None:
        document = read(tmp_path, "care.md", MARKDOWN)
        (block,) = blocks(document, quoting(document, "Look at", "Call for"))

        assert block.statements == (0, 1)
        html = shown(document, quoting(document, "Look at", "Call for"))
        assert len(html.find("ul")) == 1
        assert [each.text for each in html.find("li")] == ["•Look at the airway.[1]", "•Call for help.[2]"]

    def test_a_list_that_is_quoted_whole_is_a_list_and_loses_no_word(self, tmp_path: Path) -> None:
        document = read(tmp_path, "care.md", MARKDOWN)
        answer = quoting(document, "Look at")
        paragraph = document.paragraphs[answer.citations[0].paragraph - 1]
        start = paragraph.text.index("1.")
        whole = Statement(
            paragraph.text[start:],
            start,
            len(paragraph.text),
            StatementKind.ITEM,
            statements_of(paragraph)[0].context,
        )
        citation = cited(document, paragraph.number, whole, 1)
        answer = Answer("What?", "What?", "answered", "", (said_of(whole, 1),), (citation,), 0.9, ())

        (block,) = blocks(document, answer)
        assert block.items == ((Item("1.", "Look at the airway.", 1), Item("2.", "Call for help.", 1)),)
        assert [each.text for each in shown(document, answer).find("li")] == [
            "1.Look at the airway.",
            "2.Call for help.[1]",
        ]


class TestText:
    def test_a_sentence_stands_under_the_heading_above_it(self, care: Document) -> None:
        answer = quoting(care, "Look at the airway", "Call for help")
        (block,) = blocks(care, answer)

        assert (block.statements, block.about, block.items, block.table) == ((0, 1), ("Children",), (), None)
        assert [each.text for each in shown(care, answer).find(".statement")] == [
            "Look at the airway before anything else is done.[1]",
            "Call for help.[2]",
        ]

    @pytest.mark.parametrize("quote", ["Infants", "adrenaline 10"])
    def test_what_is_no_longer_indexed_as_it_was_is_running_text(self, care: Document, quote: str) -> None:
        answer = quoting(care, quote)

        paragraphs = (replace(each, text=f"Else. {each.text}") for each in care.paragraphs)
        changed = replace(care, paragraphs=tuple(paragraphs))
        for documents in ({}, {care.id: changed}):
            (block,) = blocks_of(answer, documents)
            assert (block.items, block.table) == ((), None)

    @pytest.mark.parametrize("other", [(5,), (0, 0), ()])
    def test_blocks_that_a_browser_has_kept_of_something_else_are_left_out(
        self, care: Document, other: tuple[int, ...]
    ) -> None:
        answer = quoting(care, "adrenaline 10")
        for kept in (
            Block(other),
            Block((0,), items=()),
            Block((0,), items=((),)),
            Block((0,), items=((), ())),
        ):
            turn = Turn("What?", Progress.DONE, answer, blocks=(kept,))
            said = Html(messages((turn,))[1]["content"]).find(".statement")

            assert [each.text for each in said] == ["adrenaline 10 micrograms/kg[1]"]
