"""Write raised text in a line: reference marks in brackets, exponents as superscript characters."""

from __future__ import annotations

import re

MOST_SOURCES = 999
_NUMBERS = re.compile(r"\[?\(?(?P<numbers>\d{1,3}(?:\s*[,;–−-]\s*\d{1,3})*)\s*,?\)?\]?")
_EXPONENT = re.compile(r"[+–−-]?\s*\d*n?|\d+[+–−-]")
_RAISED = str.maketrans("0123456789+-–−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
_ORDINAL = re.compile(r"st|nd|rd|th|er|re|e|o|a|º|ª", re.I)
_LETTER_MARKS = re.compile(r"[a-z](?:\s?,\s?[a-z])*")
_UNITS = frozenset("m cm mm dm km µm μm nm ft in yd s h min kg g mg l mol day week".split())
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_TEN = re.compile(r"(?<![\d.])10$")


_BOUNDS = {">": "≥", "<": "≤"}


def underlined_text(text: str) -> str:
    """Return what underlined `text` says: a sign alone, set as old programs set it, is "at least" (≥)."""
    sign = text.strip()
    return text.replace(sign, _BOUNDS[sign]) if sign in _BOUNDS else text


def raise_text(before: str, text: str) -> str:
    """Return what raised `text` becomes behind the line `before`.

    Numbers behind a word or a full stop point to sources or notes ("[3]", as `split_references` knows
    them); behind 10, a unit or a short symbol they are exponents ("10⁹", "m²"); "5th" stays plain.
    """
    bare = text.strip()
    if not bare:
        return text
    after = " " if text[-1].isspace() else ""
    numbers = _NUMBERS.fullmatch(bare)
    if _EXPONENT.fullmatch(bare) and _is_exponent(before, bare):
        raised = bare.replace(" ", "").translate(_RAISED)
    elif numbers:
        raised = bracketed(before, numbers["numbers"].replace(";", ","))
    elif _LETTER_MARKS.fullmatch(bare) and not (before[-1:].isdigit() and _ORDINAL.fullmatch(bare)):
        raised = f"[{bare}]" if before[-1:].strip() else bare
    else:
        return text
    return raised + after


def as_power(text: str) -> str:
    """Return what a formula raises: superscript characters where there are such, else "^(a + b)"."""
    bare = text.replace(" ", "")
    if re.fullmatch(r"[\d+–−n-]+", bare):
        return bare.translate(_RAISED)
    return f"^{bare}" if bare.isalnum() else f"^({text.strip()})"


def bracketed(before: str, mark: str) -> str:
    """Return `mark` in brackets, set off from the word that it stands behind."""
    return f" [{mark}]" if before[-1:].strip() else f"[{mark}]"


def _is_exponent(before: str, raised: str) -> bool:
    before = before.rstrip()
    if not raised.isdigit():
        return bool(before) and (before[-1].isalnum() or before[-1] in ")]" or not raised[-1].isdigit())
    word = _WORD_BEFORE.search(before)
    if not word:
        return bool(_TEN.search(before)) or before[-1:] in ("×", "⁻", "¹")
    if word.group() in _UNITS or word.group().lower() == "log":
        return int(raised) in (2, 3, 4)
    # "R²", "χ²", "I²"; a chemical symbol bears its mass number in front.
    return len(word.group()) == 1 and int(raised) in (2, 3)
