"""Names of things to ask about: what is one, of which kind it is, and how it is written within a question."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from assistant.question.noun_phrases import (
    Kind,
    is_aspect,
    is_function_word,
    is_plural,
    names_something,
    simple_phrases,
)
from corpus.document import Paragraph

LONGEST_NAME_WORDS, LONGEST_NAME = 5, 60
# Zipf scale: a word of everyday English, which is written small unless the document does otherwise.
EVERYDAY = 3.0
_OF_A_PLACE = re.compile(r"(?:ese|ish|ian|ean|ican)$|^(?:german|french|dutch|greek|swiss)$|['’]s$")
_CHEMICAL = re.compile(r"\w{4,}(?:ate|ium|ine|ide|one|ol|in)$")
_GIVEN = re.compile(r"\b(?:vaccines?|immunoglobulins?)\b", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A word within a sentence, or one in capitals wherever it stands.
_WITHIN = re.compile(r"(?<=[a-z,;)] )[^\W\d_][\w'’-]*|\b[A-Z]{2,}\b")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*\s+|(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.):]\s*)", re.I
)
# No plain name of one thing: signs, long numbers, addresses, authors, measures, two names in one.
_ODD = re.compile(
    r"[^\w\s'’/.,+-]|,|_|\d{5}|\.(?!\d)|www|https?|(?:^|\s)[-/]|\bet al|^\d|\s\d{2,}$|\+\s|\s\+|[-/.]$"
    r"|\b(?:mg|ml|kg)\b|\b[a-z]{4,} [A-Z][a-z]|(?:ly|ing)$"
)


def is_name(phrase: str) -> bool:
    """Tell whether `phrase` names one thing that can be asked about, in a few plain words."""
    words = phrase.split()
    short = len(words) <= LONGEST_NAME_WORDS and 2 < len(phrase) <= LONGEST_NAME
    if not short or _ODD.search(phrase) or is_function_word(words[-1]):
        return False
    first, *others = phrase.lower().split()
    head = re.split(r" (?:of|in|for|with|on) ", phrase.lower())[0].rsplit(maxsplit=1)[-1]
    if {head, words[-1].lower()} & unfit_words("vague") or first in unfit_words("leaning"):
        return False
    phrases = simple_phrases(phrase)
    if all(one.kind is Kind.GROUP for one in phrases) or not unfit_words("linking").isdisjoint(others):
        return False
    begins = phrases[0].start == 0 or not is_function_word(first)
    return begins and (names_something(words[-1]) or phrases[-1].end == len(phrase))


def kind_of(name: str) -> Kind:
    """Return what kind of thing `name` names, by its last words; a vaccine is a drug."""
    if _GIVEN.search(name):
        return Kind.DRUG
    return next((phrase.kind for phrase in reversed(simple_phrases(name))), Kind.NAME)


def tells_apart(name: str) -> bool:
    """Tell whether `name` is of a disease or a drug, of several words, or none of everyday English."""
    return " " in name or kind_of(name) in (Kind.DISEASE, Kind.DRUG) or not _is_everyday(name)


def is_or_are(name: str) -> str:
    """Return the verb that goes with `name`."""
    return "are" if is_plural(name) or " and " in name else "is"


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets."""
    return _BRACKETS.sub("", text)


def plain_heading(heading: str) -> str:
    """Return a heading without its numbering and what stands in brackets."""
    return without_brackets(_NUMBERING.sub("", heading)).strip(" .:;–—-*")


def written_forms(paragraphs: Iterable[Paragraph]) -> Mapping[str, str]:
    """Return how words, by their lower case, are mostly written within sentences.

    One that is written small somewhere is no name, however often a title has it with a capital.
    """
    forms: dict[str, Counter[str]] = {}
    for text in (paragraph.text for paragraph in paragraphs):
        for found in _WITHIN.finditer(text) if not text.isupper() else ():
            forms.setdefault(found.group().lower(), Counter())[found.group()] += 1
    for lower, counts in forms.items():
        if lower in counts:
            del counts[lower.capitalize()]
    return {lower: counts.most_common(1)[0][0] for lower, counts in forms.items()}


def in_sentence(name: str, written: Mapping[str, str]) -> str:
    """Return what a heading or the beginning of a sentence names as it stands within one.

    Capitals stay only where they belong to a name; `written` tells how the document writes its words.
    """
    shouted = name.isupper() and " " in name
    return _WORD.sub(lambda found: _small(found.group(), written, shouted=shouted), name)


def _small(word: str, written: Mapping[str, str], *, shouted: bool) -> str:
    lower = word.lower()
    if len(word) == 1 or (word[1:] != lower[1:] and not shouted):
        return word
    if kind_of(lower) is Kind.DRUG:
        return lower
    return written.get(lower) or (lower if _is_common_noun(lower) else word)


def _is_everyday(word: str) -> bool:
    """Tell whether `word` is one of everyday English, by its frequency."""
    from wordfreq import zipf_frequency

    return zipf_frequency(word.lower(), "en") >= EVERYDAY


def _is_common_noun(word: str) -> bool:
    """Tell whether `word`, in lower case, is hardly a name: by its kind and its frequency."""
    if is_aspect(word) or _CHEMICAL.match(word) or kind_of(word) is Kind.DISEASE:
        return True
    return _is_everyday(word) and not _OF_A_PLACE.search(word)


@cache
def unfit_words(reason: str) -> frozenset[str]:
    """Return the words that a name does not hold for a `reason`; see unfit_words.toml."""
    listed = tomllib.loads(Path(__file__).with_name("unfit_words.toml").read_text(encoding="utf-8"))
    return frozenset(listed[reason].split())
