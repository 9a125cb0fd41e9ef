"""Read the styles of a Word document: headings, lists, and how each shows its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from corpus.formats.word.docx.xml import W, child, number, switched, value
from corpus.formats.word.running_text import PAPER, Look, hex_colour

if TYPE_CHECKING:
    from lxml.etree import _Element


# The colours of ECMA-376, 17.18.40.
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000ff",
    "cyan": "00ffff",
    "darkblue": "000080",
    "darkcyan": "008080",
    "darkgray": "808080",
    "darkgreen": "008000",
    "darkmagenta": "800080",
    "darkred": "800000",
    "darkyellow": "808000",
    "green": "00ff00",
    "lightgray": "c0c0c0",
    "magenta": "ff00ff",
    "red": "ff0000",
    "white": PAPER,
    "yellow": "ffff00",
}
_PAPER_THEMES = ("background1", "bg1", "light1", "lt1")
UNKNOWN = "?"
_LOOKS = frozenset(W + name for name in "color highlight shd sz vanish strike dstrike".split())


@dataclass(frozen=True, slots=True)
class RunLook:
    """What the properties of a run or a style say of its look, None where they say nothing.

    Colours are as in `Look`; `UNKNOWN` is one that is stated and cannot be told.
    """

    colour: str | None = None
    behind: str | None = None
    size: float | None = None
    hidden: bool | None = None
    struck: bool | None = None

    def over(self, below: RunLook) -> RunLook:
        """Return what holds when these properties are set over those `below`."""
        if self is NO_LOOK:
            return below
        if below is NO_LOOK:
            return self
        return RunLook(
            below.colour if self.colour is None else self.colour,
            below.behind if self.behind is None else self.behind,
            below.size if self.size is None else self.size,
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
        )

    def look(self, behind: str) -> Look:
        """Return how words look on `behind`."""
        colour, own = self.colour or "", behind if self.behind is None else self.behind
        return Look(
            "" if colour == UNKNOWN else colour,
            "" if own == UNKNOWN else own,
            self.size or 0.0,
            bool(self.hidden),
            bool(self.struck),
        )


NO_LOOK = RunLook()


def run_look(properties: _Element | None) -> RunLook:
    """Return what run properties (`w:rPr`) say."""
    found = {} if properties is None else {str(each.tag): each for each in properties if each.tag in _LOOKS}
    if not found:
        return NO_LOOK
    halves = number(found.get(W + "sz"))
    struck = [switched(properties, name) for name in ("strike", "dstrike")]
    stated = [each for each in struck if each is not None]
    return RunLook(
        _colour(found.get(W + "color"), "val", "themeColor"),
        _highlight(found.get(W + "highlight")) or shade(properties),
        None if halves is None else halves / 2,
        switched(properties, "vanish"),
        any(stated) if stated else None,
    )


def shade(properties: _Element | None) -> str | None:
    """Return the colour of a shading (`w:shd`), None where there is none; a pattern's cannot be told."""
    shading = child(properties, "shd")
    if shading is None:
        return None
    if value(shading) not in (None, "clear", "nil"):
        return UNKNOWN
    return _colour(shading, "fill", "themeFill") or None


def _highlight(element: _Element | None) -> str | None:
    stated = value(element)
    return None if stated in (None, "none") else hex_colour(stated or "", _HIGHLIGHTS) or UNKNOWN


def _colour(element: _Element | None, name: str, theme: str) -> str | None:
    """Return a colour; an automatic one, which is always seen, is empty."""
    if element is None:
        return None
    themed = value(element, theme)
    if themed in _PAPER_THEMES and not (value(element, f"{theme}Shade") or value(element, "themeShade")):
        return PAPER
    stated = value(element, name) or "auto"
    if themed and stated == "auto":
        return UNKNOWN
    return "" if stated.lower() == "auto" else hex_colour(stated) or UNKNOWN


