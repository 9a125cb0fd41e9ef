"""Pages are drawn by a process of their own, which a bad file cannot make a nuisance."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.places.finding import Sought
from corpus.reading import content_hash, read_document
from corpus.worker.drawing import drawing

TEXT = "Colchicine is stopped when diarrhoea begins."


def guideline(folder: Path) -> Document:
    canvas = Canvas(str(folder / "gout.pdf"))
    canvas.drawString(72, 700, "Another page.")
    canvas.showPage()
    canvas.drawString(72, 600, f"Gout hurts. {TEXT}")
    canvas.save()
    return read_document(folder / "gout.pdf")


def test_a_page_is_drawn_with_the_place_of_a_quote(tmp_path: Path) -> None:
    text = f"Gout hurts. {TEXT}"
    drawn = drawing(guideline(tmp_path), 2, Sought(2, text, start=text.index(TEXT), end=len(text)))

    (sheet,), (place,) = drawn.sheets, drawn.found.places
    assert (sheet.page, sheet.media_type, sheet.pixels[0]) == (2, "image/png", 1100)
    assert Image.open(io.BytesIO(sheet.picture)).size == sheet.pixels
    assert 72 < place.left < place.right < sheet.points[0]
    # 600 points from the bottom of an A4 page.
    assert place.top < 842 - 600 < place.bottom


def test_several_pages_are_drawn_at_once(tmp_path: Path) -> None:
    document = guideline(tmp_path)
    with ThreadPoolExecutor(4) as threads:
        drawings = list(threads.map(lambda page: drawing(document, page), [1, 2, 1, 2]))

    assert [drawn.sheets[0].page for drawn in drawings] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"%PDF-1.7\nnothing more", "PDF"), (b"", "page|PDF|empty")],
    ids=["broken", "empty"],
)
def test_a_file_that_cannot_be_drawn_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    document = Document("broken", "Broken", str(file), content_hash(content), (), "PDF")

    with pytest.raises(UnreadableFileError, match=reason):
        drawing(document, 1)


def test_a_file_that_has_changed_or_gone_is_not_shown(tmp_path: Path) -> None:
    document = guideline(tmp_path)
    with pytest.raises(UnreadableFileError, match="it has no page 3"):
        drawing(document, 3)
    file = Path(document.source)
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(UnreadableFileError, match="changed since it was indexed"):
        drawing(document, 1)
    file.unlink()
    with pytest.raises(UnreadableFileError):
        drawing(document, 1)
