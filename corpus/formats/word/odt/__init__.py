"""The format of .odt files: OpenDocument Text (ISO/IEC 26300), XML in a ZIP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.archives import Archive
from corpus.document import Content
from corpus.formats.markup.markup import from_xml
from corpus.formats.markup.mathml import math_text
from corpus.formats.packages import is_open_document, open_document
from corpus.formats.word.flow import blocks_of_flow
from corpus.formats.word.odt.body import read_odt_body
from corpus.formats.word.odt.styles import AUTOMATIC, OdtStyles, background, read_odt_styles
from corpus.formats.word.odt.text import OdtReading
from corpus.formats.word.running_text import PAPER
from corpus.formats.xml_trees import attribute, local_name, parse_xml, whole_number
from corpus.ledger import counted
from corpus.options import Options
from corpus.unseen import Unseen, count_words, unseen_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element


def is_odt(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument Text, a template of one included, be it broken."""
    return is_open_document(data, b"text")


def read_odt(data: bytes, options: Options) -> Content:
    """Return what an OpenDocument Text holds; raise `UnreadableFileError` when it cannot be read.

    Its pages are those that its editor saw, where it says so. Headers, footers, comments, deleted text
    and what cannot be seen are left out.
    """
    del options
    document = open_document(data, "text")
    styles = read_odt_styles(document.roots)
    first = _first_page(document.body, styles, document.properties)
    reading = OdtReading(styles, first, formulas=_formulas(document.archive, document.body))
    pages = (each for part in document.roots[:-1] for each in part.iter("{*}page-layout-properties"))
    if not {background(each) for each in pages} <= {"", PAPER}:
        reading.behind = AUTOMATIC
    for deleted in document.body.iterfind("{*}tracked-changes//{*}p"):
        count_words(reading.unseen, Unseen.DELETED, " ".join(map(str, deleted.itertext())))
    pieces = list(read_odt_body(document.body, reading))
    blocks, warnings = blocks_of_flow(pieces, reading.notes), unseen_warnings(reading.unseen)
    return Content(blocks, document.front_matter, reading.page, warnings, counted(reading.unseen))


def _formulas(archive: Archive, body: _Element) -> dict[str, str]:
    """Return the formulas of the parts that objects in the text name; other objects are not looked at."""
    found: dict[str, str] = {}
    for each in body.iter("{*}object"):
        part = attribute(each, "href").removeprefix("./")
        name = f"{part}/content.xml"
        if name in archive.names and part not in found:
            root = parse_xml(archive.read(name))
            found[part] = math_text(from_xml(root, frozenset())) if local_name(root) == "math" else ""
    return found


def _first_page(body: _Element, styles: OdtStyles, properties: Mapping[str, str]) -> int | None:
    """Return 1 where the page breaks that are stated make up the pages that the editor counted."""
    soft = sum(1 for _ in body.iter("{*}soft-page-break"))
    typed = sum(
        styles.get("paragraph", attribute(each, "style-name")).breaks_page
        for each in body.iter("{*}p", "{*}h")
    )
    return 1 if whole_number(properties.get("page-count", "")) == soft + typed + 1 else None
