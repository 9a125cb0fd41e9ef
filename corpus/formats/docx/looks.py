"""How the runs of a .docx file look: colours, what is behind them, size, what is hidden or struck through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.formats.docx.xml import W, child, number, switched, value
from corpus.formats.looks import PAPER, Look, hex_colour

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
