"""Cut text into the terms that BM25 and the evidence count: stems of words, without the commonest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
HIGHEST_ZIPF = 7.5
RARITY_OF_NUMBERS = 0.5
# "treatment" and "treated", "diagnosis" and "diagnosed", "analysis" and "analysed".
ENDINGS = (("ment", ""), ("nosi", "nos"), ("nost", "nos"), ("lysi", "lys"), ("lyz", "lys"))
SHORTEST_ROOT = 3
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
    """Return the stems (Snowball's English) of the words of `text` that are no stopwords, in order."""
    return stems(token for token in tokens(text) if token not in STOPWORDS)


def stems(words: Iterable[str]) -> list[str]:
    """Return the stem of each word: Snowball's, with the endings that it leaves on short roots taken off."""
    from Stemmer import Stemmer

    # A stemmer is not safe to share between threads and costs next to nothing to make.
    return [_root(stem) for stem in Stemmer("english").stemWords(list(words))]


def rarity(word: str) -> float:
    """Return how rare a word is in English at large, from 0 (the commonest) to 1 (unheard of).

    It is the Zipf frequency (wordfreq), turned round; a number counts as fairly rare.
    """
    from wordfreq import zipf_frequency

    if word[0].isdigit():
        return RARITY_OF_NUMBERS
    return max(0.0, 1.0 - zipf_frequency(word, "en") / HIGHEST_ZIPF)


def _root(stem: str) -> str:
    for ending, instead in ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_ROOT:
            return stem.removesuffix(ending) + instead
    return stem
