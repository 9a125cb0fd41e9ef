"""The format of journal articles in XML: JATS, as PubMed Central gives it out, and the chapters of BITS."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.document import Block, BlockKind, Content, FrontMatter
from corpus.formats.format import in_sequence
from corpus.formats.markup.html.decoding import sniffed_text
from corpus.formats.markup.jats.blocks import BLOCK_NAMES, blocks_of_part, heading
from corpus.formats.markup.jats.front_matter import meta_of, read_front_matter
from corpus.formats.markup.markup import Element, children, descendants, from_xml
from corpus.formats.xml_trees import parse_xml
from corpus.ledger import counted
from corpus.options import Options
from corpus.unseen import Unseen, unseen_warnings

# Bytes. The front matter of an article with hundreds of authors is long, its first elements are not.
SNIFFED = 65_536
_ROOT = re.compile(
    r"\A(?>\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*+(?:\[.*?\]\s*+)?>)*+<(?:\w++:)?(?P<name>[\w-]++)", re.S
)
_ROOTS = frozenset(
    {"article", "book", "book-part", "book-part-wrapper", "pmc-articleset", "oai-pmh", "record"}
)
_METADATA = re.compile(r"<(?:\w+:)?(?:article-meta|journal-meta|book-part-meta|book-meta)\b")
_ARTICLES = ("article", "book-part-wrapper", "book-part", "book")
_PARTS_OF_META = frozenset({"abstract", "trans-abstract"})
_PARTS = frozenset({"body", "book-body", "floats-group", "back", "book-back"})
# What others wrote about an article stands behind it in the same file.
_OPINIONS = re.compile(r".*(?:report|letter|review|reply|comment|referee|assessment).*", re.I)


def is_jats(data: bytes) -> bool:
    """Tell whether the bytes are an article in JATS, alone or wrapped by the archive that gave it out."""
    text = sniffed_text(data[:SNIFFED])
    root = _ROOT.match(text)
    return bool(root) and root["name"].lower() in _ROOTS and bool(_METADATA.search(text))  # type: ignore[index]


def read_jats(data: bytes, options: Options) -> Content:
    """Return what an article holds; raise `UnreadableFileError` when its XML is broken.

    Several articles in one file make one document, each under a heading of its own.
    """
    del options
    unseen: Counter[Unseen] = Counter()
    root = from_xml(parse_xml(data), BLOCK_NAMES, unseen)
    articles = list(_articles(root))
    if len(articles) == 1:
        stated = read_front_matter(articles[0])
        title = [Block(BlockKind.TITLE, stated.title, 0, 0)] if stated.title else []
        blocks = in_sequence([*title, *_blocks(articles[0], level=1)])
        told = (*_warnings(articles[0]), *unseen_warnings(unseen))
        return Content(blocks, stated, None, told, counted(unseen))
    found: list[Block] = []
    for article in articles:
        found += [heading(read_front_matter(article).title or "Article", 1), *_blocks(article, level=2)]
    warnings = (f"it holds {len(articles)} articles, which are read as one document",) if articles else ()
    told = (*warnings, *unseen_warnings(unseen))
    return Content(in_sequence(found), FrontMatter(), None, told, counted(unseen))


def _articles(element: Element) -> Iterator[Element]:
    if element.name in _ARTICLES:
        yield element
        return
    for child in children(element):
        yield from _articles(child)


def _blocks(article: Element, *, level: int) -> Iterator[Block]:
    meta = meta_of(article)
    for part in children(meta) if meta is not None else []:
        if part.name in _PARTS_OF_META:
            yield from blocks_of_part(part, level=level)
    for part in _in_order(article):
        if part.name == "floats-group" and children(part):
            yield heading("Tables and figures", level)
        if part.name in ("sub-article", "response", "book-part"):
            yield from _part_of_article(part, level=level)
        else:
            yield from blocks_of_part(part, level=level)


def _in_order(article: Element) -> list[Element]:
    """Return an article's parts as they are read: tables that were set at the end go before the sources."""
    names = ("body", "book-body", "floats-group", "book-part", "back", "book-back", "sub-article", "response")
    parts = [child for child in children(article) if child.name in names]
    return sorted(parts, key=lambda part: names.index(part.name))


def _part_of_article(part: Element, *, level: int) -> Iterator[Block]:
    if part.name != "book-part" and _OPINIONS.fullmatch(
        part.get("article-type") or part.get("response-type")
    ):
        return
    title = read_front_matter(part).title
    if (title and level > 1) or (title and part.name != "book-part"):
        yield heading(title, level)
        level += 1
    yield from _blocks(part, level=level)


def _warnings(article: Element) -> Iterator[str]:
    meta = meta_of(article)
    related = [each.get("related-article-type") for each in descendants(meta)] if meta is not None else []
    if article.get("article-type") == "retraction":
        yield "it is the notice of a retraction"
    elif any(kind.startswith("retract") and kind != "retracted-article" for kind in related):
        yield "it states that it has been retracted"
    if not any(
        child.name in _PARTS - {"back", "book-back"} for each in [article] for child in children(each)
    ):
        yield "it has no full text, only what stands before it"
