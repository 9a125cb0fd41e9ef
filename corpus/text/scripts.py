"""Write what is raised or lowered in a line as plain text: fractions, powers, charges, marks of notes.

A format puts what it raises and lowers between marks (`marked`); `written_scripts` decides what each is once
the whole line is known. No figure may run into what is raised behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

_UP, _DOWN, _LINE, _END, _OVER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd5"
_MARKS = re.compile(f"[{_UP}{_DOWN}{_LINE}{_END}]")
# Stands in a mark that is known to point to a source or a note, which a number typed in brackets may not do.
SURE = "\ufdd4"
# How much of the line decides, and how long a power may be.
SEEN = 40
LONGEST_POWER = 14
# A note's mark, and the anchor that a word processor's note leaves.
_SET_APART = re.compile(f"[{SURE}\ue000]")
_SCRIPT = re.compile(f"([{_UP}{_DOWN}{_LINE}])([^{_UP}{_DOWN}{_LINE}{_END}]*){_END}")
_SIDE_BY_SIDE = re.compile(rf"([{_UP}{_DOWN}{_LINE}])([^{_END}]*{_END}(?:\1[^{_END}]*{_END})+)")
_SLASH = "/⁄∕"
_FRACTION = re.compile(
    rf"(?P<how>[{_UP}{_DOWN}])(?P<over>\d{{1,3}})(?P<close>{_END}?) ?[{_UP}{_DOWN}]?[{_SLASH}]{_END}?"
    rf" ?(?P<low>{_DOWN}?)(?P<under>\d{{1,3}})(?![.,]?\d){_END}?"
)
_PARTS = "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8 1/10".split()
_VULGAR = dict(zip(_PARTS, "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒", strict=True))
_SUPERSCRIPTS = str.maketrans("0123456789+-–−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_POWER = re.compile(r"[+–−-]?\s*\d*n?|\d+[+–−-]")
_RANGE = re.compile(r"\d+\s*[–−-]+\s*\d+")
_MARK = r"(?:\d{1,3}|[a-zA-Z]|[*†‡§¶#]+)"
_NOTES = re.compile(rf"\[?\(?(?P<marks>{_MARK}(?:\s*(?:[,;]|[–−-]+)\s*{_MARK}|\s{_MARK})*)\s*[,;]?\)?\]?")
_ORDINAL = re.compile(r"st|nd|rd|th|er|re", re.I)
# Behind these a power is meant, not a note; nobody squares a milligram.
_LENGTHS = frozenset("m cm mm dm km μm µm nm ft in inch inches yd s sec metre metres meter meters".split())
_UNIT_BEFORE = re.compile(r"(?P<unit>[^\W\d_]+)\)?$")
_TEN = re.compile(r"(?<![\d.,])(?:[1-9][.,])?10$")
_NUMBER = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*$")
_BEHIND_WHOLE = re.compile(rf"(?<=\d)\s*{_OVER}(\d{{1,3}}) / (\d{{1,3}})(?![.,]?\d)")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
# What medicine uses of them; any other number in front of letters that name an element may be a mark.
_ISOTOPES = frozenset(
    """2H 3H 11C 13C 14C 13N 15N 15O 18O 18F 22Na 24Na 32P 33P 35S 40K 42K 45Ca 51Cr 52Fe 59Fe 57Co 58Co 60Co
    64Cu 67Cu 67Ga 68Ga 75Se 81Kr 82Rb 89Sr 90Sr 89Zr 90Y 99Mo 99Tc 103Pd 111In 123I 124I 125I 131I 127Xe
    129Xe 133Xe 137Cs 153Sm 166Ho 177Lu 186Re 188Re 192Ir 201Tl 211At 212Pb 223Ra 226Ra 225Ac 235U 238U
    """.split()
)
_SCALE = re.compile(r"\s?[CF]\b")


class Script(StrEnum):
    """How words stand in their line; each is the mark in front of them until the line is written."""

    LEVEL = ""
    RAISED = _UP
    LOWERED = _DOWN
    UNDERLINED = _LINE


def marked(text: str, script: Script) -> str:
    """Return `text` with the marks of how it stands in its line."""
    if script is Script.LEVEL or not text.strip() or _SET_APART.search(text):
        return text
    text = _MARKS.sub("", text)
    # Underlined words stand side by side with the blanks between them, raised ones do not.
    bare = text if script is Script.UNDERLINED else text.strip()
    return text.replace(bare, f"{script}{bare}{_END}", 1)


def underlined_sign(text: str) -> str:
    """Return what underlined text is: a sign with a line under it is another sign."""
    return text.replace(">", "≥").replace("<", "≤") if text.strip() in ("<", ">") else text


def written_scripts(text: str, *, opens_note: bool = False) -> str:
    """Return a line with what is raised and lowered in it written as plain text.

    Numbers behind a word, a figure or a full stop point to sources or notes ("[3]", as `split_references`
    knows them); behind 10, a length or a short symbol they are powers ("10⁹", "m²"); "5th" stays plain.
    `opens_note` tells that a mark at the beginning is that of a note, which stays plain.
    """
    if _END not in text:
        return text
    text = _SIDE_BY_SIDE.sub(lambda found: f"{found[1]}{_MARKS.sub('', found[2])}{_END}", text)
    written, before, last = list[str](), "", 0
    for found in _SCRIPT.finditer(text):
        if found.start() < last:
            continue
        written.append(text[last : found.start()])
        before = (before + written[-1])[-SEEN:]
        fraction = _FRACTION.match(text, found.start())
        shown = _fraction(before, fraction) if fraction else ""
        last = fraction.end() if fraction and shown else found.end()
        after = _MARKS.sub("", text[last : last + SEEN])
        if opens_note and not (shown or "".join(written).strip() or _is_isotope(found[2], after)):
            shown = f"{found[2]} "
        written.append(shown or _WRITERS[found[1]](before, found[2], after))
        before = (before + written[-1])[-SEEN:]
    return _MARKS.sub("", "".join([*written, text[last:]]))


def as_power(text: str) -> str:
    """Return what a formula raises: superscript characters where there are such, else "^(a + b)"."""
    bare = text.replace(" ", "")
    if re.fullmatch(r"[+–−-]?[\dn]+[+–−-]?|[+–−-]", bare):
        return bare.translate(_SUPERSCRIPTS)
    return f"^{bare}" if re.fullmatch(r"[\w.]+", bare) else f"^({text.strip()})"


def bracketed(before: str, mark: str) -> str:
    """Return `mark`, of a note or a source, in brackets, set off from the word that it stands behind."""
    return f"{' ' * bool(before[-1:].strip())}[{SURE}{mark}]"


def fraction(before: str, over: str, under: str) -> str:
    """Return a fraction that stands behind `before`, so that it does not run into a whole number there."""
    vulgar = _VULGAR.get(f"{over}/{under}")
    return vulgar or f"{' ' * before[-1:].isdigit()}{over}/{under}"


def over(above: str, below: str) -> str:
    """Return a fraction of a formula, marked until `parted` sees what stands before it."""
    return f"{_OVER}{above} / {below}"


def parted(formula: str) -> str:
    """Return a formula of which no fraction runs into a whole number before it: "2½", not "21 / 2"."""
    formula = _BEHIND_WHOLE.sub(lambda found: fraction("0", found[1], found[2]), formula)
    return re.sub(rf"(?<=\d){_OVER}", " ", formula).replace(_OVER, "")


def _fraction(before: str, found: re.Match[str]) -> str:
    """Return what a raised figure in front of a slash and another figure is, empty where it is a power."""
    over, under = found["over"], found["under"]
    drawn = bool(found["low"]) or not found["close"]
    if before[-1:].isalpha() or (found["how"] == _DOWN and not (drawn and _stands_alone(before))):
        return ""
    # "10⁶/24 h" and "mg/m²/24 h" count what there is in so much, "10 ½" does not.
    if not drawn and (_is_power(before, over) or int(over) >= int(under)):
        return ""
    return fraction(before, over, under)


def _stands_alone(before: str) -> bool:
    return (not before[-1:].isalpha() and not before[-1:].isdigit()) or bool(_NUMBER.search(before))


def _write_raised(before: str, text: str, after: str) -> str:
    number = _NUMBER.search(before)
    if _is_degree(before, text, after):
        return "°"
    if _is_superscript(before, text, after):
        return text.replace(" ", "").translate(_SUPERSCRIPTS)
    if number and _ORDINAL.fullmatch(text):
        return text
    if _RANGE.fullmatch(text) and _TEN.search(before):
        return f"^({text})"
    notes = _NOTES.fullmatch(" ".join(text.split()))
    if notes or (number and text.isalpha() and len(text) <= 2):
        return _notes(before, re.sub(r"\s*[;,]\s*|(?<=\w)\s(?=\w)", ",", notes["marks"]) if notes else text)
    glued = bool(before[-1:].strip()) and (number or re.match(r"[+–−-]?\d", text))
    return as_power(text) if glued and len(text) <= LONGEST_POWER and text[0] not in "®™" else text


def _is_degree(before: str, text: str, after: str) -> bool:
    """Tell whether a raised o or 0 stands for the sign of degrees, as in "38.5 oC"."""
    of_scale = text in ("o", "O", "0") and _SCALE.match(after) and _NUMBER.search(before.rstrip())
    return bool(of_scale or (text == "o" and _NUMBER.search(before)))


def _is_superscript(before: str, text: str, after: str) -> bool:
    """Tell whether raised text is a power, a charge, the mass of an isotope, or stands over a slash."""
    if _is_isotope(text, after) and not re.search(r"[\w.,;:)]$", before):
        return True
    over_slash = text.isdigit() and re.match(rf"\s?[{_SLASH}]\s?\d", after)
    return bool(over_slash or (_POWER.fullmatch(text) and _is_power(before, text)))


def _is_isotope(mass: str, after: str) -> bool:
    element = _ELEMENT.match(after)
    return element is not None and f"{mass}{element.group()}" in _ISOTOPES


def _notes(before: str, marks: str) -> str:
    if re.fullmatch(r"[\d\s,–−-]+", marks):
        return bracketed(before, marks)
    if marks == "TM" or not (before[-1:].strip() and re.search(r"[a-zA-Z\d]", marks)):
        return marks.replace("TM", "™")
    return f"{' ' * before[-1:].isdigit()}[{marks}]"


def _write_lowered(before: str, text: str, after: str) -> str:
    behind_figure = before[-1:].isdigit() or before[-1:] in tuple(_VULGAR.values())
    if not text[:1].isdigit() or not (_NUMBER.search(before) or after[:1].isdigit() or behind_figure):
        return text
    return text.translate(_SUBSCRIPTS) if text.isdigit() else f"_{text}"


def _is_power(before: str, text: str) -> bool:
    before = before.rstrip()
    if not text.isdigit():
        return bool(before) and (before[-1].isalnum() or before[-1] in ")]" or not text[-1].isdigit())
    unit = _UNIT_BEFORE.search(before)
    if not unit:
        return bool(_TEN.search(before)) or before[-1:] in ("×", "⁻", "¹")
    if unit["unit"] in _LENGTHS or unit["unit"].lower() == "log":
        return int(text) in (2, 3, 4)
    # "R²", "χ²", "I²", "I¹³¹"; a chemical symbol bears its mass number in front, mostly.
    return len(unit["unit"]) == 1 and not before.endswith(")") and (int(text) in (2, 3) or int(text) >= 100)


_WRITERS: Mapping[str, Callable[[str, str, str], str]] = {
    Script.RAISED: _write_raised,
    Script.LOWERED: _write_lowered,
    Script.UNDERLINED: lambda _, text, __: underlined_sign(text),
}
