"""Sheets are read as they are shown: tables with names only where something names them, figures by format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from small_files import open_document_of, zipped

from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.reading import read_document
from corpus.statements import render, statements_of

UNCOMPUTED = (
    "cells with a formula that was not computed (open the file in its spreadsheet program and save it again)"
)
ROWS = (("Drug", "Form", "Dose"), ("Amoxicillin", "capsule", 500), ("Cefalexin", "syrup", 250))


def workbook(write: Callable[[Any, Any], None], name: str = "Doses") -> bytes:
    """Return a workbook of one sheet; `write` is given the workbook and the sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        write(book, book.add_worksheet(name))
    return file.getvalue()


def read(data: bytes, name: str = "formulary.xlsx") -> Document:
    return read_document(Path(name), data=data)


def rows_of(write: Callable[[Any, Any], None]) -> list[str]:
    return [paragraph.text for paragraph in read(workbook(write)).paragraphs]


def fill(sheet: Any, rows: tuple[tuple[Any, ...], ...], first: int = 0, look: Any = None) -> None:
    for at, row in enumerate(rows, start=first):
        sheet.write_row(at, 0, row, look if at == first else None)


def rendered(document: Document) -> list[str]:
    return [
        render(one.context, one.text)
        for paragraph in document.paragraphs
        for one in statements_of(paragraph, document.title)
    ]


def test_each_value_is_a_statement_with_its_sheet_row_and_column() -> None:
    document = read(workbook(lambda _, sheet: fill(sheet, ROWS), "Formulary"))
    assert "Formulary > Amoxicillin, capsule > Dose: 500" in rendered(document)
    assert document.format == "Excel"


def test_a_merged_cell_belongs_to_each_row_that_it_spans() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ("Drug", "Form", "Dose"))
        sheet.merge_range("A2:A3", "Amoxicillin")
        sheet.write_row("B2", ("capsule", 500))
        sheet.write_row("B3", ("syrup", 250))

    assert rows_of(write) == [
        "Drug: Amoxicillin; Form: capsule; Dose: 500",
        "Drug: Amoxicillin; Form: syrup; Dose: 250",
    ]


def test_figures_are_as_they_are_shown() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ("Drug", "Share", "Strength", "Reviewed"))
        sheet.write("A2", "Amoxicillin")
        sheet.write("B2", 0.5, book.add_format({"num_format": "0%"}))
        sheet.write("C2", 1.5, book.add_format({"num_format": "0.00"}))
        sheet.write_datetime("D2", date(2024, 5, 3), book.add_format({"num_format": "d mmm yyyy"}))

    assert rows_of(write) == ["Drug: Amoxicillin; Share: 50%; Strength: 1.50; Reviewed: 3 May 2024"]


def test_a_figure_whose_format_is_not_sure_is_left_out_and_named() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.write("C2", 500, book.add_format({"num_format": "00-00"}))

    document = read(workbook(write))
    assert "500" not in " ".join(paragraph.text for paragraph in document.paragraphs)
    assert document.warnings == (
        "cells with a figure whose number format is not known (give it a plain one) were left out: Doses!C2",
    )


@pytest.mark.parametrize("name", ["computed", "not computed"])
def test_a_formula_gives_the_value_that_was_computed_and_none_that_was_not(name: str) -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.write_formula("C2", "=2*250", None, 500)

    data = workbook(write)
    if name == "computed":
        data = changed(data, "xl/workbook.xml", r' fullCalcOnLoad="1"', "")
    document = read(data)
    assert ("500" in document.paragraphs[0].text) == (name == "computed")
    assert [each for each in document.warnings if "a formula that was not computed" in each] == (
        [f"{UNCOMPUTED} were left out: Doses!C2"] if name == "not computed" else []
    )


def test_a_formula_without_a_stored_value_and_an_error_are_named() -> None:
    data = workbook(lambda _, sheet: fill(sheet, ROWS))
    data = changed(data, "xl/workbook.xml", r' fullCalcOnLoad="1"', "")
    data = changed(data, "xl/worksheets/sheet1.xml", "<v>500</v>", "<f>2*250</f>")
    data = changed(data, "xl/worksheets/sheet1.xml", '<c r="C3"><v>250</v>', '<c r="C3" t="e"><v>#REF!</v>')
    assert read(data).warnings == (
        f"{UNCOMPUTED} were left out: Doses!C2",
        "cells with an error in the place of a value were left out: Doses!C3",
    )


