"""Pages of a PDF as pictures, with what is quoted of them outlined."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence

from assistant.page.views.plain_text import plain
from corpus.document import Document, Paragraph
from corpus.errors import UnreadableFileError
from corpus.places.finding import Found, Place, sought
from corpus.places.pictures import Sheet
from corpus.worker.drawing import drawing

PDF = "PDF"
NOT_FOUND = "The words could not be found on the page; compare it with the text."


def has_pictures(document: Document) -> bool:
    """Tell whether pages of `document` can be shown as long as its file is there."""
    return document.format == PDF


def outlined_pages(document: Document, paragraph: Paragraph, quote: tuple[int, int], password: str) -> str:
    """Return figures of the pages that a paragraph, which has a page, or a quote of it stands on.

    Each line of it has a rectangle, a row of a table one, with lighter ones around the names of its columns.
    `quote` holds offsets in the text; an empty one outlines the whole paragraph. What is not found leaves a
    page without rectangles and a line that says so; a file that cannot be shown leaves one with the reason.
    """
    target = sought(document, paragraph, quote)
    try:
        drawn = drawing(document, target.page, target, password)
    except UnreadableFileError as error:
        return _refusal(error)
    note = "" if drawn.found.places else f'<p class="caution">{NOT_FOUND}</p>'
    return note + "".join(_figure(document, sheet, drawn.found) for sheet in drawn.sheets)


def page_figure(document: Document, page: int, password: str) -> str:
    """Return a figure of one page, counted from 1, or a line with the reason why it cannot be shown."""
    try:
        drawn = drawing(document, page, password=password)
    except UnreadableFileError as error:
        return _refusal(error)
    return _figure(document, drawn.sheets[0], drawn.found)


def _figure(document: Document, sheet: Sheet, found: Found) -> str:
    page = sheet.page
    places = [place for place in found.places if place.page == page]
    beside = [place for place in found.beside if place.page == page]
    pages = f" of {document.pages}" if document.pages else ""
    picture = base64.b64encode(sheet.picture).decode("ascii")
    across, down = sheet.pixels
    described = f"Page {page} of {document.title}"
    described += f", with {_all_named(found, beside)} outlined" if places else ""
    return (
        f'<figure class="page" data-page="{page}" data-pages="{document.pages or page}"><div class="sheet">'
        f'<img src="data:{sheet.media_type};base64,{picture}" width="{across}" height="{down}" '
        f'alt="{plain(described)}">'
        f"{''.join(_rectangles(places, sheet.points, 'place'))}"
        f"{''.join(_rectangles(beside, sheet.points, 'beside'))}</div>"
        f"<figcaption>Page {page}{pages}{_key(found, beside)}</figcaption></figure>"
    )


def _all_named(found: Found, beside: Sequence[Place]) -> str:
    return f"{found.named} and {found.beside_named}" if beside else found.named


def _key(found: Found, beside: Sequence[Place]) -> str:
    """Return what the lighter rectangles of a page are, or on which page they would stand."""
    if not found.beside:
        return ""
    if beside:
        return f". Marked: {found.named}; dashed: {found.beside_named}"
    return f". {found.beside_named.capitalize()}: page {found.beside[0].page}"


def _rectangles(places: Iterable[Place], points: tuple[float, float], name: str) -> Iterator[str]:
    """Yield an element of the class `name` a place, in percent of the page."""
    across, down = points
    for place in places:
        left, right = (_percent(edge, across) for edge in (place.left, place.right))
        top, bottom = (_percent(edge, down) for edge in (place.top, place.bottom))
        yield (
            f'<span class="{name}" style="left:{left:.2f}%;top:{top:.2f}%;'
            f'width:{right - left:.2f}%;height:{bottom - top:.2f}%"></span>'
        )


def _percent(edge: float, whole: float) -> float:
    return 100 * min(max(edge / whole, 0.0), 1.0)


def _refusal(error: UnreadableFileError) -> str:
    return f'<p class="caution">{plain(f"The page cannot be shown: {error}.")}</p>'
