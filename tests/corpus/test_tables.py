"""Tables are read as the page shows them, in every format: a value stays with what it is about."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document
from corpus.reading import read_document
from corpus.statements import StatementKind, render, statements_of

HEIGHT = A4[1]
CARD = (("Adult dose", "10 mg daily"), ("Child dose", "5 mg daily"), ("In renal failure", "2 mg daily"))
DAYS = (("Day 1", "Solutrane", "10 mg"), ("Day 2", "Solutrane", "20 mg"))
Paint = Callable[[Canvas], object]


def drawn(folder: Path, paint: Paint) -> Document:
    """Return the document that one page makes which `paint` draws."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, HEIGHT - 60, "A guideline on the ward")
    canvas.setFont("Helvetica", 10)
    paint(canvas)
    canvas.save()
    return read(folder, "guide.pdf", written.getvalue())


def read(folder: Path, name: str, data: bytes) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read_document(path)


def rows_of(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.row]


def write(canvas: Canvas, left: float, top: float, *lines: str, leading: float = 12) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(left, HEIGHT - top - leading * number, line)


def grid(canvas: Canvas, lefts: Sequence[float], tops: Sequence[float]) -> None:
    canvas.grid(list(lefts), [HEIGHT - top for top in tops])


def write_rows(canvas: Canvas, rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float) -> None:
    for number, row in enumerate(rows):
        for left, text in zip(lefts, row, strict=False):
            write(canvas, left + 4, top + 14 + 20 * number, text)


def ruled(canvas: Canvas, rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 100) -> None:
    write_rows(canvas, rows, lefts, top)
    grid(canvas, lefts, [top + 20 * number for number in range(len(rows) + 1)])


