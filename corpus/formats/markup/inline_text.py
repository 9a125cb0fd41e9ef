"""Read what stands within a line of HTML or JATS: no space where none is, powers raised, reference marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from corpus.decoding import drop_unseen
from corpus.formats.markup.markup import Element, Node, plain_text
from corpus.formats.markup.mathml import SUPERSCRIPTS, math_text
from corpus.formats.raised import raise_text, underlined_text
from corpus.text.hyphenation import SOFT_HYPHEN

# Around a mark that is known to point to a source, until it is known what stands beside it.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKER = str.maketrans({_OPEN: None, _CLOSE: None, SOFT_HYPHEN: None, "\u00a0": " "})
_ONE = rf"{_OPEN}[^{_OPEN}{_CLOSE}]+{_CLOSE}"
# Written so that the search stays linear however much white space there is.
_RUN = re.compile(
    rf"(?<!\s)\s*+(?P<opened>[(\[]\s*+)?(?P<marks>{_ONE}(?:\s*+(?:[,;–‐-]\s*+)?{_ONE})*+)(?P<closed>\s*+[)\]])?"
)
_NUMBERS = re.compile(r"\[?\s*(\d{1,3}(?:\s*[,;–‐-]\s*\d{1,3})*)\s*\]?")
_LETTERS = re.compile(r"\[?\s*([a-z](?:\s*[,;–-]\s*[a-z])*)\s*\]?")
_SOURCE_TARGET = re.compile(
    r"(?:^|[^a-z])(?:cite[_-]?note|cit(?:ation)?|cr|c|refs?|reference|r|bibr?|b|_?ftn|_?edn|fn|footnote|note|n|en"
    r"|endnote)[._:-]*\d+(?:[._-]\d+)*[a-z]?$",
    re.I,
)
_POINTING_CLASS = re.compile(r"\b(?:reference|citation|cite|footnote-?ref|bibr|xref-bibr|fn-?ref)\b", re.I)
_POINTING_TYPES = frozenset({"bibr", "fn", "table-fn"})
_UNDERLINE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline\b", re.I)
_SYMBOL = re.compile(r"[A-Z][a-z]?(?![a-z])")
SEEN_BEFORE = 40
_SET_APART = frozenset({"td", "th", "disp-formula"})
_UNREAD = frozenset(
    """area button datalist graphic img inline-graphic input option rp rt script select textarea""".split()
)
_AS_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def inline_text(nodes: Iterable[Node]) -> str:
    """Return the words of nodes that stand in one line, a new line where one is forced.

    A number that points to a source or a footnote reads "[3]" with a space before it, other raised
    numbers as superscripts, lowered ones plain.
    """
    text = _joined(nodes, "")
    text = _RUN.sub(_bracketed, text) if _OPEN in text else text
    return re.sub(r" ?\n ?", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def line_text(nodes: Iterable[Node]) -> str:
    """Return the words of nodes as one line."""
    return inline_text(nodes).replace("\n", " ")


def points_to_source(link: Element) -> bool:
    """Tell whether a link leads to an entry among the sources or footnotes of its own page."""
    if link.name == "xref":
        return link.get("ref-type") in _POINTING_TYPES
    if link.get("role") in ("doc-noteref", "doc-biblioref") or link.get("epub:type") == "noteref":
        return True
    _, hash_sign, target = link.get("href").partition("#")
    return bool(hash_sign and _SOURCE_TARGET.search(target))


def _joined(nodes: Iterable[Node], before: str) -> str:
    """Return the text of nodes that stand side by side; `before` is what stands before them in the line."""
    nodes = tuple(nodes)
    pieces: list[str] = []
    for position, node in enumerate(nodes):
        pieces.append(_text(node, before))
        before = (before + pieces[-1])[-SEEN_BEFORE:]
        if _is_mass_number(node, pieces, nodes[position + 1 : position + 2]):
            pieces[-1] = plain_text(node).strip().translate(SUPERSCRIPTS)
    return "".join(pieces)


def _text(node: Node, before: str) -> str:
    if isinstance(node, str):
        return re.sub(r"\s+", " ", drop_unseen(node.translate(_MARKER)))
    if node.name == "sup":
        inner = _joined(node.children, "")
        return _raised(before, inner, pointing=bool(_POINTING_CLASS.search(node.get("class"))))
    writer = _WRITERS.get(node.name)
    if writer or node.name in _UNREAD:
        return writer(node) if writer else ""
    inner = _joined(_alternative(node), before)
    inner = underlined_text(inner) if _is_underlined(node) else inner
    if node.name in ("a", "xref") and points_to_source(node):
        return _mark(inner)
    return f" {inner} " if node.is_block or node.name in _SET_APART else inner


def _is_underlined(node: Element) -> bool:
    return node.name in ("u", "ins", "underline") or bool(_UNDERLINE.search(node.get("style")))


def _is_mass_number(node: Node, pieces: Sequence[str], following: Sequence[Node]) -> bool:
    """Tell whether a raised number stands in front of the symbol of an element ("¹³¹I")."""
    if isinstance(node, str) or node.name != "sup" or not plain_text(node).strip().isdigit():
        return False
    symbol = plain_text(following[0]) if following else ""
    begins = len(pieces) < 2 or pieces[-2][-1:] in ("", " ", "(", "-", "/")
    return begins and symbol[:1].isupper() and bool(_SYMBOL.match(symbol)) and _OPEN not in pieces[-1]


def _alternative(node: Element) -> tuple[Node, ...]:
    """Return what is to be read of an element that gives the same thing in several ways."""
    if node.name != "alternatives":
        return node.children
    ways = [child for child in node.children if isinstance(child, Element)]
    readable = [way for way in ways if way.name not in _UNREAD]
    return tuple(sorted(readable, key=lambda way: way.name == "tex-math")[:1])


def _formula(way: Element) -> str:
    """Return a formula in TeX without the document that it is wrapped in."""
    source = plain_text(way)
    body = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", source, re.S)
    return re.sub(r"\s+", " ", (body[1] if body else source).strip().strip("$"))


def _mark(text: str) -> str:
    """Return what a link to a source shows, set apart where it is a number or a letter."""
    if _OPEN in text or not text.strip():
        return text
    plain = text.translate(_AS_DIGITS).strip()
    named = _NUMBERS.fullmatch(plain) or _LETTERS.fullmatch(plain)
    return f"{_OPEN}{named[1]}{_CLOSE}" if named else text


def _raised(before: str, inner: str, *, pointing: bool) -> str:
    text = inner.strip()
    if _OPEN in text:
        return inner
    if pointing or text.startswith("["):
        return _mark(text)
    return raise_text(before, text)


def _bracketed(run: re.Match[str]) -> str:
    """Return the marks of one place as one pair of brackets, whatever brackets stood around them."""
    marks = re.sub(r"\s*;\s*", ",", run["marks"])
    marks = re.sub(rf"{_CLOSE}\s*{_OPEN}", ",", marks).replace(_OPEN, "").replace(_CLOSE, "")
    marks = re.sub(r"\s*([,–-])\s*", r"\1", marks.replace("‐", "-"))
    lone_end = run["closed"] if run["closed"] and not run["opened"] else ""
    lone_start = run["opened"] if run["opened"] and not run["closed"] else ""
    glue = "" if not marks[0].isdigit() else " "
    return f"{' ' if lone_start else ''}{lone_start}{glue}[{marks}]{lone_end}"


_WRITERS: Mapping[str, Callable[[Element], str]] = {
    "br": lambda _: "\n",
    "break": lambda _: "\n",
    "math": lambda node: f" {math_text(node)} " if node.get("display") == "block" else math_text(node),
    "q": lambda node: f"“{_joined(node.children, '')}”",
    "tex-math": _formula,
}
