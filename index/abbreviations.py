"""Abbreviations that the documents define, so that a question may use either form.

"juvenile dermatomyositis (JDM)" defines JDM. The pairs are found by the method of Schwartz and Hearst
(2003, A simple algorithm for identifying abbreviation definitions in biomedical text, Pacific
Symposium on Biocomputing 8).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

LONGEST_SHORT_FORM = 10
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Abbreviations:
    """Short forms with the long forms (in lower case) that the documents give them, the commonest first."""

    long_forms: Mapping[str, tuple[str, ...]]

    @cached_property
    def _longs(self) -> re.Pattern[str] | None:
        """Match any long form, the longest first; its plural counts as well."""
        longs = sorted(self._short_of, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longs))})(?=s?\b)", re.I) if longs else None

    @cached_property
    def _short_of(self) -> Mapping[str, str]:
        return {long: short for short, longs in reversed(list(self.long_forms.items())) for long in longs}

    def shorten(self, text: str) -> str:
        """Return `text` with each long form replaced by its abbreviation."""
        if self._longs is None:
            return text
        return self._longs.sub(lambda found: self._short_of[found.group().lower()], text)


def find_abbreviations(texts: Iterable[str]) -> Abbreviations:
    """Return the abbreviations that `texts` define."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for short, long in definitions(text):
            counts.setdefault(short, Counter())[long.lower()] += 1
    return Abbreviations(
        {short: tuple(long for long, _ in longs.most_common()) for short, longs in counts.items()}
    )


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each (short form, long form) that `text` defines as "long form (short form)"."""
    for found in _IN_BRACKETS.finditer(text):
        short = re.split(r"[;,]|\s(?:or|and)\s", found.group(1))[0].strip()
        if _is_short_form(short):
            long = _long_form(short, text[: found.start()])
            if long:
                yield short, long


def _is_short_form(text: str) -> bool:
    return (
        2 <= len(text) <= LONGEST_SHORT_FORM
        and len(text.split()) <= 2
        and text[0].isalnum()
        and sum(map(str.isupper, text)) >= max(1, len(text) // 3)
        and any(map(str.isalpha, text))
    )


def _long_form(short: str, before: str) -> str | None:
    """Return the end of `before` whose letters give `short`, read from the right; None without one."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    window = list(_WORD.finditer(before))[-min(len(letters) + 5, 2 * len(letters)) :]
    if not window or re.search(r"[.;:!?]$", before.strip()):
        return None
    text = before[window[0].start() :].rstrip()
    place = len(text)
    for position, letter in enumerate(reversed(letters)):
        first = position == len(letters) - 1
        place -= 1
        while place >= 0 and not (
            text[place].lower() == letter and (not first or place == 0 or not text[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
    long = text[place:].strip(" ,;")
    return long if _is_long_form(long, short) else None


def _is_long_form(long: str, short: str) -> bool:
    words = re.findall(r"[\w-]+", long)
    return (
        len(long) > len(short)
        and short.lower() not in (word.lower() for word in words)
        and len(words) <= min(len(short) + 5, 2 * len(short))
        and not re.search(r"[.;:!?()\[\]]", long)
    )
