"""Turn the text of an article in JATS into headings, paragraphs, lists, tables and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Block, BlockKind
from corpus.formats.boxes import LARGEST_BOX_WORDS, boxed
from corpus.formats.lists import BULLET, Listed, gather_lists
from corpus.formats.markup.html.lists import number_shown
from corpus.formats.markup.html.tables import blocks_of_table, in_html
from corpus.formats.markup.inline_text import line_text
from corpus.formats.markup.jats.front_matter import reference_text
from corpus.formats.markup.markup import Element, Node, children, descendants, plain_text, rebuilt

BLOCK_NAMES = frozenset(
    """abstract ack app app-group article back bio body book book-back book-body book-part boxed-text caption
    chem-struct-wrap def def-item def-list disp-formula-group disp-quote fig fig-group floats-group fn
    fn-group front glossary list list-item note notes p preformat ref ref-list sec sidebar speech statement
    table table-wrap table-wrap-foot table-wrap-group tbody td tfoot th thead title tr trans-abstract
    verse-group verse-line""".split()
)
_SECTIONS = {
    "abstract": "Abstract",
    "trans-abstract": "Abstract",
    "ack": "Acknowledgements",
    "app": "Appendix",
    "book-part": "",
    "fn-group": "Notes",
    "glossary": "Glossary",
    "notes": "",
    "ref-list": "References",
    "sec": "",
}
_UNREAD = frozenset(
    """book-meta book-part-meta front-stub label media permissions sec-meta supplementary-material title
    subtitle""".split()
)
_UNREAD_SECTIONS = frozenset({"supplementary-material"})
_UNREAD_ABSTRACTS = frozenset({"graphical", "teaser", "toc", "video"})
_NAMED_ABSTRACTS = {
    "plain-language-summary": "Plain language summary",
    "executive-summary": "Executive summary",
    "key-points": "Key points",
    "author-highlights": "Highlights",
}
_STYLES = {"alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I", "order": "1"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element stands: the level of a heading there, and how many lists are around it."""

    level: int = 1
    depth: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH


def blocks_of_part(part: Element, *, level: int = 1) -> list[Block]:
    """Return the blocks in a part of an article, its outermost headings of `level`."""
    return list(gather_lists(_element(part, _Place(level))))


def heading(text: str, level: int) -> Block:
    """Return a heading."""
    return Block(BlockKind.HEADING, text, 0, 0, level=level)


def _within(element: Element, place: _Place) -> Iterator[Listed]:
    run: list[Node] = []
    above = ""
    for child in element.children:
        if isinstance(child, str) or not (child.is_block or child.name in _UNREAD):
            run.append(child)
            continue
        texts = list(_run(run, place))
        yield from texts
        listed = _element(child, place) if child.name not in _UNREAD else iter(())
        kind = _kind_of_list(child)
        follows = bool(kind and above and kind != above) and not (texts or place.depth)
        for position, each in enumerate(listed):
            yield replace(each, begins=True) if follows and position == 0 else each
        run, above = [], kind
    yield from _run(run, place)


def _kind_of_list(element: Element) -> str:
    if element.name not in ("list", "def-list"):
        return ""
    return f"{element.name} {element.get('list-type')}"


def _run(nodes: Sequence[Node], place: _Place) -> Iterator[Listed]:
    text = line_text(nodes)
    if text:
        yield Listed(Block(place.kind, text, 0, 0), place.depth, "")


def _element(element: Element, place: _Place) -> Iterator[Listed]:
    name = element.name
    if name in _SECTIONS:
        yield from _section(element, place)
    elif name == "list":
        yield from _list(element, place)
    elif name == "def-list":
        yield from _definitions(element, place)
    elif name == "table-wrap":
        yield from map(_alone, _table(element))
    elif name in ("fig", "chem-struct-wrap"):
        yield _alone(Block(BlockKind.CAPTION, caption_text(element), 0, 0))
    elif name in ("boxed-text", "sidebar", "statement"):
        yield from _box(element, place)
    elif name == "fn":
        yield _alone(Block(BlockKind.FOOTNOTE, _labelled(element), 0, 0))
    elif name == "ref":
        yield _alone(Block(BlockKind.REFERENCE, reference_text(element), 0, 0))
    else:
        yield from _titled(element, place, "") if _title(element) else _within(element, place)


def _alone(block: Block) -> Listed:
    return Listed(block, 0, "")


def _section(element: Element, place: _Place) -> Iterator[Listed]:
    if element.get("sec-type") in _UNREAD_SECTIONS or element.get("abstract-type") in _UNREAD_ABSTRACTS:
        return
    named = _NAMED_ABSTRACTS.get(element.get("abstract-type"))
    yield from _titled(element, place, named or _SECTIONS[element.name])


