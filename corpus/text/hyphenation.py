"""Join words that were broken over two lines, and keep the hyphens that their author wrote.

A hyphen at the end of a line is either the typesetter's ("au-" / "toimmune") or the author's
("disease-" / "modifying"). What decides, in this order: how the word stands elsewhere in the same
document, then how common the joined word is beside its halves in a list of word frequencies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011" + SOFT_HYPHEN
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:[-\u2010\u2011][^\W_]+)*")
_BEFORE = re.compile(r"([^\W_]+)[-\u2010\u2011]$")
_AFTER = re.compile(r"[^\W_]+")
_SUSPENDED = re.compile(r"(?:and|or|to|und|et)\b(?![-\u2010\u2011])", re.I)
# Beginnings and endings that no author sets off with a hyphen ("un-changing", "as-pirate", "radio-graph").
_BOUND = re.compile(
    r"^(?:un|dis|mis|as|at|be|he|is|it|me|my|or|to|us|we)-|-(?:gra(?:m|ph)(?:s|y|ic)?|scop[ey]|a?emia|uria|itis|osis|path(?:y|ic)|log(?:y|ical)|ectomy)$"
)
# Zipf scale: 3 is once per million words. Fitted by breaking the words of medical texts with a
# hyphenation dictionary and counting the ones that came back as they were.
KNOWN = 1.0
COMMON = 2.5
EVERYDAY = 3.2
MUCH_RARER = 1.75
LONG_HALF = 5
LONGEST_ACRONYM = 10


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one document that are not broken over lines, and how often each stands there."""

    counts: Counter[str]
    zipf: Callable[[str], float]

    def joins(self, left: str, right: str) -> bool:
        """Decide whether `left` + hyphen + `right` over a line end is one word without a hyphen."""
        if _keeps_by_shape(left, right):
            return False
        joined, hyphenated = self.counts[(left + right).lower()], self.counts[f"{left}-{right}".lower()]
        if joined != hyphenated:
            return joined > hyphenated
        acronym = left.isupper() and len(left + right) <= LONGEST_ACRONYM
        return self._joins_by_frequency(left.lower(), right.lower(), acronym=acronym)

    def knows(self, word: str) -> bool:
        """Tell whether `word` stands in the document or is common elsewhere."""
        return bool(self.counts[word.lower()]) or self.zipf(word.lower()) >= COMMON

    def _joins_by_frequency(self, left: str, right: str, *, acronym: bool) -> bool:
        whole = self.zipf(left + right)
        if whole >= KNOWN and _BOUND.search(f"{left}-{right}"):
            return True
        rarest_half = min(self._half(left), self._half(right))
        if whole < KNOWN <= rarest_half and min(len(left), len(right)) >= LONG_HALF:
            return False
        if whole >= EVERYDAY or (whole >= KNOWN and whole >= rarest_half - MUCH_RARER):
            return True
        return rarest_half < COMMON and not acronym

    def _half(self, word: str) -> float:
        return max(self.zipf(word), COMMON if self.counts[word] else 0.0)


def _keeps_by_shape(left: str, right: str) -> bool:
    if 1 in (len(left), len(right)) or not (left + right).isalpha():
        return True
    return not right.isupper() if left.isupper() else right[0].isupper()


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """Count the words of `lines`, leaving out those that a line end breaks."""
    from wordfreq import zipf_frequency

    counts: Counter[str] = Counter()
    after_hyphen = False
    for line in filter(None, map(str.strip, lines)):
        words = [found.group().lower() for found in _WORD.finditer(line)]
        ends_in_hyphen = line[-1] in HYPHENS
        counts.update(words[after_hyphen : len(words) - ends_in_hyphen])
        after_hyphen = ends_in_hyphen
    return Vocabulary(counts, lambda word: zipf_frequency(word, "en"))


def join_lines(first: str, second: str, words: Vocabulary) -> str:
    """Return two lines of one paragraph as one, mending the word that their border breaks."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first or second
    if first.endswith(SOFT_HYPHEN):
        return first.rstrip(SOFT_HYPHEN) + second
    if first[-1] in "–—/" and not first[-2:-1].isspace():
        return first + second
    before, after = _BEFORE.search(first), _AFTER.match(second)
    if before and after:
        left, right = before.group(1), after.group()
        if _SUSPENDED.match(second) and not words.knows(left + right):
            return f"{first} {second}"  # "pre-" / "and postnatal", but not "anteri-" / "or".
        return (first[:-1] if words.joins(left, right) else first) + second
    glued = first[-1] in HYPHENS and not first[-2:-1].isspace() and len(first) > 1
    return first + second if glued else f"{first} {second}"
