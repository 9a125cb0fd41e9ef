"""Pages of a PDF as pictures, and where on them a paragraph or a quote of it stands."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf_places import Place, page_picture, page_size, quote_places

# Pixels: on a screen's half the letters are as sharp as in print.
WIDTH = 1100
# A drawn page has few colours, shades at the edges of its letters included; a photograph has more.
DRAWN_COLOURS = 4096
PALETTE_COLOURS = 48
PHOTOGRAPH_QUALITY = 75
# Points that places of the same letters may differ by.
SLACK = 1.0
QUOTED = "the quoted words"
PARAGRAPH = "the paragraph"


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
    """Pages, and what was found on them: `named` is what `places` are to the reader."""

    sheets: tuple[Sheet, ...]
    places: tuple[Place, ...] = ()
    named: str = ""


def draw_quote(data: bytes, page: int, text: str, quote: tuple[int, int], password: str) -> Drawing:
    """Return the pages that a quote stands on, from `page` on, and a place for each of its lines.

    `text` is that of the paragraph, `quote` its offsets in it; an empty one means the whole paragraph. Words
    that are not found give the page without places. Raise `UnreadableFileError` when the file cannot be read.
    """
    places, named = _find(data, page, text, quote, password)
    numbers = sorted({place.page for place in places}) or [page]
    return Drawing(tuple(draw_page(data, number, password) for number in numbers), places, named)


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


def _find(
    data: bytes, page: int, text: str, quote: tuple[int, int], password: str
) -> tuple[tuple[Place, ...], str]:
    """Return where a quote stands, and what that is to the reader."""
    start, end = quote
    if start == end:
        return quote_places(data, page, text, password), PARAGRAPH
    places = quote_places(data, page, text[start:end], password)
    # The same words may stand in another paragraph of the page: the right ones follow what is before them.
    around = quote_places(data, page, text[:end] if start else text, password)
    if not around or all(any(_inside(place, line) for line in around) for place in places):
        return places, QUOTED
    if start == 0:
        return around, PARAGRAPH
    after = _after(around, quote_places(data, page, text[:start], password))
    return (after, QUOTED) if after else (around, f"{PARAGRAPH} up to the end of {QUOTED}")


def _after(places: Sequence[Place], before: Sequence[Place]) -> tuple[Place, ...]:
    """Return what of the lines of `places` comes after their beginning `before`; nothing when it is none.

    A line that both share has to stand upright to be parted.
    """
    if not 0 < len(before) <= len(places):
        return ()
    line, beginning = places[len(before) - 1], before[-1]
    if (
        not _inside(beginning, line)
        or abs(beginning.bottom - line.bottom) > SLACK
        or abs(beginning.top - line.top) > SLACK
    ):
        return ()
    rest = tuple(places[len(before) :])
    return (replace(line, left=beginning.right), *rest) if line.right > beginning.right + SLACK else rest


def _inside(place: Place, line: Place) -> bool:
    return (
        place.page == line.page
        and line.left - SLACK <= place.left
        and place.right <= line.right + SLACK
        and line.top - SLACK <= place.top
        and place.bottom <= line.bottom + SLACK
    )
