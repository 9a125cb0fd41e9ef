"""An empty Word document with the styles that a conversation is set in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

MARK = "Citation Mark"
ENTRY = "Reference"
DETAIL = "Reference Detail"
WARNING = "Reference Warning"
REMARK = "Remark"
DISCLAIMED = "Disclaimer"

FONT = "Calibri"
LANGUAGE = "en-GB"
INDENT = 12
ACCENT, QUIET, WARNING_COLOUR, INK, RULE = "0F766E", "52617A", "9A3412", "1C2733", "B8C4D2"


def new_document() -> Document:
    """Return an empty A4 document in English, without what python-docx's template says of its own making."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = docx.Document()
    package = document.part.package
    for id, relation in list(package.rels.items()):
        if relation.reltype in {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}:
            del package.rels[id]
    _lay_out(document)
    _set_language_and_font(document)
    _restyle(document)
    _add_styles(document)
    return document


def _lay_out(document: Document) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    stops = document.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)


def _set_language_and_font(document: Document) -> None:
    """Name the language and the font outright, where the template leaves both to its theme."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)


def _restyle(document: Document) -> None:
    styles = document.styles
    _shape(styles["Normal"], 10.5, INK, after=4)
    _shape(styles["Body Text"], 10.5, INK, after=6)
    _shape(styles["Title"], 20, INK, after=4)
    _shape(styles["Heading 1"], 14, ACCENT, before=20, after=6)
    _shape(styles["Heading 2"], 11.5, INK, before=12, after=4)
    _shape(styles["Quote"], 10.5, INK, before=3, after=10, indent=2 * INDENT)
    _shape(styles["Footer"], 8.5, QUIET)
    # The template's rule under the title, and its slanted quotes, which tire the eye when they are long.
    _remove(styles["Title"], "w:pBdr")
    styles["Quote"].font.italic = False
    _rule_at_the_left(styles["Quote"])


def _add_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    styles = document.styles
    for name in (ENTRY, DETAIL, WARNING, REMARK, DISCLAIMED):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _shape(styles[ENTRY], 10.5, INK, before=6)
    _shape(styles[DETAIL], 9, QUIET, indent=INDENT)
    _shape(styles[WARNING], 9, WARNING_COLOUR, indent=INDENT)
    _shape(styles[REMARK], 9, QUIET, after=2)
    _shape(styles[DISCLAIMED], 10.5, INK, before=4, after=8)
    styles[ENTRY].font.bold = styles[WARNING].font.bold = True
    for name in (ENTRY, DETAIL, WARNING):
        # A quote never stands on a page without what it is quoted from.
        styles[name].paragraph_format.keep_with_next = True
        styles[name].paragraph_format.space_after = 0
    mark = styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.bold = True
    mark.font.color.rgb = RGBColor.from_string(ACCENT)


def _shape(
    style: ParagraphStyle, size: float, colour: str, *, before: float = 0, after: float = 0, indent: float = 0
) -> None:
    """Set a style's size, spaces and indent, all in points, and its colour."""
    from docx.shared import Pt, RGBColor

    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.left_indent = Pt(before), Pt(after), Pt(indent)


def _rule_at_the_left(style: ParagraphStyle) -> None:
    """Draw a line beside a paragraph, 2.25 points thick and 8 away (ECMA-376, part 1, 17.3.1.24)."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="{RULE}"/></w:pBdr>'
    )
    # The schema orders what a paragraph's properties hold: borders stand before the spacing.
    style.element.pPr.find(qn("w:spacing")).addprevious(borders)


def _remove(style: ParagraphStyle, tag: str) -> None:
    from docx.oxml.ns import qn

    for found in list(style.element.iter(qn(tag))):
        found.getparent().remove(found)
