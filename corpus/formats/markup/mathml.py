"""Write a formula in MathML as a line of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from corpus.formats.markup.markup import Element, Node
from corpus.text.scripts import over, parted

SUPERSCRIPTS = str.maketrans("0123456789+-−–n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ⁽⁾")
RAISABLE = re.compile(r"[\d+−–-]+|n")
_UNREAD = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts", "maligngroup"})
_SPACED = frozenset("=<>≤≥≈≠≡∼~+−±×÷·→←↔∈∝")
_SIMPLE = re.compile(r"[\w.]+|\(.*\)")


def math_text(element: Element) -> str:
    """Return a formula as text: fractions as "a / b", powers raised, roots as "√(x)"."""
    return re.sub(r"\s+", " ", parted(_text(element))).strip()


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node.strip()
    if node.name in _UNREAD:
        return ""
    parts = [_text(child) for child in node.children if isinstance(child, Element) or child.strip()]
    shape, plain = _SHAPES.get(node.name), _PLAIN.get(node.name)
    if shape and len(parts) >= 2:
        return shape(parts)
    inner = "".join(parts)
    if node.name == "mfenced":
        joint = f"{(node.get('separators') or ',')[0]} "
        return f"{node.get('open') or '('}{joint.join(parts)}{node.get('close') or ')'}"
    return plain(inner) if plain else inner


def _operator(text: str) -> str:
    return f" {text} " if text in _SPACED else text.replace("\u2061", "").replace("\u2062", "")


def _grouped(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _fraction(parts: list[str]) -> str:
    return over(_grouped(parts[0]), _grouped(parts[1]))


def _power(parts: list[str]) -> str:
    raised = parts[-1].replace(" ", "")
    shown = raised.translate(SUPERSCRIPTS) if RAISABLE.fullmatch(raised) else f"^{_grouped(parts[-1])}"
    return parts[0] + shown


def _index(parts: list[str]) -> str:
    return parts[0] + parts[1]


def _index_and_power(parts: list[str]) -> str:
    return _power(["".join(parts[:2]), parts[-1]])


def _root(parts: list[str]) -> str:
    return f"{parts[1].translate(SUPERSCRIPTS)}√{_grouped(parts[0])}"


def _bounds(parts: list[str]) -> str:
    return f"{parts[0]} from {parts[1]} to {parts[2]} " if len(parts) > 2 else "".join(parts)


_SHAPES: Mapping[str, Callable[[list[str]], str]] = {
    "mfrac": _fraction,
    "msup": _power,
    "mover": lambda parts: parts[0] + (parts[1] if parts[1] in "¯^~" else ""),
    "msub": _index,
    "munder": lambda parts: f"{parts[0]} {parts[1]} ",
    "msubsup": _index_and_power,
    "munderover": _bounds,
    "mroot": _root,
}
_PLAIN: Mapping[str, Callable[[str], str]] = {
    "mo": _operator,
    "msqrt": lambda text: f"√{_grouped(text)}",
    "mspace": lambda _: " ",
    "mtd": lambda text: f"{text} ",
    "mtr": lambda text: f"{text} ",
}