def as_docx(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    document.add_heading("A guideline on the ward", 0)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_html(rows: Sequence[Sequence[str]], cell: str = "td") -> bytes:
    lines = ("".join(f"<{cell}>{text}</{cell}>" for text in row) for row in rows)
    return f"<h1>A guideline</h1><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>".encode()


def as_pipes(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(["A guideline", "", *("| " + " | ".join(row) + " |" for row in rows)]).encode()


class TestNamesOfColumns:
    @pytest.mark.parametrize("rows", [CARD, DAYS])
    def test_a_first_row_that_is_as_the_others_names_nothing_in_any_format(
        self, tmp_path: Path, rows: Sequence[Sequence[str]]
    ) -> None:
        expected = ["; ".join(row) for row in rows]
        lefts = [60 + 120 * each for each in range(len(rows[0]) + 1)]

        assert rows_of(drawn(tmp_path, lambda canvas: ruled(canvas, rows, lefts))) == expected
        assert rows_of(read(tmp_path, "a.docx", as_docx(rows))) == expected
        assert rows_of(read(tmp_path, "a.html", as_html(rows))) == expected
        assert rows_of(read(tmp_path, "a.txt", as_pipes(rows))) == expected

    def test_a_first_row_of_another_type_names_the_columns(self, tmp_path: Path) -> None:
        rows = (("Band", "Area", "Dose"), ("Small", "0.5", "25"), ("Large", "1.9", "100"))
        expected = ["Band: Small; Area: 0.5; Dose: 25", "Band: Large; Area: 1.9; Dose: 100"]

        def paint(canvas: Canvas) -> None:
            write(canvas, 60, 97, "The bands are these.")
            ruled(canvas, rows, (60, 180, 300, 420))

        document = drawn(tmp_path, paint)

        assert rows_of(document) == expected
        assert [paragraph.text for paragraph in document.paragraphs if not paragraph.row] == [
            "The bands are these."
        ]
        assert rows_of(read(tmp_path, "a.docx", as_docx(rows))) == expected
        assert rows_of(read(tmp_path, "a.html", as_html(rows))) == expected

    def test_heads_of_rows_are_no_names_of_columns(self, tmp_path: Path) -> None:
        rows = "<tr><th>Adult</th><td>none</td></tr><tr><th>Child</th><td>5 mg</td></tr>"
        page = f"<h1>Card</h1><table>{rows}</table>".encode()
        assert rows_of(read(tmp_path, "a.html", page)) == ["Adult; none", "Child; 5 mg"]

    def test_bold_or_shaded_cells_of_a_page_name_columns(self, tmp_path: Path) -> None:
        body = "<tr><td>warfarin</td><td>anticoagulant</td></tr>"
        for head in (
            "<tr><td><b>Drug</b></td><td><b>Class</b></td></tr>",
            '<tr style="background: #ccc"><td>Drug</td><td>Class</td></tr>',
        ):
            page = f"<h1>Card</h1><table>{head}{body}</table>".encode()
            assert rows_of(read(tmp_path, "a.html", page)) == ["Drug: warfarin; Class: anticoagulant"]

    def test_a_shaded_row_of_a_ruled_table_names_columns_though_all_are_words(self, tmp_path: Path) -> None:
        rows = (("Drug", "Class"), ("warfarin", "anticoagulant"), ("aspirin", "antiplatelet"))

        def paint(canvas: Canvas) -> None:
            canvas.setFillGray(0.8)
            canvas.rect(60, HEIGHT - 120, 240, 20, stroke=0, fill=1)
            canvas.setFillGray(0)
            ruled(canvas, rows, (60, 180, 300))

        assert rows_of(drawn(tmp_path, paint))[0] == "Drug: warfarin; Class: anticoagulant"
        assert rows_of(drawn(tmp_path, lambda canvas: ruled(canvas, rows, (60, 180, 300)))) == [
            "; ".join(row) for row in rows
        ]

    def test_a_second_row_of_names_in_word_goes_with_the_first(self, tmp_path: Path) -> None:
        document = docx.Document()
        table = document.add_table(4, 3)
        rows = (
            ("Site", "Adult", ""),
            ("", "First", "In allergy"),
            ("Skin", "A 1 g", "B 2 g"),
            ("Lung", "C 3 g", ""),
        )
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        written = io.BytesIO()
        document.save(written)

        assert rows_of(read(tmp_path, "a.docx", written.getvalue())) == [
            "Site: Skin; Adult > First: A 1 g; Adult > In allergy: B 2 g",
            "Site: Lung; Adult > First: C 3 g",
        ]


class TestRuledTables:
    def test_a_cell_that_spans_rows_belongs_to_each(self, tmp_path: Path) -> None:
        names = ("Bag", "Time", "Rate")
        first = [("", "30 min", "8.33"), ("250 mL", "60 min", "4.17"), ("", "2 h", "2.08")]
        second = [("", "30 min", "3.33"), ("100 mL", "60 min", "1.67"), ("", "2 h", "0.83")]
        rows = [names, *first, *second]

        def paint(canvas: Canvas) -> None:
            write_rows(canvas, rows, (60, 180, 300), 100)
            grid(canvas, (180, 300, 420), [100 + 20 * each for each in range(8)])
            grid(canvas, (60, 180), (100, 120, 180, 240))

        bags = ["250 mL"] * 3 + ["100 mL"] * 3
        assert rows_of(drawn(tmp_path, paint)) == [
            f"Bag: {bag}; Time: {row[1]}; Rate: {row[2]}" for bag, row in zip(bags, rows[1:], strict=True)
        ]

    def test_wrapped_text_in_closed_cells_gives_a_row_for_each_ruled_row(self, tmp_path: Path) -> None:
        situation = ("The patient has a fever above", "38 degrees after the dose")
        advice = ("Stop the infusion, give paracetamol", "1 g and wait for two hours.")

        def paint(canvas: Canvas) -> None:
            for number in range(5):
                write(canvas, 64, 114 + 32 * number, *situation)
                write(canvas, 224, 114 + 32 * number, *advice)
            grid(canvas, (60, 220, 400), [102 + 32 * each for each in range(6)])

        assert rows_of(drawn(tmp_path, paint)) == [f"{' '.join(situation)}; {' '.join(advice)}"] * 5

    def test_rows_between_rules_that_part_groups_stand_apart(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            write_rows(canvas, [("Class", "Drug", "Dose")], (60, 180, 300), 100)
            write(canvas, 64, 134, "Loop diuretics")
            write(canvas, 184, 134, "Bumetanide", "Furosemide")
            write(canvas, 304, 134, "0.5 mg", "20 mg")
            write(canvas, 64, 174, "Beta blockers")
            write(canvas, 184, 174, "Atenolol", "Nadolol")
            write(canvas, 304, 174, "25 mg", "40 mg")
            grid(canvas, (60, 180, 300, 420), (100, 120, 160, 200))

        assert rows_of(drawn(tmp_path, paint)) == [
            "Class: Loop diuretics; Drug: Bumetanide; Dose: 0.5 mg",
            "Class: Loop diuretics; Drug: Furosemide; Dose: 20 mg",
            "Class: Beta blockers; Drug: Atenolol; Dose: 25 mg",
            "Class: Beta blockers; Drug: Nadolol; Dose: 40 mg",
        ]

    def test_a_last_row_that_no_rule_closes_is_kept_and_an_underlined_sign_is_a_bound(
        self, tmp_path: Path
    ) -> None:
        rows = (("Class", "Systolic", "Diastolic"), ("Normal", "<120", "<80"), ("Stage 2", ">160", ">100"))

        def paint(canvas: Canvas) -> None:
            write_rows(canvas, rows, (60, 180, 300), 100)
            for top in (100, 120, 140):
                canvas.line(60, HEIGHT - top, 420, HEIGHT - top)
            for left in (180, 300):
                canvas.line(left, HEIGHT - 100, left, HEIGHT - 160)
                canvas.setLineWidth(0.5)
                canvas.line(left + 4, HEIGHT - 156, left + 9.8, HEIGHT - 156)

        assert rows_of(drawn(tmp_path, paint))[-1] == "Class: Stage 2; Systolic: ≥160; Diastolic: ≥100"

    def test_a_line_below_whole_words_makes_no_bound_of_their_sign(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            write(canvas, 60, 110, "Treat adults whose systolic pressure is >160 mmHg on two visits or more.")
            canvas.line(60, HEIGHT - 112, 380, HEIGHT - 112)

        assert ">160" in drawn(tmp_path, paint).paragraphs[0].text

    def test_heads_set_sideways_name_the_columns_of_marks(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            write(canvas, 64, 150, "Indication")
            for left, head in ((180, "Diuretic"), (210, "Beta blocker")):
                canvas.saveState()
                canvas.translate(left + 18, HEIGHT - 155)
                canvas.rotate(90)
                canvas.drawString(0, 0, head)
                canvas.restoreState()
            for top, (name, *marks) in zip(
                (174, 194), (("Heart failure", "x", "x"), ("Angina", "", "x")), strict=True
            ):
                write(canvas, 64, top, name)
                for left, mark in zip((190, 220), marks, strict=True):
                    write(canvas, left, top, mark)
            grid(canvas, (60, 180, 210, 240), (90, 160, 180, 200))

        assert rows_of(drawn(tmp_path, paint)) == [
            "Indication: Heart failure; Diuretic: x; Beta blocker: x",
            "Indication: Angina; Beta blocker: x",
        ]

    def test_a_table_whose_words_run_over_its_rules_is_not_certain(self, tmp_path: Path) -> None:
        rows = (("Drug", "Dose"), ("A name that is much too long for it", ""), ("aspirin", "75 mg"))

        def paint(canvas: Canvas, first: str) -> None:
            ruled(canvas, (rows[0], (first, ""), rows[2]), (60, 120, 200))
            write(canvas, 180, 134, "5")

        long = drawn(tmp_path, lambda canvas: paint(canvas, rows[1][0][:23]))
        assert any(
            "page 1 holds a table whose rules and words do not agree" in each for each in long.warnings
        )
        assert long.ledger is not None and long.ledger.doubtful == (1,)
        assert not any(each.certain for each in long.paragraphs)
        assert drawn(tmp_path, lambda canvas: paint(canvas, "warfarin")).warnings == ()


class TestBounds:
    def test_an_underlined_sign_is_a_bound_on_a_page(self, tmp_path: Path) -> None:
        for sign in ("<u>&gt;</u>", '<span style="text-decoration: underline">&gt;</span>'):
            page = (
                f"<h1>Card</h1><p>Treat adults at {sign}160 mmHg; <u>&gt; 5 mg</u> is too much.</p>".encode()
            )
            (paragraph,) = read(tmp_path, "a.html", page).paragraphs
            assert paragraph.text == "Treat adults at ≥160 mmHg; > 5 mg is too much."

    def test_an_underlined_sign_is_a_bound_in_word(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_heading("A guideline on the ward", 0)
        words = document.add_paragraph("Treat adults at ")
        words.add_run("<").underline = True
        words.add_run("160 mmHg, ")
        for each in ("never ", ">", " 5 mg"):
            words.add_run(each).underline = True
        written = io.BytesIO()
        document.save(written)

        (paragraph,) = read(tmp_path, "a.docx", written.getvalue()).paragraphs
        assert paragraph.text == "Treat adults at ≤160 mmHg, never > 5 mg"


class TestLayout:
    def test_the_letter_o_as_a_bullet_is_an_item_of_the_second_level(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            for top, left, mark, text in (
                (100, 70, "•", "Diabetes type 1 is treated with insulin:"),
                (114, 90, "o", "Give a basal insulin at bedtime."),
                (128, 90, "o", "Give a rapid insulin before each meal."),
                (142, 70, "•", "Diabetes type 2 is treated with metformin."),
            ):
                write(canvas, left, top, mark)
                write(canvas, left + 18, top, text)

        document = drawn(tmp_path, paint)
        said = [render(each.context, each.text) for p in document.paragraphs for each in statements_of(p)]

        assert said == [
            "Diabetes type 1 is treated with insulin: Give a basal insulin at bedtime.",
            "Diabetes type 1 is treated with insulin: Give a rapid insulin before each meal.",
            "Diabetes type 2 is treated with metformin.",
        ]

    def test_a_rule_across_two_columns_parts_those_above_from_those_below(self, tmp_path: Path) -> None:
        upper = "first columns are read before what stands below the rule of"
        lower = "second columns are read when the first ones have ended with"

        def paint(canvas: Canvas) -> None:
            for top, text, lines in ((100, upper, 3), (190, lower, 6)):
                for column, left in enumerate((60, 320)):
                    for line in range(lines):
                        write(canvas, left, top + 12 * line, f"{column}{line} {text}"[:44])
            canvas.line(58, HEIGHT - 150, 540, HEIGHT - 150)

        read_text = " ".join(paragraph.text for paragraph in drawn(tmp_path, paint).paragraphs)
        order = [
            read_text.index(f"{mark} {text[:9]}")
            for text in (upper, lower)
            for mark in ("00", "02", "10", "12")
        ]
        assert order == sorted(order)

    def test_a_table_that_only_sets_marks_beside_text_is_a_list(self, tmp_path: Path) -> None:
        page = (
            b"<h1>Asthma</h1><p>Give advice on:</p><table><tr><td>(i)</td><td>when oxygen is started"
            b"</td></tr><tr><td>(ii)</td><td>when magnesium is given</td></tr></table>"
        )
        (paragraph,) = read(tmp_path, "a.html", page).paragraphs

        assert paragraph.text == "Give advice on:\n(i) when oxygen is started\n(ii) when magnesium is given"

    def test_items_in_an_item_and_a_table_in_one_stay_with_it(self, tmp_path: Path) -> None:
        page = (
            b"<h1>Asthma</h1><ul><li><span>Give salbutamol</span><div class='info'><ul><li>Ten puffs over"
            b" five years</li></ul></div></li><li>Add prednisolone<table><tr><th>Age</th><th>Dose</th></tr>"
            b"<tr><td>2 to 5 years</td><td>20 mg</td></tr></table></li></ul>"
        )
        document = read(tmp_path, "a.html", page)
        said = [render(each.context, each.text) for p in document.paragraphs for each in statements_of(p)]

        assert said == [
            "Give salbutamol: Ten puffs over five years",
            "Add prednisolone",
            "Add prednisolone: Age: 2 to 5 years; Dose: 20 mg",
        ]
        assert statements_of(document.paragraphs[-1])[0].kind is StatementKind.ROW
