"""Where a row of a table stands: a band of its own, though its words stand in other rows as well."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pdf_files import HEIGHT, WIDTH, draw, draw_paragraph, paragraphs
from placed import FONT, SIZE, read, width
from reportlab.pdfgen.canvas import Canvas

from corpus.document import BlockKind, Paragraph
from corpus.places.finding import Found, Place, find_places, sought

Grid = Sequence[Sequence[str]]
# Every dose, age and route stands in several rows.
DRUGS: Grid = (
    ("Drug", "Dose", "Route", "Age"),
    ("Prednisolone", "2 mg", "oral", "2 to 5 years"),
    ("Hydrocortisone", "4 mg", "intravenous", "2 to 5 years"),
    ("Magnesium sulfate", "2 mg", "intravenous", "over 5 years"),
    ("Salbutamol", "24 mg", "oral", "over 5 years"),
    ("Adrenaline", "4 mg", "oral", "2 to 5 years"),
)
EDGES = (72.0, 192.0, 262.0, 352.0, 452.0)
STEP = 20
BOLD = "Times-Bold"


def draw_grid(
    canvas: Canvas, grid: Grid, top: float, *, ruled: bool, edges: Sequence[float] = EDGES
) -> list[float]:
    """Draw a table whose first row is bold, with rules or none; return the baselines of its rows."""
    baselines = [top + STEP * number for number in range(len(grid))]
    for number, (row, baseline) in enumerate(zip(grid, baselines, strict=True)):
        for left, text in zip(edges, row, strict=False):
            canvas.setFont(FONT if number else BOLD, SIZE)
            canvas.drawString(left, HEIGHT - baseline, text)
    if ruled:
        above = [HEIGHT - (baselines[0] - 13 + STEP * number) for number in range(len(grid) + 1)]
        canvas.grid([edge - 4 for edge in edges], above)
    return baselines


def rows(data: bytes) -> list[tuple[Paragraph, Found]]:
    """Return the rows that are read of a file, each with where it is found."""
    document = read(data)
    wanted = [each for each in document.paragraphs if each.kind is BlockKind.TABLE_ROW]
    return [(each, find_places(data, sought(document, each))) for each in wanted]


def assert_band(place: Place, baseline: float, left: float, right: float) -> None:
    """Assert that a place is about as high as its line, and as wide as the table."""
    assert baseline - SIZE - 1 < place.top < baseline - 0.4 * SIZE
    assert baseline - 0.5 < place.bottom < baseline + 0.5 * SIZE
    assert (place.left, place.right) == pytest.approx((left, right), abs=1.5)


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_row_is_one_band_across_its_table_and_the_header_is_beside_it(ruled: bool) -> None:
    drawn: list[float] = []
    data = draw(lambda canvas: drawn.extend(draw_grid(canvas, DRUGS, 100, ruled=ruled)))
    right = EDGES[3] + max(width(row[3]) for row in DRUGS)

    found = rows(data)

    assert len(found) == 5
    for (paragraph, place), cells, baseline in zip(found, DRUGS[1:], drawn[1:], strict=True):
        assert cells[0] in paragraph.text
        (band,), (header,) = place.places, place.beside
        assert_band(band, baseline, 72, right)
        assert_band(header, drawn[0], 72, right)
        assert (place.named, place.beside_named) == ("the table row", "the names of its columns")


def test_in_two_columns_each_table_has_its_own_rows() -> None:
    other: Grid = (DRUGS[0], *(("Nothing", *row[1:]) for row in DRUGS[1:]))
    left, right = (50.0, 130.0, 165.0, 220.0), (320.0, 400.0, 435.0, 490.0)
    drawn: list[float] = []

    def paint(canvas: Canvas) -> None:
        for edges, grid, first in ((left, DRUGS, 0), (right, other, 1)):
            draw_paragraph(canvas, paragraphs(2)[first], edges[0], 60, 230)
            drawn[:] = draw_grid(canvas, grid, 200, ruled=True, edges=(*edges, edges[-1] + 70))

    found = [(paragraph, place) for paragraph, place in rows(draw(paint))]

    assert len(found) == 10
    for paragraph, place in found:
        (band,) = place.places
        mine = "Nothing" not in paragraph.text
        assert (band.right < WIDTH / 2) is mine and (band.left < WIDTH / 2) is mine
        assert any(baseline - SIZE < band.top < band.bottom < baseline + SIZE for baseline in drawn[1:])


def test_rows_that_say_the_same_are_told_apart_by_their_order() -> None:
    grid: Grid = (DRUGS[0], DRUGS[1], DRUGS[2], DRUGS[1], DRUGS[3])
    drawn: list[float] = []

    found = rows(draw(lambda canvas: drawn.extend(draw_grid(canvas, grid, 100, ruled=True))))

    said = [paragraph.text for paragraph, _ in found]
    assert said[0] == said[2]
    for (_, place), baseline in zip(found, drawn[1:], strict=True):
        (band,) = place.places
        assert band.top < baseline - 1 < band.bottom
        assert band.bottom - band.top < STEP


def test_a_row_of_several_lines_is_outlined_whole() -> None:
    grid: Grid = (*DRUGS[:2], ("", "or 3 mg", "or rectal", "if heavy"), *DRUGS[2:])
    drawn: list[float] = []

    def paint(canvas: Canvas) -> None:
        drawn.extend(draw_grid(canvas, grid, 100, ruled=False))
        for rule in (87, 107, 147, 167, 187, 207, 227):
            canvas.line(68, HEIGHT - rule, 448, HEIGHT - rule)

    (paragraph, place), *_ = rows(draw(paint))

    assert "or 3 mg" in paragraph.text and "Prednisolone" in paragraph.text
    (band,) = place.places
    assert band.top < drawn[1] - 4 < drawn[2] < band.bottom < drawn[3] - SIZE / 2


def test_a_table_that_goes_on_has_its_header_on_the_page_before() -> None:
    drawn: list[float] = []

    def paint(canvas: Canvas) -> None:
        draw_grid(canvas, DRUGS[:3], HEIGHT - 140, ruled=True)
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        for number, row in enumerate(DRUGS[3:]):
            drawn.append(80 + STEP * number)
            for left, text in zip(EDGES, row, strict=False):
                canvas.drawString(left, HEIGHT - drawn[-1], text)
        above = [HEIGHT - (67 + STEP * number) for number in range(4)]
        canvas.grid([edge - 4 for edge in EDGES], above)

    found = [each for each in rows(draw(paint)) if each[0].page == 2]

    assert [paragraph.text.partition(";")[0] for paragraph, _ in found] == [
        f"Drug: {row[0]}" for row in DRUGS[3:]
    ]
    for (_, place), baseline in zip(found, drawn, strict=True):
        (band,), (header,) = place.places, place.beside
        assert (band.page, header.page) == (2, 1)
        assert band.top < baseline - 1 < band.bottom < baseline + SIZE


def test_a_row_over_two_pages_is_one_with_a_band_where_it_begins() -> None:
    long = ("Magnesium sulfate", "2 mg over", "intravenous", "over 5 years")
    rest = ("", "twenty minutes", "or oral", "in hospital")

    def paint(canvas: Canvas) -> None:
        draw_grid(canvas, (*DRUGS[:3], long), HEIGHT - 160, ruled=True)
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        for number, row in enumerate((rest, *DRUGS[4:])):
            for left, text in zip(EDGES, row, strict=False):
                canvas.drawString(left, HEIGHT - (80 + STEP * number), text)
        canvas.grid([edge - 4 for edge in EDGES], [HEIGHT - (67 + STEP * each) for each in range(4)])

    found = rows(draw(paint))

    for paragraph, place in found:
        (band,) = place.places
        assert band.page == paragraph.page
        assert band.bottom - band.top < STEP
    (broken,) = [paragraph for paragraph, place in found if "twenty minutes" in paragraph.text]
    assert (broken.page, "Magnesium sulfate" in broken.text) == (1, True)


def test_a_label_above_rows_is_beside_them() -> None:
    grid: Grid = (DRUGS[0], ("Children", "", "", ""), *DRUGS[1:3], ("Adults", "", "", ""), *DRUGS[3:])
    drawn: list[float] = []

    found = rows(draw(lambda canvas: drawn.extend(draw_grid(canvas, grid, 100, ruled=True))))

    for paragraph, place in found:
        _, label = place.beside
        baseline = drawn[1] if paragraph.text.startswith("Children") else drawn[4]
        assert label.top < baseline - 1 < label.bottom
        assert place.beside_named == "the names of its columns and what it stands under"


def test_on_a_page_set_sideways_the_band_runs_along_its_row() -> None:
    drawn: list[float] = []

    def paint(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.translate(0, WIDTH - HEIGHT)
        drawn.extend(draw_grid(canvas, DRUGS, 100, ruled=True))

    found = rows(draw(paint))

    assert len(found) == 5
    for (_, place), baseline in zip(found, drawn[1:], strict=True):
        (band,) = place.places
        assert band.bottom - band.top > 300
        assert band.left < baseline - 1 < band.right
        assert band.right - band.left < STEP


def test_a_row_that_is_put_together_of_several_is_not_found() -> None:
    data = draw(lambda canvas: draw_grid(canvas, DRUGS, 100, ruled=True))
    document = read(data)
    mixed = sought(document, document.paragraphs[0])
    text = "Drug: Prednisolone; Dose: 2 mg; Route: intravenous; Age: over 5 years"

    assert find_places(data, mixed).places
    assert find_places(data, type(mixed)(1, text, BlockKind.TABLE_ROW)) == Found()
