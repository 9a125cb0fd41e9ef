"""Abbreviations that the documents define, so that a question may use either form.

"juvenile dermatomyositis (JDM)" defines JDM. Where documents mean different things by one abbreviation (MS,
multiple sclerosis or mitral stenosis), each is taken for what its own document says. The pairs are found
by the method of Schwartz and Hearst (2003, A simple algorithm for identifying abbreviation definitions in
biomedical text, Pacific Symposium on Biocomputing 8).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.lexicon.terms import terms

LONGEST_SHORT_FORM = 10
# Two long forms that share fewer of their words (Jaccard, 1912) mean different things.
SAME_MEANING = 0.5
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"\w+")
_ENDS = re.compile(r"s?\b", re.I)


@dataclass(frozen=True)
class Abbreviations:
    """Short forms with the long forms (in lower case) that the documents give them, the commonest first.

    `own` holds, by document, the one long form of each short form that means something else elsewhere.
    """

    long_forms: Mapping[str, tuple[str, ...]]
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def _clashing(self) -> frozenset[str]:
        return frozenset(short for forms in self.own.values() for short in forms)

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[str]]:
        """Return the long forms by the word that they begin with, the longest first."""
        begun: dict[str, list[str]] = {}
        for long in sorted(self._short_of, key=len, reverse=True):
            if first := _LETTERS.match(long):
                begun.setdefault(first.group(), []).append(long)
        return begun

    @cached_property
    def _short_of(self) -> Mapping[str, str]:
        known = [each for each in self.long_forms.items() if each[0] not in self._clashing]
        return {long: short for short, longs in reversed(known) for long in longs}

    def shorten(self, text: str) -> str:
        """Return `text` with each long form replaced by its abbreviation, if that has one meaning only.

        A plural counts as well. Looked up word by word, it takes the same time however many there are.
        """
        pieces, done = [], 0
        for word in _LETTERS.finditer(text) if self._by_first_word else ():
            long = self._long_form_at(text, word) if word.start() >= done else ""
            if long:
                pieces += [text[done : word.start()], self._short_of[long]]
                done = word.start() + len(long)
        return "".join((*pieces, text[done:]))

    def _long_form_at(self, text: str, word: re.Match[str]) -> str:
        """Return the longest long form that begins with `word` of `text`; empty when none does."""
        first, start = word.group().lower(), word.start()
        begun = [*self._by_first_word.get(first, ()), *self._by_first_word.get(first.removesuffix("s"), ())]
        return next(
            (
                long
                for long in begun
                if text[start : start + len(long)].lower() == long and _ENDS.match(text, start + len(long))
            ),
            "",
        )

    def both_forms(self, text: str, document: str) -> str:
        """Return `text` with the other form of each abbreviation behind it that only `document` uses so."""
        for short, long in self.own.get(document, {}).items():
            if re.search(rf"\b{re.escape(short)}s?\b", text):
                text = f"{text} {long}"
            elif re.search(rf"\b{re.escape(long)}s?\b", text, re.I):
                text = f"{text} {short}"
        return text


def find_abbreviations(texts: Iterable[tuple[str, str]]) -> Abbreviations:
    """Return the abbreviations that `texts`, each with its document, define."""
    counts: dict[str, Counter[str]] = {}
    by_document: dict[str, dict[str, Counter[str]]] = {}
    for document, text in texts:
        for short, long in definitions(text):
            counts.setdefault(short, Counter())[long.lower()] += 1
            by_document.setdefault(document, {}).setdefault(short, Counter())[long.lower()] += 1
    clashing = {short for short, longs in counts.items() if _clash([*longs])}
    own = {
        document: {short: longs.most_common(1)[0][0] for short, longs in defined.items() if short in clashing}
        for document, defined in by_document.items()
    }
    return Abbreviations(
        {short: tuple(long for long, _ in longs.most_common()) for short, longs in counts.items()},
        {document: forms for document, forms in own.items() if forms},
    )


def _clash(longs: list[str]) -> bool:
    """Tell whether some of the long forms of an abbreviation means something else than the first."""
    first, *others = (set(terms(long)) for long in longs)
    return any(len(first & other) < SAME_MEANING * len(first | other) for other in others)


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
