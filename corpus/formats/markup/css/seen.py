"""Walk through a page with how each element looks, and tell of each text why it is not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol, TypeAlias

from corpus.formats.markup.css.cascade import ATTRIBUTE, STYLE, Cascaded, Weight, cascade, weight
from corpus.formats.markup.css.looks import BLACK, LINK, Look, judged, look_of
from corpus.formats.markup.css.matching import holds
from corpus.formats.markup.css.sheets import (
    Declared,
    Rule,
    SheetReader,
    attributes_as_rules,
    read_declarations,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


_PANEL_NAMES = re.compile(
    r"accordions?|collaps\w*|expand\w*|panels?|tabs?|tabcontent|toggle\w*|details|disclosure|reveal"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SWITCHES = "[aria-controls], [data-target], [data-bs-target]"


def name_tokens(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of an element's id and classes, in lower case."""
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return tuple(re.split(r"[\s_-]+", _CAMEL.sub("-", named).lower())) if named != " " else ()


def switched_ids(root: LexborNode) -> frozenset[str]:
    """Return the ids of what the switches of a page open and close."""
    targets = (
        attributes.get("aria-controls") or attributes.get("data-target") or attributes.get("data-bs-target")
        for name, attributes in ((each.tag, each.attributes) for each in root.css(_SWITCHES))
        if name in ("button", "a", "summary") or attributes.get("role") in ("button", "tab")
    )
    return frozenset(target.lstrip("#") for target in targets if target)


def is_panel(attributes: Mapping[str, str], switched: frozenset[str]) -> bool:
    """Tell whether an element is one that a switch opens, by its role, its id or its name."""
    return (
        attributes.get("role") == "tabpanel"
        or attributes.get("id", "") in switched
        or any(map(_PANEL_NAMES.fullmatch, name_tokens(attributes)))
    )


# An element's name, its attributes and a number of its own; a text; the end of an element.
Start: TypeAlias = tuple[str, Mapping[str, str], int]
Event: TypeAlias = Start | str | None
Judged: TypeAlias = tuple[Event, Look]

_STYLING = frozenset({"style", "color", "bgcolor", "background", "text", "face"})
_PICTURES = frozenset("canvas embed iframe img input object picture svg video".split())
# What is not shown on the page by nature and is read for what it states.
_STATED = frozenset({"script", "title"})
# Written for the eyes of those who cannot see the formula that is drawn.
_FORMULA = "katex-mathml"


class Styles(Protocol):
    """Tells how an element looks inside of one that looks like `around`."""

    def look(self, around: Look, name: str, attributes: Mapping[str, str], number: int) -> Look:
        """Return the look of an element; `around` itself where nothing changes."""
        ...


def judge(events: Iterable[Event], styles: Styles) -> Iterator[Judged]:
    """Yield each start, text and end with the look of the element that it is, stands in or ends."""
    looks = [Look()]
    for event in events:
        if isinstance(event, str):
            yield event, looks[-1]
        elif event is None:
            yield event, looks.pop()
        else:
            name, attributes, number = event
            looks.append(Look() if name in _STATED else styles.look(looks[-1], name, attributes, number))
            yield event, looks[-1]


@dataclass(frozen=True, slots=True)
class _Unstyled:
    """The styles of markup that has no sheets: the lines of elements of some names, and attributes."""

    decorated: Mapping[str, str]
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def look(self, around: Look, name: str, attributes: Mapping[str, str], number: int) -> Look:
        del number
        if name not in self.decorated and "style" not in attributes:
            return around
        values = {each: value for each, (value, _) in read_declarations(attributes.get("style", "")).items()}
        if name in self.decorated:
            values["text-decoration-line"] = self.decorated[name]
        return look_of(around, name, values, ground_is_sure=True, is_panel=False)


def unstyled(**decorated: str) -> Styles:
    """Return the styles of markup without sheets, in which elements of these names are so decorated."""
    return _Unstyled(decorated)


