"""Set reference marks apart from the sentences that they end.

Three styles are known: bracketed ("myopathy [3, 4]."), superscript digits ("myopathy.³") and plain
digits that lost their superscript on the way out of a PDF ("myopathy.3,4 The", "elevated. 3 The").
"""

from __future__ import annotations

import re

_NUMBERS = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*"
_SUPERSCRIPTS = r"[⁰¹²³⁴-⁹]+(?:[⁻–,˒][⁰¹²³⁴-⁹]+)*"
# The last word before a mark is a word, not a number ("0.5") and not a unit ("kg/m²").
_SENTENCE_END = r"(?P<kept>(?:[^\W\d_]{2}|[)%\]’”])[.!?])"
_BRACKETED = re.compile(rf"(?P<kept>)\s?\[(?P<marks>{_NUMBERS})\](?:\s(?=[.,;:]))?")
_SUPERSCRIPT = re.compile(rf"(?P<kept>[.,;:!?)\]’”]|[a-z]{{4}})(?P<marks>{_SUPERSCRIPTS})")
_GLUED = re.compile(rf"{_SENTENCE_END}(?P<marks>{_NUMBERS})(?=\s+[^\W\d_a-z]|\s*$)")
_APART = re.compile(rf"{_SENTENCE_END}\s(?P<marks>{_NUMBERS})(?=\s+[A-Z][a-z]|\s*$)")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")


def has_glued_marks(text: str) -> bool:
    """Tell whether `text` uses plain digits glued to full stops as its reference marks."""
    return bool(_GLUED.search(text))


def split_references(text: str, *, glued: bool) -> tuple[str, tuple[str, ...]]:
    """Return `text` without its reference marks, and the references in rising order.

    `glued` tells that the document uses marks glued to full stops; only then a number that stands
    alone between two sentences is taken for a mark as well.
    """
    found: list[str] = []

    def set_apart(mark: re.Match[str]) -> str:
        found.extend(_expand(mark["marks"].translate(_PLAIN_DIGITS)))
        return mark["kept"]

    styles = [_BRACKETED, _SUPERSCRIPT, *([_GLUED, _APART] if glued else [])]
    for style in styles:
        text = style.sub(set_apart, text)
    return text, tuple(sorted(set(found), key=int))


def _expand(numbers: str) -> list[str]:
    expanded: list[str] = []
    for part in re.split(r"\s?,\s?", numbers):
        first, *rest = (int(number) for number in re.split(r"\s?[–-]\s?", part) if number)
        last = rest[-1] if rest else first
        expanded.extend(map(str, range(first, last + 1) if first <= last < first + 50 else (first, last)))
    return expanded
