"""How the cells of a workbook look: their letters, what is behind them, and their number formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.formats.sheets.format_codes import BUILT_IN, GENERAL
from corpus.formats.word.running_text import PAPER, hex_colour
from corpus.formats.xml_trees import attribute, local_name, whole_number
from corpus.text.scripts import Script

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCRIPTS = {"superscript": Script.RAISED, "subscript": Script.LOWERED}
OFF = frozenset({"0", "false", "none"})
# Colours of the theme and of the oldest palette that are the same nearly everywhere.
_THEME = {"0": "ffffff", "1": "000000"}
_PALETTE = {"0": "000000", "1": "ffffff", "8": "000000", "9": "ffffff"}


@dataclass(frozen=True, slots=True)
class Font:
    """How letters look; `colour` and `size` are as in `Look`."""

    bold: bool = False
    struck: bool = False
    script: Script = Script.LEVEL
    colour: str = ""
    size: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell looks; `filled` names its colour, `behind` is that colour where it can be told."""

    font: Font = Font()
    filled: str = ""
    behind: str = PAPER
    code: str = GENERAL


def read_cell_styles(root: _Element | None) -> list[CellStyle]:
    """Return the looks that the cells of a workbook name by their places in `styles.xml`."""
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for each in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[whole_number(attribute(each, "numFmtId"), -1)] = attribute(each, "formatCode")
    fonts = [read_font(each) for each in root.iterfind("{*}fonts/{*}font")]
    fills = [_fill(each) for each in root.iterfind("{*}fills/{*}fill")]
    return [
        CellStyle(
            fonts[font] if (font := whole_number(attribute(each, "fontId"))) < len(fonts) else Font(),
            *(fills[fill] if (fill := whole_number(attribute(each, "fillId"))) < len(fills) else ("", PAPER)),
            codes.get(whole_number(attribute(each, "numFmtId")), ""),
        )
        for each in root.iterfind("{*}cellXfs/{*}xf")
    ]


def read_font(element: _Element, base: Font = Font()) -> Font:
    """Return how the letters of a cell, or of a run in it, look."""
    switched = {local_name(each) for each in element if attribute(each, "val").lower() not in OFF}
    size = attribute(element.find("{*}sz"), "val")
    position = attribute(element.find("{*}vertAlign"), "val")
    line = Script.UNDERLINED if "u" in switched else Script.LEVEL
    # A run calls its font otherwise than a cell does.
    name = attribute(element.find("{*}rFont"), "val") or attribute(element.find("{*}name"), "val")
    return Font(
        "b" in switched,
        "strike" in switched,
        _SCRIPTS.get(position, line),
        _colour(element.find("{*}color")) or base.colour,
        float(size) if re.fullmatch(r"\d{1,3}(?:\.\d+)?", size) else 0.0,
        name or base.name,
    )


def _colour(element: _Element | None) -> str:
    """Return a colour as `Look` has it, empty where only the workbook's theme tells."""
    if element is None or attribute(element, "tint") not in ("", "0"):
        return ""
    named = _THEME.get(attribute(element, "theme"), "") or _PALETTE.get(attribute(element, "indexed"), "")
    return named or hex_colour(attribute(element, "rgb")[-6:])


def _fill(element: _Element) -> tuple[str, str]:
    """Return the name of the colour behind a cell, empty for none, and that colour where it can be told."""
    pattern = element.find("{*}patternFill")
    kind = attribute(pattern, "patternType")
    if pattern is None or kind in ("", "none"):
        return ("gradient", "") if element.find("{*}gradientFill") is not None else ("", PAPER)
    front = pattern.find("{*}fgColor")
    named = " ".join(attribute(front, name) for name in ("rgb", "theme", "indexed", "tint"))
    return f"{kind} {named}", _colour(front) if kind == "solid" else ""
