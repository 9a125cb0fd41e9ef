from corpus.document import BlockKind
from corpus.formats.table_rows import MOST_COLUMNS, Cell, cell_text, is_layout, table_rows


def rows(*lines: str) -> list[list[Cell]]:
    return [[Cell(text.strip()) for text in line.split("|")] for line in lines]


def texts(table: list[list[Cell]], header_rows: int | None = None) -> list[str]:
    return [block.text for block in table_rows(table, header_rows=header_rows)]


DOSES = rows("Drug | Adult dose | Child dose", "warfarin | 5 mg | 2 mg", "aspirin | 75 mg |")


def test_each_row_reads_alone_with_the_names_of_its_columns() -> None:
    assert texts(DOSES, 1) == [
        "Drug: warfarin; Adult dose: 5 mg; Child dose: 2 mg",
        "Drug: aspirin; Adult dose: 75 mg",
    ]


def test_the_first_row_names_the_columns_where_the_format_does_not_tell() -> None:
    assert texts(DOSES) == texts(DOSES, 1)


def test_a_first_row_of_figures_names_nothing() -> None:
    assert texts(rows("warfarin | 5", "aspirin | 75")) == ["warfarin; 5", "aspirin; 75"]


def test_labels_beside_their_values_are_not_a_header() -> None:
    assert texts(rows("Version: | Third", "Owner: | Ward 5")) == ["Version: Third", "Owner: Ward 5"]


def test_rows_carry_the_caption_and_the_page() -> None:
    block = next(table_rows(DOSES, header_rows=1, caption="Table 1. Doses", page=3))
    assert (block.kind, block.caption, block.page) == (BlockKind.TABLE_ROW, "Table 1. Doses", 3)


def test_a_top_row_across_all_columns_is_the_caption() -> None:
    table = [[Cell("Table 1. Doses", columns=3)], *DOSES]
    blocks = list(table_rows(table))
    assert [block.caption for block in blocks] == ["Table 1. Doses"] * 2
    assert [block.text for block in blocks] == texts(DOSES)
    assert [block.text for block in table_rows(table, header_rows=2)] == texts(DOSES)


def test_below_a_caption_a_row_across_all_columns_is_a_label() -> None:
    table = [[Cell("Adults", columns=2)], *rows("Drug | Dose", "warfarin | 5 mg")]
    blocks = list(table_rows(table, caption="Table 1. Doses"))
    assert [block.text for block in blocks] == ["Adults: Drug: warfarin; Dose: 5 mg"]


def test_levels_of_a_header_are_joined() -> None:
    header = [[Cell("Drug", rows=2), Cell("Dose", columns=2)], [Cell("Adults"), Cell("Children")]]
    table = [*header, *rows("warfarin | 5 mg | 2 mg")]
    expected = ["Drug: warfarin; Dose > Adults: 5 mg; Dose > Children: 2 mg"]
    assert texts(table, 2) == texts(table) == expected


def test_a_cell_counts_in_each_row_that_it_spans() -> None:
    body = [[Cell("warfarin", rows=2), Cell("adult"), Cell("5 mg")], [Cell("child"), Cell("2 mg")]]
    assert texts([*rows("Drug | Age | Dose"), *body], 1) == [
        "Drug: warfarin; Age: adult; Dose: 5 mg",
        "Drug: warfarin; Age: child; Dose: 2 mg",
    ]


def test_a_cell_stands_once_behind_the_columns_that_it_spans() -> None:
    body = [[Cell("warfarin"), Cell("not advised", columns=2)]]
    assert texts([*rows("Drug | Adults | Children"), *body], 1) == [
        "Drug: warfarin; Adults / Children: not advised"
    ]


def test_a_row_with_one_short_label_goes_with_the_rows_below_it() -> None:
    table = [
        *rows("Drug | Dose"),
        [Cell("Adults", columns=2)],
        *rows("warfarin | 5 mg", "Children |", "warfarin | 2 mg"),
    ]
    assert texts(table, 1) == [
        "Adults: Drug: warfarin; Dose: 5 mg",
        "Children: Drug: warfarin; Dose: 2 mg",
    ]


