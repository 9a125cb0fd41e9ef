"""Turn the tree of a web page into headings, paragraphs, lists, tables and notes, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Block, BlockKind
from corpus.formats.boxes import LARGEST_BOX_WORDS, boxed
from corpus.formats.lists import BULLET, Listed, gather_lists
from corpus.formats.markup.html.found import Found, signs_of
from corpus.formats.markup.html.lists import item_marks, pairs_of, read_kind
from corpus.formats.markup.html.tables import blocks_of_table, caption_of, cells_of, is_layout_table, rows_of
from corpus.formats.markup.inline_text import inline_text, line_text
from corpus.formats.markup.markup import Element, Node, descendants, plain_text
from corpus.text.lines import blocks_from_lines
from corpus.text.shapes import ends_sentence, is_item_mark, is_list_item
from corpus.text.text_lines import split_lines

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LONGEST_LISTING_LINES = 15
_LISTS_APART = frozenset({"ul", "ol", "dl"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BOX = re.compile(
    r"alert|box|boxed|callout|caution|danger|highlight|hint|important|info|infobox|inset|key-?points?|keypoint"
    r"|keymessages?|note|notice|practicepoint|pullout|recommendation|summarybox|takeaway|tip|warning"
)
_BOX_TITLE = frozenset({"header", "heading", "headline", "title"})
_BORDER = re.compile(r"(?:^|;)\s*border\s*:\s*(?!0|none|hidden)\S", re.I)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])", re.I)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element stands: how many lists are around it, and what its paragraphs are."""

    depth: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    in_box: bool = False


def find_blocks(element: Element) -> list[Found]:
    """Return the blocks in `element`, each item of a list for itself."""
    return list(_within(element, _Place()))


def cell_paragraphs(cell: Element) -> list[str]:
    """Return the paragraphs and lists in a cell of a table."""
    return [block.text for block in gather_lists(found.listed for found in _within(cell, _Place()))]


def _within(element: Element, place: _Place) -> Iterator[Found]:
    """Yield what stands in an element: its own text in runs between the elements on lines of their own."""
    run: list[Node] = []
    above = ""
    for child in element.children:
        if isinstance(child, str) or not child.is_block:
            run.append(child)
            continue
        texts = list(_run(run, place))
        yield from texts
        in_item = child.name == "table" and place.depth and texts
        founds = _table_of_item(child, place, texts[-1]) if in_item else _element(child, place)
        follows = child.name in _LISTS_APART and above in _LISTS_APART and not (texts or place.depth)
        yield from _begun(founds) if follows and child.name != above else founds
        run, above = [], child.name
    yield from _run(run, place)


def _begun(founds: Iterator[Found]) -> Iterator[Found]:
    """Yield the items of a list that stands right below one of another kind."""
    for position, found in enumerate(founds):
        yield replace(found, listed=replace(found.listed, begins=True)) if position == 0 else found


def _run(nodes: Sequence[Node], place: _Place) -> Iterator[Found]:
    """Yield the paragraphs of a run of text, which two new lines part, and so do bullets typed by hand."""
    text = inline_text(nodes)
    if not text:
        return
    signs = signs_of(nodes)
    for part in re.split(r"\n\n+", text):
        lines = part.split("\n")
        typed = len(lines) > 1 and sum(map(is_list_item, lines)) >= 2
        for line in lines if typed else [" ".join(lines)]:
            if line:
                yield replace(signs, listed=Listed(Block(place.kind, line, 0, 0), place.depth, ""))


