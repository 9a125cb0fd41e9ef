"""What cannot be seen in a word processor's file is not read, and its warnings say how much that is."""

import docx
import pytest
from docx_files import body, read
from test_odt import STYLES, odt
from test_rtf import read as read_rtf

from corpus.document import Content
from corpus.formats.word.odt import read_odt
from corpus.options import Options

SEEN = "Give antibiotics at once."
UNSEEN = "Give cold tea alone."
COLOUR = "in the colour of what is behind them"
TINY = "too small to be read"
STRUCK = "struck through"
HIDDEN = "hidden"


def texts(content: Content) -> str:
    return " ".join(block.text for block in content.blocks)


def assert_left_out(content: Content, why: str, times: int = 1) -> None:
    assert SEEN in texts(content)
    assert "tea" not in texts(content)
    left_out = f"words that cannot be seen were left out: {4 * times} {why}"
    assert content.warnings == (left_out,)


def assert_read(content: Content) -> None:
    assert SEEN in texts(content)
    assert UNSEEN in texts(content)
    assert content.warnings == ()


def p(text: str, run: str = "", paragraph: str = "") -> str:
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def word(unseen: str) -> Content:
    return read(body(p(SEEN) + unseen + p("The end.")))


def cell(inside: str, shade: str = "") -> str:
    return (
        f"<w:tbl><w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{inside}</w:tc><w:tc>{p('5 mg')}</w:tc></w:tr></w:tbl>"
    )


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("run", "paragraph", "why"),
    [
        (WHITE, "", COLOUR),
        ('<w:color w:val="FAFAFA"/>', "", COLOUR),
        ('<w:color w:themeColor="background1" w:val="FFFFFF"/>', "", COLOUR),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "", COLOUR),
        ('<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>', "", COLOUR),
        ('<w:color w:val="1F3864"/>', '<w:shd w:val="clear" w:fill="1F3864"/>', COLOUR),
        ('<w:sz w:val="2"/>', "", TINY),
        ("<w:vanish/>", "", HIDDEN),
        ("<w:strike/>", "", STRUCK),
        ("<w:dstrike/>", "", STRUCK),
        (WHITE, '<w:pStyle w:val="Heading1"/>', COLOUR),
        ("<w:strike/>", '<w:pStyle w:val="Title"/>', STRUCK),
    ],
)
def test_word_leaves_out_what_cannot_be_seen(run: str, paragraph: str, why: str) -> None:
    assert_left_out(word(p(UNSEEN, run, paragraph)), why)


@pytest.mark.parametrize(
    ("run", "paragraph"),
    [
        ('<w:color w:val="auto"/>', '<w:shd w:val="clear" w:fill="000000"/>'),
        (WHITE + '<w:highlight w:val="darkBlue"/>', ""),
        (WHITE + '<w:shd w:val="clear" w:fill="1F3864"/>', ""),
        (WHITE, '<w:shd w:val="clear" w:fill="1F3864"/>'),
        ('<w:color w:themeColor="background1" w:themeShade="80" w:val="7F7F7F"/>', ""),
        ('<w:strike w:val="0"/><w:dstrike w:val="false"/><w:vanish w:val="0"/>', ""),
        ('<w:sz w:val="8"/>', ""),
    ],
)
def test_word_reads_what_can_be_seen(run: str, paragraph: str) -> None:
    assert_read(word(p(UNSEEN, run, paragraph)))


def test_word_looks_at_the_background_of_a_cell() -> None:
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    assert_left_out(word(cell(p(UNSEEN, WHITE))), COLOUR)
    assert_left_out(word(cell(p(UNSEEN, '<w:color w:val="1F3864"/>'), dark)), COLOUR)
    assert UNSEEN in texts(word(cell(p(UNSEEN, WHITE), dark)))


def test_word_reads_white_words_where_a_table_style_may_shade_the_head() -> None:
    document = docx.Document()
    document.add_paragraph(SEEN)
    table = document.add_table(2, 2, "Medium Grid 3 Accent 1")
    run = table.cell(0, 0).paragraphs[0].add_run(UNSEEN)
    run.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
    table.cell(1, 1).text = "5 mg"
    assert UNSEEN in texts(read(document))


