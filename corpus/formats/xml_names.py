"""Name the elements and attributes of an XML tree without their namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace, empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element | None, name: str) -> str:
    """Return the attribute of that name, in whatever namespace; empty where there is none."""
    if element is None:
        return ""
    ending = f"}}{name}"
    found = (value for key, value in element.items() if str(key).endswith(ending) or key == name)
    return str(next(found, ""))


def whole_number(text: str, default: int = 0) -> int:
    """Return the whole number that `text` is, else `default`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
