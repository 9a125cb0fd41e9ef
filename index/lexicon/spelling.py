"""Typing errors in a question: a word that the index does not know becomes one that it does know.

A word is taken for an error when neither the documents nor English (wordfreq) know it. A word that English
hardly knows beside a neighbour hundreds of times as common is one only if the neighbour belongs to the
documents' field or is a question's small word. The distance counts letters missing, added, replaced, and
neighbours exchanged (optimal string alignment); among several neighbours frequency and the kind of error
decide, as in a noisy channel (Kernighan, Church and Gale 1990, https://aclanthology.org/C90-2036/). Names are
dear: abbreviations and words with digits stay, and a drug's name never becomes another one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from index.lexicon.slips import (
    FINGER,
    ODD,
    SURE,
    is_exchanged,
    is_telling,
    lacks_a_letter,
    likelihood_of_error,
    may_be_same,
    sound_alike,
)
from index.lexicon.terms import STOPWORDS, stems, tokens

# A word, but not the end of "don't" nor the beginning of it.
_WORD = re.compile(r"(?<![^\W_]['’])[^\W_]+(?!['’](?!s\b)\w)")
QUESTION_WORDS = ("what", "which", "when", "where", "whose", "why", "how", "does", "should", "could", "would")
SHORTEST = 3
# Below this, words are often abbreviations in small letters.
LONG_ENOUGH = 5
QUITE_LONG = 7
LONG_ENOUGH_FOR_TWO = 8
SHORTEST_HALF = 4
# Zipf scale: 3 is once per million words.
EVERYDAY = 4.0
MUCH_COMMONER = 2.5
# How many times as likely the best of several neighbours must be as the next.
CLEARLY = 5.0
# How many times as frequent as in English the words of the documents' field are.
MORE_OFTEN = 10.0
LENGTH_OF_END = 3
# The commonest English words, down to about Zipf 3, may be meant though no document holds them.
EVERYDAY_WORDS = 25_000


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of a question, and the words that were searched for instead, both as they stand in the text."""

    found: str
    instead: str


