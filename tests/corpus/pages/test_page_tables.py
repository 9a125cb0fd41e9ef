"""Tables are found by their rules or by their columns, cell for cell."""

from __future__ import annotations

from page_steps import Paint, page_of, two_columns, write
from pdf_files import HEIGHT
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.cells import Table
from corpus.pages.page import Box
from corpus.pages.rules import edges_of, find_stripes, without_cells
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


def two_columns_of(rows: tuple[tuple[str, str], ...], canvas: Canvas, step: int = 20) -> None:
    for at, (first, second) in enumerate(rows):
        write(canvas, first, 65, 115 + step * at)
        write(canvas, second, 185, 115 + step * at)


def unruled(paint: Paint) -> list[list[str]]:
    """Return the cells of the one table that is found where no rules close its cells."""
    page = page_of(paint)
    stripes = find_stripes(page.drawings.shades, page.lines)
    (table,) = find_tables(page.lines, page, [], [], edges_of(stripes))
    return cells(table)


def test_bare_figures_below_each_other_are_cells_of_their_own_however_near_they_stand() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "Finding", 65, 85)
        write(canvas, "Points", 185, 85)
        two_columns_of((("None", "0"), ("At rest", "2"), ("Severe", "3")), canvas, step=13)

    assert unruled(page)[-3:] == [["None", "0"], ["At rest", "2"], ["Severe", "3"]]


def test_a_longer_line_of_the_last_cell_belongs_to_its_row() -> None:
    def page(canvas: Canvas) -> None:
        two_columns_of((("Drug", "Dose"), ("Fentanyl", "Bolus: 1 mcg/kg")), canvas)
        write(canvas, "Infusion: 25 mcg an hour, raised until the pain is borne", 185, 147)
        two_columns_of((("", ""), ("", ""), ("", ""), ("Ketamine", "1 mg/kg")), canvas)

    assert unruled(page)[1] == [
        "Fentanyl",
        "Bolus: 1 mcg/kg Infusion: 25 mcg an hour, raised until the pain is borne",
    ]


def test_a_label_may_begin_further_left_than_the_names_of_the_columns() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, "Finding", 95, 95)
        write(canvas, "Points", 185, 95)
        two_columns_of((("STRIDOR", ""), ("None", "0"), ("At rest", "2")), canvas)

    assert [row[0] for row in unruled(page)] == ["Finding", "STRIDOR", "None", "At rest"]


def shade(canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
    canvas.setFillGray(0.85)
    canvas.rect(left, HEIGHT - top - height, width, height, stroke=0, fill=1)
    canvas.setFillGray(0)


def test_shaded_rows_are_stripes_of_a_table_and_their_edges_part_its_rows() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 160):
            shade(canvas, 60, top, 120, 30)
            shade(canvas, 180, top, 240, 30)
        write(canvas, "Calcium", 65, 112)
        write(canvas, "chloride", 65, 124)
        write(canvas, "20 mg/kg IV", 185, 112)
        write(canvas, "Push it slowly", 185, 124)
        write(canvas, "Atropine", 65, 147)
        write(canvas, "0.02 mg/kg IV", 185, 147)
        write(canvas, "Adenosine", 65, 172)
        write(canvas, "0.1 mg/kg IV", 185, 172)
        write(canvas, "Dextrose", 65, 200)
        write(canvas, "0.5 g/kg IV", 185, 200)

    assert unruled(page) == [
        ["Calcium chloride", "20 mg/kg IV Push it slowly"],
        ["Atropine", "0.02 mg/kg IV"],
        ["Adenosine", "0.1 mg/kg IV"],
        ["Dextrose", "0.5 g/kg IV"],
    ]


def test_one_shaded_text_is_no_stripe() -> None:
    def page(canvas: Canvas) -> None:
        shade(canvas, 60, 100, 360, 60)
        write(canvas, "Call for help at once where the seizure goes on.", 65, 120)

    drawn = page_of(page)
    assert find_stripes(drawn.drawings.shades, drawn.lines) == []


