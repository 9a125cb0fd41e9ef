"""The format of .pdf files, read by pdfium; `corpus.pages` makes blocks of what stands on their pages."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.document import Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.format import in_sequence
from corpus.ledger import Ledger, Omissions, Printed, in_order
from corpus.options import Options
from corpus.unseen import Unseen, unseen_warnings

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from corpus.pages.page import Page

SIGNATURE = b"%PDF-"
SIGNATURE_WITHIN = 1024
MOST_BOOKMARKS = 5_000
DEEPEST_BOOKMARK = 32
# Lines of formulas are often garbled; a page is when they are more than this share of what can be read.
MOST_GARBLED = 0.2
# A page is a picture when one fills more than this share of it and fewer letters than this stand beside it.
PICTURED = 0.4
FEW_LETTERS = 250
_PASSWORD_ERROR = 4
_SECURITY_ERROR = 5
# A name begins with a capital; what programs and people's accounts write there seldom does.
_NO_NAME = re.compile(r"[@\\/_\d()]|\.\w{2,4}$|^[^A-ZÀ-Þ]*$|^(?:Microsoft|Adobe|Unknown|Admin\w*|User)\b")
_AUTHOR_PARTS = re.compile(r"\s*(?:;|,\s+(?=[A-Z][\w.'’-]+\s+[A-Z])|\s+and\s+|&)\s*")


def is_pdf(data: bytes) -> bool:
    """Tell whether `data` is a PDF file: its signature stands near the beginning."""
    return SIGNATURE in data[:SIGNATURE_WITHIN]


def read_pdf(data: bytes, options: Options) -> Content:
    """Return what a PDF file holds; raise `UnreadableFileError` with the reason.

    Pages that hold only an image are recognised where `options.ocr` names languages, else warned of.
    """
    from corpus.pages.blocks import document_blocks
    from corpus.pages.titles import trusted_title

    with open_pdf(data, options.password) as document:
        pages = [_page(document, number) for number in range(1, len(document) + 1)]
        stated = document.get_metadata_dict(skip_empty=True)
        outline = _outline(document)
        scans = [page.number for page in pages if _is_scan(page)]
        recognised, warnings = _recognise(document, scans, options.ocr)
    pages = [recognised.get(page.number, page) for page in pages]
    scans = [number for number in scans if number not in recognised]
    pictures = [page.number for page in pages if page.number not in scans and _is_picture(page)]
    layers = [page.number for page in pages if page.is_layer]
    garbled = [page.number for page in pages if _is_garbled(page)]
    noted = [page.number for page in pages if page.notes]
    stamped = [page.number for page in pages if page.unread_notes]
    title = trusted_title(stated.get("Title", ""))
    omitted = Omissions()
    blocks = document_blocks(pages, title, outline, omitted)
    doubtful = tuple(sorted(omitted.doubtful))
    found = (
        *_named(scans, "holds", "hold", "only an image"),
        *_named(list(recognised), "was", "were", "recognised from an image"),
        *_named(pictures, "is", "are", "mostly a picture, whose words are not read"),
        *_named(layers, ": a scan, read from its", ": scans, read from their", "invisible text layer"),
        *_named(doubtful, "holds", "hold", "a table whose rules and words do not agree; check its rows"),
        *_named(garbled, ": its", ": their", "letters cannot be told"),
        *_named(noted, "bears", "bear", "notes or stamps, read behind what is printed there"),
        *_named(stamped, "bears", "bear", "a stamp or an attached file that is not read"),
    )
    left_out = (*(each for page in pages for each in page.left_out), *omitted.left_out())
    ledger = Ledger(in_order(left_out), doubtful, tuple(sorted((*scans, *pictures))))
    front_matter = FrontMatter(title, _authors(stated.get("Author", "")))
    warnings = (*found, *warnings, *unseen_warnings(_unseen(ledger)))
    printed = (Printed(page.number, line.text) for page in pages for line in (*page.lines, *page.sideways))
    return Content(in_sequence(blocks), front_matter, len(pages), warnings, ledger, tuple(printed))


def _unseen(ledger: Ledger) -> Counter[Unseen]:
    """Return how many words cannot be seen, by why."""
    words = ledger.words()
    return Counter({why: words[why] for why in Unseen if why in words})


@contextmanager
def open_pdf(data: bytes, password: str) -> Iterator[PdfDocument]:
    """Open a PDF file and close it; raise `UnreadableFileError` when it is encrypted or broken."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data, password=password or None)
    except PdfiumError as error:
        raise UnreadableFileError(_reason(error.err_code, password)) from error
    try:
        document.init_forms()
        yield document
    except (PdfiumError, ctypes.ArgumentError) as error:
        raise UnreadableFileError(f"it is damaged ({error})") from error
    finally:
        document.close()


