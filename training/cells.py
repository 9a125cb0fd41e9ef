"""Ask for single cells of tables: the cell answers, its neighbours in row and column do not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.statements import Statement, StatementKind
from training.documents import Paragraph, Read
from training.examples import ANSWERS, WRONG, Example

FORMS = (
    "{column} of {row}?",
    "{row} {column}",
    "What is the {column} of {row}?",
    "What is the {column} for {row}?",
    "{row}: what {column}?",
    "Which {column} does {row} have?",
    "{column} for {row} in {about}",
    "{about}: {column} of {row}?",
    "In {about}, what is the {column} of {row}?",
)
LONGEST_NAME = 60
# Cells that are asked for in a table at most, and other rows that are read for each.
ASKED, OTHER_ROWS = 12, 3


def cell_examples(read: Read, foreign_rows: Sequence[str], chance: random.Random) -> Iterator[Example]:
    """Yield questions for cells of a document's tables, half of them for rows that are not there.

    `foreign_rows` are row labels of other documents.
    """
    rows = [one for one in read.paragraphs if one.statements[0].kind is StatementKind.ROW]
    for _, found in groupby(rows, key=lambda one: one.statements[0].table):
        table = list(found)
        askable = [(row, cell) for row in table for cell in row.statements[1:] if is_askable(cell)]
        for row, cell in chance.sample(askable, min(ASKED, len(askable))):
            yield from _asked(table, row, cell, chance)
            label = chance.choice(foreign_rows)
            if not any(label.casefold() in one.text.casefold() for each in table for one in each.statements):
                yield from _silent(table, row, cell, label, chance)


def row_labels(read: Read) -> set[str]:
    """Return the labels of the rows of all tables of a document."""
    return {one.context.row for one in read.statements if is_askable(one)}


def is_askable(cell: Statement) -> bool:
    """Tell whether a cell has names that make a question."""
    names = (cell.context.row, cell.context.columns[-1] if cell.context.columns else "")
    return cell.kind is StatementKind.CELL and all(
        any(map(str.isalpha, name)) and len(name) <= LONGEST_NAME for name in names
    )


def _asked(
    table: list[Paragraph], row: Paragraph, cell: Statement, chance: random.Random
) -> Iterator[Example]:
    question = _question(cell, cell.context.row, chance)
    same = {
        one for one in row.statements if (one.context.columns, one.text) == (cell.context.columns, cell.text)
    }
    labels = (ANSWERS, *(ANSWERS if one in same else WRONG for one in row.statements[1:]))
    document = row.id.split("#", maxsplit=1)[0]
    yield Example(question, row.said, labels, "cell", document)
    others = [one for one in table if not _is_same_row(one, row)]
    for other in chance.sample(others, min(OTHER_ROWS, len(others))):
        yield Example(question, other.said, (WRONG,) * len(other.statements), "cell", document)


def _silent(
    table: list[Paragraph], row: Paragraph, cell: Statement, label: str, chance: random.Random
) -> Iterator[Example]:
    question = _question(cell, label, chance)
    others = [one for one in table if one is not row]
    for other in (row, *chance.sample(others, min(1, len(others)))):
        document = row.id.split("#", maxsplit=1)[0]
        yield Example(question, other.said, (WRONG,) * len(other.statements), "cell", document)


def _question(cell: Statement, row: str, chance: random.Random) -> str:
    about = cell.context.caption or (cell.context.headings or (cell.context.title,))[-1]
    names = [cell.context.columns[-1], row, about]
    if chance.random() < 0.5:
        names = [name if name.isupper() else name.lower() for name in names]
    return chance.choice(FORMS).format(column=names[0], row=names[1], about=names[2])


def _is_same_row(one: Paragraph, other: Paragraph) -> bool:
    labels = [{cell.context.row.casefold() for cell in each.statements[1:]} for each in (one, other)]
    return bool(labels[0] & labels[1])
