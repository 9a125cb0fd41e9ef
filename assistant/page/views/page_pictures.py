"""Pages of a PDF as pictures, with what is quoted of them outlined."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator

from assistant.page.views.chat_messages import plain
from corpus.document import Document
from corpus.drawing_process import drawing
from corpus.errors import UnreadableFileError
from corpus.formats.pdf_pictures import Drawing, Sheet
from corpus.formats.pdf_places import Place

PDF = "PDF"
NOT_FOUND = "The words could not be found on the page; compare it with the text."


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
        drawn = drawing(document, page, text, quote, password)
    except UnreadableFileError as error:
        return _refusal(error)
    note = "" if drawn.places else f'<p class="caution">{NOT_FOUND}</p>'
    return note + "".join(_figure(document, sheet, drawn) for sheet in drawn.sheets)


def page_figure(document: Document, page: int, password: str) -> str:
    """Return a figure of one page, counted from 1, or a line with the reason why it cannot be shown."""
    try:
        drawn = drawing(document, page, password=password)
    except UnreadableFileError as error:
        return _refusal(error)
    return _figure(document, drawn.sheets[0], drawn)


def _figure(document: Document, sheet: Sheet, drawn: Drawing) -> str:
    page = sheet.page
    places = [place for place in drawn.places if place.page == page]
    outlined = f", with {drawn.named} outlined" if places else ""
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
