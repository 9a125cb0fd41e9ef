"""Pages of a PDF as pictures, and where on them a paragraph or a quote of it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFileError
from corpus.formats.pdf import open_pdf
from corpus.places.finding import Found, Sought, find_places

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# Pixels: on a screen's half the letters are as sharp as in print.
WIDTH = 1100
LARGEST_PICTURE = 4_000
# A drawn page has few colours, shades at the edges of its letters included; a photograph has more.
DRAWN_COLOURS = 4096
PALETTE_COLOURS = 48
PHOTOGRAPH_QUALITY = 75


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture: its number, media type and bytes, its size in pixels, its size in points."""

    page: int
    media_type: str
    picture: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pages as pictures, and what was found on them."""

    sheets: tuple[Sheet, ...]
    found: Found


def draw_places(data: bytes, target: Sought, password: str) -> Drawing:
    """Return the pages that a paragraph, or a quote of it, stands on, with its places.

    What is not found gives its page without places. Raise `UnreadableFileError` when the file cannot be
    read.
    """
    found = find_places(data, target, password)
    numbers = sorted({place.page for place in found.places}) or [target.page]
    return Drawing(tuple(draw_page(data, number, password) for number in numbers), found)


def draw_page(data: bytes, page: int, password: str) -> Sheet:
    """Return a page, counted from 1; raise `UnreadableFileError` when there is none."""
    from PIL import Image

    points = page_size(data, page, password)
    drawn = Image.open(io.BytesIO(page_picture(data, page, WIDTH, password))).convert("RGB")
    written = io.BytesIO()
    if drawn.getcolors(DRAWN_COLOURS):
        drawn.quantize(PALETTE_COLOURS, Image.Quantize.FASTOCTREE).save(written, "PNG")
        return Sheet(page, "image/png", written.getvalue(), drawn.size, points)
    drawn.save(written, "WEBP", quality=PHOTOGRAPH_QUALITY, method=2)
    return Sheet(page, "image/webp", written.getvalue(), drawn.size, points)


def page_size(data: bytes, page: int, password: str = "") -> tuple[float, float]:
    """Return the width and the height of a page, counted from 1, in points as it is displayed."""
    from corpus.pages.characters import page_size as size_of

    with _opened(data, page, password) as opened:
        return size_of(opened)


def page_picture(data: bytes, page: int, width: int, password: str = "") -> bytes:
    """Return a PNG of a page, counted from 1, that is `width` pixels wide (at most 4,000 either way)."""
    from corpus.pages.characters import page_size as size_of

    with _opened(data, page, password) as opened:
        across, down = size_of(opened)
        scale = min(max(1, width) / across, LARGEST_PICTURE / max(across, down))
        picture = opened.render(scale=scale).to_pil()
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


@contextmanager
def _opened(data: bytes, page: int, password: str) -> Iterator[PdfPage]:
    with open_pdf(data, password) as document:
        if not 1 <= page <= len(document):
            raise UnreadableFileError(f"it has no page {page}; its last is {len(document)}")
        opened = document[page - 1]
        try:
            yield opened
        finally:
            opened.close()
