"""What cannot be seen on a page of a PDF is not read, and its warnings say how much that is."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2.raw as pdfium
import pytest
from pdf_files import HEIGHT, WIDTH, draw
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Content
from corpus.formats.pdf import read_pdf
from corpus.options import Options

SEEN = "Sepsis in adults is treated with antibiotics within one hour."
UNSEEN = "Sepsis in adults is treated with cold tea alone."
WORDS = len(UNSEEN.split())
Paint = Callable[[Canvas], None]


def read(*paints: Paint) -> Content:
    """Read a page with a sentence that is seen, and what `paints` paint after it."""

    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, SEEN)
        for each in paints:
            canvas.saveState()
            each(canvas)
            canvas.restoreState()

    return read_pdf(draw(paint), Options())


def texts(content: Content) -> str:
    return " ".join(block.text for block in content.blocks)


def written(text: str, *, y: float = 600, x: float = 72, size: float = 10, mode: int | None = None) -> Paint:
    def paint(canvas: Canvas) -> None:
        line = canvas.beginText(x, y)
        line.setFont("Helvetica", size)
        if mode is not None:
            line.setTextRenderMode(mode)
        line.textOut(text)
        canvas.drawText(line)

    return paint


def filled(shade: float, *, y: float = 595, height: float = 16) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(shade)
        canvas.rect(60, y, 400, height, stroke=0, fill=1)

    return paint


def in_gray(shade: float, paint: Paint) -> Paint:
    def painted(canvas: Canvas) -> None:
        canvas.setFillGray(shade)
        paint(canvas)

    return painted


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    written(UNSEEN)(canvas)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(72, 100, 50, 50)
    canvas.clipPath(path, stroke=0, fill=0)
    written(UNSEEN)(canvas)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("hidden")
    in_gray(1, written(UNSEEN))(canvas)
    canvas.endForm()
    canvas.doForm("hidden")


def under_an_image(canvas: Canvas) -> None:
    written(UNSEEN)(canvas)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 10), "gray")), 60, 590, 400, 30)


@pytest.mark.parametrize(
    ("paints", "why"),
    [
        ([in_gray(1, written(UNSEEN))], "in the colour of what is behind them"),
        ([in_gray(0.97, written(UNSEEN))], "in the colour of what is behind them"),
        ([filled(0.2), in_gray(0.2, written(UNSEEN))], "in the colour of what is behind them"),
        ([in_a_form], "in the colour of what is behind them"),
        ([written(UNSEEN, mode=3)], "hidden"),
        ([clipped], "hidden"),
        ([written(UNSEEN, size=0.3)], "too small to be read"),
        ([transparent], "transparent"),
        ([written(UNSEEN, y=-50)], "outside of the page"),
        ([written(UNSEEN, x=WIDTH + 10)], "outside of the page"),
        ([written(UNSEEN), filled(1)], "covered by something else"),
        ([written(UNSEEN), filled(0)], "covered by something else"),
        ([under_an_image], "covered by something else"),
        ([written(UNSEEN), filled(0.2), in_gray(1, written("Read this."))], "covered by something else"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_counted(paints: list[Paint], why: str) -> None:
    content = read(*paints)
    assert SEEN in texts(content)
    assert "tea" not in texts(content)
    assert content.warnings == (f"words that cannot be seen were left out: {WORDS} {why}",)


@pytest.mark.parametrize(
    "paints",
    [
        [filled(0.1), in_gray(1, written(UNSEEN))],
        [filled(0), filled(0.6), in_gray(0, written(UNSEEN))],
        [in_gray(0.7, written(UNSEEN))],
        [filled(1), written(UNSEEN)],
        [written(UNSEEN, size=4)],
        [written(UNSEEN, mode=2)],
        [written(UNSEEN), filled(0.5, y=620)],
    ],
)
def test_what_can_be_seen_is_read(paints: list[Paint]) -> None:
    content = read(*paints)
    assert UNSEEN in texts(content)
    assert content.warnings == ()


def test_white_words_on_an_image_are_read() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 10), "navy")), 60, 590, 400, 30)
        in_gray(1, written(UNSEEN))(canvas)

    assert UNSEEN in texts(read(paint))


def test_thin_letters_are_seen_wherever_they_stand() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.beginForm("thin")
        for each in range(60):
            written("i", x=72.1 + 3.37 * each, y=600.3 - 0.41 * each, size=9)(canvas)
        canvas.endForm()
        canvas.doForm("thin")

    content = read(paint)
    assert texts(content).replace(SEEN, "").count("i") == 60
    assert content.warnings == ()


def test_a_covered_word_is_left_out_of_its_sentence() -> None:
    def cover(canvas: Canvas) -> None:
        canvas.setFillGray(0)
        start = 72 + canvas.stringWidth("Give ", "Helvetica", 10)
        canvas.rect(start, 597, canvas.stringWidth("never", "Helvetica", 10), 12, stroke=0, fill=1)

    content = read(written("Give never more than 5 mg of the drug in one day."), cover)
    assert "Give more than 5 mg of the drug in one day." in texts(content)


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, WIDTH, HEIGHT)
    written(SEEN, mode=3)(canvas)


def test_the_invisible_layer_of_a_scan_is_read_and_the_warning_says_so() -> None:
    content = read_pdf(draw(scanned), Options())
    assert SEEN in texts(content)
    assert content.warnings == ("page 1: a scan, read from its invisible text layer",)


def test_a_scan_may_have_a_stamp() -> None:
    def stamped(canvas: Canvas) -> None:
        scanned(canvas)
        for row in range(8):
            written(f"Line {row} of the scan says what is to be done.", y=500 - 20 * row, mode=3)(canvas)
        canvas.drawString(72, 30, "Downloaded by a library.")

    assert SEEN in texts(read_pdf(draw(stamped), Options()))


def test_an_invisible_layer_over_nothing_is_not_read() -> None:
    content = read_pdf(draw(written(UNSEEN, mode=3)), Options())
    assert content.blocks == ()
    assert content.warnings == (f"words that cannot be seen were left out: {WORDS} hidden",)


def struck(kind: int) -> bytes:
    def paint(canvas: Canvas) -> None:
        written(SEEN, y=700)(canvas)
        written(UNSEEN)(canvas)

    document = PdfDocument(draw(paint))
    page = document[0]
    note = pdfium.FPDFPage_CreateAnnot(page, kind)
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(70, 612, 500, 595))
    pdfium.FPDFAnnot_AppendAttachmentPoints(note, pdfium.FS_QUADPOINTSF(70, 612, 500, 612, 70, 595, 500, 595))
    pdfium.FPDFPage_CloseAnnot(note)
    written_file = io.BytesIO()
    document.save(written_file)
    return written_file.getvalue()


def test_words_that_an_annotation_strikes_out_are_left_out() -> None:
    content = read_pdf(struck(pdfium.FPDF_ANNOT_STRIKEOUT), Options())
    assert texts(content) == SEEN
    assert content.warnings == (f"words that cannot be seen were left out: {WORDS} struck through",)


def test_words_that_an_annotation_highlights_are_read() -> None:
    assert UNSEEN in texts(read_pdf(struck(pdfium.FPDF_ANNOT_HIGHLIGHT), Options()))


def test_a_page_of_very_many_areas_is_read() -> None:
    def paint(canvas: Canvas) -> None:
        for each in range(30_000):
            canvas.rect(each % 500, each % 700, 90, 90, stroke=0, fill=1)
        in_gray(1, written(SEEN))(canvas)

    assert SEEN in texts(read_pdf(draw(paint), Options()))


def lined(height: float, *, left: float = 0, right: float = 0) -> Paint:
    """Draw a line over the unseen sentence, `height` above its baseline, so much longer at its ends."""

    def paint(canvas: Canvas) -> None:
        canvas.setLineWidth(0.6)
        end = 72 + canvas.stringWidth(UNSEEN, "Helvetica", 10)
        canvas.line(72 - left, 600 + height, end + right, 600 + height)

    return paint


@pytest.mark.parametrize("height", [2.2, 2.6, 3.2])
def test_words_that_a_drawn_line_strikes_out_are_left_out(height: float) -> None:
    content = read(written(UNSEEN), lined(height))
    assert texts(content) == SEEN
    assert content.warnings == (f"words that cannot be seen were left out: {WORDS} struck through",)


@pytest.mark.parametrize(
    "line", [lined(-1.2), lined(0), lined(8), lined(2.6, left=20), lined(2.6, right=40), lined(-3, right=40)]
)
def test_words_that_are_underlined_or_between_rules_are_read(line: Paint) -> None:
    content = read(written(UNSEEN), line)
    assert UNSEEN in texts(content)
    assert content.warnings == ()
