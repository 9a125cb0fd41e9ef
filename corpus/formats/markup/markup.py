"""One small tree for HTML and for XML, so that what both write alike is read by the same code.

HTML is parsed as browsers do, by lexbor (selectolax): libxml2 loses what stands behind `</html>` or too deep.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from corpus.formats.markup.css import Event, Judged, SheetReader, Start, judge, shown, styles_of, unstyled
from corpus.unseen import Unseen, count_words

if TYPE_CHECKING:
    from lxml.etree import _Element
    from selectolax.lexbor import LexborNode

# Pages nest some 50 elements; deeper ones than this dissolve into those around them.
DEEPEST = 120
# A browser's algorithm takes the square of the depth; tags beyond this depth are not worth its time.
DEEPEST_PARSED = 2000
BLOCK_NAMES = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre
    search section summary table tbody td tfoot th thead tr ul""".split()
)
# What can hold text only in parts of its own, and how deep those are.
PARTS_BELOW = 4
_OF_PARTS = frozenset("def-list dir dl list menu ol table table-wrap ul".split())
_UNSHOWN = frozenset(
    "applet audio canvas embed frame iframe noembed noframes noscript object style svg template video".split()
)
_DATA_SCRIPT = "application/ld+json"
# Their end may be left out, so that counting them says nothing about the depth.
_ENDED_BY_OTHERS = frozenset(
    """area base br col colgroup dd dt embed hr img input li link meta p param rp rt source
    tbody td tfoot th thead tr track wbr""".split()
)
_CHOICES = frozenset({"option", "optgroup"})
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)[^<>]*+>?")
_SELF_CLOSED = re.compile(r"<(?P<name>[a-zA-Z][\w:-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*?)/>")
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element with its local name in lower case, its attributes and what it holds, comments left out.

    `is_block` tells that it stands on lines of its own, or that something in it does.
    """

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]
    is_block: bool

    def get(self, attribute: str) -> str:
        """Return an attribute's value, empty where it is not there."""
        return self.attributes.get(attribute, "")


Node: TypeAlias = Element | str
# What was left out of a tree because nobody sees it, in words.
Found: TypeAlias = Counter[Unseen]


def from_html(text: str, found: Found, sheets: SheetReader | None = None, name: str = "") -> Element:
    """Return the tree of an HTML page without scripts, styles and whatever else shows no text.

    What the page's style sheets keep from being seen is counted in `found`; `sheets` reads those that the
    page `name` points to. The data that a page holds for search engines (JSON-LD) are kept, as the text of
    their script.
    """
    return _tree(_seen(judged_html(text, sheets or SheetReader(), name), found), BLOCK_NAMES)


def judged_html(text: str, sheets: SheetReader, name: str = "") -> Iterator[Judged]:
    """Yield each start, text and end in an HTML page with how it looks."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(_held_shallow(text)).root
    return judge(_html_events(root), styles_of(root, sheets, name)) if root is not None else iter(())


def as_html(xhtml: str) -> str:
    """Return a page written as XML, whose empty elements end themselves (`<title/>`), as HTML."""
    return _SELF_CLOSED.sub(_with_end, xhtml)


def from_xml(root: _Element, blocks: frozenset[str], found: Found | None = None) -> Element:
    """Return the tree below `root`; `blocks` names the elements that stand on lines of their own.

    What is struck out, or not seen by its own style, is left out and counted in `found`.
    """
    left_out: Found = Counter() if found is None else found
    styles = unstyled(strike="line-through", underline="underline")
    return _tree(_seen(judge(_xml_events(root), styles), left_out), blocks)


def rebuilt(element: Element, children: tuple[Node, ...]) -> Element:
    """Return `element` with other children."""
    return Element(element.name, element.attributes, children, element.is_block)


def children(element: Element) -> list[Element]:
    """Return the elements that stand directly in `element`."""
    return [child for child in element.children if isinstance(child, Element)]


def everything(node: Node) -> Iterator[Node]:
    """Yield `node` and all that is in it, in the order of the file."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each, Element):
            waiting.extend(reversed(each.children))


