"""Name the elements of WordprocessingML, the XML of .docx files (ECMA-376, ISO/IEC 29500)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.xml_names import local_name

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