def changed(data: bytes, part: str, pattern: str, instead: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part].decode()
    after = re.sub(pattern, instead, before)
    assert after != before
    return zipped({**parts, part: after})


def test_days_are_counted_from_1904_where_the_workbook_does() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet("Dates")
        sheet.write_row("A1", ("Guideline", "Review"))
        sheet.write("A2", "Croup")
        sheet.write_datetime("B2", date(2027, 5, 3), book.add_format({"num_format": "d mmm yyyy"}))
    assert read(file.getvalue()).paragraphs[0].text == "Guideline: Croup; Review: 3 May 2027"


def test_a_title_that_is_a_file_name_is_none() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": "copy of formulary.xlsx"})
        fill(book.add_worksheet(), ROWS)
    assert read(file.getvalue(), "antibiotics.xlsx").title == "Antibiotics"


def test_what_is_hidden_is_left_out_and_named() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, (*ROWS, ("Old drug", "drops", 1)))
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        hidden = book.add_worksheet("Drafts")
        hidden.write("A1", "Give everybody tea.")
        hidden.hide()

    document = read(workbook(write))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Drug: Amoxicillin; Dose: 500",
        "Drug: Cefalexin; Dose: 250",
    ]
    assert document.warnings == (
        "hidden sheets were left out: Drafts",
        "hidden rows were left out: Doses!4",
        "hidden columns were left out: Doses!B",
    )


def test_a_hidden_column_does_not_part_a_table() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.set_column("B:B", None, None, {"hidden": True})

    assert rows_of(write)[0] == "Drug: Amoxicillin; Dose: 500"


def test_the_rest_of_a_merged_cell_that_is_partly_hidden_shows_what_it_holds() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ("Drug", "Form", "Dose"))
        sheet.merge_range("A2:A3", "Amoxicillin")
        sheet.write_row("B2", ("capsule", 500))
        sheet.write_row("B3", ("syrup", 250))
        sheet.set_row(1, None, None, {"hidden": True})

    assert rows_of(write) == ["Drug: Amoxicillin; Form: syrup; Dose: 250"]


def test_what_is_struck_through_is_not_in_force() -> None:
    def write(book: Any, sheet: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        fill(sheet, ROWS)
        sheet.write("C2", 500, struck)
        sheet.write_rich_string("B3", struck, "drops", " syrup")

    document = read(workbook(write))
    assert document.paragraphs[0].text == "Drug: Amoxicillin; Form: capsule"
    assert document.paragraphs[1].text == "Drug: Cefalexin; Form: syrup; Dose: 250"
    assert "cells with words that are struck through were left out: Doses!C2" in document.warnings
    assert "words that cannot be seen were left out: 2 struck through" in document.warnings


def test_a_row_whose_label_is_struck_through_is_left_out_and_not_read_as_anothers() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.write("A2", "Amoxicillin", book.add_format({"font_strikeout": True}))

    document = read(workbook(write))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Drug: Cefalexin; Form: syrup; Dose: 250"
    ]
    assert document.warnings[0] == "rows whose label is struck through were left out: Doses!2"


@pytest.mark.parametrize(
    "look",
    [
        {"font_color": "#FFFFFF"},
        {"font_color": "#1F3864", "bg_color": "#1F3864"},
        {"num_format": ";;;"},
        {"font_size": 1},
    ],
)
def test_what_nobody_sees_is_left_out(look: dict[str, Any]) -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.write("C2", 500, book.add_format(look))

    document = read(workbook(write))
    assert document.paragraphs[0].text == "Drug: Amoxicillin; Form: capsule"
    assert document.warnings[0].startswith("words that cannot be seen were left out: 1 ")


def test_white_words_are_read_where_something_else_may_colour_their_cell() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, ROWS, look=book.add_format({"font_color": "#FFFFFF"}))
        sheet.conditional_format(
            "A1:C1", {"type": "no_errors", "format": book.add_format({"bg_color": "blue"})}
        )

    assert rows_of(write)[0] == "Drug: Amoxicillin; Form: capsule; Dose: 500"


def test_a_comment_is_a_note_that_names_its_row_and_column() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.write_comment("C2", "Max 1 g daily.", {"author": "Jane Smith"})

    document = read(workbook(write))
    assert document.paragraphs[-1].text == "Note on Amoxicillin, Dose: Max 1 g daily."
    assert document.paragraphs[-1].kind.value == "footnote"