_Value = TypeVar("_Value")
DEEPEST_CHAIN = 20
_HEADING_NAME = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik)\s*(\d)\b", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, that of the styles it is based on included; None where none says anything."""

    name: str = ""
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    bold: bool | None = None
    size: float | None = None
    look: RunLook = NO_LOOK
    behind: str | None = None
    position: str | None = None
    boxed: bool | None = None
    font: str | None = None
    underline: str | None = None


NO_STYLE = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids, looked up one by one."""

    elements: Mapping[str, _Element]
    default: str = ""
    size: float = 0.0
    look: RunLook = NO_LOOK
    _known: dict[str, Style] = field(default_factory=dict)

    def get(self, style_id: str | None) -> Style:
        """Return a style, `NO_STYLE` where the document does not have it."""
        return self._resolve(style_id, DEEPEST_CHAIN) if style_id else NO_STYLE

    def _resolve(self, style_id: str, left: int) -> Style:
        if style_id not in self._known:
            element = self.elements.get(style_id)
            based_on = value(child(element, "basedOn"))
            base = self._resolve(based_on, left - 1) if based_on and left else NO_STYLE
            self._known[style_id] = base if element is None else _style(element, base)
        return self._known[style_id]


def read_styles(root: _Element | None) -> Styles:
    """Return the styles of `styles.xml`; none where there is no such part."""
    if root is None:
        return Styles({})
    elements = {value(style, "styleId") or "": style for style in root.iter(W + "style")}
    default = next(
        (
            style_id
            for style_id, style in elements.items()
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")
        ),
        "",
    )
    usual = child(root, "docDefaults", "rPrDefault", "rPr")
    return Styles(elements, default, half_points(usual) or 0.0, run_look(usual))


def half_points(run_properties: _Element | None) -> float | None:
    """Return the size of letters in points."""
    halves = number(child(run_properties, "sz"))
    return None if halves is None else halves / 2


def is_boxed(paragraph_properties: _Element | None) -> bool | None:
    """Tell whether a paragraph has a frame on three sides or is shaded, None where nothing is said."""
    borders = child(paragraph_properties, "pBdr")
    shading = value(child(paragraph_properties, "shd"), "fill")
    if borders is None and shading is None:
        return None
    drawn = [value(child(borders, side)) for side in ("top", "left", "bottom", "right")]
    sides = sum(line not in (None, "nil", "none") for line in drawn)
    return sides >= 3 or (shading or "auto").lower() not in ("auto", "ffffff")


def _style(element: _Element, base: Style) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    name = value(child(element, "name")) or ""
    position = value(child(run, "vertAlign"))
    return Style(
        name.lower(),
        _first(_level(paragraph, name), base.level),
        _first(value(child(paragraph, "numPr", "numId")), base.num_id),
        _first(number(child(paragraph, "numPr", "ilvl")), base.num_level),
        _first(switched(run, "b"), base.bold),
        _first(half_points(run), base.size),
        run_look(run).over(base.look),
        _first(shade(paragraph), base.behind),
        _first(position, base.position),
        _first(is_boxed(paragraph), base.boxed),
        _first(font_name(run), base.font),
        _first(value(child(run, "u")), base.underline),
    )


def font_name(run_properties: _Element | None) -> str | None:
    """Return the font of the letters and signs of Western languages, None where none is stated."""
    fonts = child(run_properties, "rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi")


def outline_level(paragraph_properties: _Element | None) -> int | None:
    """Return a heading's level from 1, 0 for text that is none, None where nothing is said."""
    level = number(child(paragraph_properties, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level <= 8 else 0


def _level(paragraph: _Element | None, name: str) -> int | None:
    stated = outline_level(paragraph)
    named = _HEADING_NAME.match(name)
    return int(named[1]) if stated is None and named else stated


def _first(own: _Value | None, inherited: _Value | None) -> _Value | None:
    return inherited if own is None else own
