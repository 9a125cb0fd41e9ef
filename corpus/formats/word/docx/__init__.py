"""The format of .docx and .docm files: WordprocessingML in a ZIP; macros and links are never followed."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.archives import Archive, is_zip, open_archive
from corpus.document import Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.properties import (
    stated_authors,
    stated_date,
    stated_doi,
    stated_title,
    stated_version,
)
from corpus.formats.word.docx.body import read_body
from corpus.formats.word.docx.styles import UNKNOWN, read_styles
from corpus.formats.word.docx.text import Reading
from corpus.formats.word.docx.xml import W, child, transitional, value
from corpus.formats.word.flow import blocks_of_flow
from corpus.formats.word.numbering import read_numbering
from corpus.formats.xml_trees import local_name, parse_xml
from corpus.options import Options
from corpus.unseen import unseen_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element

_RENDERED = "lastRenderedPageBreak"
_NO_TEXT = ("separator", "continuationSeparator", "continuationNotice")


def is_docx(data: bytes) -> bool:
    """Tell whether `data` is a Word document in a ZIP, be it broken."""
    if not is_zip(data):
        return False
    try:
        names = open_archive(data).names
    except UnreadableFileError:
        return b"word/document" in data
    return any(name.startswith("word/") and name.endswith(".xml") for name in names)


def read_docx(data: bytes, options: Options) -> Content:
    """Return what a Word document holds; raise `UnreadableFileError` when it cannot be read.

    Its pages are those that Word saw when it last laid the document out, where it says so. Headers, footers,
    comments, deleted text and what cannot be seen are left out.
    """
    del options
    package = _open(data)
    body = next(package.main.iter(W + "body"), None)
    if body is None:
        raise UnreadableFileError("its main part holds no document; save it anew in Word")
    reading = Reading(
        read_styles(package.part("styles")),
        read_numbering(package.part("numbering")),
        _notes(package.part("footnotes"), "footnote"),
        _notes(package.part("endnotes"), "endnote"),
    )
    properties = _properties(package.archive)
    reading.breaks = _breaks(body, properties)
    reading.page = 1 if reading.breaks else None
    if child(package.main, "background") is not None:
        reading.behind = UNKNOWN
    pieces = list(read_body(body, reading))
    inserted = next(body.iter(W + "altChunk"), None) is not None
    warnings = ("a file that is inserted in it is not read; save it anew in Word",) if inserted else ()
    warnings = (*warnings, *unseen_warnings(reading.unseen))
    return Content(blocks_of_flow(pieces, reading.notes), _front_matter(properties), reading.page, warnings)


@dataclass(frozen=True, slots=True)
class _Package:
    archive: Archive
    main: _Element
    targets: dict[str, str] = field(default_factory=dict)

    def part(self, kind: str) -> _Element | None:
        """Return the root of a part beside the main one, None where it is missing or broken."""
        name = self.targets.get(kind, "")
        if name not in self.archive.names:
            return None
        return parse_xml(transitional(self.archive.read(name)))


def _open(data: bytes) -> _Package:
    archive = open_archive(data)
    name = _targets(archive, "").get("officeDocument", "")
    name = name if name in archive.names else "word/document.xml"
    if name not in archive.names:
        raise UnreadableFileError("it lacks its main part, word/document.xml; copy or download it again")
    return _Package(archive, parse_xml(transitional(archive.read(name))), _targets(archive, name))


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """Return the names of the parts that `part` names, by their kinds; what lies outside is none of them."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.names:
        return {}
    found: dict[str, str] = {}
    for each in parse_xml(archive.read(relations)):
        if local_name(each) == "Relationship" and each.get("TargetMode") != "External":
            target = unquote(str(each.get("Target") or ""))
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.setdefault(str(each.get("Type") or "").rpartition("/")[2], posixpath.normpath(place))
    return found


def _notes(root: _Element | None, name: str) -> dict[str, _Element]:
    found = [] if root is None else root.iter(W + name)
    return {value(note, "id") or "": note for note in found if value(note, "type") not in _NO_TEXT}


def _breaks(body: _Element, properties: dict[str, str]) -> frozenset[str]:
    """Return the names of the elements that tell where pages end, none where nothing can be relied on."""
    if next(body.iter(W + _RENDERED), None) is not None:
        return frozenset({_RENDERED})
    typed = sum(value(each, "type") == "page" for each in body.iter(W + "br"))
    return frozenset({"br"}) if typed and properties.get("Pages") == str(typed + 1) else frozenset()


def _properties(archive: Archive) -> dict[str, str]:
    """Return the document's own properties by their names, those of its author's making included."""
    found: dict[str, str] = {}
    for name in ("docProps/custom.xml", "docProps/app.xml", "docProps/core.xml"):
        if name not in archive.names:
            continue
        try:
            root = parse_xml(archive.read(name))
        except UnreadableFileError:
            continue
        for each in root:
            text = "".join(map(str, each.itertext())).strip()
            if text:
                found[str(each.get("name") or local_name(each))] = text
    return found


def _front_matter(properties: dict[str, str]) -> FrontMatter:
    own = {name: text for name, text in properties.items() if name.lower() != "revision"}
    return FrontMatter(
        stated_title(own.get("title", "")),
        stated_authors([own.get("creator", "")]),
        stated_date(own.get("modified", ""), own.get("created", "")),
        stated_doi(own.get("DOI", ""), own.get("doi", ""), own.get("identifier", "")),
        stated_version(own),
    )