def test_a_comment_on_a_line_of_text_is_a_note_too() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "Children")
        sheet.write_comment("A1", "From 1 month on.", {"author": "Jane Smith"})
        fill(sheet, ROWS, 1)

    assert rows_of(write)[-1] == "Note on Children: From 1 month on."


WORDS = (("Drug", "Route"), ("Amoxicillin", "oral"), ("Cefalexin", "vein"))
NAMED = ["Drug: Amoxicillin; Route: oral", "Drug: Cefalexin; Route: vein"]
AS_THEY_STAND = ["Drug; Route", "Amoxicillin; oral", "Cefalexin; vein"]


def evidence(what: str) -> Callable[[Any, Any], None]:
    def write(book: Any, sheet: Any) -> None:
        look = {"bold": {"bold": True}, "fill": {"bg_color": "#CCDDEE"}}.get(what)
        fill(sheet, WORDS, look=look and book.add_format(look))
        if what == "table":
            sheet.add_table("A1:B3", {"columns": [{"header": name} for name in WORDS[0]], "style": None})
        if what == "filter":
            sheet.autofilter("A1:B3")
        if what == "frozen":
            sheet.freeze_panes(1, 0)
        if what == "printed":
            sheet.repeat_rows(0)
        if what == "all bold":
            for at, row in enumerate(WORDS):
                sheet.write_row(at, 0, row, book.add_format({"bold": True}))

    return write


@pytest.mark.parametrize("what", ["bold", "fill", "table", "filter", "frozen", "printed"])
def test_a_row_names_columns_where_something_says_so(what: str) -> None:
    assert rows_of(evidence(what)) == NAMED


@pytest.mark.parametrize("what", ["nothing", "all bold"])
def test_rows_stand_as_they_are_where_nothing_names_their_columns(what: str) -> None:
    assert rows_of(evidence(what)) == AS_THEY_STAND


def test_words_above_figures_name_columns_and_figures_do_not() -> None:
    assert rows_of(lambda _, sheet: fill(sheet, ROWS))[0].startswith("Drug: Amoxicillin")
    assert rows_of(lambda _, sheet: fill(sheet, ROWS[1:]))[0] == "Amoxicillin; capsule; 500"


def test_units_below_the_names_of_columns_belong_to_them() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, (("Drug", "Dose", "Weight"),), look=book.add_format({"bold": True}))
        sheet.write_row("B2", ("mg", "kg"))
        sheet.write_row("A3", ("Amoxicillin", 250, 20))

    assert rows_of(write) == ["Drug: Amoxicillin; Dose > mg: 250; Weight > kg: 20"]


def test_names_of_rows_are_no_names_of_columns() -> None:
    def write(book: Any, sheet: Any) -> None:
        for at, (name, value) in enumerate((("Ward", "Children"), ("Beds", 20), ("Nurses", 12))):
            sheet.write(at, 0, name, book.add_format({"bold": True}))
            sheet.write(at, 1, value)

    assert rows_of(write) == ["Ward; Children", "Beds; 20", "Nurses; 12"]


def test_empty_rows_part_tables_and_a_line_above_one_is_its_caption() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "Adults")
        fill(sheet, (("Drug", "Dose"), ("Amoxicillin", 500)), 1)
        sheet.write("A5", "Children")
        fill(sheet, (("Drug", "Dose"), ("Amoxicillin", 250)), 6)

    found = rendered(read(workbook(write), "a.xlsx"))
    assert found == [
        "A > Doses > Adults: Drug: Amoxicillin; Dose: 500",
        "A > Doses > Children: Drug: Amoxicillin; Dose: 250",
    ]


def test_a_row_of_blanks_is_an_empty_row() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, (*ROWS, (" ", " ")))
        fill(sheet, (("Test", "Unit", "Limit"), ("Sodium", "mmol/l", 145)), 4)

    assert rows_of(write)[-1] == "Test: Sodium; Unit: mmol/l; Limit: 145"


def test_several_lines_above_a_table_are_its_caption_and_paragraphs() -> None:
    def write(_: Any, sheet: Any) -> None:
        for at, line in enumerate(("Children", "Approved 12 March 2024", "All doses in mg")):
            sheet.write(at, 0, line)
        fill(sheet, ROWS, 3)

    document = read(workbook(write))
    assert {each.caption for each in document.paragraphs[3:]} == {"Children – All doses in mg"}
    assert [each.text for each in document.paragraphs[:3]] == [
        "Children",
        "Approved 12 March 2024",
        "All doses in mg",
    ]


