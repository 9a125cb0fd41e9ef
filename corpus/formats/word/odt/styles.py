"""Know what the styles of an .odt file make of a paragraph, and how its lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.formats.lists import BULLET, format_count
from corpus.formats.word.running_text import hex_colour
from corpus.formats.xml_trees import attribute, local_name, whole_number
from corpus.text.scripts import Script

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST_CHAIN = 20
LEVELS = 10
AUTOMATIC = "auto"
_NUMBER_FORMATS = dict(
    zip("1aAiI", ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"), strict=True)
)
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_SIDES = ("border-top", "border-left", "border-bottom", "border-right")


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a style says, that of its parents included; `names` are those of all of them in lower case.

    `colour` and `behind` are as in `Look`, empty where nothing is said, `AUTOMATIC` where it cannot be told.
    """

    names: tuple[str, ...] = ()
    bold: bool = False
    size: float = 0.0
    hidden: bool = False
    script: Script = Script.LEVEL
    boxed: bool = False
    font: str = ""
    breaks_page: bool = False
    colour: str = ""
    behind: str = ""
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list is numbered; `shown` is how many levels' numbers stand in its mark."""

    format: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class OdtStyles:
    """The styles of a document, looked up by family ("paragraph", "text") and name."""

    elements: Mapping[tuple[str, str], _Element]
    lists: Mapping[str, Mapping[int, ListLevel]]
    _known: dict[tuple[str, str], OdtStyle] = field(default_factory=dict)

    def get(self, family: str, name: str) -> OdtStyle:
        """Return a style, that of the family's default where the document does not have it."""
        return self._resolve(family, name, DEEPEST_CHAIN)

    def _resolve(self, family: str, name: str, left: int) -> OdtStyle:
        key = (family, name)
        if key not in self._known:
            element = self.elements.get(key)
            parent = attribute(element, "parent-style-name")
            based_on = bool(name) and left > 0
            base = self._resolve(family, parent, left - 1) if based_on else OdtStyle()
            self._known[key] = base if element is None else _style(element, base)
        return self._known[key]


def read_odt_styles(roots: Iterable[_Element]) -> OdtStyles:
    """Return the styles that stand in the parts of a document."""
    elements: dict[tuple[str, str], _Element] = {}
    lists: dict[str, dict[int, ListLevel]] = {}
    for root in roots:
        for element in root.iter("{*}style", "{*}default-style", "{*}list-style", "{*}outline-style"):
            name = local_name(element)
            if name == "list-style":
                lists[attribute(element, "name")] = _list_levels(element)
            elif name == "outline-style":
                lists[""] = _list_levels(element)
            else:
                elements[attribute(element, "family"), attribute(element, "name")] = element
    return OdtStyles(elements, lists)


def list_mark(levels: Mapping[int, ListLevel], counts: list[int], depth: int) -> str:
    """Return what a list shows before an item; `counts` are those of its levels from the outermost."""
    level = levels.get(depth, ListLevel(bullet=True))
    if level.bullet:
        return BULLET
    if not level.format:
        return ""
    first = max(1, depth - level.shown + 1)
    shown = [
        format_count(counts[at - 1], levels[at].format or "none")
        for at in range(first, depth + 1)
        if at in levels and at <= len(counts)
    ]
    return f"{level.before}{'.'.join(filter(None, shown))}{level.after}".strip()


def _style(element: _Element, base: OdtStyle) -> OdtStyle:
    text = next(element.iterchildren("{*}text-properties"), None)
    paragraph = next(element.iterchildren("{*}paragraph-properties"), None)
    weight, position = attribute(text, "font-weight"), attribute(text, "text-position").split()
    size = _POINTS.fullmatch(attribute(text, "font-size"))
    name = (attribute(element, "display-name") or attribute(element, "name").replace("_20_", " ")).lower()
    display = attribute(text, "display")
    return OdtStyle(
        (name, *base.names),
        weight in ("bold", "600", "700", "800", "900") if weight else base.bold,
        float(size[1]) if size else base.size,
        display == "none" if display else base.hidden,
        _script(position[0] if position else "", attribute(text, "text-underline-style"), base.script),
        _is_boxed(paragraph, base),
        attribute(text, "font-name") or attribute(text, "font-family").strip("'\"") or base.font,
        attribute(paragraph, "break-before") == "page",
        _colour(text, base),
        background(text, paragraph) or base.behind,
        _is_struck(text, base),
    )


def background(*properties: _Element | None) -> str:
    """Return the first background colour that is stated, empty where there is none."""
    stated = (attribute(each, "background-color") for each in properties)
    shown = next((each for each in stated if each not in ("", "transparent")), "")
    return shown and (hex_colour(shown) or AUTOMATIC)


def _colour(text: _Element | None, base: OdtStyle) -> str:
    if attribute(text, "use-window-font-color") == "true":
        return AUTOMATIC
    stated = attribute(text, "color")
    return (hex_colour(stated) or AUTOMATIC) if stated else base.colour


def _is_struck(text: _Element | None, base: OdtStyle) -> bool | None:
    stated = [attribute(text, f"text-line-through-{part}") for part in ("style", "type")]
    said = [each for each in stated if each]
    return "none" not in said if said else base.struck


def _script(position: str, underline: str, base: Script) -> Script:
    shift = position.removesuffix("%")
    if position == "super" or (shift != position and shift[:1] not in "-0"):
        return Script.RAISED
    if position == "sub" or shift.startswith("-"):
        return Script.LOWERED
    if underline not in ("", "none"):
        return Script.UNDERLINED
    says = position or (underline and base is Script.UNDERLINED)
    return Script.LEVEL if says else base


def _is_boxed(paragraph: _Element | None, base: OdtStyle) -> bool:
    border, background = attribute(paragraph, "border"), attribute(paragraph, "background-color")
    drawn = sum(attribute(paragraph, side) not in ("", "none") for side in _SIDES)
    if not border and not background and not drawn:
        return base.boxed
    framed = border not in ("", "none") or drawn >= 3
    return framed or background.lower() not in ("", "transparent", "#ffffff")


def _list_levels(element: _Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for each in element:
        at = whole_number(attribute(each, "level"))
        if not 1 <= at <= LEVELS:
            continue
        levels[at] = ListLevel(
            _NUMBER_FORMATS.get(attribute(each, "num-format"), ""),
            attribute(each, "num-prefix"),
            attribute(each, "num-suffix"),
            whole_number(attribute(each, "start-value"), 1),
            whole_number(attribute(each, "display-levels"), 1),
            local_name(each) in ("list-level-style-bullet", "list-level-style-image"),
        )
    return levels
