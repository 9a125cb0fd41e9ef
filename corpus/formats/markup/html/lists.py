"""Read the lists of HTML: the number that an item shows, terms with their definitions, sources and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import BlockKind
from corpus.formats.lists import BULLET
from corpus.formats.markup.inline_text import line_text
from corpus.formats.markup.markup import Element

_REFERENCES = re.compile(
    r"references?|refs?|reflist|ref-?list|referencelist|bibliography|citations?|citation-?list"
    r"|literature-?cited"
)
_FOOTNOTES = re.compile(
    r"footnotes?|endnotes?|fn|fn-group|tablefootnotes?|tfoot|table-wrap-foot|msofootnotetext"
)
_KIND_OF_ROLE = {
    "doc-bibliography": BlockKind.REFERENCE,
    "doc-biblioentry": BlockKind.REFERENCE,
    "doc-endnotes": BlockKind.FOOTNOTE,
    "doc-endnote": BlockKind.FOOTNOTE,
    "doc-footnote": BlockKind.FOOTNOTE,
}
_KIND_OF_TYPE = {"bibliography": BlockKind.REFERENCE, "biblioentry": BlockKind.REFERENCE} | dict.fromkeys(
    ("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes"), BlockKind.FOOTNOTE
)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"} | {
    "lower-roman": "i",
    "upper-roman": "I",
}


def read_kind(element: Element) -> BlockKind | None:
    """Return what the paragraphs in an element are where it is named as sources or as notes."""
    stated = _KIND_OF_ROLE.get(element.get("role")) or _KIND_OF_TYPE.get(element.get("epub:type"))
    if stated or element.name in ("body", "main", "article", "span", "sup"):
        return stated
    names = element.get("class").lower().split()
    if any(map(_FOOTNOTES.fullmatch, names)):
        return BlockKind.FOOTNOTE
    return BlockKind.REFERENCE if any(map(_REFERENCES.fullmatch, names)) else None


def item_marks(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield each item of a list with its mark as it is shown; what stands loose in it is an item too."""
    items = list(_elements(element, "p"))
    ordered = element.name == "ol"
    reverse = ordered and "reversed" in element.attributes
    number = _number(element.get("start"), len(items) if reverse else 1)
    for item in items:
        number = _number(item.get("value"), number)
        shown = ordered and item.name == "li" and "none" not in _style(element)
        yield (_shown(number, element) if shown else BULLET), item
        number += (-1 if reverse else 1) if item.name == "li" else 0


def pairs_of(element: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield each term of a list of definitions with the elements that define it."""
    terms: list[str] = []
    parts: list[Element] = []
    for child in _terms_and_definitions(element):
        if child.name == "dt" and parts:
            yield ", ".join(terms), parts
            terms, parts = [], []
        if child.name == "dt":
            terms.append(line_text(child.children))
        else:
            parts.append(child)
    if terms or parts:
        yield ", ".join(filter(None, terms)), parts


def _terms_and_definitions(element: Element) -> Iterator[Element]:
    for child in _elements(element, "dd"):
        if child.name == "div":
            yield from _terms_and_definitions(child)
        else:
            yield child


def _elements(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements in `element`, and text that stands loose there as elements of that name."""
    for child in element.children:
        if isinstance(child, Element):
            yield child
        elif child.strip():
            yield Element(name, {}, (child,), is_block=True)


def _number(stated: str, default: int) -> int:
    return int(stated) if re.fullmatch(r"-?\d{1,6}", stated.strip()) else default


def _style(element: Element) -> str:
    found = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style"))
    return found[1].lower() if found else ""


def _shown(number: int, element: Element) -> str:
    return number_shown(number, _STYLES.get(_style(element)) or element.get("type"))


def number_shown(number: int, style: str) -> str:
    """Return the number of an item with its stop; `style` is "a", "A", "i", "I", any other for figures."""
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1) + "."
    if style in ("i", "I") and 1 <= number < 4000:
        return (_roman(number) if style == "i" else _roman(number).upper()) + "."
    return f"{number}."


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
