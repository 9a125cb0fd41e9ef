"""HTML as a browser would read it: elements with their attributes and the text in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"base", "br", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
LOADING = frozenset({"src", "srcset", "poster", "data", "background", "action", "formaction"})
# In a style sheet: url(...), and @import with or without it.
_STYLE_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+)["']?(?!url\()([^"')\s;]+)""", re.I)


@dataclass
class Element:
    """A tag, its attributes, and all text below it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        """Return its classes."""
        return self.attributes.get("class", "").split()


@dataclass
class Html(HTMLParser):
    """A piece of HTML, read; `elements` are in the order of their start tags."""

    source: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()

    def find(self, name: str) -> list[Element]:
        """Return the elements of a tag ("mark") or a class (".mark")."""
        if name.startswith("."):
            return [element for element in self.elements if name[1:] in element.classes]
        return [element for element in self.elements if element.tag == name]

    def tags(self) -> set[str]:
        """Return every tag that occurs."""
        return {element.tag for element in self.elements}

    def attribute_names(self) -> set[str]:
        """Return every attribute that occurs."""
        return {name for element in self.elements for name in element.attributes}

    def loads(self) -> Iterator[str]:
        """Yield the addresses that a browser fetches for it by itself."""
        for element in self.elements:
            yield from (value for name, value in element.attributes.items() if name in LOADING)
            if element.tag == "link":
                yield element.attributes["href"]
            yield from style_loads(element.attributes.get("style", ""))
            if element.tag == "style":
                yield from style_loads(element.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of `tag` and what was left open in it."""
        if tag in {element.tag for element in self._open}:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Give text to all elements around it."""
        self.text += data
        for element in self._open:
            element.text += data


def style_loads(style: str) -> list[str]:
    """Return the addresses that a style sheet fetches."""
    return _STYLE_ADDRESS.findall(style)
