"""How a PDF is set: paper, columns, type, what runs along its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.layouts.story import MARK

FAMILIES = {
    "STIX": ("STIXGeneral", "STIXGeneralBol"),
    "Sans": ("DejaVuSans", "DejaVuSans-Bold"),
    "Serif": ("DejaVuSerif", "DejaVuSerif-Bold"),
}
BUILT_IN = {"Times": ("Times-Roman", "Times-Bold"), "Helvetica": ("Helvetica", "Helvetica-Bold")}
SOFT_HYPHEN = "\u00ad"
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
SHORTEST_HYPHENATED = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """The make-up of a PDF; lengths in points.

    `foot_room` is kept free below the columns for footnotes, `margin_left` beside them for boxes. `soft`
    sets soft hyphens at broken line ends and `ligatures` those of the font, as some typesetters do;
    `indented` tells paragraphs apart by their first line alone. `turned` holds the numbers of the
    elements that stand on a page of their own with /Rotate 90.
    """

    columns: int = 1
    font: str = "STIX"
    size: float = 9.5
    width: float = 595.0
    height: float = 842.0
    margin: float = 56.0
    margin_left: float = 56.0
    gutter: float = 20.0
    justified: bool = True
    hyphenated: bool = False
    soft: bool = False
    ligatures: bool = False
    indented: bool = False
    rulings: bool = True
    foot_room: float = 0.0
    head: str = ""
    foot: str = ""
    numbered: bool = False
    turned: frozenset[int] = frozenset()

    @property
    def text_width(self) -> float:
        """Return the width between the margins."""
        return self.width - self.margin - self.margin_left

    @property
    def column_width(self) -> float:
        """Return the width of one column."""
        return (self.text_width - self.gutter * (self.columns - 1)) / self.columns


def fonts(family: str) -> tuple[str, str]:
    """Return the names of a family's upright and bold fonts, ready to be used."""
    if family in BUILT_IN:
        return BUILT_IN[family]
    for name in FAMILIES[family]:
        _register(name)
    return FAMILIES[family]


@cache
def _register(name: str) -> None:
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))


def style(sheet: Sheet, *, bold: bool = False, scale: float = 1.0, **more: Any) -> Any:
    """Return a paragraph style of reportlab's; `scale` is the size beside the sheet's."""
    from reportlab.lib.styles import ParagraphStyle

    size = sheet.size * scale
    upright, strong = fonts(sheet.font)
    chosen = {
        "fontName": strong if bold else upright,
        "fontSize": size,
        "leading": 1.22 * size,
        "spaceAfter": 0 if sheet.indented else 0.6 * sheet.size,
        "alignment": 4 if sheet.justified and not bold else 0,
        "embeddedHyphenation": 1,
        "hyphenationMinWordLength": SHORTEST_HYPHENATED,
        "hyphenationLang": _soft_breaks if sheet.soft else breaks if sheet.hyphenated else "",
        "splitLongWords": 0,
    }
    return ParagraphStyle("text", **{**chosen, **more})


def breaks(word: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to break a word, longest first; one that has hyphens is broken behind them."""
    if "-" in word:
        places = [place.end() for place in re.finditer("-", word) if 1 < place.end() < len(word) - 1]
        yield from ((word[:place], word[place:]) for place in reversed(places))
    elif not word.isupper():
        yield from _dictionary().iterate(word)


def _soft_breaks(word: str) -> Iterator[tuple[str, str]]:
    for head, tail in breaks(word):
        yield (head if head.endswith("-") else head + SOFT_HYPHEN), tail


@cache
def _dictionary() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="en_US", left=2, right=3)


def marked_up(text: str, sheet: Sheet) -> str:
    """Return `text` as reportlab takes it: marks and exponents raised, ligatures where the sheet has them."""
    if sheet.ligatures:
        for letters, ligature in _LIGATURES:
            text = text.replace(letters, ligature)
    raised = f'<super rise="{0.35 * sheet.size}" size="{0.62 * sheet.size}">'
    text = MARK.sub(rf"{raised}\1</super>", escape(text).replace("\u00ad", ""))
    return _RAISED.sub(lambda found: f"{raised}{found[0].translate(_PLAIN_DIGITS)}</super>", text)
