"""The format of EPUB books: a ZIP of web pages, read in the order in which the book has them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.archives import Archive, is_zip, open_archive
from corpus.decoding import decode
from corpus.document import Block, BlockKind, Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.format import in_sequence
from corpus.formats.markup.css import SheetReader
from corpus.formats.markup.html import blocks_of_page
from corpus.formats.markup.html.decoding import decode_html
from corpus.formats.markup.markup import Element, as_html, descendants, from_html
from corpus.formats.properties import iso_date, stated_doi, stated_title
from corpus.formats.xml_trees import parse_xml
from corpus.ledger import counted
from corpus.options import Options
from corpus.unseen import Unseen, unseen_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
SNIFFED = 200
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
# Fonts may be garbled so that they cannot be taken out of a book; that keeps nobody from reading it.
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_UNREAD_TYPES = frozenset({"toc", "landmarks", "page-list", "cover", "titlepage", "loi", "lot", "index"})
_COVER = re.compile(r"(?:.*[/_-])?(?:cover(?:-?page)?|toc|nav|contents|titlepage)\.x?html?", re.I)
MOST_COVER_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    media_type: str
    properties: frozenset[str]


def is_epub(data: bytes) -> bool:
    """Tell whether the bytes are a book in EPUB; its first member says so, or it has a container."""
    return is_zip(data) and (
        b"mimetypeapplication/epub+zip" in data[:SNIFFED] or CONTAINER.encode() in data[-65_536:]
    )


def read_epub(data: bytes, options: Options) -> Content:
    """Return what a book holds; raise `UnreadableFileError` when it is broken or its text is encrypted.

    Its cover and its table of contents are left out. A chapter that cannot be read is named in the warnings.
    """
    del options
    archive = open_archive(data)
    package_name = _package_name(archive)
    package = _parsed(archive, package_name)
    pages = _spine(package, package_name)
    _refuse_encrypted(archive, pages)
    blocks: list[Block] = []
    warnings: list[str] = []
    unseen: Counter[Unseen] = Counter()
    sheets = SheetReader(partial(_linked_sheet, archive))
    for page in pages:
        try:
            blocks += _blocks(archive, page, sheets, unseen)
        except UnreadableFileError as error:
            warnings.append(f"its part {page.name} cannot be read ({error})")
    stated = _front_matter(package)
    title = [Block(BlockKind.TITLE, stated.title, 0, 0)] if stated.title else []
    if title and blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].text == stated.title:
        blocks = blocks[1:]
    told = (*warnings, *unseen_warnings(unseen))
    return Content(in_sequence([*title, *blocks]), stated, None, told, counted(unseen))


def _parsed(archive: Archive, name: str) -> _Element:
    return parse_xml(archive.read(name))


def _package_name(archive: Archive) -> str:
    """Return the member that lists a book's parts."""
    if CONTAINER in archive.names:
        for element in _named(_parsed(archive, CONTAINER), "rootfile"):
            if element.get("full-path") in archive.names:
                return str(element.get("full-path"))
    packages = sorted(name for name in archive.names if name.lower().endswith(".opf"))
    if not packages:
        raise UnreadableFileError("it lacks the list of its parts, which every EPUB has")
    return packages[0]


def _spine(package: _Element, package_name: str) -> list[_Item]:
    """Return the pages of a book in its order; those that its order leaves out are asides of it."""
    folder = posixpath.dirname(package_name)
    items = {str(each.get("id")): _item(_attributes(each), folder) for each in _named(package, "item")}
    references = [str(each.get("idref")) for each in _named(package, "itemref")]
    pages = [items[reference] for reference in references if reference in items] or list(items.values())
    return [page for page in pages if page.media_type in _PAGES and "nav" not in page.properties]


def _item(attributes: Mapping[str, str], folder: str) -> _Item:
    path = unquote(attributes.get("href", "").partition("#")[0])
    name = posixpath.normpath(posixpath.join(folder, path))
    return _Item(name, attributes.get("media-type", ""), frozenset(attributes.get("properties", "").split()))


def _refuse_encrypted(archive: Archive, pages: Sequence[_Item]) -> None:
    if ENCRYPTION not in archive.names:
        return
    encrypted: set[str] = set()
    for part in _named(_parsed(archive, ENCRYPTION), "EncryptedData"):
        methods = [str(each.get("Algorithm")) for each in _named(part, "EncryptionMethod")]
        if not all(method in _FONT_ALGORITHMS for method in methods[:1]):
            encrypted.update(unquote(str(each.get("URI"))) for each in _named(part, "CipherReference"))
    if any(page.name in encrypted for page in pages):
        raise UnreadableFileError("its text is encrypted (DRM); only the seller's own reader can open it")


def _named(root: _Element, name: str) -> Iterator[_Element]:
    """Yield the elements with a local name, whatever their namespace."""
    return (each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name)


def _attributes(element: _Element) -> Mapping[str, str]:
    """Return an element's attributes under their names without a namespace."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def _blocks(archive: Archive, page: _Item, sheets: SheetReader, unseen: Counter[Unseen]) -> list[Block]:
    text = as_html(decode_html(archive.read(page.name)))
    root = from_html(text, unseen, sheets, page.name)
    body = next((each for each in descendants(root) if each.name == "body"), root)
    if _types(body) & _UNREAD_TYPES:
        return []
    blocks = blocks_of_page(_without_contents(body))
    words = sum(len(block.text.split()) for block in blocks)
    return [] if _COVER.fullmatch(page.name) and words <= MOST_COVER_WORDS else blocks


def _linked_sheet(archive: Archive, name: str, address: str) -> tuple[str, str] | None:
    """Return the style sheet of a book to which one of its members points, with its name."""
    path = unquote(address.partition("#")[0])
    member = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    try:
        return (member, decode(archive.read(member))) if member in archive.names else None
    except UnreadableFileError:
        return None


def _types(element: Element) -> frozenset[str]:
    every = [element, *(child for child in element.children if isinstance(child, Element))]
    return frozenset(each.get("epub:type") for each in every) | frozenset(
        kind for each in every[:1] for kind in each.get("epub:type").split()
    )


def _without_contents(body: Element) -> Element:
    kept = tuple(child for child in body.children if isinstance(child, str) or child.name != "nav")
    return replace(body, children=kept)


def _front_matter(package: _Element) -> FrontMatter:
    def texts(name: str) -> list[str]:
        found = (
            re.sub(r"\s+", " ", "".join(map(str, each.itertext()))).strip() for each in _named(package, name)
        )
        return [text for text in found if text]

    modified = [
        "".join(map(str, each.itertext()))
        for each in _named(package, "meta")
        if each.get("property") in ("dcterms:issued", "dcterms:date")
    ]
    title = next(filter(None, map(stated_title, texts("title"))), "")
    date = next(filter(None, map(iso_date, [*_publication_dates(package), *texts("date"), *modified])), "")
    doi = stated_doi(*(text.removeprefix("urn:doi:") for text in [*texts("identifier"), *texts("source")]))
    return FrontMatter(title, tuple(dict.fromkeys(_creators(package))), date, doi)


def _publication_dates(package: _Element) -> list[str]:
    """Return the dates that are named those of publication; other dates are those of conversion."""
    return [
        str(each.text) for each in _named(package, "date") if _attributes(each).get("event") == "publication"
    ]


def _creators(package: _Element) -> Iterator[str]:
    for each in _named(package, "creator"):
        role = _attributes(each).get("role", "aut")
        text = re.sub(r"\s+", " ", "".join(map(str, each.itertext()))).strip()
        if role == "aut" and text and text.lower() != "unknown":
            yield text
