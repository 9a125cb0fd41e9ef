"""Write the spellings of one word as one, so that names are found by looking up words.

"Alzheimer's", "Alzheimers" and "alzheimer", "beta-blockers" and "β blocker", "sulphate" and "sulfate",
"cephalexin" and "cefalexin" become the same. What comes out is compared, never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from index.lexicon.variants import one_spelling

GREEK = str.maketrans(
    {"α": "alpha ", "β": "beta ", "γ": "gamma ", "δ": "delta ", "µ": "u", "μ": "u", "’": "'"}
)
# A number keeps its point, a name its digits ("b12"); the apostrophe of a genitive goes.
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W\d_])|[^\W_]+")
_GENITIVE = re.compile(r"'s\b", re.I)
# "Sulphate", "amoxycillin" and "aciclovir" by their other spelling.
_ALIKE = (("ph", "f"), ("oe", "e"), ("ae", "e"), ("cy", "ci"), ("xy", "xi"))
_SINGULAR_ENDS = ("ss", "us", "is", "as", "os")
_SHORTEST_PLURAL, _SHORTEST_SIS = 4, 5


def plain(text: str) -> str:
    """Return `text` without accents, Greek letters and genitives, for `words` to cut."""
    text = unicodedata.normalize("NFKC", text).translate(GREEK)
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in apart if not unicodedata.combining(each))
    return _GENITIVE.sub("", text)


def words(plain_text: str) -> list[re.Match[str]]:
    """Return the words of a text that `plain` made."""
    return [*_WORD.finditer(plain_text)]


def fold(text: str) -> list[str]:
    """Return the words of `text` in one spelling, singular and in lower case."""
    return [fold_word(found.group().lower()) for found in words(plain(text))]


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """Return `word` (in lower case) in one spelling and singular."""
    if not word.isalpha():
        return word
    word = one_spelling(_singular(word))
    for written, instead in _ALIKE:
        word = word.replace(written, instead)
    return word


def _singular(word: str) -> str:
    if word.endswith("itis"):
        # As "hepatitides" is made singular below.
        return f"{word[:-2]}de"
    if word.endswith("sis") and len(word) > _SHORTEST_SIS:
        return f"{word[:-2]}e"
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(_SINGULAR_ENDS):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]