def test_a_note_across_the_table_is_a_row_of_its_own() -> None:
    table = [*rows("Drug | Dose", "warfarin | 5 mg"), [Cell("Halve the dose in the elderly.", columns=2)]]
    assert texts(table, 1) == ["Drug: warfarin; Dose: 5 mg", "Halve the dose in the elderly."]


def test_a_header_that_is_repeated_on_each_page_is_left_out() -> None:
    table = rows("Drug | Dose", "warfarin | 5 mg", "Drug | Dose", "aspirin | 75 mg")
    assert texts(table, 1) == ["Drug: warfarin; Dose: 5 mg", "Drug: aspirin; Dose: 75 mg"]


def test_a_table_of_nothing_but_a_header_is_read_all_the_same() -> None:
    assert texts(rows("Drug | Dose"), 1) == ["Drug; Dose"]


def test_no_rows_give_no_blocks() -> None:
    assert texts([]) == []
    assert texts([[], [Cell("")]]) == []


def test_a_box_and_a_single_column_only_place_text() -> None:
    assert is_layout([[Cell("Refer at once.")]])
    assert is_layout([[Cell("Key point")], [Cell("Refer at once.")]])
    assert is_layout([[Cell(""), Cell("Refer at once.")]])
    assert is_layout([[Cell("word " * 60), Cell("word " * 60)]])
    assert not is_layout(DOSES)
    assert not is_layout(rows("Dose | 5 mg"))


def test_spans_beyond_reason_are_cut() -> None:
    table = [[Cell("wide", columns=10**9, rows=10**9), Cell("lost")], *rows("a | b")]
    assert len(texts(table)) <= 2
    assert MOST_COLUMNS < 1000


def test_the_lines_of_a_cell_become_one() -> None:
    assert cell_text(["Take with food.", "- nausea\n- rash", "or itching"]) == (
        "Take with food. nausea, rash or itching"
    )


def test_a_name_that_is_left_out_below_itself_goes_with_those_rows() -> None:
    doses = rows(
        "Drug | Dose",
        "Acetaminophen | 500 mg PO",
        " | 650 mg PR",
        "Ibuprofen | 400 mg PO",
        " | 800 mg IV",
    )
    assert texts(doses, 1) == [
        "Drug: Acetaminophen; Dose: 500 mg PO",
        "Acetaminophen: Dose: 650 mg PR",
        "Drug: Ibuprofen; Dose: 400 mg PO",
        "Ibuprofen: Dose: 800 mg IV",
    ]


def test_a_name_that_is_left_out_below_a_label_goes_with_both() -> None:
    doses = rows(
        "Drug | Dose", "Children | ", "Ketamine | 1 mg/kg IV", " | 4 mg/kg IM", "Fentanyl | 1 mcg/kg"
    )
    assert texts(doses, 1) == [
        "Children: Drug: Ketamine; Dose: 1 mg/kg IV",
        "Children: Ketamine: Dose: 4 mg/kg IM",
        "Children: Drug: Fentanyl; Dose: 1 mcg/kg",
    ]


def test_the_shorter_of_lists_side_by_side_lends_its_last_name_to_nothing() -> None:
    risks = rows("High risk | Low risk", "Cisplatin | Cetuximab", "Streptozotocin | Docetaxel", " | Eribulin")
    assert texts(risks, 1)[-1] == "Low risk: Eribulin"


def test_figures_marks_and_rows_of_cells_that_are_not_closed_lend_no_name() -> None:
    assert texts(rows("Age | Dose", "5 | 10 mg", " | 20 mg", "6 | 30 mg"), 1)[1] == "Dose: 20 mg"
    doses = rows("Drug | Dose", "Ketamine | 1 mg/kg", " | 4 mg/kg", "Fentanyl | 1 mcg/kg")
    open_cells = [block.text for block in table_rows(doses, header_rows=1, closed=False)]
    assert open_cells[1] == "Dose: 4 mg/kg"
