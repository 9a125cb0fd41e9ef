"""Matplotlib's figures as SVG that is part of a page: its text, its colours, no styles of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What is drawn in these becomes a colour of the page, which differs by day and by night.
INK, QUIET, GRID, FIRST, SECOND = "#010101", "#020202", "#030303", "#040404", "#050505"
PAGE_COLOURS: Mapping[str, str] = {
    INK: "currentColor",
    QUIET: "var(--quiet)",
    GRID: "var(--line)",
    FIRST: "var(--first)",
    SECOND: "var(--second)",
    "none": "none",
}
COLOURED = frozenset({"fill", "stroke"})
# The page's own font is used, and text that is set by matplotlib may not be found in its fonts.
LEFT_OUT = frozenset({"font-family", "font-style", "font-weight", "font"})
STYLE = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "xtick.labelsize": 11.5,
    "ytick.labelsize": 11.5,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


@contextmanager
def page_style(name: str) -> Iterator[None]:
    """Draw in the page's style, whatever the user's own is; `name` keeps the ids of figures apart."""
    import matplotlib.style

    with matplotlib.style.context(["default", {**STYLE, "svg.hashsalt": name}]):
        yield


def inline(figure: Figure, label: str) -> str:
    """Return `figure`, drawn within `page_style`, as an SVG element named `label`; the same each time.

    Its colours are the page's, and nothing in it is a style, so a strict content policy lets it be.
    """
    import warnings

    written = io.StringIO()
    with warnings.catch_warnings():
        # The browser has fonts for the scripts that matplotlib has none for.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    drawn = ElementTree.fromstring(written.getvalue())
    root = ElementTree.Element("svg", {"class": "plot", "viewBox": drawn.attrib["viewBox"]})
    root.attrib |= {"role": "img", "aria-label": label}
    root.extend(_plain(child) for child in drawn if not child.tag.endswith("metadata"))
    return ElementTree.tostring(root, encoding="unicode")


def _plain(element: ElementTree.Element) -> ElementTree.Element:
    """Return an element without name spaces, styles, or ids that nothing refers to."""
    plain = ElementTree.Element(_local(element.tag))
    plain.text, plain.tail = element.text, element.tail
    for name, value in element.attrib.items():
        if name == "style":
            plain.attrib |= _attributes(value)
        elif name != "id" or plain.tag != "g":
            plain.attrib[_local(name)] = value
    plain.extend(_plain(child) for child in element if not child.tag.endswith("}style"))
    return plain


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attributes(style: str) -> dict[str, str]:
    """Return the declarations of a style as attributes."""
    pairs = (declaration.split(":", 1) for declaration in style.split(";") if declaration.strip())
    declared = {name.strip(): value.strip() for name, value in pairs}
    return {
        name: PAGE_COLOURS[value] if name in COLOURED else value
        for name, value in declared.items()
        if name not in LEFT_OUT
    }
