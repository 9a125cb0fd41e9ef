"""The format of .docx and .docm files: WordprocessingML in a ZIP; macros and links are never followed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.archives import Archive, open_archive
from corpus.document import Content
from corpus.errors import UnreadableFileError
from corpus.formats.packages import is_office, main_part, office_front_matter, office_properties, targets
from corpus.formats.word.docx.body import read_body
from corpus.formats.word.docx.styles import UNKNOWN, read_styles
from corpus.formats.word.docx.text import Reading
from corpus.formats.word.docx.xml import W, child, transitional, value
from corpus.formats.word.flow import blocks_of_flow
from corpus.formats.word.numbering import read_numbering
from corpus.formats.xml_trees import parse_xml
from corpus.ledger import counted
from corpus.options import Options
from corpus.unseen import unseen_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element

_RENDERED = "lastRenderedPageBreak"
_NO_TEXT = ("separator", "continuationSeparator", "continuationNotice")


def is_docx(data: bytes) -> bool:
    """Tell whether `data` is a Word document in a ZIP, be it broken."""
    return is_office(data, "word/", b"word/document")


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
    properties = office_properties(package.archive)
    reading.breaks = _breaks(body, properties)
    reading.page = 1 if reading.breaks else None
    if child(package.main, "background") is not None:
        reading.behind = UNKNOWN
    pieces = list(read_body(body, reading))
    inserted = next(body.iter(W + "altChunk"), None) is not None
    warnings = ("a file that is inserted in it is not read; save it anew in Word",) if inserted else ()
    warnings = (*warnings, *unseen_warnings(reading.unseen))
    blocks, left_out = blocks_of_flow(pieces, reading.notes), counted(reading.unseen)
    return Content(blocks, office_front_matter(properties), reading.page, warnings, left_out)


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
    name = main_part(archive, "word/document.xml")
    return _Package(archive, parse_xml(transitional(archive.read(name))), targets(archive, name))


def _notes(root: _Element | None, name: str) -> dict[str, _Element]:
    found = [] if root is None else root.iter(W + name)
    return {value(note, "id") or "": note for note in found if value(note, "type") not in _NO_TEXT}


def _breaks(body: _Element, properties: dict[str, str]) -> frozenset[str]:
    """Return the names of the elements that tell where pages end, none where nothing can be relied on."""
    if next(body.iter(W + _RENDERED), None) is not None:
        return frozenset({_RENDERED})
    typed = sum(value(each, "type") == "page" for each in body.iter(W + "br"))
    return frozenset({"br"}) if typed and properties.get("Pages") == str(typed + 1) else frozenset()
