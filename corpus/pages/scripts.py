"""Write a line's raised and lowered characters as text: marks in brackets, exponents, plain subscripts."""

from __future__ import annotations

import re

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_MARKS = re.compile(r"\d{1,3}(?:\s?[,;–−-]\s?\d{1,3})*[,;]?")
_SIGNED = re.compile(r"\d*[+−–-]\d*")
# What a number is raised above as an exponent: a unit, a power's base, a single letter ("r²", "χ²").
_BASE = re.compile(
    r"(?:(?<![^\W\d_])(?:[kmcdµμn]?m|[mµμn]?s|sec|min|h|day|kg|[mµμ]?g|[mdµμ]?L|inch|ft|Hz)"
    r"|(?<!\d)10|(?<![\d.,])\d|(?<![^\W_])[^\W\d_])$"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)$", re.I)


def raised_text(before: str, raised: str) -> str:
    """Return how raised characters are written behind the words `before` them on the line.

    Numbers of sources become "[3,4]", exponents superscript digits ("10⁹/L"), ordinals stay as they are.
    """
    raised = raised.strip()
    if not before.strip():
        return f"{raised} "
    power = _SIGNED.fullmatch(raised) or (raised.isdigit() and len(raised) <= 2 and _BASE.search(before))
    if raised == "n" or (power and not before[-1].isspace()):
        return raised.translate(_SUPERSCRIPTS)
    if _MARKS.fullmatch(raised):
        marks = re.sub(r"\s|[,;]$", "", raised).replace(";", ",").replace("−", "–")
        # Glued to a capital or a digit, brackets would read as part of a name.
        apart = " " if before[-1].isdigit() or before[-1].isupper() else ""
        return f"{apart}[{marks}]"
    return raised


def is_mark(before: str, written: str) -> bool:
    """Tell whether `written`, raised behind `before`, only points to a source or a footnote."""
    return bool(before.strip()) and written.strip().startswith("[")