def _element(element: Element, place: _Place) -> Iterator[Found]:
    name = element.name
    if name in HEADINGS or element.get("role") == "heading":
        yield from _heading(element, place)
    elif name in _LISTS:
        yield from _list(element, place)
    elif name == "dl":
        yield from _definitions(element, place)
    elif name == "table":
        yield from _table(element, place, caption="")
    elif name == "figure":
        yield from _figure(element, place)
    elif name == "pre":
        yield from _listing(element, place)
    elif name == "figcaption" or (name in ("p", "div") and _CAPTION.search(element.get("class"))):
        yield _found(BlockKind.CAPTION, line_text(element.children))
    elif place.in_box and _names_box(element):
        yield from (replace(found, bold=True) for found in _within(element, place))
    elif not (place.in_box or place.depth or read_kind(element)) and _may_be_box(element):
        yield from _box(element, place)
    else:
        yield from _within(element, replace(place, kind=read_kind(element) or place.kind))


def _found(kind: BlockKind, text: str, *, level: int = 1) -> Found:
    return Found(Listed(Block(kind, text, 0, 0, level=level), 0, ""))


def _heading(element: Element, place: _Place) -> Iterator[Found]:
    text = re.sub(r"\s*[¶§#]$", "", line_text(element.children))
    stated = element.get("aria-level")
    level = HEADINGS.get(element.name) or (int(stated) if re.fullmatch("[1-9]", stated) else 2)
    if any(each.name in ("table", "p", *_LISTS) for each in descendants(element)):
        yield from _within(element, place)
    elif text:
        yield _found(BlockKind.HEADING, text, level=level)


def _list(element: Element, place: _Place) -> Iterator[Found]:
    kind = read_kind(element) or place.kind
    inner = replace(place, depth=place.depth + 1, kind=kind)
    for mark, item in item_marks(element):
        item_kind = read_kind(item) or kind
        if item_kind is not BlockKind.PARAGRAPH:
            text = line_text(item.children)
            numbered = f"{mark} {text}" if mark != BULLET and not is_list_item(text) else text
            yield _found(item_kind, numbered if text else "")
        elif any(each.name in HEADINGS for each in descendants(item)):
            yield from _within(item, place)
        else:
            yield from _item(item, mark, inner)


def _item(item: Element, mark: str, place: _Place) -> Iterator[Found]:
    for position, found in enumerate(_within(item, place)):
        first = position == 0 and found.listed.depth == place.depth
        yield replace(found, listed=replace(found.listed, mark=mark)) if first else found


def _definitions(element: Element, place: _Place) -> Iterator[Found]:
    """Yield each term with what is said of it: items where that is short, paragraphs where it is long."""
    pairs = [(term, list(_definition(parts, place))) for term, parts in pairs_of(element)]
    short = all(len(founds) <= 1 and len(founds[0].block.text.split()) < 30 for _, founds in pairs if founds)
    for term, founds in pairs:
        joint = " " if term.endswith((":", "?", "!", ".")) else ": "
        first = founds[0].block.text if founds else ""
        text = f"{term}{joint}{first}" if term and first else term or first
        place_of_item = (place.depth + 1, BULLET) if short else (place.depth, "")
        begun = founds[0] if founds else _found(place.kind, "")
        apart = bool(founds) and founds[0].block.kind is not place.kind
        yield replace(begun, listed=Listed(Block(place.kind, term if apart else text, 0, 0), *place_of_item))
        yield from founds if apart else founds[1:]


def _definition(parts: Sequence[Element], place: _Place) -> Iterator[Found]:
    for part in parts:
        yield from _within(part, place)


def _table(table: Element, place: _Place, caption: str) -> Iterator[Found]:
    if is_layout_table(table, cell_paragraphs):
        if caption:
            yield _found(BlockKind.CAPTION, caption)
        rows = [cells_of(row) for row in rows_of(table)]
        alone = len(rows) == len(rows[0]) == 1 and not (place.in_box or place.depth) if rows else False
        for cells in rows:
            yield from _box(cells[0], place) if alone else _layout_row(cells, place)
        return
    for block in blocks_of_table(table, cell_paragraphs, caption_of(table) or caption):
        yield Found(Listed(block, 0, ""))


