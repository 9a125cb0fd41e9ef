from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.document import BlockKind
from corpus.formats.pdf import read_pdf
from corpus.options import Options

WORDS = (
    "Give oxygen to every patient whose saturation is low and measure it",
    "again after ten minutes. Call for help when it does not rise.",
)

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="the program tesseract is not installed"
)


@pytest.fixture(scope="module")
def scan() -> bytes:
    """Return a PDF whose first page has text and whose second is a picture of words."""
    from matplotlib import get_data_path

    picture = Image.new("L", (1654, 2339), 255)
    font = ImageFont.truetype(f"{get_data_path()}/fonts/ttf/DejaVuSerif.ttf", 36)
    for number, words in enumerate(WORDS):
        ImageDraw.Draw(picture).text((150, 300 + 60 * number), words, font=font, fill=0)
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.drawString(50, 700, "This page has text of its own.")
    canvas.showPage()
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return written.getvalue()


@needs_tesseract
@pytest.mark.slow
class TestRecognising:
    def test_a_page_without_text_is_recognised_where_languages_are_named(self, scan: bytes) -> None:
        content = read_pdf(scan, Options(ocr="eng"))

        paragraphs = [
            (block.text, block.page) for block in content.blocks if block.kind is BlockKind.PARAGRAPH
        ]
        assert paragraphs == [("This page has text of its own.", 1), (" ".join(WORDS), 2)]
        assert content.warnings == ("page 2 was recognised from an image",)

    def test_a_language_that_is_not_there_is_named_and_the_rest_is_read(self, scan: bytes) -> None:
        content = read_pdf(scan, Options(ocr="tlh"))

        assert [block.text for block in content.blocks] == ["This page has text of its own."]
        assert content.warnings[0] == "page 2 holds only an image"
        assert "'tlh'" in content.warnings[1]


class TestNotRecognising:
    def test_without_languages_the_page_is_only_named(self, scan: bytes) -> None:
        assert read_pdf(scan, Options()).warnings == ("page 2 holds only an image",)

    def test_without_the_program_a_warning_says_so(
        self, scan: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "")

        content = read_pdf(scan, Options(ocr="eng"))

        assert [block.page for block in content.blocks] == [1]
        assert content.warnings == (
            "page 2 holds only an image",
            "pages without text cannot be recognised: the program tesseract is not installed",
        )
