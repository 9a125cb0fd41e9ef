import pytest
from growth import grows_in_proportion
from sure_marks import unmarked

from corpus.document import BlockKind, Content
from corpus.errors import UnreadableFileError
from corpus.formats.word.rtf import is_rtf, read_rtf
from corpus.options import Options

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\froman\fcharset2 Symbol;}"
    r"{\f2\fswiss\fcharset161 Arial Greek;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b heading 1;}{\s2\sbasedon1 Kapitel;}{\s3 Title;}"
    r"{\s4 caption;}{\s5 toc 1;}{\*\cs10 Default Paragraph Font;}}"
)


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def read(body: str) -> Content:
    return unmarked(read_rtf(rtf(body), Options()))


def texts(content: Content) -> list[str]:
    return [block.text for block in content.blocks]


def line(body: str) -> str:
    return texts(read(rf"\pard {body}\par"))[0]


def test_title_headings_and_paragraphs_are_told_by_their_styles() -> None:
    content = read(
        r"\pard\s3 Asthma\par \pard\s1 Treatment\par \pard Steroids.\par \pard\s2 Mehr\par \pard Others.\par "
        r"\pard\outlinelevel1 Direct\par\pard Words."
    )
    assert [(block.kind, block.text, block.level) for block in content.blocks] == [
        (BlockKind.TITLE, "Asthma", 1),
        (BlockKind.HEADING, "Treatment", 1),
        (BlockKind.PARAGRAPH, "Steroids.", 1),
        (BlockKind.HEADING, "Mehr", 1),
        (BlockKind.PARAGRAPH, "Others.", 1),
        (BlockKind.HEADING, "Direct", 2),
        (BlockKind.PARAGRAPH, "Words.", 1),
    ]


def test_short_bold_lines_are_headings_where_nothing_is_styled() -> None:
    content = read(r"\pard {\b Dose}\par \pard Take one.\par \pard\b Side effects\b0\par \pard Tremor.\par")
    assert [block.kind for block in content.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH] * 2


def test_characters_are_read_by_code_page_font_and_unicode() -> None:
    assert line(r"caf\'e9 \'93q\'94 5 \'b5g") == "café “q” 5 µg"
    assert line(r"{\f2 \'e1\'e2}") == "αβ"
    assert line(r"eGFR {\f1\'b3} 60, {\f1 b}-blocker") == "eGFR ≥ 60, β-blocker"
    assert line(r"\u8805? 5 \u945\'61 \uc2\u956 xxg \uc0\u8804  9") == "≥ 5 α μg ≤ 9"
    assert line(r"\u-10179 ?\u-8704 ? ok") == "😀 ok"
    assert line(r"a\~b pre\_load ther\-apy\emdash x\{\}\\") == "a b pre-load therapy—x{}\\"


def test_a_japanese_code_page_is_read_in_pairs_of_bytes() -> None:
    data = rb"{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}"
    assert texts(read_rtf(data, Options())) == ["日本"]


def test_raised_numbers_are_marks_or_exponents() -> None:
    assert line(r"Use it.{\super 3,4} 10{\super 9}/L, kg/m{\super 2}, CO{\sub 2}") == (
        "Use it. [3,4] 10⁹/L, kg/m², CO2"
    )


def test_lists_keep_their_lead_in_and_the_numbers_that_are_shown() -> None:
    bullet = r"\pard\ls1{\listtext\f1\'b7\tab}"
    body = rf"\pard Avoid:\par {bullet}aspirin\par {bullet}beer\par \pard Rest.\par "
    number = r"\pard\ilvl{}\ls2{{\pntext {}\tab}}{}\par "
    body += number.format(0, "1.", "Wash") + number.format(1, "a)", "hands") + number.format(0, "2.", "Dry")
    assert texts(read(body)) == ["Avoid:\n- aspirin\n- beer", "Rest.", "1. Wash\na) hands\n2. Dry"]


def row(*cells: str, shape: str = "", more: str = "") -> str:
    shape = shape or "".join(rf"\cellx{1000 * at}" for at in range(1, len(cells) + 1))
    return rf"\trowd{more}{shape}" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row "


def test_the_rows_of_a_table_read_alone_and_know_its_caption() -> None:
    body = r"\pard\s4 Table 1: Doses\par " + row("Drug", "Dose", more=r"\trhdr")
    content = read(body + row("warfarin", "5 mg") + row("aspirin", r"75 mg\par daily") + r"\pard Ask.\par")
    assert texts(content) == [
        "Table 1: Doses",
        "Drug: warfarin; Dose: 5 mg",
        "Drug: aspirin; Dose: 75 mg daily",
        "Ask.",
    ]
    assert [block.caption for block in content.blocks] == ["", "Table 1: Doses", "Table 1: Doses", ""]


def test_cells_that_span_rows_and_columns_count_in_each() -> None:
    body = row("Drug", "Age", "Dose")
    body += row("warfarin", "adult", "5 mg", shape=r"\clvmgf\cellx1000\cellx2000\cellx3000")
    body += row("", "child", "2 mg", shape=r"\clvmrg\cellx1000\cellx2000\cellx3000")
    body += row("aspirin", "none", shape=r"\cellx1000\cellx3000")
    assert texts(read(body)) == [
        "Drug: warfarin; Age: adult; Dose: 5 mg",
        "Drug: warfarin; Age: child; Dose: 2 mg",
        "Drug: aspirin; Age / Dose: none",
    ]