def test_a_label_among_the_rows_is_no_name_of_a_column() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, ROWS[:1], look=book.add_format({"bold": True}))
        sheet.write("A2", "Penicillins", book.add_format({"bold": True}))
        fill(sheet, ROWS[1:], 2)

    assert rows_of(write)[0] == "Penicillins: Drug: Amoxicillin; Form: capsule; Dose: 500"


def test_names_that_stay_in_view_name_the_columns_below_an_empty_row_too() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.write_row("A6", ("Doxycycline", "tablet", 100))
        sheet.freeze_panes(1, 0)

    assert rows_of(write)[-1] == "Drug: Doxycycline; Form: tablet; Dose: 100"


def test_tables_beside_one_another_do_not_lend_each_other_their_labels() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, (("Drug", "Dose"), ("Amoxicillin", 500), ("Cefalexin", 250)))
        for at, row in enumerate((("Test", "Limit"), ("Sodium", 145), ("Potassium", 5))):
            sheet.write_row(at, 3, row)

    assert rows_of(write) == [
        "Drug: Amoxicillin; Dose: 500",
        "Drug: Cefalexin; Dose: 250",
        "Test: Sodium; Limit: 145",
        "Test: Potassium; Limit: 5",
    ]


def test_an_empty_column_that_only_spaces_a_table_out_does_not_take_its_labels_away() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, (("Drug", "Form"), ("Amoxicillin", "capsule"), ("Cefalexin", "syrup")))
        for at, row in enumerate((("Adult", "Child"), (500, 250), (250, 125))):
            sheet.write_row(at, 3, row)

    assert rows_of(write)[0] == "Drug: Amoxicillin; Form: capsule; Adult: 500; Child: 250"


def test_lines_without_a_table_are_paragraphs_and_a_note_below_one_is_a_note() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "Weigh every child.")
        sheet.write("A2", "Ask the pharmacist when in doubt.")
        fill(sheet, (*ROWS, ("* not in pregnancy",)), 3)

    kinds = [(each.kind.value, each.text) for each in read(workbook(write)).paragraphs]
    assert kinds[:2] == [
        ("paragraph", "Weigh every child."),
        ("paragraph", "Ask the pharmacist when in doubt."),
    ]
    assert kinds[-1] == ("footnote", "* not in pregnancy")


def test_the_only_sheet_has_its_name_as_heading_only_where_somebody_named_it() -> None:
    assert {each.heading for each in read(workbook(evidence("bold"), "Sheet1")).paragraphs} == {""}
    assert {each.heading for each in read(workbook(evidence("bold"), "Routes")).paragraphs} == {"Routes"}


def test_pictures_and_charts_are_named() -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Doses!$C$2:$C$3"})
        sheet.insert_chart("E1", chart)

    assert read(workbook(write)).warnings == (
        "words in pictures, charts and shapes are not read; sheets that hold some: Doses",
    )


def test_a_database_is_refused_in_words() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, tuple((f"drug {number}", number) for number in range(50_000)))

    with pytest.raises(UnreadableFileError, match="it holds 50,000 rows, as a database does"):
        read(workbook(write))


def test_a_merged_cell_over_the_whole_sheet_takes_no_more_than_what_stands_there() -> None:
    def write(_: Any, sheet: Any) -> None:
        fill(sheet, ROWS)
        sheet.merge_range("E1:F2", "x")

    data = changed(workbook(write), "xl/worksheets/sheet1.xml", "E1:F2", "E1:XFD1048576")
    assert read(data).paragraphs[0].text.startswith("Drug: Amoxicillin")


def ods(rows: str, styles: str = "", more: str = "") -> Document:
    body = f'<table:table table:name="Doses" {more}>{rows}</table:table>'
    return read(open_document_of("spreadsheet", body, automatic=styles), "formulary.ods")


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


HEAD = row(cell("Drug"), cell("Dose"))


