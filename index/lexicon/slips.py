"""How a word comes to be mistyped, and which words must not be taken for one another.

Fingers skip a letter, strike one twice, exchange two or land on the next key; people write a letter for
another that sounds alike. A letter that became an unrelated one rather makes another word.
"""

from __future__ import annotations

import re
from itertools import groupby

# How likely each kind of error is, beside the likeliest.
SURE = 1.0
FINGER = 0.5
BY_EAR = 0.2
ODD = 0.1
FIRST_LETTER = 0.3
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Each row of the keyboard stands half a key to the right of the one above.
_PLACES = {key: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(map(frozenset, ("ck", "cs", "ks", "sz", "gj", "dt", "fv")))
_UNHEARD = re.compile("[aeiouyh]")
# The stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018) and
# other endings that drugs share, then those of enzymes, sugars and operations.
_ENDING = re.compile(
    r"""(mab|nib|cept|kinra|ciclib|parib|zomib|lisib|degib|clax|limus|mycin|micin|cillin|cycline|oxacin|penem
    |bactam|azole|fungin|vir|vudine|citabine|arabine|trexate|trexed|platin|rubicin|taxel|tecan|poside|blastine
    |cristine|relbine|mustine|[oa]lol|pril|prilat|sartan|dipine|statin|fibrate|thiazide|semide|parin|xaban
    |gatran|grel|plase|azepam|azolam|barbital|zodone|oxetine|pramine|triptyline|apine|idone|peridol|zine|caine
    |curium|fentanil|codone|morphone|orphan|profen|oxicam|coxib|triptan|setron|pitant|prazole|tidine|sporin
    |prost|lukast|terol|tropium|phylline|sone|olone|onide|dronate|dronic|gliptin|gliflozin|glitazone|glinide
    |formin|tide|relin|trexone|stim|poetin|afil|steride|gest|estrol|oxifene|zolamide|quine?|bendazole|siran
    |rsen|[ao]se|(?:ec|s)?tom(?:y|ie))s?$""",
    re.VERBOSE,
)
_BEGINNING = re.compile(
    "(hyper|hypo|inter|intra|infra|supra|super|ante|anti|peri|pre|para|macro|micro|endo|ecto|exo|epi|poly|oligo)"
)


def likelihood_of_error(word: str, other: str) -> float:
    """Return how likely, from 0 to 1, `other` is mistyped as `word`; they lie one error apart."""
    from rapidfuzz.distance import Postfix, Prefix

    start = Prefix.similarity(word, other)
    end = Postfix.similarity(word[start:], other[start:])
    wrong, right = word[start : len(word) - end], other[start : len(other) - end]
    likelihood = _of_kind(wrong, right, word[max(start - 1, 0) : start] + word[start + 1 : start + 2])
    inside = bool(start) and (bool(end) or len(wrong) == len(right) == 2 or wrong == word[start - 1])
    return likelihood * (1.0 if start else FIRST_LETTER) * (1.0 if inside or likelihood < SURE else FINGER)


def is_exchanged(word: str, other: str) -> bool:
    """Tell whether `word` is `other` with two neighbouring letters exchanged."""
    return (
        len(word) == len(other) and sorted(word) == sorted(other) and likelihood_of_error(word, other) == SURE
    )


def lacks_a_letter(word: str, other: str) -> bool:
    """Tell whether `word` is `other` without one of its letters, but for the first."""
    places = range(1, len(other))
    return len(word) == len(other) - 1 and any(other[:at] + other[at + 1 :] == word for at in places)


def sound_alike(word: str, other: str) -> bool:
    """Tell whether two words differ in vowels, in an h, and in doubled letters only."""
    return _heard(word) == _heard(other)


def may_be_same(word: str, other: str) -> bool:
    """Tell whether one spelling can be the other's with an error in it, by what their parts mean.

    "Hypo-" is never an error for "hyper-", nor is one drug's stem for another's.
    """
    return _agree(_BEGINNING.match(word), _BEGINNING.match(other)) and _agree(
        _ENDING.search(word), _ENDING.search(other)
    )


def is_telling(word: str) -> bool:
    """Tell whether `word` ends as the names of drugs, enzymes and operations do."""
    return bool(_ENDING.search(word))


def _of_kind(wrong: str, right: str, beside: str) -> float:
    """Return the likelihood that `wrong` was written for `right`, between the letters `beside`."""
    if not wrong or len(wrong) == 2 or (not right and wrong in beside):
        return SURE
    if not right:
        return FINGER if any(_are_near(wrong, key) for key in beside) else ODD
    if _are_near(wrong, right):
        return FINGER
    alike = {wrong, right} <= _VOWELS or frozenset((wrong, right)) in _SOUND_ALIKE
    return BY_EAR if alike else ODD


def _are_near(one: str, other: str) -> bool:
    """Tell whether two keys of an English keyboard touch."""
    if one not in _PLACES or other not in _PLACES:
        return False
    (row, column), (other_row, other_column) = _PLACES[one], _PLACES[other]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def _heard(word: str) -> str:
    return "".join(letter for letter, _ in groupby(_UNHEARD.sub("", word)))


def _agree(part: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    """Tell whether a part is the same as its counterpart, or so misspelt that it is none."""
    return part is None or (other is not None and part[1] == other[1])