def _titled(element: Element, place: _Place, default: str) -> Iterator[Listed]:
    title = _title(element) or default
    if title:
        yield _alone(heading(title, place.level))
        place = replace(place, level=place.level + 1, depth=0)
    yield from _within(element, place)


def _title(element: Element) -> str:
    """Return an element's title with its number before it ("2.1 Dosing")."""
    stated = [child for child in children(element) if child.name == "title"]
    title = line_text(stated[0].children) if stated else ""
    meta = [child for child in children(element) if child.name == "book-part-meta"]
    named = [each for part in meta for each in descendants(part) if each.name == "title"]
    title = title or (line_text(named[0].children) if named else "")
    labels = [line_text(child.children) for child in children(element) if child.name == "label"]
    return " ".join(filter(None, [*labels[:1], title])) if title else ""


def _list(element: Element, place: _Place) -> Iterator[Listed]:
    """Yield the items of a list; a list within a paragraph belongs to what leads in to it."""
    inner = replace(place, depth=place.depth + 1)
    style = _STYLES.get(element.get("list-type"), "")
    items = [child for child in children(element) if child.name == "list-item"]
    if _title(element):
        yield Listed(Block(place.kind, f"{_title(element).rstrip(':')}:", 0, 0), place.depth, "")
    for number, item in enumerate(items, start=1):
        labels = [line_text(child.children) for child in children(item) if child.name == "label"]
        label = labels[0] if labels and labels[0].isalnum() is False and len(labels[0]) > 1 else ""
        label = label or (f"{labels[0]}." if labels and labels[0].isalnum() else "")
        mark = label or (number_shown(number, style) if style else BULLET)
        for position, listed in enumerate(_within(item, inner)):
            first = position == 0 and listed.depth == inner.depth
            yield replace(listed, mark=mark) if first else listed


def _definitions(element: Element, place: _Place) -> Iterator[Listed]:
    if _title(element):
        yield _alone(heading(_title(element), place.level))
    for item in children(element):
        if item.name == "def-list":
            yield from _definitions(item, place)
        if item.name != "def-item":
            continue
        term, *parts = [line_text(child.children) for child in children(item)] or [""]
        text = ": ".join(filter(None, [term.rstrip(":"), " ".join(parts)]))
        yield Listed(Block(place.kind, text, 0, 0), place.depth + 1, BULLET)


def _table(wrap: Element) -> Iterator[Block]:
    caption = caption_text(wrap)
    tables = [in_html(each) for each in descendants(wrap) if each.name == "table"]
    if not tables and caption:
        yield Block(BlockKind.CAPTION, caption, 0, 0)
    for position, table in enumerate(tables):
        rows = blocks_of_table(table, _cell_paragraphs, caption)
        yield from (block for block in rows if position == 0 or block.kind is not BlockKind.CAPTION)
    for foot in (child for child in children(wrap) if child.name == "table-wrap-foot"):
        for block in gather_lists(_within(foot, _Place(kind=BlockKind.FOOTNOTE))):
            yield replace(block, kind=BlockKind.FOOTNOTE)


def _cell_paragraphs(cell: Element) -> list[str]:
    return [block.text for block in gather_lists(_within(cell, _Place()))]


def caption_text(element: Element) -> str:
    """Return the caption of a figure or table: its label, its title, what stands below."""
    label = "".join(line_text(child.children) for child in children(element) if child.name == "label")
    parts = [part for child in children(element) if child.name == "caption" for part in child.children]
    texts = [text for part in parts if (text := line_text([part]))]
    label = f"{label}." if label and label[-1].isalnum() and texts else label
    sentences = [text if text[-1] in ".?!:;" else f"{text}." for text in texts[:-1]] + texts[-1:]
    return " ".join(filter(None, [label, *sentences]))


def _box(element: Element, place: _Place) -> Iterator[Listed]:
    """Yield what stands in a box, all of it under its title; one as large as a chapter is a section."""
    caption = caption_text(element)
    title = " ".join(dict.fromkeys(filter(None, (_title(element), caption))))
    body = tuple(
        child for child in element.children if not (isinstance(child, Element) and child.name == "caption")
    )
    listed = list(_within(rebuilt(element, body), replace(place, level=place.level + 1, depth=0)))
    head = [_alone(heading(title, place.level))] if title else []
    if len(plain_text(element).split()) > LARGEST_BOX_WORDS:
        yield from (*head, *listed)
    else:
        yield from map(_alone, boxed(list(gather_lists([*head, *listed]))))


def _labelled(element: Element) -> str:
    """Return a note with its mark, whether it is a label of its own or raised in the text."""
    label = "".join(line_text(child.children) for child in children(element) if child.name == "label")
    text = " ".join(block.text for block in gather_lists(_within(element, _Place())))
    return " ".join(filter(None, [label, text]))