def _reason(code: int | None, password: str) -> str:
    if code == _PASSWORD_ERROR:
        if password:
            return "it is encrypted, and the password in ASSISTANT_PASSWORD does not open it"
        return "it is encrypted; give its password in ASSISTANT_PASSWORD"
    if code == _SECURITY_ERROR:
        return "it is encrypted in a way that cannot be read"
    return "it is damaged or not a whole PDF file; get it again from where it came"


def _page(document: PdfDocument, number: int) -> Page:
    """Return a page; one that is broken is empty, so that the others are read."""
    from pypdfium2 import PdfiumError

    from corpus.pages.page import Page
    from corpus.pages.upright import read_page

    try:
        page = document[number - 1]
    except PdfiumError:
        return Page(number, (1.0, 1.0), ())
    try:
        return read_page(page, number)
    except PdfiumError:
        return Page(number, (1.0, 1.0), ())
    finally:
        page.close()


def _is_scan(page: Page) -> bool:
    from corpus.pages.upright import FEWEST_LETTERS

    return page.has_image and sum(len(line.text) for line in page.lines) + page.unreadable < FEWEST_LETTERS


def _is_picture(page: Page) -> bool:
    """Tell whether pictures fill most of a page that says little beside them."""
    told = sum(len(line.text) for line in page.lines)
    width, height = page.size
    largest = max((each.width * each.height for each in page.drawings.images), default=0.0)
    return page.has_image and not page.is_layer and told < FEW_LETTERS and largest > PICTURED * width * height


def _is_garbled(page: Page) -> bool:
    from corpus.pages.upright import FEWEST_LETTERS

    told = sum(len(line.text) for line in page.lines)
    return page.unreadable > FEWEST_LETTERS + MOST_GARBLED * told


def _recognise(
    document: PdfDocument, numbers: Sequence[int], languages: str
) -> tuple[dict[int, Page], tuple[str, ...]]:
    if not languages or not numbers:
        return {}, ()
    from corpus.ocr import recognise_pages

    return recognise_pages(document, numbers, languages)


def _outline(document: PdfDocument) -> dict[str, int]:
    """Return the levels of the bookmarks by their title, from 1."""
    from corpus.pages.titles import folded

    levels: dict[str, int] = {}
    for position, bookmark in enumerate(document.get_toc(max_depth=DEEPEST_BOOKMARK)):
        if position >= MOST_BOOKMARKS:
            break
        levels.setdefault(folded(bookmark.get_title()), bookmark.level + 1)
    levels.pop("", None)
    return levels


def _authors(stated: str) -> tuple[str, ...]:
    names = (name.strip(" ,") for name in _AUTHOR_PARTS.split(stated))
    return tuple(name for name in names if len(name) > 2 and not _NO_NAME.search(name))


def _named(numbers: Sequence[int], one: str, several: str, what: str) -> Iterator[str]:
    """Yield a warning for each run of pages: "page 7 holds …", "pages 3 to 9 hold …"."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        pages = [number for _, number in run]
        if len(pages) == 1:
            yield f"page {pages[0]} {one} {what}".replace(" :", ":")
        else:
            joint = "and" if len(pages) == 2 else "to"
            yield f"pages {pages[0]} {joint} {pages[-1]} {several} {what}".replace(" :", ":")