def descendants(element: Element) -> Iterator[Element]:
    """Yield `element` and the elements in it, in the order of the file."""
    return (each for each in everything(element) if isinstance(each, Element))


def plain_text(node: Node) -> str:
    """Return the text in `node` as it stands in the file."""
    return "".join(each for each in everything(node) if isinstance(each, str))


def _with_end(tag: re.Match[str]) -> str:
    if tag["name"].lower() in _EMPTY:
        return tag.group()
    return f"<{tag['name']}{tag['rest']}></{tag['name']}>"


def _held_shallow(text: str) -> str:
    """Return a page without the tags that stand deeper than any page's, and those of choices in forms.

    Both cost the parser the square of their number; what stands in a choice is not read anyway.
    """
    open_tags: Counter[str] = Counter()
    depth, costly = 0, list[tuple[int, int]]()
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name in _CHOICES:
            costly.append(tag.span())
        if name in _CHOICES or name in _ENDED_BY_OTHERS:
            continue
        if not tag["end"]:
            depth += 1
            open_tags[name] += 1
        elif open_tags[name]:
            depth -= 1
            open_tags[name] -= 1
        if depth + bool(tag["end"]) > DEEPEST_PARSED:
            costly.append(tag.span())
    return _without(text, costly)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    kept: list[str] = []
    last = 0
    for start, end in spans:
        kept.append(text[last:start])
        last = end
    return " ".join([*kept, text[last:]])


def _seen(judged: Iterator[Judged], found: Found) -> Iterator[Event]:
    """Yield what is seen of a page, and count the words of the rest."""
    for event, look in judged:
        if isinstance(event, str):
            if look.why is None:
                yield shown(event, look)
            else:
                count_words(found, look.why, event)
        elif look.gone is None:
            yield event


def _html_events(root: LexborNode) -> Iterator[Event]:
    """Yield each element's start, each text, and None at each element's end."""
    node: LexborNode | None = root
    while node is not None:
        child = None
        if node.is_text_node:
            yield node.text_content or ""
        elif node.is_element_node and _is_shown(node):
            yield (
                (node.tag or "").lower(),
                {name: value or "" for name, value in node.attributes.items()},
                node.mem_id,
            )
            child = node.child
            if child is None:
                yield None
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is not None and node.is_element_node:
                yield None
        node = node.next if node is not None else None


def _is_shown(node: LexborNode) -> bool:
    if node.tag == "script":
        return (node.attributes.get("type") or "").lower() == _DATA_SCRIPT
    return node.tag not in _UNSHOWN


def _xml_events(root: _Element) -> Iterator[Event]:
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            yield _local(element.tag), {_local(name): str(value) for name, value in element.attrib.items()}, 0
            yield element.text or ""
            continue
        if event == "end":
            yield None
        if element is not root:
            yield element.tail or ""


def _local(name: object) -> str:
    return str(name).rpartition("}")[2].lower()


def _tree(events: Iterator[Event], blocks: frozenset[str]) -> Element:
    """Build the tree from the inside out; where it grows too deep, a new line stands for an element."""
    names: list[Start] = [("", {}, 0)]
    held: list[list[Node]] = [[]]
    dissolved = 0
    for event in events:
        if isinstance(event, str):
            if event:
                held[-1].append(event)
        elif event is None and dissolved:
            dissolved -= 1
        elif event is None:
            name, attributes, _ = names.pop()
            element = _element(name, attributes, held.pop(), blocks)
            held[-1].append(element)
        elif len(names) > DEEPEST - (PARTS_BELOW if event[0] in _OF_PARTS else 0):
            dissolved += 1
            line = Element("br", {}, (), is_block=False)
            held[-1].extend([line, line] if event[0] in blocks else [])
        else:
            names.append(event)
            held.append([])
    return _element("", {}, held[0], blocks)


def _element(
    name: str, attributes: Mapping[str, str], children: list[Node], blocks: frozenset[str]
) -> Element:
    is_block = name in blocks or any(isinstance(child, Element) and child.is_block for child in children)
    return Element(name, attributes, tuple(children), is_block)