class Vocabulary:
    """The word forms of an index, in lower case, with how often each occurs there."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the word forms."""
        return frozenset(self._counts)

    @classmethod
    def build(cls, texts: Iterable[str]) -> Vocabulary:
        """Count the words of `texts`, leaving out those with digits."""
        return cls(Counter(token for text in texts for token in tokens(text) if token.isalpha()))

    def save(self, file: Path) -> None:
        """Write the words and their counts to `file` as JSON."""
        file.write_text(json.dumps(dict(self._counts), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Vocabulary:
        """Read what `save` wrote.

        Raise `FileNotFoundError` when it is gone and `ValueError` when it is damaged.
        """
        counts = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(counts, dict):
            raise ValueError(f"{file} does not hold the words of an index")
        return cls(counts)

    def correct(self, question: str) -> tuple[str, tuple[Correction, ...]]:
        """Return `question` with its typing errors mended, and what was changed, in order.

        An empty vocabulary, for an index that kept none, changes nothing.
        """
        corrections, parts, done = [], [], 0
        for start, end, instead in self._changes(question) if self._counts else ():
            corrections.append(Correction(question[start:end], instead))
            parts += [question[done:start], instead]
            done = end
        return "".join([*parts, question[done:]]), tuple(corrections)

    def _changes(self, question: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, what to put there), in order and apart from each other."""
        words = list(_WORD.finditer(question))
        joined = {
            left.start(): right.end()
            for left, right in pairwise(words)
            if question[left.end() : right.start()] == " " and self._are_one(left.group(), right.group())
        }
        done = 0
        for word in words:
            if word.start() < done:
                continue
            if end := joined.get(word.start()):
                yield word.start(), end, question[word.start() : end].replace(" ", "")
                done = end
            elif instead := self._instead(word.group(), opens=_opens(question[: word.start()])):
                yield word.start(), word.end(), instead

    def _are_one(self, left: str, right: str) -> bool:
        """Tell whether a space has slipped into a word of the index."""
        return (left + right).lower() in self._counts and (self._is_strange(left) or self._is_strange(right))

    def _is_strange(self, word: str) -> bool:
        return word.lower() not in self._counts and not _zipf(word.lower())

    def _instead(self, word: str, *, opens: bool) -> str | None:
        """Return what `word` was meant to be, in its case; None when it is left as it is.

        A capital says that it is a name, unless it `opens` a sentence.
        """
        lower = word.lower()
        if self._holds(lower) or not word.isalpha() or word[1:] != lower[1:] or len(word) < SHORTEST:
            return None
        named = word[0] != lower[0] and not opens
        small = None if named else _small_word(lower, opens=opens)
        found = small or self._nearest(lower, named=named)
        return found and (found.capitalize() if word[0] != lower[0] else found)

    def _holds(self, word: str) -> bool:
        """Tell whether the index holds `word` or differs from it in the number only."""
        singular = word if word.endswith("ss") else word.removesuffix("s")
        return any(form in self._counts for form in (word, singular, f"{word}s"))

    def _nearest(self, word: str, *, named: bool) -> str | None:
        """Return the word that `word` is closest to; a name only one of the index, by the surest errors."""
        if len(word) < LONG_ENOUGH:
            return None
        one = {other: likelihood_of_error(word, other) for other in self._neighbours(word, 1)}
        nearest = self._clearest(one)
        if nearest and self._may_be(word, nearest, one[nearest]):
            return nearest if not named or (one[nearest] >= SURE and nearest in self._counts) else None
        if named or one or _zipf(word):
            return None
        return self._heard_as(word) or self._halves(word)

    def _heard_as(self, word: str) -> str | None:
        """Return the word that a long one is two errors from, if they sound alike."""
        if len(word) < LONG_ENOUGH_FOR_TWO:
            return None
        alike = (other for other in self._neighbours(word, 2) if sound_alike(word, other))
        return self._clearest(
            {other: 1.0 for other in alike if may_be_same(word, other) and not is_telling(other)}
        )

    def _neighbours(self, word: str, distance: int) -> set[str]:
        """Return the words at `distance` with the same first letter; at 1, with the same end as well."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        lengths = range(len(word) - distance, len(word) + distance + 1)
        alike = [other for length in lengths for other in self._by_shape.get(f"{word[0]}{length}", ())]
        if distance == 1:
            alike += self._by_shape.get(word[-LENGTH_OF_END:], ())
        found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=distance, limit=None)
        return {other for other, far, _ in found if far == distance}

    @cached_property
    def _by_shape(self) -> Mapping[str, list[str]]:
        """Return the words of the index and of English by first letter with length, and by their end."""
        from wordfreq import top_n_list

        shapes: dict[str, list[str]] = {}
        plurals = (f"{word}s" for word in self._counts if _zipf(f"{word}s"))
        for word in {*self._counts, *plurals, *top_n_list("en", EVERYDAY_WORDS)}:
            if word.isalpha() and len(word) >= SHORTEST_HALF:
                shapes.setdefault(f"{word[0]}{len(word)}", []).append(word)
                shapes.setdefault(word[-LENGTH_OF_END:], []).append(word)
        return shapes

    def _may_be(self, word: str, other: str, likelihood: float) -> bool:
        """Tell whether `word`, which the index does not know, can be meant for `other`."""
        much_commoner = _zipf(other) - _zipf(word) >= MUCH_COMMONER
        if _zipf(word):
            sure = likelihood >= SURE and len(word) >= QUITE_LONG and not is_telling(word)
            return sure and much_commoner and self._is_of_the_field(other)
        if not may_be_same(word, other) or (word[0] != other[0] and not much_commoner):
            return False
        if len(word) < QUITE_LONG:
            return likelihood >= SURE or (likelihood >= FINGER and much_commoner)
        return likelihood > ODD or (much_commoner and len(word) >= LONG_ENOUGH_FOR_TWO)

    def _is_of_the_field(self, word: str) -> bool:
        """Tell whether the index holds `word` far more often than English at large does."""
        return self._counts.get(word, 0) / self._total > MORE_OFTEN * 10 ** (_zipf(word) - 9)

    def _clearest(self, likely: Mapping[str, float]) -> str | None:
        """Return the likeliest word unless another, no mere inflection of it, is about as likely."""
        weight = {other: self._frequency(other) * likelihood for other, likelihood in likely.items()}
        ordered = sorted(weight, key=weight.__getitem__, reverse=True)
        roots = stems(ordered)
        rivals = [other for other, root in zip(ordered, roots, strict=True) if root != roots[0]]
        clear = ordered and (not rivals or weight[ordered[0]] >= CLEARLY * weight[rivals[0]])
        return ordered[0] if clear else None

    def _frequency(self, word: str) -> float:
        """Return how often `word` stands in a million words of the index, and of English, together."""
        return float(1e6 * self._counts.get(word, 0) / self._total + 10 ** (_zipf(word) - 3))

    @cached_property
    def _total(self) -> int:
        return sum(self._counts.values())

    def _halves(self, word: str) -> str | None:
        """Return two everyday words of the index that were written as one, with a space; None otherwise."""
        places = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
        halves = [(word[:place], word[place:]) for place in places if not _zipf(word)]
        found = [half for half in halves if all(map(self._is_everyday, half))]
        return " ".join(found[0]) if len(found) == 1 else None

    def _is_everyday(self, word: str) -> bool:
        return word in self._counts and _zipf(word) >= EVERYDAY


def _zipf(word: str) -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))


def _opens(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in ".?!:"


def _small_word(word: str, *, opens: bool) -> str | None:
    """Return the word of no content that `word` was meant to be; None when it is unclear or there is none."""
    meant = [other for other in STOPWORDS if is_exchanged(word, other)]
    if len(word) > SHORTEST or opens:
        meant += [other for other in QUESTION_WORDS if lacks_a_letter(word, other)]
    likely = [other for other in meant if _zipf(other) - _zipf(word) >= MUCH_COMMONER]
    return likely[0] if len(likely) == 1 else None
