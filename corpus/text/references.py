"""Set reference marks apart from words, and tell which paragraphs are entries of a list of sources.

Three styles are known: bracketed ("myopathy [3, 4]."), superscript digits ("myopathy.³") and plain
digits that lost their superscript on the way out of a PDF ("myopathy.3,4 The", "elevated. 3 The").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.document import Block, BlockKind
from corpus.text.scripts import SURE

LONGEST_ESTIMATE = 30
_NUMBERS = r"[1-9]\d{0,2}(?:\s?[,–-]\s?[1-9]\d{0,2})*"
_SUPERSCRIPTS = r"[⁰¹²³⁴-⁹]+(?:[⁻–,˒][⁰¹²³⁴-⁹]+)*"
# The last word before a mark is a word, not a number ("0.5"), a unit ("kg/m²") or an abbreviation ("Fig. 2").
_ABBREVIATIONS = ("fig", "figs", "no", "nos", "tab", "eq", "vol", "vs", "approx", "ca")
_NO_ABBREVIATION = "".join(rf"(?<!\b{word})" for word in _ABBREVIATIONS)
_SENTENCE_END = rf"(?:[^\W\d_]{{2}}|[)%\]’”])(?i:{_NO_ABBREVIATION})[.!?][’”\"]?"
_AFTER_GLUED = r"(?=\s+[^\W\d_a-z]|\s+[(\[“‘\"•-]|\s*$)"
# At the start of a line brackets number a source; glued to a capital or a digit, they name a type ("G3P[8]").
_BRACKETED = re.compile(
    rf"(?P<kept>)(?:(?<=\S)[^\S\n]|(?<=[^\sA-Z\d]))\[\^?(?P<sure>{SURE}?)(?P<marks>{_NUMBERS})\]"
    r"(?:\s(?=[.,;:]))?"
)
# At the end of a clause, behind a plain word, a number in brackets is hardly anything else.
_SURELY_BRACKETED = re.compile(
    r"(?:[a-z]{4}|\d\s?[^\W\d]{1,5})[.,;:]?\s?\[\^?[1-9]\d{0,2}(?:\s?,\s?[1-9]\d{0,2})*\](?=\s?(?:[.,;:]|$))"
)
_SUPERSCRIPT = re.compile(rf"(?P<kept>[.,;:!?)\]’”]|[a-z]{{4}})(?P<marks>{_SUPERSCRIPTS})(?!\s?[/⁄]\s?\d)")
# "height (m)²", "per metre²": a power, however far from its number.
_LENGTH = re.compile(r"(?:\((?:m|cm|mm|height|length)\)|\b(?:metre|meter|inche?|feet|yard)s?)$")
_GLUED = re.compile(rf"(?P<kept>{_SENTENCE_END})(?P<marks>{_NUMBERS}){_AFTER_GLUED}")
_INSIDE = re.compile(rf"(?P<kept>[^\W\d_]{{3}}[,;]|\bet al\.)(?P<marks>{_NUMBERS})(?=\s+[^\W\d_])")
_APART = re.compile(rf"(?P<kept>{_SENTENCE_END})\s(?P<marks>{_NUMBERS})(?=\s+[A-Z][a-z]|\s*$)")
# The first sources of a document have low numbers, and the word before is no short name ("uc.454").
_SURELY_GLUED = re.compile(rf"[^\W\d_]{_SENTENCE_END}[1-9]\d?(?:\s?[,–-]\s?\d+)*{_AFTER_GLUED}")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_INTERVAL = re.compile(r"(\d+)\s?[,–-]\s?(\d+)")
_RANGE_WORDS = frozenset({"ci", "iqr", "range", "interval", "="})
# Behind these a number in brackets is a value, and two are its bounds.
_VALUES = frozenset("inr ph target of than between at grade stage class".split()) | {"at least", "at most"}
_BOUNDED = _VALUES | frozenset("to from within about level levels goal aim score normal".split())
_UNIT = re.compile(r"\s?(?:%|[µμmkn]?(?:g|mol|L|l|IU)\b|mm ?Hg|units?\b|hours?\b|days?\b|weeks?\b|years?\b)")


def has_glued_marks(text: str) -> bool:
    """Tell whether `text` uses plain digits glued to full stops as its reference marks."""
    return bool(_SURELY_GLUED.search(text))


def has_marks_apart(text: str) -> bool:
    """Tell whether a number that may be a reference mark stands alone between two sentences."""
    return bool(_APART.search(text))


def has_bracketed_marks(text: str) -> bool:
    """Tell whether a number in brackets that was typed into `text` is surely a reference mark."""
    return bool(_SURELY_BRACKETED.search(text))


def split_references(text: str, *, glued: bool, typed: bool = True) -> tuple[str, tuple[str, ...]]:
    """Return `text` without its reference marks, and the references in rising order.

    `glued` tells that the document uses plain digits as marks; only then a number that is glued to
    a full stop, or stands alone between two sentences, is taken for one. `typed` tells that it uses
    brackets; else only those are marks that the format told as such (`SURE`).
    """
    found: list[str] = []

    def set_apart(mark: re.Match[str]) -> str:
        before = mark.string[max(0, mark.start() - LONGEST_ESTIMATE) : mark.end("kept")]
        if _is_value(mark, before, typed=typed):
            return mark.group()
        found.extend(_expand(mark["marks"].translate(_PLAIN_DIGITS)))
        return mark["kept"]

    styles = [_BRACKETED, _SUPERSCRIPT, *([_GLUED, _INSIDE, _APART] if glued else [])]
    for style in styles:
        text = style.sub(set_apart, text)
    return text, tuple(sorted(set(found), key=int))


def _is_value(mark: re.Match[str], before: str, *, typed: bool) -> bool:
    """Tell whether what looks like a mark is a value, its bounds or a power."""
    if "sure" not in mark.groupdict():
        return mark.re is _SUPERSCRIPT and bool(_LENGTH.search(before))
    if mark["sure"] or mark.group().lstrip().startswith("[^"):
        return False
    *_, second, word = "", "", *before.lower().split()
    word = word.strip("(),:")
    words = _BOUNDED if _INTERVAL.fullmatch(mark["marks"]) else _VALUES
    unit = _UNIT.match(mark.string, mark.end())
    named = not words.isdisjoint((word, f"{second} {word}"))
    return not typed or named or bool(unit) or _is_interval(before, mark["marks"])


def _is_interval(before: str, marks: str) -> bool:
    """Tell whether two numbers in brackets bound the number before them ("45 [32-60] years")."""
    bounds = _INTERVAL.fullmatch(marks)
    *_, word = before.split() or [""]
    if not bounds or word.strip("(),:").lower() in _RANGE_WORDS:
        return bool(bounds)
    estimate = re.fullmatch(r"[(<>=≤≥~]*(\d+(?:\.\d+)?)%?", word)
    return estimate is not None and int(bounds[1]) <= float(estimate[1]) <= int(bounds[2])


def _expand(numbers: str) -> list[str]:
    expanded: list[str] = []
    for part in re.split(r"\s?,\s?", numbers):
        first, *rest = (int(number) for number in re.split(r"\s?[–-]\s?", part) if number)
        last = rest[-1] if rest else first
        expanded.extend(map(str, range(first, last + 1) if first <= last < first + 50 else (first, last)))
    return expanded


_HEADING = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:list of )?references(?: cited)?|bibliography|literature(?: cited)?"
    r"|works cited|reference list)\s*:?",
    re.I,
)


def name_references(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, the paragraphs under a heading such as "References" named references.

    The list ends at the next heading of the same level or above.
    """
    level: int | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING and (level is None or block.level <= level):
            level = block.level if _HEADING.fullmatch(block.text.strip()) else None
        listed = level is not None and block.kind in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE)
        yield replace(block, kind=BlockKind.REFERENCE) if listed else block
