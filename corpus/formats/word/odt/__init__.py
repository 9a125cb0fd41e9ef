"""The format of .odt files: OpenDocument Text (ISO/IEC 26300), XML in a ZIP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.archives import Archive, is_zip, open_archive
from corpus.document import Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.markup.markup import from_xml
from corpus.formats.markup.mathml import math_text
from corpus.formats.properties import (
    stated_authors,
    stated_date,
    stated_doi,
    stated_title,
    stated_version,
)
from corpus.formats.word.flow import blocks_of_flow
from corpus.formats.word.odt.body import read_odt_body
from corpus.formats.word.odt.styles import AUTOMATIC, OdtStyles, background, read_odt_styles
from corpus.formats.word.odt.text import OdtReading
from corpus.formats.word.running_text import PAPER
from corpus.formats.xml_trees import attribute, local_name, parse_xml, whole_number
from corpus.options import Options
from corpus.unseen import Unseen, count_words, unseen_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = b"application/vnd.oasis.opendocument.text"
_BEGINNING = 300


def is_odt(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument Text, a template of one included, be it broken."""
    return is_zip(data) and b"mimetype" + _TYPE in data[:_BEGINNING]


def read_odt(data: bytes, options: Options) -> Content:
    """Return what an OpenDocument Text holds; raise `UnreadableFileError` when it cannot be read.

    Its pages are those that its editor saw, where it says so. Headers, footers, comments, deleted text
    and what cannot be seen are left out.
    """
    del options
    archive = open_archive(data)
    _refuse_encrypted(archive)
    if "content.xml" not in archive.names:
        raise UnreadableFileError("it lacks its main part, content.xml; copy or download it again")
    root = parse_xml(archive.read("content.xml"))
    body = root.find("{*}body/{*}text")
    if body is None:
        raise UnreadableFileError("its main part holds no text; save it anew in its editor")
    common = [parse_xml(archive.read("styles.xml"))] if "styles.xml" in archive.names else []
    styles = read_odt_styles([*common, root])
    properties = _properties(archive)
    reading = OdtReading(styles, _first_page(body, styles, properties), formulas=_formulas(archive, body))
    pages = (each for part in common for each in part.iter("{*}page-layout-properties"))
    if not {background(each) for each in pages} <= {"", PAPER}:
        reading.behind = AUTOMATIC
    for deleted in body.iterfind("{*}tracked-changes//{*}p"):
        count_words(reading.unseen, Unseen.DELETED, " ".join(map(str, deleted.itertext())))
    pieces = list(read_odt_body(body, reading))
    blocks, warnings = blocks_of_flow(pieces, reading.notes), unseen_warnings(reading.unseen)
    return Content(blocks, _front_matter(properties), reading.page, warnings)


def _refuse_encrypted(archive: Archive) -> None:
    manifest = "META-INF/manifest.xml"
    encrypted = manifest in archive.names and b"encryption-data" in archive.read(manifest)
    if encrypted or "encrypted-package" in archive.names:
        raise UnreadableFileError("it is protected with a password; save it without one")


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


def _first_page(body: _Element, styles: OdtStyles, properties: dict[str, str]) -> int | None:
    """Return 1 where the page breaks that are stated make up the pages that the editor counted."""
    soft = sum(1 for _ in body.iter("{*}soft-page-break"))
    typed = sum(
        styles.get("paragraph", attribute(each, "style-name")).breaks_page
        for each in body.iter("{*}p", "{*}h")
    )
    return 1 if whole_number(properties.get("page-count", "")) == soft + typed + 1 else None


def _properties(archive: Archive) -> dict[str, str]:
    try:
        root = parse_xml(archive.read("meta.xml"))
    except UnreadableFileError:
        return {}
    found: dict[str, str] = {}
    for each in root.iter():
        name = local_name(each)
        if name == "document-statistic":
            found["page-count"] = attribute(each, "page-count")
        elif name and (text := (each.text or "").strip()):
            found[attribute(each, "name") or name] = text
    return found


def _front_matter(properties: dict[str, str]) -> FrontMatter:
    return FrontMatter(
        stated_title(properties.get("title", "")),
        stated_authors([properties.get("initial-creator", "") or properties.get("creator", "")]),
        stated_date(properties.get("date", ""), properties.get("creation-date", "")),
        stated_doi(properties.get("DOI", ""), properties.get("doi", ""), properties.get("identifier", "")),
        stated_version(properties),
    )
