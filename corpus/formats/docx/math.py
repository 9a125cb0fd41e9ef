"""Write an equation of a .docx file (Office Math) as a line of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.formats.raised import as_power
from corpus.formats.xml_names import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROPERTIES = re.compile(r".+Pr$")
_SIMPLE = re.compile(r"[\w.,%]+|\([^()]*\)|√.*")


def math_text(element: _Element) -> str:
    """Return the equation with fractions as "a / b", powers raised, and roots as "√(x)"."""
    name = local_name(element)
    if name == "t":
        return element.text or ""
    parts = [(local_name(part), math_text(part)) for part in element if not _is_property(part)]
    text = "".join(text for _, text in parts)
    if name == "d":
        inside = ", ".join(text for _, text in parts)
        return f"{_sign(element, 'dPr', 'begChr', '(')}{inside}{_sign(element, 'dPr', 'endChr', ')')}"
    return _shaped(element, name, dict(parts)) or text


def _shaped(element: _Element, name: str, parts: dict[str, str]) -> str:
    """Return what stands above, below or under a sign in one line, empty where nothing does."""
    base = parts.get("e", "")
    if name == "f":
        return f"{_grouped(parts.get('num', ''))} / {_grouped(parts.get('den', ''))}"
    if name in ("sSup", "sSubSup"):
        return base + parts.get("sub", "") + as_power(parts.get("sup", ""))
    if name == "rad":
        return f"√{_grouped(base)}"
    return f"{_sign(element, 'naryPr', 'chr', '∫')} {base}" if name == "nary" else ""


def _is_property(element: _Element) -> bool:
    return bool(_PROPERTIES.match(local_name(element)))


def _sign(element: _Element, properties: str, name: str, usual: str) -> str:
    for part in element:
        if local_name(part) == properties:
            for each in part:
                if local_name(each) == name:
                    return next((str(shown) for key, shown in each.items() if str(key).endswith("val")), "")
    return usual


def _grouped(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"
