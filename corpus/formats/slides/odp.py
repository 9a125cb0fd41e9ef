"""The format of .odp files: an OpenDocument presentation, read as the text of a page for each slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.document import Content
from corpus.formats.packages import is_open_document, open_document
from corpus.formats.slides import Slide, of_shape, read_slides
from corpus.formats.word.odt.body import read_odt_body
from corpus.formats.word.odt.styles import AUTOMATIC, OdtStyles, read_odt_styles
from corpus.formats.word.odt.text import OdtReading
from corpus.formats.word.pieces import Piece, Written
from corpus.formats.xml_trees import attribute, local_name
from corpus.options import Options
from corpus.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

_BESIDE = frozenset({"page-number", "footer", "header", "date-time", "page", "handout"})


def is_odp(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument presentation, a template of one included, be it broken."""
    return is_open_document(data, b"presentation")


def read_odp(data: bytes, options: Options) -> Content:
    """Return what a presentation holds, a page a slide; raise `UnreadableFileError` when it cannot be read.

    Comments, footers and what cannot be seen are left out, hidden slides are named.
    """
    del options
    document = open_document(data, "presentation")
    styles, unseen = read_odt_styles(document.roots), Counter[Unseen]()
    slides = [
        _slide(page, number, OdtReading(styles, number, behind=AUTOMATIC, unseen=unseen))
        for number, page in enumerate(document.body.iterchildren("{*}page"), start=1)
    ]
    return read_slides(slides, document.front_matter, unseen)


def _slide(page: _Element, number: int, reading: OdtReading) -> Slide:
    slide = Slide(number, is_hidden=_is_hidden(page, reading.styles))
    for notes in page.iterchildren("{*}notes"):
        for frame in notes.iterchildren("{*}frame"):
            if attribute(frame, "class") == "notes":
                slide.notes.extend(_read(frame, reading, slide))
    for shape in page:
        if local_name(shape) not in ("notes", "forms", "annotation"):
            slide.pieces.extend(_read(shape, reading, slide))
    return slide


def _is_hidden(page: _Element, styles: OdtStyles) -> bool:
    style = styles.elements.get(("drawing-page", attribute(page, "style-name")))
    properties = None if style is None else style.find("{*}drawing-page-properties")
    return attribute(properties, "visibility") == "hidden"


def _read(shape: _Element, reading: OdtReading, slide: Slide) -> Iterator[Piece]:
    """Yield what stands in a shape; the title goes to the slide."""
    kind, name = attribute(shape, "class"), local_name(shape)
    if kind in _BESIDE:
        return
    if name == "g":
        for inner in shape:
            yield from _read(inner, reading, slide)
        return
    reading.page = slide.number
    inside = next(shape.iterchildren("{*}text-box"), shape)
    pieces = list(read_odt_body(inside, reading))
    slide.names_deck |= kind == "subtitle"
    if kind == "title" and not slide.title:
        slide.title = " ".join(" ".join(each.text for each in pieces if isinstance(each, Written)).split())
        return
    yield from pieces if kind else of_shape(pieces)
    if name == "frame" and not pieces:
        held = {local_name(each) for each in shape}
        slide.unread |= {"charts or other objects"} if held & {"object", "object-ole", "plugin"} else set()
        slide.unread |= {"pictures"} if held & {"image"} and not held & {"object", "object-ole"} else set()
