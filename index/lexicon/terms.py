"""Make of words the terms that are compared: stems, with what lay people call them.

Each line of `lay_words.txt` is a group: the clinical word first, then the others, with " = " between
them and a remark after "#". Text is rewritten to the first one, stem by stem, so that most text in
clinical words stays as it is. A word in double quotes counts in this very form only ("bloods" are blood
tests, "blood" is not).

Spellings, numbers and lay words that mean the same give the same terms; see `variants` and `lay_words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index.lexicon.variants import compound_numbers, one_spelling

LIST = Path(__file__).with_name("lay_words.txt")


@dataclass(frozen=True, slots=True)
class LayWords:
    """The list, ready to be looked up.

    A word is compared by its key: the stem of the clinical word for it. `exact` are the keys of the words
    that count in their very form only; `stems` gives the key for a stem that is not its own.
    `expressions` gives, for the first key of an expression, the keys that follow it and the terms instead,
    the longest expression first.
    """

    exact: frozenset[str]
    stems: Mapping[str, str]
    expressions: Mapping[str, Sequence[tuple[list[str], tuple[str, ...]]]]

    def key(self, word: str, stem: str) -> str:
        """Return the key of `word`, in lower case and in one spelling, that has this stem."""
        quoted = f'"{word}"'
        return quoted if quoted in self.exact else self.stems.get(stem, stem)


def read_lay_words(
    tokens: Callable[[str], list[str]], stems: Callable[[list[str]], list[str]], more: Mapping[str, str]
) -> LayWords:
    """Read the list, cut by `tokens` (into words in one spelling) and `stems`; add the expressions `more`."""
    pairs = [(other, clinical) for clinical, *others in groups() for other in others]
    exact = frozenset(f'"{tokens(other)[0]}"' for other, _ in pairs if other.startswith('"'))
    cut = [(stems(tokens(other)), stems(tokens(clinical))) for other, clinical in pairs if '"' not in other]
    single = {other[0]: clinical[0] for other, clinical in cut if len(other) == len(clinical) == 1}
    found = LayWords(exact, single, {})
    expressions: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {}
    for pair in (*pairs, *more.items()):
        words, instead = ([*map(found.key, tokens(text), stems(tokens(text)))] for text in pair)
        if words != instead:
            expressions.setdefault(words[0], []).append((words[1:], tuple(instead)))
    for longest_first in expressions.values():
        longest_first.sort(key=lambda expression: -len(expression[0]))
    return LayWords(exact, single, expressions)


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups of the list, the clinical word first."""
    return tuple(_groups(LIST.read_text(encoding="utf-8")))


def _groups(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        group, _, _ = line.partition("#")
        if group.strip():
            yield tuple(member.strip() for member in group.split(" = "))


_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
HIGHEST_ZIPF = 7.5
RARITY_OF_NUMBERS = 0.5
# "treatment" and "treated", "diagnosis" and "diagnosed", "analysis" and "analysed".
ENDINGS = (("ment", ""), ("nosi", "nos"), ("nost", "nos"), ("lysi", "lys"), ("lyz", "lys"))
SHORTEST_ROOT = 3
# Words whose terms are kept; 10,000 paragraphs of medical text hold about 50,000.
KNOWN_WORDS = 1 << 16
STOPWORDS = frozenset(
    """a about after all also am an and any are as at be been being but by can could did do does doing done
    for from get give gives had has have having he her hers him his how i if in into is it its itself just
    let me may might more most much must my no nor not of on one or our out please s shall she should so
    some such t tell than that the their theirs them then there these they this those through to too us
    very was we were what when where whether which while who whom whose why will with would you your
    yours""".split()
)


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text` in lower case, in order."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def terms(text: str) -> list[str]:
    """Return the terms of `text` in order: stems (Snowball's English) of its words, without stopwords.

    A word or an expression of the lay words gives the terms of the clinical one.
    """
    return [term for _, found in _pieces(text) for term in found]


def weighted_terms(text: str) -> dict[str, float]:
    """Return the terms of `text` with their rarity (0 to 1): that of the rarest word they come from."""
    weights: dict[str, float] = {}
    for words, found in _pieces(text):
        for term in found:
            weights[term] = max(weights.get(term, 0.0), *map(rarity, words))
    return weights


def stems(words: Iterable[str]) -> list[str]:
    """Return the stem of each word in one spelling: Snowball's, with endings that it leaves taken off."""
    return _stems([*map(one_spelling, words)])


def rarity(word: str) -> float:
    """Return how rare a word is in English at large, from 0 (the commonest) to 1 (unheard of).

    It is the Zipf frequency (wordfreq), turned round; a number counts as fairly rare.
    """
    from wordfreq import zipf_frequency

    if word[0].isdigit():
        return RARITY_OF_NUMBERS
    return max(0.0, 1.0 - zipf_frequency(word, "en") / HIGHEST_ZIPF)


def _pieces(text: str) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Yield the words of `text`, each or an expression at a time, with the terms that they give."""
    words = tokens(text.replace("%", " percent "))
    keys = [_key(word) for word in words]
    expressions = _lay_words().expressions
    place = 0
    while place < len(words):
        end, found = place + 1, None
        for rest, instead in expressions.get(keys[place], ()):
            if keys[place + 1 : place + 1 + len(rest)] == rest:
                end, found = place + 1 + len(rest), instead
                break
        if found is None:
            found = () if words[place] in STOPWORDS else (keys[place],)
        yield words[place:end], found
        place = end


@lru_cache(maxsize=KNOWN_WORDS)
def _key(word: str) -> str:
    """Return what `word` is compared by: its stem, or that of the clinical word for it."""
    spelled = one_spelling(word)
    (stem,) = _stems([spelled])
    return _lay_words().key(spelled, stem)


@cache
def _lay_words() -> LayWords:
    return read_lay_words(lambda text: [*map(one_spelling, tokens(text))], _stems, compound_numbers())


def _stems(words: list[str]) -> list[str]:
    from Stemmer import Stemmer

    # A stemmer is not safe to share between threads and costs next to nothing to make.
    return [_root(stem) for stem in Stemmer("english").stemWords(words)]


def _root(stem: str) -> str:
    for ending, instead in ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_ROOT:
            return stem.removesuffix(ending) + instead
    return stem
