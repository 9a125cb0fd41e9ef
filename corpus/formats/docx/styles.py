"""Know what the styles of a .docx file make of a paragraph, in whatever language they are named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from corpus.formats.docx.looks import NO_LOOK, RunLook, run_look, shade
from corpus.formats.docx.xml import W, child, number, switched, value

if TYPE_CHECKING:
    from lxml.etree import _Element

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
        _first(value(child(run, "rFonts"), "ascii"), base.font),
    )


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
