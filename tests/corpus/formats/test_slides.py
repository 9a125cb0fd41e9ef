"""A slide is a page under its title: text by its levels, tables, notes; what is hidden is named."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from small_files import open_document_of

from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.reading import read_document
from corpus.statements import render, statements_of

TITLE_SLIDE, BULLETS, TITLE_ONLY, BLANK = 0, 1, 5, 6
PLACE = (Inches(1), Inches(1), Inches(3), Inches(1))
SEEN, UNSEEN = "Give antibiotics at once.", "Give cold tea alone."


def deck(write: Callable[[Any], None]) -> Document:
    """Read a presentation; `write` is given it empty."""
    file, slides = io.BytesIO(), pptx.Presentation()
    write(slides)
    slides.save(file)
    return read_document(Path("croup.pptx"), data=file.getvalue())


def add(slides: Any, layout: int, title: str = "", text: str = "") -> Any:
    slide = slides.slides.add_slide(slides.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    if text and layout != BLANK:
        slide.placeholders[1].text = text
    elif text:
        slide.shapes.add_textbox(*PLACE).text_frame.text = text
    return slide


def rendered(document: Document) -> list[str]:
    return [
        render(one.context, one.text)
        for paragraph in document.paragraphs
        for one in statements_of(paragraph, document.title)
    ]


def texts(document: Document) -> list[tuple[int | None, str]]:
    return [(paragraph.page, paragraph.text) for paragraph in document.paragraphs]


def test_a_slide_is_a_page_and_its_title_is_the_heading() -> None:
    def write(slides: Any) -> None:
        add(slides, TITLE_SLIDE, "Croup in children", "Teaching for the ward")
        add(slides, BULLETS, "Treatment", "Give dexamethasone once.")

    document = deck(write)
    assert (document.title, document.format, document.pages) == ("Croup in children", "PowerPoint", 2)
    assert [(each.page, each.heading) for each in document.paragraphs] == [(1, ""), (2, "Treatment")]
    assert rendered(document)[-1] == "Croup in children > Treatment: Give dexamethasone once."


def test_a_slide_without_a_title_is_not_about_that_of_the_slide_before() -> None:
    def write(slides: Any) -> None:
        add(slides, BULLETS, "Croup", SEEN)
        add(slides, BLANK, "", "Weigh the child.")

    assert rendered(deck(write))[-1].endswith("Slide 2: Weigh the child.")


def test_levels_of_text_are_levels_of_a_list_with_what_leads_in_to_them() -> None:
    def write(slides: Any) -> None:
        add(slides, TITLE_SLIDE, "Croup")
        text = add(slides, BULLETS, "Hospital").placeholders[1].text_frame
        text.text = "Send at once:"
        for words, level in (("stridor at rest", 1), ("low oxygen", 1), ("Ring ahead.", 0)):
            paragraph = text.add_paragraph()
            paragraph.text, paragraph.level = words, level

    assert rendered(deck(write)) == [
        "Croup > Hospital > Send at once: stridor at rest",
        "Croup > Hospital > Send at once: low oxygen",
        "Croup > Hospital: Ring ahead.",
    ]


def test_numbers_before_paragraphs_are_counted() -> None:
    def write(slides: Any) -> None:
        text = add(slides, BULLETS, "Steps", "Call.\nOpen.\nBreathe.").placeholders[1].text_frame
        for paragraph in text.paragraphs:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(properties.makeelement(qn("a:buAutoNum"), {"type": "alphaLcParenR"}))

    assert texts(deck(write))[0] == (1, "a) Call.\nb) Open.\nc) Breathe.")


def test_a_table_names_its_columns_where_it_has_a_header_row() -> None:
    def write(slides: Any) -> None:
        slide = add(slides, TITLE_ONLY, "Doses")
        table = slide.shapes.add_table(3, 2, *PLACE).table
        for at, row in enumerate(
            (("Drug", "Child"), ("Dexamethasone", "0.15 mg/kg"), ("Adrenaline", "4 mg"))
        ):
            for column, words in enumerate(row):
                table.cell(at, column).text = words

    assert texts(deck(write)) == [
        (1, "Drug: Dexamethasone; Child: 0.15 mg/kg"),
        (1, "Drug: Adrenaline; Child: 4 mg"),
    ]


def test_notes_are_named_as_notes() -> None:
    def write(slides: Any) -> None:
        add(slides, TITLE_SLIDE, "Croup")
        slide = add(slides, BULLETS, "Treatment", SEEN)
        slide.notes_slide.notes_text_frame.text = "Tell the parents to come back."

    assert rendered(deck(write))[-1] == "Croup > Treatment > Speaker notes: Tell the parents to come back."


def test_hidden_slides_are_left_out_and_named_and_the_others_keep_their_numbers() -> None:
    def write(slides: Any) -> None:
        add(slides, BULLETS, "Old doses", UNSEEN)._element.set("show", "0")
        add(slides, BULLETS, "Doses", SEEN)

    document = deck(write)
    assert texts(document) == [(2, f"- {SEEN}")]
    assert document.warnings == ("hidden slide 1 left out",)


def test_groups_are_read_in_their_place_and_order() -> None:
    def write(slides: Any) -> None:
        slide = add(slides, BLANK, "", "Before.")
        outer = slide.shapes.add_group_shape()
        outer.shapes.add_textbox(*PLACE).text_frame.text = "First of the group."
        outer.shapes.add_group_shape().shapes.add_textbox(*PLACE).text_frame.text = "Inside of it."
        slide.shapes.add_textbox(*PLACE).text_frame.text = "After."

    assert [text for _, text in texts(deck(write))] == [
        "Before.",
        "First of the group.",
        "Inside of it.",
        "After.",
    ]


def test_pictures_and_charts_whose_words_are_not_read_are_named(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (8, 8), "white").save(tmp_path / "a.png")

    def write(slides: Any) -> None:
        for _ in range(2):
            add(slides, BULLETS, "Doses", SEEN).shapes.add_picture(str(tmp_path / "a.png"), 0, 0)
        data = CategoryChartData()
        data.categories = ["a"]
        data.add_series("s", (1,))
        slides.slides[1].shapes.add_chart(XL_CHART_TYPE.PIE, *PLACE, data)

    assert deck(write).warnings == (
        "slide 2 holds charts, whose words are not read",
        "slides 1, 2 hold pictures, whose words are not read",
    )


def struck(box: Any) -> None:
    run_of(box).font._element.set("strike", "sngStrike")


def tiny(box: Any) -> None:
    run_of(box).font.size = Pt(1)


def white_on_white(box: Any) -> None:
    box.fill.solid()
    box.fill.fore_color.rgb = run_of(box).font.color.rgb = RGBColor(255, 255, 255)


def off_the_slide(box: Any) -> None:
    box.left = -Inches(20)


def hidden(box: Any) -> None:
    box._element.nvSpPr.cNvPr.set("hidden", "1")


def run_of(box: Any) -> Any:
    return box.text_frame.paragraphs[0].runs[0]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (struck, "struck through"),
        (tiny, "too small to be read"),
        (white_on_white, "in the colour of what is behind them"),
        (off_the_slide, "outside of the page"),
        (hidden, "hidden"),
    ],
)
def test_what_nobody_sees_is_left_out(make: Callable[[Any], None], why: str) -> None:
    def write(slides: Any) -> None:
        slide = add(slides, BLANK, "", SEEN)
        box = slide.shapes.add_textbox(*PLACE)
        box.text_frame.text = UNSEEN
        make(box)

    document = deck(write)
    assert texts(document) == [(1, SEEN)]
    assert document.warnings == (f"words that cannot be seen were left out: 4 {why}",)


def test_a_presentation_without_words_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="it holds no paragraph of text"):
        deck(lambda slides: add(slides, BLANK))


def odp(*pages: str, styles: str = "") -> Document:
    data = open_document_of("presentation", "".join(pages), automatic=styles)
    return read_document(Path("croup.odp"), data=data)


def page(title: str, text: str, more: str = "", look: str = "") -> str:
    return f"<draw:page {look}>{frame('title', title)}{frame('outline', text)}{more}</draw:page>"


def frame(kind: str, text: str) -> str:
    inside = f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"
    return f'<draw:frame presentation:class="{kind}">{inside}</draw:frame>'


def test_an_open_document_is_read_as_a_page_a_slide_with_its_notes() -> None:
    notes = f"<presentation:notes>{frame('notes', 'Ring ahead.')}</presentation:notes>"
    document = odp(page("Croup", SEEN), page("Hospital", "Give oxygen.", notes + frame("footer", "Page 2")))
    assert [(each.page, each.heading, each.text) for each in document.paragraphs] == [
        (1, "Croup", SEEN),
        (2, "Hospital", "Give oxygen."),
        (2, "Hospital > Speaker notes", "Ring ahead."),
    ]


def test_an_open_document_names_hidden_slides_and_pictures() -> None:
    styles = (
        '<style:style style:name="H" style:family="drawing-page"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    picture = '<draw:frame><draw:image xmlns:x="http://www.w3.org/1999/xlink" x:href="a.png"/></draw:frame>'
    document = odp(
        page("Croup", SEEN, picture), page("Old", UNSEEN, look='draw:style-name="H"'), styles=styles
    )
    assert texts(document) == [(1, SEEN)]
    assert document.warnings == (
        "hidden slide 2 left out",
        "slide 1 holds pictures, whose words are not read",
    )
