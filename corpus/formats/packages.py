"""Open the packages of office files: which part names which, and what a file states about itself.

Office Open XML is ISO/IEC 29500 (its packages part 2), OpenDocument ISO/IEC 26300 (its packages part 3).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.archives import Archive, is_zip, open_archive
from corpus.document import FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.properties import (
    stated_authors,
    stated_date,
    stated_doi,
    stated_title,
    stated_version,
)
from corpus.formats.xml_trees import attribute, local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_BEGINNING = 300


@dataclass(frozen=True, slots=True)
class Relation:
    """That a part names another one: the kind of that, and its name in the package."""

    kind: str
    target: str


def is_office(data: bytes, folder: str, broken: bytes) -> bool:
    """Tell whether `data` is an Office Open XML file with parts in `folder`, be it broken.

    A ZIP that cannot be opened is one where it holds the bytes `broken`.
    """
    if not is_zip(data):
        return False
    try:
        names = open_archive(data).names
    except UnreadableFileError:
        return broken in data
    return any(name.startswith(folder) and name.endswith(".xml") for name in names)


def relations(archive: Archive, part: str) -> dict[str, Relation]:
    """Return the parts that `part` names, by their ids; "" is the package, what lies outside is left out."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive.names:
        return {}
    found: dict[str, Relation] = {}
    for each in parse_xml(archive.read(listed)):
        if local_name(each) == "Relationship" and each.get("TargetMode") != "External":
            target = unquote(str(each.get("Target") or ""))
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = str(each.get("Type") or "").rpartition("/")[2]
            found.setdefault(str(each.get("Id") or len(found)), Relation(kind, posixpath.normpath(place)))
    return found


def targets(archive: Archive, part: str) -> dict[str, str]:
    """Return the names of the parts that `part` names, the first of each kind by it."""
    found: dict[str, str] = {}
    for each in relations(archive, part).values():
        found.setdefault(each.kind, each.target)
    return found


def main_part(archive: Archive, usual: str) -> str:
    """Return the name of the main part; raise `UnreadableFileError` where there is none."""
    name = targets(archive, "").get("officeDocument", "")
    name = name if name in archive.names else usual
    if name not in archive.names:
        raise UnreadableFileError(f"it lacks its main part, {usual}; copy or download it again")
    return name


def office_properties(archive: Archive) -> dict[str, str]:
    """Return an Office file's own properties by their names, those of its author's making included."""
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


def office_front_matter(properties: Mapping[str, str]) -> FrontMatter:
    """Return what an Office file's properties state."""
    own = {name: text for name, text in properties.items() if name.lower() != "revision"}
    return FrontMatter(
        stated_title(own.get("title", "")),
        stated_authors([own.get("creator", "")]),
        stated_date(own.get("modified", ""), own.get("created", "")),
        stated_doi(own.get("DOI", ""), own.get("doi", ""), own.get("identifier", "")),
        stated_version(own),
    )


def is_open_document(data: bytes, kind: bytes) -> bool:
    """Tell whether `data` is an OpenDocument of that kind ("text"), a template included, be it broken."""
    return is_zip(data) and b"mimetype" + _OPEN_DOCUMENT + kind in data[:_BEGINNING]


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """An OpenDocument file: the roots of its styles and its content, the body, and its properties."""

    archive: Archive
    roots: tuple[_Element, ...]
    body: _Element
    properties: Mapping[str, str]

    @property
    def front_matter(self) -> FrontMatter:
        """Return what its properties state."""
        own = self.properties
        return FrontMatter(
            stated_title(own.get("title", "")),
            stated_authors([own.get("initial-creator", "") or own.get("creator", "")]),
            stated_date(own.get("date", ""), own.get("creation-date", "")),
            stated_doi(own.get("DOI", ""), own.get("doi", ""), own.get("identifier", "")),
            stated_version(dict(own)),
        )


def open_document(data: bytes, kind: str) -> OpenDocument:
    """Return the OpenDocument file that `data` is; its body is of that kind ("text").

    Raise `UnreadableFileError` when it is broken, encrypted or of another kind.
    """
    archive = open_archive(data)
    manifest = "META-INF/manifest.xml"
    encrypted = manifest in archive.names and b"encryption-data" in archive.read(manifest)
    if encrypted or "encrypted-package" in archive.names:
        raise UnreadableFileError("it is protected with a password; save it without one")
    if "content.xml" not in archive.names:
        raise UnreadableFileError("it lacks its main part, content.xml; copy or download it again")
    root = parse_xml(archive.read("content.xml"))
    body = root.find(f"{{*}}body/{{*}}{kind}")
    if body is None:
        raise UnreadableFileError(f"its main part holds no {kind}; save it anew in its editor")
    common = [parse_xml(archive.read("styles.xml"))] if "styles.xml" in archive.names else []
    return OpenDocument(archive, (*common, root), body, _open_document_properties(archive))


def _open_document_properties(archive: Archive) -> dict[str, str]:
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