def test_an_open_document_shows_what_it_stores_as_shown() -> None:
    figure = 'office:value-type="percentage" office:value="0.5"'
    assert ods(HEAD + row(cell("Amoxicillin"), cell("50 %", figure))).paragraphs[0].text == (
        "Drug: Amoxicillin; Dose: 50 %"
    )


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ('<table:table-cell table:formula="of:=1+1"/>', "a formula that was not computed"),
        (
            '<table:table-cell office:value-type="percentage" office:value="0.5"/>',
            "a figure whose number format",
        ),
        (cell("#DIV/0!", 'xmlns:c="urn:c" c:value-type="error"'), "an error"),
    ],
)
def test_an_open_document_leaves_out_and_names_what_is_not_sure(inside: str, why: str) -> None:
    document = ods(HEAD + row(cell("Amoxicillin"), cell("250 mg")) + row(cell("Cefalexin"), inside))
    assert document.paragraphs[-1].text == "Drug: Cefalexin"
    assert document.warnings[0].startswith(f"cells with {why}")
    assert document.warnings[0].endswith("were left out: Doses!B3")


STYLES = (
    '<style:style style:name="S" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="B" '
    'style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style>"
)


def test_an_open_document_hides_strikes_and_notes() -> None:
    note = "<office:annotation><text:p>Not in pregnancy.</text:p></office:annotation>"
    rows = (
        row(cell("Drug", 'table:style-name="B"'), cell("Route", 'table:style-name="B"'))
        + row(cell("Amoxicillin"), f"<table:table-cell><text:p>oral</text:p>{note}</table:table-cell>")
        + row(cell("Old"), cell("vein"), more='table:visibility="collapse"')
        + row(cell("Cefalexin"), cell("vein", 'table:style-name="S"'))
    )
    document = ods(rows, STYLES)
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Drug: Amoxicillin; Route: oral",
        "Drug: Cefalexin",
        "Note on Amoxicillin, Route: Not in pregnancy.",
    ]
    assert document.warnings[:2] == (
        "hidden rows were left out: Doses!3",
        "cells with words that are struck through were left out: Doses!B4",
    )


def test_a_hidden_sheet_of_an_open_document_is_named() -> None:
    with pytest.raises(UnreadableFileError, match="hidden sheets were left out: Doses"):
        ods(HEAD, STYLES, 'table:style-name="H"')


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_parts_cells_and_the_encoding_are_found(delimiter: str, encoding: str) -> None:
    lines = (("Drug", "Dose"), ("Céfalexine", "250 mg"), ("Amoxicillin", "500 mg"))
    data = "\r\n".join(delimiter.join(each) for each in lines).encode(encoding)
    assert read(data, "a.csv").paragraphs[0].text == "Drug: Céfalexine; Dose: 250 mg"


def test_quoted_line_ends_stay_in_their_cell_and_decimal_commas_as_they_are() -> None:
    data = b'Drug;Dose;Use\r\nAmoxicillin;1,5 mg;"with\r\nfood"\r\nCefalexin;0,75 mg;alone\r\n'
    assert [paragraph.text for paragraph in read(data, "a.csv").paragraphs] == [
        "Drug: Amoxicillin; Dose: 1,5 mg; Use: with food",
        "Drug: Cefalexin; Dose: 0,75 mg; Use: alone",
    ]


def test_a_row_with_more_cells_than_its_table_is_left_out_for_its_values_may_be_under_other_names() -> None:
    document = read(b"Drug,Dose,Route\nA,1 mg,oral\nB,1,5 mg,oral\nC,2 mg,vein\n", "a.csv")
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Drug: A; Dose: 1 mg; Route: oral",
        "Drug: C; Dose: 2 mg; Route: vein",
    ]
    assert document.warnings == (
        "rows with more cells than the others left out, whose columns are not sure: 3",
    )


def test_quotation_marks_that_do_not_match_are_read_as_they_stand_and_told() -> None:
    document = read(b'Drug,Dose\n"Best" drug,1 mg\nOther "drug,2 mg\n', "a.csv")
    assert document.paragraphs[1].text == 'Drug: Other "drug; Dose: 2 mg'
    assert document.warnings == ("its quotation marks do not match; read as they stand",)


def test_lines_that_nothing_parts_are_plain_text() -> None:
    assert read(b"Asthma is common.\n", "a.csv").paragraphs[0].text == "Asthma is common."


def test_a_delimited_database_is_refused_in_words() -> None:
    with pytest.raises(UnreadableFileError, match="as a database does"):
        read(b"a,1\n" * 50_000, "a.csv")


PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage\0".encode("utf-16-le")


@pytest.mark.parametrize("name", ["a.xlsx", "a.pptx"])
def test_a_file_with_a_password_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"with a password.*save it without one"):
        read(PROTECTED, name)
