"""Ask elements of a Word document for what they hold, formulas included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.xml_trees import local_name
from corpus.text.scripts import as_power, over, parted

if TYPE_CHECKING:
    from lxml.etree import _Element


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_OFF = frozenset({"0", "false", "off", "none"})


def transitional(data: bytes) -> bytes:
    """Return a part with the namespaces of the strict variant written as those of the usual one."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the first child of that name, the first child of that in turn, and so on."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element


def value(element: _Element | None, name: str = "val") -> str | None:
    """Return an attribute, None where the element or the attribute is not there."""
    found = element.get(W + name) if element is not None else None
    return None if found is None else str(found)


def number(element: _Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a whole number."""
    try:
        return int(float(value(element, name) or ""))
    except (ValueError, OverflowError):
        return None


def switched(properties: _Element | None, name: str) -> bool | None:
    """Tell whether a property such as bold is switched on or off, None where nothing is said."""
    element = child(properties, name)
    if element is None:
        return None
    return (value(element) or "1").lower() not in _OFF


def chosen(alternatives: _Element) -> Iterator[_Element]:
    """Yield of an `mc:AlternateContent` the one alternative that holds text, the newer first."""
    ways = [way for way in alternatives if local_name(way) in ("Choice", "Fallback")]
    filled = (way for way in ways if next(way.iter(W + "t"), None) is not None)
    yield from [way for way in [next(filled, None)] if way is not None]


_PROPERTIES = re.compile(r".+Pr$")
_SIMPLE = re.compile(r"[\w.,%]+|\([^()]*\)|√.*")


def math_text(element: _Element) -> str:
    """Return the equation with fractions as "a / b", powers raised, and roots as "√(x)"."""
    return parted(_math(element))


def _math(element: _Element) -> str:
    name = local_name(element)
    if name == "t":
        return element.text or ""
    parts = [(local_name(part), _math(part)) for part in element if not _is_property(part)]
    text = "".join(text for _, text in parts)
    if name == "d":
        inside = ", ".join(text for _, text in parts)
        return f"{_sign(element, 'dPr', 'begChr', '(')}{inside}{_sign(element, 'dPr', 'endChr', ')')}"
    return _shaped(element, name, dict(parts)) or text


def _shaped(element: _Element, name: str, parts: dict[str, str]) -> str:
    """Return what stands above, below or under a sign in one line, empty where nothing does."""
    base = parts.get("e", "")
    if name == "f":
        return over(_grouped(parts.get("num", "")), _grouped(parts.get("den", "")))
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
