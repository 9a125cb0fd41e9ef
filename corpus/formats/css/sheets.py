"""Read style sheets into rules: which elements each is for, and what it says of how they look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from corpus.formats.css.declarations import Declared, read_declarations
from corpus.formats.css.media import holds
from corpus.formats.css.selectors import Selector, read_selectors

# Characters of all sheets of a page together; the largest frameworks have 300,000.
MOST_CHARACTERS = 600_000
MOST_SHEETS = 100
DEEPEST = 8

# Returns the name and the text of the sheet that a page or a sheet of a given name points to.
Linked: TypeAlias = Callable[[str, str], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a sheet says of the elements that one of the selectors names.

    `layered` tells that it stands in a cascade layer, which any rule outside of one overrules.
    """

    selectors: tuple[Selector, ...]
    declared: Declared
    layered: bool = False


def nothing_linked(name: str, address: str) -> None:
    """Return no sheet: what a page points to is never fetched."""


class SheetReader:
    """Reads the sheets of a page, or of all pages of a book, within bounds.

    `is_complete` tells that none was missing or left out, so that nothing else can colour the page.
    """

    def __init__(self, linked: Linked = nothing_linked) -> None:
        """Read sheets that others point to with `linked`."""
        self.is_complete = True
        self._linked = linked
        self._characters = 0
        self._sheets = 0
        self._read: dict[str, list[Rule]] = {}

    def read(self, text: str, name: str) -> list[Rule]:
        """Return the rules of a sheet for screens, of those that it imports too."""
        import tinycss2

        self._characters += len(text)
        self._sheets += 1
        if self._characters > MOST_CHARACTERS or self._sheets > MOST_SHEETS:
            self.is_complete = False
            return []
        try:
            parsed = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            return list(self._rules(parsed, name, depth=0, layered=False))
        except (RecursionError, ValueError):
            self.is_complete = False
            return []

    def read_linked(self, address: str, name: str) -> list[Rule]:
        """Return the rules of the sheet to which the page or sheet `name` points."""
        found = self._linked(name, address) if self._sheets < MOST_SHEETS else None
        if found is None:
            self.is_complete = False
            return []
        if found[0] not in self._read:
            # A sheet that imports itself finds nothing there.
            self._read[found[0]] = []
            self._read[found[0]] = self.read(found[1], found[0])
        return self._read[found[0]]

    def _rules(self, parsed: Sequence[Any], name: str, *, depth: int, layered: bool) -> Iterator[Rule]:
        for node in parsed:
            if node.type == "qualified-rule":
                declared = read_declarations(node.content)
                selectors = read_selectors(node.prelude) if declared else ()
                if selectors:
                    yield Rule(selectors, declared, layered)
            elif node.type == "at-rule" and depth < DEEPEST:
                yield from self._at_rule(node, name, depth=depth + 1, layered=layered)

    def _at_rule(self, node: Any, name: str, *, depth: int, layered: bool) -> Iterator[Rule]:
        import tinycss2

        keyword = node.lower_at_keyword
        if keyword == "import":
            yield from self._import(node.prelude, name)
        elif keyword in ("media", "supports", "layer") and node.content is not None:
            if keyword == "media" and not holds(node.prelude):
                return
            if keyword == "supports" and any(
                each.lower_value == "not" for each in node.prelude if each.type == "ident"
            ):
                return
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from self._rules(inner, name, depth=depth, layered=layered or keyword == "layer")

    def _import(self, prelude: Sequence[Any], name: str) -> Iterator[Rule]:
        for position, token in enumerate(prelude):
            address = _address(token)
            if address:
                if holds(prelude[position + 1 :]):
                    yield from self.read_linked(address, name)
                return


def _address(token: Any) -> str:
    if token.type in ("string", "url"):
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return next((str(each.value) for each in token.arguments if each.type == "string"), "")
    return ""


def attributes_as_rules(name: str, attributes: Mapping[str, str]) -> str:
    """Return what the attributes of old pages say of colours, as a sheet would say it."""
    said = {
        "color": attributes.get("text" if name == "body" else "color", ""),
        "background-color": attributes.get("bgcolor", ""),
        "background-image": "url()" if "background" in attributes else "",
    }
    return ";".join(f"{each}:{_old_colour(value)}" for each, value in said.items() if value)


def _old_colour(value: str) -> str:
    value = value.strip()
    digits = len(value) in (3, 6) and all(each in "0123456789abcdefABCDEF" for each in value)
    return f"#{value}" if digits else value
