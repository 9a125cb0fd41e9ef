"""Read style sheets and style attributes: what each rule is for, and what it declares of how things look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from corpus.formats.markup.css.matching import Selector, holds, read_selectors

# The value of each property, and whether it is marked important.
Declared: TypeAlias = Mapping[str, tuple[str, bool]]

_KEPT = frozenset(
    """display visibility opacity color background-color background-image position left top right bottom
    text-indent clip clip-path width height max-width max-height min-height overflow padding
    text-decoration-line font-size transform filter text-shadow animation-name background-clip z-index
    margin-left margin-top white-space float text-fill-color text-stroke font-family""".split()
)
# Shorthands and other names, each with the properties that are read in their value.
_MEANT = {
    "background": ("background-color", "background-image", "background-clip"),
    "font": ("font-size", "font-family"),
    "text-decoration": ("text-decoration-line",),
    "overflow-x": ("overflow",),
    "overflow-y": ("overflow",),
    "animation": ("animation-name",),
    "padding-top": ("padding",),
    "padding-bottom": ("padding",),
    "padding-left": ("padding",),
}
# Characters of a value that are looked at; a picture in the value may have millions.
_LONGEST = 300
_SIDES = ("top", "right", "bottom", "left")


def read_declarations(source: Sequence[Any] | str) -> Declared:
    """Return what is declared; a later declaration replaces an earlier one."""
    import tinycss2

    found: dict[str, tuple[str, bool]] = {}
    try:
        for each in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
            for name, value in _properties(each) if each.type == "declaration" else ():
                if each.important or not found.get(name, ("", False))[1]:
                    found[name] = (value, bool(each.important))
    except (RecursionError, ValueError):
        # Brackets in brackets without end, numbers of thousands of digits.
        return {}
    return found


def _properties(declaration: Any) -> Iterator[tuple[str, str]]:
    import tinycss2

    name = declaration.lower_name
    is_variable = name.startswith("--")
    name = declaration.name if is_variable else name.removeprefix("-webkit-").removeprefix("-moz-")
    if not (is_variable or name in _KEPT or name in _MEANT or name == "inset"):
        return
    value = tinycss2.serialize(declaration.value)[:_LONGEST].strip()
    value = value if is_variable else value.lower()
    if name == "inset":
        yield from _sides(value.split())
    else:
        yield from ((each, value) for each in _MEANT.get(name, (name,)))


def _sides(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the value of each side of a box, where one to four are given."""
    if parts:
        right = parts[1] if len(parts) > 1 else parts[0]
        bottom = parts[2] if len(parts) > 2 else parts[0]
        left = parts[3] if len(parts) > 3 else right
        yield from zip(_SIDES, (parts[0], right, bottom, left), strict=True)


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
        "font-family": attributes.get("face", ""),
        "background-image": "url()" if "background" in attributes else "",
    }
    return ";".join(f"{each}:{_old_colour(value)}" for each, value in said.items() if value)


def _old_colour(value: str) -> str:
    value = value.strip()
    digits = len(value) in (3, 6) and all(each in "0123456789abcdefABCDEF" for each in value)
    return f"#{value}" if digits else value