def _table_of_item(table: Element, place: _Place, above: Found) -> Iterator[Found]:
    """Yield a table in an item of a list; what the item says above it is what the rows are about."""
    for found in _table(table, place, above.block.text):
        if found.block.kind is not BlockKind.CAPTION or found.block.text != above.block.text:
            yield found


def _layout_row(cells: Sequence[Element], place: _Place) -> Iterator[Found]:
    """Yield what stands in a row that only places text; a mark before the text makes an item of it."""
    mark = line_text(cells[0].children) if len(cells) > 1 else ""
    if is_item_mark(mark):
        inner = replace(place, depth=place.depth + 1)
        for position, found in enumerate(each for cell in cells[1:] for each in _within(cell, inner)):
            begins = position == 0 and found.listed.depth == inner.depth
            yield replace(found, listed=replace(found.listed, mark=mark)) if begins else found
        return
    for cell in cells:
        yield from _within(cell, place)


def _figure(element: Element, place: _Place) -> Iterator[Found]:
    """Yield what a figure holds; a caption over a table is the table's."""
    tables = [each for each in descendants(element) if each.name == "table"]
    captions = [line_text(each.children) for each in descendants(element) if each.name == "figcaption"]
    if len(tables) == 1 and captions:
        yield from _table(tables[0], place, caption=captions[0])
    else:
        yield from _within(element, place)


def _listing(element: Element, place: _Place) -> Iterator[Found]:
    """Yield text that keeps its lines: a whole document set so, or a few lines as one paragraph."""
    lines = [line.rstrip() for line in plain_text(element).strip("\n").split("\n")]
    if len(lines) <= LONGEST_LISTING_LINES:
        yield _found(place.kind, "\n".join(filter(None, lines)))
        return
    for block in blocks_from_lines(split_lines("\n".join(lines))):
        heads = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
        yield _found(BlockKind.HEADING if heads else place.kind, block.text, level=4)


def _may_be_box(element: Element) -> bool:
    """Tell whether an element is a box in the text: it is named or drawn as one."""
    return _is_named_box(element) or element.name == "fieldset" or bool(_BORDER.search(element.get("style")))


def _is_named_box(element: Element) -> bool:
    return element.name in ("details", "aside") or any(map(_BOX.fullmatch, _tokens(element)))


def _names_box(element: Element) -> bool:
    """Tell whether an element of a box is what the box is headed."""
    titled = element.name in ("div", "p", "span") and _BOX_TITLE.intersection(_tokens(element))
    return bool(titled) or element.name in ("legend", "summary")


def _tokens(element: Element) -> list[str]:
    return re.split(r"[\s_-]+", element.get("class").lower())


def _box(element: Element, place: _Place) -> Iterator[Found]:
    """Yield what stands in a box, all of it under its heading; what is none reads as if it were not drawn.

    A box is a part of the page with one heading at most; one that is only drawn as such has one.
    """
    founds = [*_within(element, replace(place, depth=0, in_box=True))]
    heads = len(founds) > 1 and _heads_box(founds[0])
    kinds = {found.block.kind for found in founds[heads:]}
    large = len(plain_text(element).split()) > LARGEST_BOX_WORDS
    if large or BlockKind.HEADING in kinds or not (heads or _is_named_box(element)):
        yield from _within(element, place)
        return
    listed = [found.listed for found in founds]
    listed[:heads] = [_found(BlockKind.HEADING, each.block.text).listed for each in listed[:heads]]
    blocks = boxed(list(gather_lists(listed)))
    if not heads and len(blocks) > 1:
        yield from _within(element, place)
        return
    for block in blocks:
        links, linked = sum(found.links for found in founds), min(found.linked for found in founds)
        yield Found(Listed(block, place.depth, ""), links, linked)


def _heads_box(found: Found) -> bool:
    """Tell whether the first block of a box is a heading, or a line in bold that is no sentence."""
    block = found.block
    bold = found.bold and block.kind is BlockKind.PARAGRAPH and not ends_sentence(block.text)
    return block.kind is BlockKind.HEADING or (bold and not found.listed.depth)
