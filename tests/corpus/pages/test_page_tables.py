"""Tables are found by their rules or by their columns, cell for cell."""

from __future__ import annotations

from page_steps import page_of, two_columns, write
from pdf_files import HEIGHT
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.cells import Table
from corpus.pages.tables import find_ruled_tables, find_tables

ROWS = (
    ("Drug", "Dose", "Interval"),
    ("Colchicine", "0.5 mg", "daily"),
    ("Naproxen", "500 mg", "twice daily"),
)
LEFTS = (60, 180, 300)


def words(canvas: Canvas) -> None:
    for at, row in enumerate(ROWS):
        for left, text in zip(LEFTS, row, strict=True):
            write(canvas, text, left + 5, 115 + 20 * at)


def ruled(canvas: Canvas) -> None:
    words(canvas)
    canvas.grid([*LEFTS, 420], [HEIGHT - 100 - 20 * at for at in range(len(ROWS) + 1)])


def cells(table: Table) -> list[list[str]]:
    return [[" ".join(line.text for line in cell.lines) for cell in row] for row in table.rows]


def test_a_grid_of_rules_is_a_table_of_its_cells() -> None:
    page = page_of(ruled)
    (table,) = find_ruled_tables(page.lines, page)

    assert cells(table) == [list(row) for row in ROWS]
    assert table.columns == 3
    assert len(table.lines) == 9


def test_columns_of_words_without_rules_are_a_table() -> None:
    page = page_of(words)
    (table,) = find_tables(page.lines, page, (), ())

    assert cells(table) == [list(row) for row in ROWS]


def test_columns_of_running_text_are_none() -> None:
    page = page_of(two_columns)

    assert list(find_ruled_tables(page.lines, page)) == []
