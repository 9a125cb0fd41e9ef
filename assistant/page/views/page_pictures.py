"""Pages of a PDF as pictures, with what is quoted of them outlined."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.page.views.chat_messages import plain
from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.reading import content_hash, read_bytes

if TYPE_CHECKING:
    from corpus.formats.pdf_places import Place

PDF = "PDF"
# Pixels: on a screen's half the letters are as sharp as in print.
WIDTH = 1100
# A drawn page has few colours, shades at the edges of its letters included; a photograph has more.
DRAWN_COLOURS = 4096
PALETTE_COLOURS = 48
PHOTOGRAPH_QUALITY = 75
# Points that places of the same letters may differ by.
SLACK = 1.0
# How long one may wait for the pages that others look at.
PATIENCE_SECONDS = 20
QUOTED = "the quoted words"
PARAGRAPH = "the paragraph"
NOT_FOUND = "The words could not be found on the page; compare it with the text."
CHANGED = "it has changed since it was indexed"

# Pdfium works for one thread at a time, and it is one for the whole process.
_pdfium = Lock()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as a picture: its media type and bytes, its size in pixels, its size in points."""

    media_type: str
    picture: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]


def has_pictures(document: Document) -> bool:
    """Tell whether pages of `document` can be shown as long as its file is there."""
    return document.format == PDF


def outlined_pages(document: Document, page: int, text: str, quote: tuple[int, int], password: str) -> str:
    """Return figures of the pages that a quote stands on, from `page` on, with a rectangle around each line.

    `text` is that of the paragraph, `quote` its offsets in it; an empty one outlines the whole paragraph.
    Words that are not found leave a page without rectangles and a line that says so; a file that cannot be
    shown leaves a line with the reason.
    """
    try:
        data = _as_indexed(document)
        with _pdfium_alone():
            places, named = _find(data, page, text, quote, password)
            numbers = sorted({place.page for place in places}) or [page]
            sheets = [_sheet(data, number, password) for number in numbers]
    except UnreadableFileError as error:
        return _refusal(error)
    note = "" if places else f'<p class="caution">{NOT_FOUND}</p>'
    return note + "".join(
        _figure(document, number, sheet, [place for place in places if place.page == number], named)
        for number, sheet in zip(numbers, sheets, strict=True)
    )


def _find(
    data: bytes, page: int, text: str, quote: tuple[int, int], password: str
) -> tuple[tuple[Place, ...], str]:
    """Return where a quote stands, and what that is to the reader."""
    from corpus.formats.pdf_places import quote_places

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


def page_figure(document: Document, page: int, password: str) -> str:
    """Return a figure of one page, counted from 1, or a line with the reason why it cannot be shown."""
    try:
        data = _as_indexed(document)
        with _pdfium_alone():
            sheet = _sheet(data, page, password)
    except UnreadableFileError as error:
        return _refusal(error)
    return _figure(document, page, sheet, (), "")


def _as_indexed(document: Document) -> bytes:
    data = read_bytes(Path(document.source))
    if content_hash(data) != document.content_hash:
        raise UnreadableFileError(CHANGED)
    return data


@contextmanager
def _pdfium_alone() -> Iterator[None]:
    if not _pdfium.acquire(timeout=PATIENCE_SECONDS):
        raise UnreadableFileError("other pages are being drawn; try again in a moment")
    try:
        yield
    finally:
        _pdfium.release()


def _sheet(data: bytes, page: int, password: str) -> _Sheet:
    from PIL import Image

    from corpus.formats.pdf_places import page_picture, page_size

    points = page_size(data, page, password)
    drawn = Image.open(io.BytesIO(page_picture(data, page, WIDTH, password))).convert("RGB")
    written = io.BytesIO()
    if drawn.getcolors(DRAWN_COLOURS):
        drawn.quantize(PALETTE_COLOURS, Image.Quantize.FASTOCTREE).save(written, "PNG")
        return _Sheet("image/png", written.getvalue(), drawn.size, points)
    drawn.save(written, "WEBP", quality=PHOTOGRAPH_QUALITY, method=2)
    return _Sheet("image/webp", written.getvalue(), drawn.size, points)


def _figure(document: Document, page: int, sheet: _Sheet, places: Sequence[Place], named: str) -> str:
    outlined = f", with {named} outlined" if places else ""
    pages = f" of {document.pages}" if document.pages else ""
    picture = base64.b64encode(sheet.picture).decode("ascii")
    across, down = sheet.pixels
    return (
        '<figure class="page"><div class="sheet">'
        f'<img src="data:{sheet.media_type};base64,{picture}" width="{across}" height="{down}" '
        f'alt="{plain(f"Page {page} of {document.title}{outlined}")}">'
        f"{''.join(_rectangles(places, sheet.points))}</div>"
        f"<figcaption>Page {page}{pages}</figcaption></figure>"
    )


def _rectangles(places: Iterable[Place], points: tuple[float, float]) -> Iterator[str]:
    """Yield an element a place, in percent of the page."""
    across, down = points
    for place in places:
        left, right = (_percent(edge, across) for edge in (place.left, place.right))
        top, bottom = (_percent(edge, down) for edge in (place.top, place.bottom))
        yield (
            f'<span class="place" style="left:{left:.2f}%;top:{top:.2f}%;'
            f'width:{right - left:.2f}%;height:{bottom - top:.2f}%"></span>'
        )


def _percent(edge: float, whole: float) -> float:
    return 100 * min(max(edge / whole, 0.0), 1.0)


def _refusal(error: UnreadableFileError) -> str:
    return f'<p class="caution">{plain(f"The page cannot be shown: {error}.")}</p>'