def test_text_between_two_rules_stays_a_column_of_text() -> None:
    column = Box(310, 100, 550, 300)
    rules = [Box(50, height, 550, height) for height in (90, 310)]

    assert without_cells([column], [], rules) == [column]
    assert without_cells([column], [], [Box(50, height, 550, height) for height in (90, 200)]) == [column]
    assert without_cells([column], [Box(50, 100, 550, 130)], []) == []
    assert without_cells([column], [], [Box(50, height, 550, height) for height in (90, 150, 210, 270)]) == []


def test_two_ruled_tables_that_stand_on_each_other_are_told_by_their_sides() -> None:
    def page(canvas: Canvas) -> None:
        words(canvas)
        canvas.grid([*LEFTS, 420], [HEIGHT - 100 - 20 * at for at in range(len(ROWS) + 1)])
        for at, row in enumerate((("Total", "Risk"), ("<2", "1.3%"), (">6", "40.6%"))):
            for left, text in zip((60, 150), row, strict=True):
                write(canvas, text, left + 5, 175 + 20 * at)
        canvas.grid([60, 150, 260], [HEIGHT - 161 - 20 * at for at in range(4)])

    drawn = page_of(page)
    found = sorted(
        (cells(table) for table in find_ruled_tables(drawn.lines, drawn)), key=lambda rows: rows[0][0]
    )
    assert found == [[list(row) for row in ROWS], [["Total", "Risk"], ["<2", "1.3%"], [">6", "40.6%"]]]


def test_a_cell_that_spans_the_last_columns_does_not_end_its_table() -> None:
    def page(canvas: Canvas) -> None:
        words(canvas)
        write(canvas, "Colchicine and naproxen are not given together", 65, 175)
        canvas.grid([*LEFTS, 420], [HEIGHT - 100 - 20 * at for at in range(len(ROWS) + 1)])
        canvas.rect(60, HEIGHT - 180, 360, 20)

    drawn = page_of(page)
    (table,) = find_ruled_tables(drawn.lines, drawn)
    assert len(table.rows) == len(ROWS) + 1


def test_a_label_that_wraps_between_two_edges_is_no_label_of_the_rows_below() -> None:
    def page(canvas: Canvas) -> None:
        shade(canvas, 60, 100, 360, 22)
        shade(canvas, 60, 152, 360, 30)
        for left, name in ((65, "Drug"), (185, "Dose")):
            write(canvas, name, left, 114, font="Times-Bold")
        write(canvas, "Calcium", 65, 134)
        write(canvas, "gluconate", 65, 146)
        write(canvas, "1 to 3 g over 3 minutes", 185, 134)
        write(canvas, "Magnesium", 65, 164)
        write(canvas, "sulfate", 65, 176)
        write(canvas, "2 g over 15 minutes", 185, 164)
        write(canvas, "Asthma: 1 g", 185, 176)

    assert unruled(page) == [
        ["Drug", "Dose"],
        ["Calcium gluconate", "1 to 3 g over 3 minutes"],
        ["Magnesium sulfate", "2 g over 15 minutes Asthma: 1 g"],
    ]


def test_the_first_of_rows_that_are_all_parted_names_no_columns_unless_it_is_set_apart() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 140):
            shade(canvas, 60, top, 360, 20)
        rows = (("Insulin", "10 units"), ("Salbutamol", "20 mg"), ("Furosemide", "40 mg"), ("Resin", "15 g"))
        two_columns_of(rows, canvas)

    drawn = page_of(page)
    stripes = find_stripes(drawn.drawings.shades, drawn.lines)
    (table,) = find_tables(drawn.lines, drawn, [], [], edges_of(stripes))
    assert (len(table.rows), table.header_rows) == (4, None)


def test_one_row_of_shaded_cells_names_columns_though_nothing_else_is_shaded() -> None:
    def page(canvas: Canvas) -> None:
        shade(canvas, 60, 100, 120, 20)
        shade(canvas, 180, 100, 240, 20)
        two_columns_of((("Drug", "Dose"), ("Oxycodone", "5 mg")), canvas)

    drawn = page_of(page)
    assert [round(each.width) for each in find_stripes(drawn.drawings.shades, drawn.lines)] == [360]
