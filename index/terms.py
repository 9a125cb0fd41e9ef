"""Cut text into the terms that BM25 and the evidence count: stems of words, without the commonest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
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
    """Return the stem of each word."""
    from Stemmer import Stemmer

    # A stemmer is not safe to share between threads and costs next to nothing to make.
    return list(Stemmer("english").stemWords(list(words)))