@pytest.mark.parametrize("switch", ["strike", "double_strike", "hidden"])
def test_word_styles_leave_words_out_and_a_run_takes_them_back(switch: str) -> None:
    why = HIDDEN if switch == "hidden" else STRUCK
    document = docx.Document()
    document.add_paragraph(SEEN)
    base = document.styles.add_style("Withdrawn", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    setattr(base.font, switch, True)
    inner = document.styles.add_style("Withdrawn Too", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    inner.base_style = base
    letters = document.styles.add_style("Letters", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    setattr(letters.font, switch, True)
    document.add_paragraph(UNSEEN, "Withdrawn")
    document.add_paragraph(UNSEEN, "Withdrawn Too")
    document.add_paragraph().add_run(UNSEEN, "Letters")
    assert_left_out(read(document), why, 3)
    setattr(document.add_paragraph("", "Withdrawn Too").add_run("Weigh the child.").font, switch, False)
    assert "Weigh the child." in texts(read(document))


def test_word_defaults_count_as_well() -> None:
    document = docx.Document()
    usual = document.styles.element.find(".//{*}docDefaults/{*}rPrDefault/{*}rPr")
    usual.append(usual.makeelement(f"{{{usual.nsmap['w']}}}strike", {}))
    document.add_paragraph(UNSEEN)
    document.add_paragraph().add_run(SEEN).font.strike = False
    assert_left_out(read(document), STRUCK)


RTF_COLOURS = r"{\colortbl;\red255\green255\blue255;\red31\green56\blue100;\red250\green250\blue250;}"


def rtf(unseen: str) -> Content:
    return read_rtf(rf"{RTF_COLOURS}\pard {SEEN}\par {unseen}\pard The end.\par")


@pytest.mark.parametrize(
    ("controls", "why"),
    [
        (r"\cf1", COLOUR),
        (r"\cf3", COLOUR),
        (r"\cf2\highlight2", COLOUR),
        (r"\cf2\chcbpat2", COLOUR),
        (r"\cbpat2\cf2", COLOUR),
        (r"\fs2", TINY),
        (r"\v", HIDDEN),
        (r"\strike", STRUCK),
        (r"\strikedl1", STRUCK),
        (r"\s1\outlinelevel0\strike", STRUCK),
    ],
)
def test_rtf_leaves_out_what_cannot_be_seen(controls: str, why: str) -> None:
    assert_left_out(rtf(rf"\pard {{{controls} Give cold t\'65a al\u111?ne.}}\par"), why)


@pytest.mark.parametrize(
    "controls",
    [r"\cf1\highlight2", r"\cbpat2\cf1", r"\cf0", r"\cf2", r"\fs8", r"\strike\strike0", r"\v\plain", r"\cf9"],
)
def test_rtf_reads_what_can_be_seen(controls: str) -> None:
    assert_read(rtf(rf"\pard {{{controls} {UNSEEN}}}\par"))


def test_rtf_looks_at_the_background_of_a_cell() -> None:
    row = r"\trowd{}\cellx2000\cellx4000\pard\intbl {{\cf1 {}}}\cell 5 mg\cell\row "
    assert_left_out(rtf(row.format("", UNSEEN)), COLOUR)
    assert UNSEEN in texts(rtf(row.format(r"\clcbpat2", UNSEEN)))


LOOKS = {
    "White": 'fo:color="#ffffff"',
    "Blue": 'fo:color="#1f3864"',
    "OnBlue": 'fo:color="#ffffff" fo:background-color="#1f3864"',
    "BlueOnBlue": 'fo:color="#1f3864" fo:background-color="#1f3864"',
    "Tiny": 'fo:font-size="1pt"',
    "None": 'text:display="none"',
    "Struck": 'style:text-line-through-style="solid"',
    "StruckOld": 'style:text-line-through-type="double"',
    "NotStruck": 'style:text-line-through-style="none"',
    "Auto": 'style:use-window-font-color="true"',
}
ODT_STYLES = STYLES + "".join(
    f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {look}/></style:style>'
    for name, look in LOOKS.items()
    for family in ("text", "paragraph")
)
ODT_STYLES += "".join(
    f'<style:style style:name="{name}" style:family="table-cell">'
    f"<style:table-cell-properties {fill}/></style:style>"
    for name, fill in {"Plain": "", "Filled": 'fo:background-color="#1f3864"'}.items()
)
ODT_STYLES += """
<style:style style:name="Inherited" style:family="paragraph" style:parent-style-name="Struck"/>
<style:style style:name="Shaded" style:family="paragraph">
 <style:paragraph-properties fo:background-color="#1f3864"/></style:style>
"""


def span(style: str, text: str = UNSEEN) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def odt_p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def opened(unseen: str) -> Content:
    inside = odt_p(SEEN) + unseen + odt_p("The end.")
    return read_odt(odt(inside, styles=ODT_STYLES), Options())


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("White", COLOUR),
        ("BlueOnBlue", COLOUR),
        ("Tiny", TINY),
        ("None", HIDDEN),
        ("Struck", STRUCK),
        ("StruckOld", STRUCK),
    ],
)
def test_opendocument_leaves_out_what_cannot_be_seen(style: str, why: str) -> None:
    assert_left_out(opened(odt_p(span(style))), why)
    assert_left_out(opened(odt_p(UNSEEN, style)), why)
    assert_left_out(opened(f'<text:h text:outline-level="1">{span(style)}</text:h>'), why)


def test_opendocument_styles_inherit_and_are_taken_back() -> None:
    assert_left_out(opened(odt_p(UNSEEN, "Inherited")), STRUCK)
    assert_read(opened(odt_p(span("NotStruck"), "Inherited")))
    assert_read(opened(odt_p(span("Auto"), "White")))


@pytest.mark.parametrize("style", ["OnBlue", "Blue", "NotStruck"])
def test_opendocument_reads_what_can_be_seen(style: str) -> None:
    assert_read(opened(odt_p(span(style))))


def test_opendocument_looks_at_what_is_behind_a_paragraph_and_a_cell() -> None:
    table = (
        '<table:table><table:table-row><table:table-cell table:style-name="{}">{}</table:table-cell>'
        "<table:table-cell>" + odt_p("5 mg") + "</table:table-cell></table:table-row></table:table>"
    )
    assert_left_out(opened(table.format("Plain", odt_p(span("White")))), COLOUR)
    assert_left_out(opened(table.format("Filled", odt_p(span("Blue")))), COLOUR)
    assert UNSEEN in texts(opened(table.format("Filled", odt_p(span("White")))))
    assert_left_out(opened(odt_p(span("Blue"), "Shaded")), COLOUR)
    assert_read(opened(odt_p(span("White"), "Shaded")))
