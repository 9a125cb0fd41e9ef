"""An opened document: its paragraphs in their order, and the pages of a PDF with the quote outlined."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from page_browser import opened_browser
from page_html import Element, Html
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flowable

from assistant.page.views.document_view import document_view, page_view
from corpus.document import BlockKind, Document, Paragraph
from corpus.errors import UserError
from corpus.options import Options
from corpus.reading import read_document

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14)
QUOTE = "Give oxygen at once to every patient whose saturation is below 92 percent."
BEFORE = "Look at the patient first, and count the breaths for a whole minute."
AFTER = "Call for help when the patient tires, and do not leave the room meanwhile."
OTHER = "The ward keeps two cylinders ready, and a nurse checks them on each Monday morning."
STYLE = Path(__file__).parents[3] / "assistant" / "page" / "style"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload="alert(1)">',
    "</p></div></section><h1>A headline",
    "**bold** [a link](https://example.com) `code` $x$ {{ 7 * 7 }}",
    "stop\u202egnipots",
)
TAGS = {
    "div",
    "header",
    "section",
    "h2",
    "h3",
    "p",
    "span",
    "button",
    "mark",
    "figure",
    "figcaption",
    "img",
    "hr",
}
ATTRIBUTES = {
    *("class", "id", "tabindex", "type", "style", "src", "alt", "width", "height"),
    *("data-document", "data-from", "data-page", "data-pages", "aria-label", "aria-current"),
}
WEB_PAGE = """<html><body><h1>Asthma</h1><h2>Treatment</h2>
<p>Give the treatment in the order of these steps:</p>
<ul><li>a low dose of a steroid</li><li>an agonist</li></ul>
<h3>Doses</h3><p>The doses for adults stand in the table below this line.</p>
<table><caption>Table 1. Inhaled drugs</caption><tr><th>Drug</th><th>Dose</th></tr>
<tr><td>Budesonide</td><td>200 ug</td></tr><tr><td>Formoterol</td><td>12 ug</td></tr></table>
<h2>References</h2><ol><li>Smith J, Jones B. A trial of asthma. Lancet 2019;12:3-9.</li>
<li>Kay A. Another trial of asthma. BMJ 2020;1:1-2.</li></ol></body></html>"""


def written(folder: Path, name: str, data: bytes | str, password: str = "") -> Document:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path, options=Options(password=password))


def numbered(folder: Path, count: int) -> Document:
    document = written(folder, "long.txt", "A line of text that is long enough to be a paragraph.")
    paragraphs = (Paragraph("long", n, f"This is paragraph {n}.", 0, 1) for n in range(1, count + 1))
    return replace(document, paragraphs=tuple(paragraphs))


def drawn(paint: Callable[[Canvas], None], **properties: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **properties)
    paint(canvas)
    canvas.save()
    return file.getvalue()


def set_at(canvas: Canvas, text: str, left: float, top: float, width: float) -> None:
    """Set a paragraph with its top left corner at a place, counted from the top of the page."""
    paragraph = Flowable(text, BODY)
    _, height = paragraph.wrap(width, HEIGHT)
    paragraph.drawOn(canvas, left, HEIGHT - top - height)


def opened(
    document: Document, number: int | None = None, quote: str = "", *others: Document, password: str = ""
) -> Html:
    """Open a document at a paragraph and words of it, as the page would show it."""
    place = None
    if number and quote:
        start = document.paragraphs[number - 1].text.index(quote)
        place = (start, start + len(quote))
    return Html(document_view((document, *others), document.id, number, place, password))


def texts(html: Html, name: str) -> list[str]:
    return [element.text for element in html.find(name)]


def percent(place: Element) -> tuple[float, ...]:
    """Return left, top, right and bottom of a rectangle in parts of its page."""
    left, top, width, height = (
        float(each) / 100 for each in re.findall(r"([\d.]+)%", place.attributes["style"])
    )
    return left, top, left + width, top + height


def picture(html: Html, number: int = 0) -> Image.Image:
    source = html.find("img")[number].attributes["src"]
    return Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("L")


def dark_outside(picture: Image.Image, places: Sequence[Element]) -> bool:
    """Tell whether anything is drawn on a page outside of its rectangles."""
    left_over = picture.copy()
    for place in places:
        left, top, right, bottom = percent(place)
        across, down = left_over.size
        box = (
            round(left * across) - 1,
            round(top * down) - 1,
            round(right * across) + 1,
            round(bottom * down) + 1,
        )
        left_over.paste(255, box)
    return min(left_over.tobytes()) < 128


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((40, 300, WIDTH - 60, HEIGHT - 30))


def turned(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -HEIGHT)


class TestParagraphs:
    def test_paragraphs_stand_in_their_order_under_headings_that_are_shown_where_they_change(
        self, tmp_path: Path
    ) -> None:
        document = written(tmp_path, "asthma.html", WEB_PAGE)

        html = opened(document)

        assert texts(html, ".text") == [paragraph.text for paragraph in document.paragraphs]
        assert texts(html, "h3") == ["Treatment", "Treatment › Doses", "References"]
        assert [each.attributes["id"] for each in html.find(".paragraph")] == [
            f"paragraph-{number}" for number in range(1, 8)
        ]

    def test_a_list_keeps_its_lines(self, tmp_path: Path) -> None:
        html = opened(written(tmp_path, "asthma.html", WEB_PAGE))

        assert texts(html, ".text")[0].splitlines()[1:] == ["- a low dose of a steroid", "- an agonist"]

    def test_what_is_no_running_text_is_told_apart_by_class_and_in_words(self, tmp_path: Path) -> None:
        document = written(tmp_path, "asthma.html", WEB_PAGE)
        last = replace(document.paragraphs[-1], number=8, kind=BlockKind.FOOTNOTE)
        html = opened(replace(document, paragraphs=(*document.paragraphs, last)))

        for kind in ("table-row", "caption", "reference", "footnote"):
            assert html.find(f".{kind}"), kind
            assert all(kind.replace("-", " ") in element.text for element in html.find(f".{kind}"))
        assert texts(html, ".where")[0] == "paragraph 1"

    def test_a_table_row_reads_alone_with_its_caption(self, tmp_path: Path) -> None:
        html = opened(written(tmp_path, "asthma.html", WEB_PAGE), 4)

        assert texts(html, ".target") == [
            "paragraph 4 · table row under “Table 1. Inhaled drugs”Drug: Budesonide; Dose: 200 ug"
        ]

    def test_the_paragraph_asked_for_is_marked_and_its_quote_highlighted(self, tmp_path: Path) -> None:
        document = written(tmp_path, "care.txt", f"{OTHER}\n\n{BEFORE} {QUOTE} {AFTER}\n\n{OTHER}")

        html = opened(document, 2, QUOTE)

        (target,) = html.find(".target")
        assert (target.attributes["id"], target.attributes["tabindex"]) == ("paragraph-2", "-1")
        assert texts(html, "mark") == [QUOTE]
        assert f"{BEFORE} {QUOTE} {AFTER}" in target.text

    @pytest.mark.parametrize("quote", [(5, 5), (9, 2), (-3, 4), (0, 9_999)])
    def test_a_quote_that_does_not_lie_in_the_paragraph_highlights_nothing(
        self, tmp_path: Path, quote: tuple[int, int]
    ) -> None:
        document = written(tmp_path, "care.txt", QUOTE)

        html = Html(document_view([document], "care", 1, quote, ""))

        assert texts(html, ".text") == [QUOTE]
        assert not html.find("mark")

    def test_a_paragraph_that_is_there_no_more_is_named(self, tmp_path: Path) -> None:
        html = opened(written(tmp_path, "care.txt", QUOTE), 9)

        assert "Paragraph 9 is not in this document as it is indexed now; it has 1." in texts(
            html, ".caution"
        )
        assert not html.find(".target")

    def test_a_document_that_was_removed_says_so(self, tmp_path: Path) -> None:
        document = written(tmp_path, "care.txt", QUOTE)

        says = "“gone” is no longer indexed: it was removed or renamed"
        with pytest.raises(UserError, match=says):
            document_view([document], "gone", 1, None, "")
        with pytest.raises(UserError, match=says):
            page_view([document], "gone", 1, "")


class TestLongDocuments:
    def test_around_the_paragraph_400_are_shown_and_it_is_said(self, tmp_path: Path) -> None:
        html = opened(numbered(tmp_path, 1000), 650)

        shown = [each.attributes["id"] for each in html.find(".paragraph")]
        assert (shown[0], shown[-1], len(shown)) == ("paragraph-450", "paragraph-849", 400)
        assert texts(html, ".note") == ["Paragraphs 450 to 849 of 1000 are shown."]
        assert texts(html, ".more") == ["Paragraphs 50 to 449", "Paragraphs 850 to 1000"]

    def test_the_buttons_lead_to_every_paragraph_and_say_what_they_show(self, tmp_path: Path) -> None:
        document = numbered(tmp_path, 1000)
        html, seen = opened(document), 0
        while True:
            shown = [
                int(each.attributes["id"].removeprefix("paragraph-")) for each in html.find(".paragraph")
            ]
            assert shown == list(range(seen + 1, seen + 1 + len(shown)))
            seen = shown[-1]
            later = html.find(".more")[-1]
            first = int(later.attributes["data-from"])
            if first < seen:
                break
            html = Html(document_view([document], later.attributes["data-document"], None, None, "", first))
            now = html.find(".paragraph")
            assert later.text == f"Paragraphs {first} to {first + len(now) - 1}"
        assert seen == 1000

    @pytest.mark.parametrize("first", [-5, 0, 401, 10_000])
    def test_a_place_outside_of_the_document_shows_the_nearest(self, tmp_path: Path, first: int) -> None:
        document = numbered(tmp_path, 401)

        assert Html(document_view([document], "long", None, None, "", first)).find(".paragraph")

    def test_a_document_of_400_is_shown_whole(self, tmp_path: Path) -> None:
        html = opened(numbered(tmp_path, 400), 390)

        assert len(html.find(".paragraph")) == 400
        assert not html.find(".more") + html.find(".note")


class TestHeader:
    def test_it_says_what_the_document_states_about_itself(self, tmp_path: Path) -> None:
        document = replace(
            written(tmp_path, "care.txt", QUOTE),
            title="Care",
            authors=("Ann Smith", "Bo Jones"),
            date="2024-05",
            version="2.1",
            doi="10.1000/xyz",
            pages=12,
            warnings=("page 7 holds only an image",),
            copies=("/a/copy of care.txt",),
        )

        (header,) = opened(document).find("header")

        assert [opened(document).find("h2")[0].text] == ["Care"]
        for said in (
            "Ann Smith, Bo Jones",
            "2024-05 · version 2.1 · doi:10.1000/xyz",
            "care.txt · text · 12 pages · 1 paragraph",
            "Also in: copy of care.txt",
            "When it was read: page 7 holds only an image.",
        ):
            assert said in header.text

    def test_a_newer_version_is_named_with_its_file(self, tmp_path: Path) -> None:
        old = replace(written(tmp_path, "care-2019.txt", QUOTE), title="Care", date="2019")
        new = replace(written(tmp_path, "care-2024.txt", QUOTE), title="Care", date="2024")

        assert texts(opened(old, None, "", new), ".caution") == [
            "A newer version is indexed: Care (2024, care-2024.txt)."
        ]
        assert texts(opened(new, None, "", old), ".caution") == []

    def test_documents_of_one_title_are_told_apart_by_their_files(self, tmp_path: Path) -> None:
        one, two = (replace(written(tmp_path, name, QUOTE), title="Care") for name in ("one.txt", "two.txt"))

        assert "one.txt" in opened(one, None, "", two).find("header")[0].text
        assert "two.txt" in opened(two, None, "", one).find("header")[0].text

    def test_a_file_that_has_changed_or_gone_is_told_and_its_text_still_shown(self, tmp_path: Path) -> None:
        document = written(tmp_path, "care.txt", QUOTE)
        assert texts(opened(document), ".caution") == []

        (tmp_path / "care.txt").write_text("Something else.")
        assert "has changed since it was indexed" in texts(opened(document), ".caution")[0]
        (tmp_path / "care.txt").unlink()
        assert "no longer there" in texts(opened(document), ".caution")[0]
        assert texts(opened(document), ".text") == [QUOTE]


class TestPages:
    @pytest.mark.parametrize("page", [lambda _: None, cropped, turned], ids=["plain", "cropped", "turned"])
    def test_the_rectangles_lie_on_the_quoted_words(
        self, tmp_path: Path, page: Callable[[Canvas], None]
    ) -> None:
        def paint(canvas: Canvas) -> None:
            page(canvas)
            set_at(canvas, QUOTE, 72, 100, 250)

        document = written(tmp_path, "care.pdf", drawn(paint))

        html = opened(document, 1, QUOTE)

        assert len(html.find(".place")) == 2
        assert min(picture(html).tobytes()) < 80
        assert not dark_outside(picture(html), html.find(".place"))
        assert html.find("img")[0].attributes["alt"] == "Page 1 of Care, with the quoted words outlined"

    def test_in_two_columns_only_the_quote_is_outlined(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            set_at(canvas, f"{BEFORE} {QUOTE} {AFTER}", 60, 100, 220)
            set_at(canvas, OTHER, 320, 100, 220)

        document = written(tmp_path, "care.pdf", drawn(paint))
        places = [percent(place) for place in opened(document, 1, QUOTE).find(".place")]

        assert 2 <= len(places) <= 3
        assert all(59 / WIDTH < left < right < 281 / WIDTH for left, _, right, _ in places)
        assert dark_outside(picture(opened(document, 1, QUOTE)), opened(document, 1, QUOTE).find(".place"))

    def test_of_words_that_stand_in_two_paragraphs_those_of_the_cited_one_are_outlined(
        self, tmp_path: Path
    ) -> None:
        def paint(canvas: Canvas) -> None:
            set_at(canvas, f"{OTHER} {QUOTE}", 60, 100, 400)
            set_at(canvas, f"{BEFORE} {QUOTE} {AFTER}", 60, 300, 400)

        document = written(tmp_path, "care.pdf", drawn(paint))
        html = opened(document, 2, QUOTE)
        places = [percent(place) for place in html.find(".place")]

        assert all(290 / HEIGHT < top < 400 / HEIGHT for _, top, _, _ in places)
        assert places[0][0] > 100 / WIDTH, "it begins behind the words before it"
        assert "the quoted words outlined" in html.find("img")[0].attributes["alt"]

    def test_where_a_repeated_quote_begins_its_paragraph_it_is_outlined_there(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            set_at(canvas, f"{OTHER} {QUOTE}", 60, 100, 400)
            set_at(canvas, f"{QUOTE} {AFTER}", 60, 300, 400)

        html = opened(written(tmp_path, "care.pdf", drawn(paint)), 2, QUOTE)

        assert all(290 / HEIGHT < percent(place)[1] < 400 / HEIGHT for place in html.find(".place"))
        assert html.find("img")[0].attributes["alt"].endswith("with the quoted words outlined")

    def test_a_quote_that_goes_on_gives_both_pages(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            top = BEFORE + " Give oxygen at once to every patient whose saturation is"
            set_at(canvas, top, 60, HEIGHT - 90, 300)
            canvas.showPage()
            set_at(canvas, "below 92 percent. " + AFTER, 60, 60, 300)

        document = written(tmp_path, "care.pdf", drawn(paint))
        number = next(each.number for each in document.paragraphs if QUOTE in each.text)

        html = opened(document, number, QUOTE)

        assert texts(html, "figcaption") == ["Page 1 of 2", "Page 2 of 2"]

    def test_a_paragraph_without_a_quote_is_outlined_whole(self, tmp_path: Path) -> None:
        document = written(tmp_path, "care.pdf", drawn(lambda canvas: set_at(canvas, QUOTE, 72, 100, 250)))
        html = opened(document, 1)

        assert not dark_outside(picture(html), html.find(".place"))
        assert html.find("img")[0].attributes["alt"].endswith("with the paragraph outlined")

    def test_words_that_are_not_on_the_page_leave_it_bare_and_it_is_said(self, tmp_path: Path) -> None:
        document = written(tmp_path, "care.pdf", drawn(lambda canvas: set_at(canvas, QUOTE, 72, 100, 250)))
        (paragraph,) = document.paragraphs
        html = opened(replace(document, paragraphs=(replace(paragraph, text=OTHER),)), 1, OTHER)

        assert len(html.find("img")) == 1
        assert not html.find(".place")
        assert texts(html, ".caution") == [
            "The words could not be found on the page; compare it with the text."
        ]

    def test_a_document_opened_from_the_list_offers_its_pages(self, tmp_path: Path) -> None:
        def paint(canvas: Canvas) -> None:
            set_at(canvas, f"{BEFORE} {QUOTE}", 60, 100, 400)
            canvas.showPage()
            set_at(canvas, OTHER, 60, 100, 400)

        document = written(tmp_path, "care.pdf", drawn(paint))
        buttons = opened(document).find(".picture")

        assert not opened(document).find("img")
        assert [button.attributes["data-page"] for button in buttons] == ["1", "2"]
        second = Html(page_view([document], buttons[1].attributes["data-document"], 2, ""))
        assert second.find("img")[0].attributes["alt"] == "Page 2 of Care"
        assert "it has no page 3" in Html(page_view([document], "care", 3, "")).text

    def test_a_pdf_that_has_changed_is_shown_as_text_alone(self, tmp_path: Path) -> None:
        document = written(tmp_path, "care.pdf", drawn(lambda canvas: set_at(canvas, QUOTE, 72, 100, 250)))
        (tmp_path / "care.pdf").write_bytes(drawn(lambda canvas: set_at(canvas, OTHER, 72, 100, 250)))

        html = opened(document, 1, QUOTE)

        assert texts(html, "mark") == [QUOTE]
        assert not html.find("img") + html.find(".picture")
        assert "has changed since it was indexed" in Html(page_view([document], "care", 1, "")).text

    def test_an_encrypted_one_is_shown_with_its_password_and_else_says_why_not(self, tmp_path: Path) -> None:
        data = drawn(lambda canvas: set_at(canvas, QUOTE, 72, 100, 250), encrypt="secret")
        document = written(tmp_path, "care.pdf", data, "secret")

        assert opened(document, 1, QUOTE, password="secret").find(".place")
        assert "it is encrypted" in texts(opened(document, 1, QUOTE), ".caution")[0]

    def test_a_scan_is_small_enough_to_send(self, tmp_path: Path) -> None:
        noise = random.Random(3).randbytes(100 * 140 * 3)
        scan = Image.frombytes("RGB", (100, 140), noise).resize((1240, 1754), Image.Resampling.BICUBIC)

        def paint(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(scan), 0, 0, WIDTH, HEIGHT)
            set_at(canvas, QUOTE, 72, 100, 250)

        document = written(tmp_path, "care.pdf", drawn(paint))

        assert len(page_view([document], "care", 1, "")) < 300_000

    def test_several_people_can_look_at_pages_at_once(self, tmp_path: Path) -> None:
        def marked(n: int) -> bytes:
            return drawn(lambda canvas: set_at(canvas, f"{n}. {QUOTE}", 72, 100, 250))

        documents = [written(tmp_path, f"care-{n}.pdf", marked(n)) for n in range(4)]

        def look(n: int) -> str:
            page = page_view(documents, documents[n % 4].id, 1, "")
            return hashlib.sha256(page.encode()).hexdigest()

        alone = [look(n) for n in range(4)]
        with ThreadPoolExecutor(8) as people:
            assert list(people.map(look, range(40))) == alone * 10


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_document_are_text_wherever_they_stand(tmp_path: Path, words: str) -> None:
    document = written(tmp_path, "care.pdf", drawn(lambda canvas: set_at(canvas, QUOTE, 72, 100, 250)))
    paragraph = replace(document.paragraphs[0], text=f"{words} {QUOTE}", heading=f"{words} > {words}")
    hostile = replace(
        document,
        title=words,
        authors=(words,),
        date=words,
        version=words,
        doi=words,
        warnings=(words,),
        copies=(f"/{words}",),
        paragraphs=(paragraph, replace(paragraph, number=2, kind=BlockKind.TABLE_ROW)),
    )
    newer = replace(hostile, id="newer", source=f"/{words}")

    html = opened(hostile, 1, QUOTE, newer)

    assert html.tags() <= TAGS
    assert html.attribute_names() <= ATTRIBUTES
    shown = words.replace("\u202e", "[U+202E]")
    for name in ("h2", "h3", "header", ".target", ".table-row"):
        assert shown in html.find(name)[0].text
    assert shown in html.find("img")[0].attributes["alt"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as browser:
        yield browser


class TestInABrowser:
    @pytest.fixture
    def html(self, tmp_path: Path) -> str:
        def paint(canvas: Canvas) -> None:
            set_at(canvas, f"{BEFORE} {QUOTE} {AFTER}", 60, 600, 220)
            set_at(canvas, OTHER, 320, 100, 220)

        document = written(tmp_path, "care.pdf", drawn(paint))
        number = next(each.number for each in document.paragraphs if QUOTE in each.text)
        start = document.paragraphs[number - 1].text.index(QUOTE)
        return document_view([document], "care", number, (start, start + len(QUOTE)), "")

    def test_the_page_stands_beside_the_text_and_below_it_on_a_phone(
        self, browser: Browser, html: str
    ) -> None:
        desk, phone = show(browser, html, 1280, 800), show(browser, html, 390, 844)

        assert box(desk, ".pages")["x"] >= box(desk, ".paragraphs")["x"] + box(desk, ".paragraphs")["width"]
        assert (
            box(phone, ".pages")["y"] >= box(phone, ".paragraphs")["y"] + box(phone, ".paragraphs")["height"]
        )
        for page, width in ((desk, 1280), (phone, 390)):
            assert page.evaluate("document.getElementById('viewer').scrollWidth") <= width
            page.close()

    def test_the_rectangles_stay_on_the_picture(self, browser: Browser, html: str) -> None:
        page = show(browser, html, 1280, 800)
        sheet, first = box(page, ".sheet"), box(page, ".sheet .place")

        assert first["y"] - sheet["y"] == pytest.approx(
            sheet["height"] * 614 / HEIGHT, abs=0.03 * sheet["height"]
        )
        assert sheet["x"] < first["x"] < first["x"] + first["width"] < sheet["x"] + sheet["width"] / 2
        page.close()


def show(browser: Browser, html: str, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height})
    style = "".join(file.read_text() for file in sorted(STYLE.glob("*.css")))
    page.set_content(
        f"<style>* {{ box-sizing: border-box }} {style}</style><body class='gradio-container'>"
        f"<dialog id='viewer'><div id='viewed'>{html}</div></dialog>"
    )
    page.evaluate("document.getElementById('viewer').showModal()")
    return page


def box(page: Page, name: str) -> FloatRect:
    found = page.locator(name).first.bounding_box()
    assert found
    return found
