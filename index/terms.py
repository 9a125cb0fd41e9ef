"""Cut text into the terms that BM25 and the evidence count: stems of words, without the commonest.

Spellings, numbers and lay words that mean the same give the same terms; see `variants` and `lay_words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from index.lay_words import LayWords, read_lay_words
from index.variants import compound_numbers, one_spelling

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