@dataclass(slots=True)
class _PageStyles:
    """The styles of one page.

    `is_complete` tells that no sheet of it is missing; `is_painted` that something was met which may lie
    behind what is placed freely on the page.
    """

    root: LexborNode
    cascaded: Cascaded
    is_complete: bool
    is_painted: bool = False
    switched: frozenset[str] | None = None
    looks: dict[tuple[object, ...], tuple[Look, Look]] = field(default_factory=dict)
    declared: dict[str, Declared] = field(default_factory=dict)

    def look(self, around: Look, name: str, attributes: Mapping[str, str], number: int) -> Look:
        declared = self.cascaded.get(number)
        if name in _PICTURES:
            self.is_painted = True
        if declared is None and _STYLING.isdisjoint(attributes):
            return self._undeclared(around, name, attributes)
        values = self._values(name, attributes, declared or {})
        if not values or _FORMULA in attributes.get("class", ""):
            return self._undeclared(around, name, attributes)
        if name == "a" and "href" in attributes:
            values.setdefault("color", "#0000ee")
        placed = values.get("position", "static") in ("absolute", "fixed", "sticky")
        sure = not (placed and self.is_painted) and self._is_sure(name, attributes)
        if placed and "background-color" in values:
            self.is_painted = True
        found = self._look_of(around, name, values, is_sure=sure, is_panel=False)
        hides = found.gone is not around.gone or found.opacity < around.opacity or not found.is_visible
        if hides and self._is_panel(attributes):
            return self._look_of(around, name, values, is_sure=sure, is_panel=True)
        return found

    def _look_of(
        self, around: Look, name: str, values: Mapping[str, str], *, is_sure: bool, is_panel: bool
    ) -> Look:
        """Return the look of an element, computed once for all of its kind at the same place."""
        key = (id(around), name, tuple(values.items()), is_sure, is_panel)
        if key not in self.looks:
            look = look_of(around, name, values, ground_is_sure=is_sure, is_panel=is_panel)
            # Kept with what its key names by its id alone.
            self.looks[key] = around, look
        return self.looks[key][1]

    def _values(
        self, name: str, attributes: Mapping[str, str], cascaded: Mapping[str, tuple[Weight, str]]
    ) -> dict[str, str]:
        """Return the value that wins for each property, among sheets and the attributes of an element."""
        won = dict(cascaded)
        for origin, source in (
            (ATTRIBUTE, attributes_as_rules(name, attributes)),
            (STYLE, attributes.get("style", "")),
        ):
            for each, (value, important) in (self._declared(source) if source else {}).items():
                heavy = weight(origin, important=important)
                if each not in won or won[each][0] <= heavy:
                    won[each] = heavy, value
        return {each: value for each, (_, value) in won.items()}

    def _declared(self, source: str) -> Declared:
        if source not in self.declared:
            self.declared[source] = read_declarations(source)
        return self.declared[source]

    def _undeclared(self, around: Look, name: str, attributes: Mapping[str, str]) -> Look:
        """Return the look of an element for which nothing is declared: links have a colour of their own."""
        unsure = around.ground is not None and not self._is_sure(name, attributes)
        link = name == "a" and "href" in attributes and around.colour not in (BLACK, LINK)
        if not (unsure or link):
            return around
        key = (id(around), unsure, link)
        if key not in self.looks:
            ground, colour = None if unsure else around.ground, LINK if link else around.colour
            self.looks[key] = around, judged(replace(around, ground=ground, colour=colour))
        return self.looks[key][1]

    def _is_sure(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether nothing but what is read here can colour the ground of an element."""
        named = "class" in attributes or "id" in attributes
        return self.is_complete or not named or name in ("html", "body")

    def _is_panel(self, attributes: Mapping[str, str]) -> bool:
        if self.switched is None:
            self.switched = switched_ids(self.root)
        return is_panel(attributes, self.switched)


@cache
def _known_to_browsers() -> Sequence[Rule]:
    return SheetReader().read(files(__package__).joinpath("browser.css").read_text("utf-8"), "browser.css")


def styles_of(root: LexborNode, reader: SheetReader, name: str) -> Styles:
    """Return the styles of the page `name`: of its own sheets and of those that `reader` finds."""
    by_page = [rule for each in root.css("style, link") for rule in _sheet(each, reader, name)]
    cascaded, is_whole = cascade(root, _known_to_browsers(), by_page)
    return _PageStyles(root, cascaded, reader.is_complete and is_whole)


def _sheet(element: LexborNode, reader: SheetReader, name: str) -> list[Rule]:
    attributes = {key: value or "" for key, value in element.attributes.items()}
    kinds = attributes.get("rel", "").lower().split()
    is_sheet = element.tag == "style" or ("stylesheet" in kinds and "alternate" not in kinds)
    stated = attributes.get("type", "").lower().strip()
    if not is_sheet or stated not in ("", "text/css") or not holds(attributes.get("media", "")):
        return []
    if element.parent is not None and element.parent.tag in ("noscript", "template"):
        return []
    if element.tag == "link":
        return reader.read_linked(attributes.get("href", ""), name)
    text = element.text(deep=True)
    return reader.read(text.replace("<![CDATA[", "").replace("]]>", ""), name)