def test_a_table_in_a_box_is_read_as_a_table() -> None:
    nested = r"\pard\intbl\itap2 {}\nestcell {}\nestcell{{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}}"
    inner = nested.format("Drug", "Dose") + nested.format("warfarin", "5 mg")
    body = r"\trowd\cellx1000\pard\intbl Doses follow.\par " + inner + r"\pard\intbl\cell\row\pard After.\par"
    assert texts(read(body)) == ["Doses follow.", "Drug: warfarin; Dose: 5 mg", "After."]


def test_notes_stand_behind_the_paragraph_that_calls_them() -> None:
    note = r"{\super\chftn}{\footnote\pard\plain{\super\chftn} In adults.}"
    content = read(rf"\pard Give 5 mg{note}.\par \pard Wait.\par")
    assert texts(content) == ["Give 5 mg [1].", "[1] In adults.", "Wait."]
    assert content.blocks[1].kind is BlockKind.FOOTNOTE


def test_boxes_are_paragraphs_of_their_own() -> None:
    box = r"{\shptxt \pard Key point\par Refer at once.\par}"
    box = rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv 1}}}}{box}}}{{\shprslt Twice}}}}"
    assert texts(read(rf"\pard Before.\par \pard {box}After.\par")) == [
        "Before.",
        "Key point\nRefer at once.",
        "After.",
    ]
    framed = r"\pard\brdrt\brdrs\brdrl\brdrs\brdrb\brdrs\brdrr\brdrs {}\par "
    body = r"\pard Before.\par " + framed.format("Key point") + framed.format("Weigh.") + r"\pard After.\par"
    assert texts(read(body)) == ["Before.", "Key point\nWeigh.", "After."]


def test_what_nobody_sees_is_left_out() -> None:
    body = r"{\header Running head\par}{\footer Page 1\par}{\*\unknown words}{\pict 89504e47}"
    body += (
        r"\pard Seen{\v hidden}{\deleted gone}{\*\atnid X}{\*\annotation Really?}.\par \pard\s5 Dose 3\par"
    )
    content = read(body)
    assert texts(content) == ["Seen."]
    left_out = "1 hidden, 1 deleted while changes were tracked"
    assert content.warnings == (f"words that cannot be seen were left out: {left_out}",)


def test_fields_give_what_they_show() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "https://a.example"}}{\fldrslt{\ul the page}}}'
    assert line(f"See {link}.") == "See the page."
    assert line(r'dose {\field{\*\fldinst SYMBOL 179 \\f "Symbol" \\s 12}{\fldrslt{\f1}}} 5') == "dose ≥ 5"
    assert texts(read(r"\pard{\field{\*\fldinst TOC \\o}{\fldrslt Dose 3\par}}Body.\par")) == ["Body."]


def test_binary_data_are_skipped() -> None:
    assert line(r"a{\*\blip\bin4 {}{}}b{\pict\bin3 }}}}c") == "abc"


def test_pages_are_known_where_the_editor_counted_as_many() -> None:
    body = r"{{\info{{\nofpages{}}}}}\pard One.\par \page Two.\par"
    assert [block.page for block in read(body.format(2)).blocks] == [1, 2]
    assert read(body.format(7)).pages is None


def test_the_information_is_the_front_matter() -> None:
    info = (
        r"{\info{\title Asthma \u233?}{\author Anna Baker}"
        r"{\creatim\yr2020\mo1\dy2}{\revtim\yr2024\mo5\dy3\hr9}}"
        r"{\*\userprops{\propname Version}\proptype30{\staticval 3.1}}"
    )
    stated = read(info + r"\pard Body.\par").front_matter
    assert (stated.title, stated.authors) == ("Asthma é", ("Anna Baker",))
    assert (stated.date, stated.version) == ("2024-05-03", "3.1")


def test_an_rtf_file_is_told_by_how_it_begins() -> None:
    assert is_rtf(rtf(""))
    assert not is_rtf(b"text about {\\rtf1")
    with pytest.raises(UnreadableFileError):
        read_rtf(b"text", Options())


def test_a_file_that_is_cut_short_is_read_with_a_warning() -> None:
    content = read_rtf(rtf(r"\pard Whole.\par {\b Half")[:-1], Options())
    assert texts(content) == ["Whole.", "Half"]
    assert "cut short" in content.warnings[0]


@pytest.mark.parametrize(
    "body", ["{" * 10_000 + "deep", "}" * 10_000, r"\cell\row\nestcell\nestrow", r"\bin999999 x"]
)
def test_broken_groups_do_no_harm(body: str) -> None:
    read(body)


def test_many_paragraphs_are_read_in_time_in_proportion() -> None:
    def read_many(paragraphs: int) -> None:
        many = (rf"\pard\plain \s0\fs22 Paragraph {at} of many.\par " for at in range(paragraphs))
        assert len(read("".join(many)).blocks) == paragraphs

    grows_in_proportion(read_many, 20_000)
