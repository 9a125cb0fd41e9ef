"""How a document names things: what it is about, and which words it writes with a capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.question.noun_phrases import (
    Kind,
    Phrase,
    is_aspect,
    is_function_word,
    is_plural,
    names_something,
    noun_phrases,
    simple_phrases,
)
from corpus.document import Document
from index.lexicon.abbreviations import definitions

# Paragraphs that are looked at; what a document is about stands at its beginning.
READ = 80
LONGEST_NAME_WORDS = 5
LONGEST_NAME = 60
# Characters at the beginning of a text that may name what it is about, and how often it is named then.
BEGINNING, OFTEN = 600, 3
# Zipf scale: a word of everyday English, which is written small unless the document does otherwise.
EVERYDAY = 3.0
_COMMON_ENDING = re.compile(
    r"(?:al|ic|ary|ous|ive|tion|sion|ment|ity|ness|ance|ence|ism|virus|viruses|oids?|ases?|gens?|phages?|cytes?|"
    r"ating|izing|ising|ins)$"
)
_OF_A_PLACE = re.compile(r"(?:ese|ish|ian|ean|ican)$|^(?:german|french|dutch|greek|swiss)$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A word within a sentence, or one in capitals wherever it stands.
_WITHIN = re.compile(r"(?<=[a-z,;)] )[^\W\d_][\w'’-]*|\b[A-Z]{2,}\b")
# What follows says where or when, not what.
_WHERE = re.compile(r"\b(?:in|at|from|during|after)\s[^:;.]*$", re.I)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ODD = re.compile(
    r"[^\w\s'’/.,+-]|_|\d{5}|\.(?!\d)|www|https?|(?:^|\s)[-/]|\bet al|^\d|\s\d{2,}$|\+\s|\s\+|[-/.,]$"
)
# What says nothing of what it names; a name ending in one is none to ask about.
_VAGUE = frozenset(
    """aim aims analyses analysis approach area article aspect author authors background case cases
    challenge conclusion concept data difference example experiment fact factor finding findings first
    focus goal group groups information instance interest issue idea knowledge limitation manuscript
    material materials matter measure method methods model models need number object objective
    objectives one ones others outcome paper part people problem process protocol purpose question
    reader readers reason report reports result results role sample samples section set step strategy
    strength study studies subject subjects survey system table task team test tests thing things time
    total type types use value values view way ways weakness work figure fig participants individuals
    further also thus often mainly mostly usually alone country countries region city cities world
    population year years majority rest remainder presence absence combination dataset datasets addition
    evidence""".split()
)
_LEANING = frozenset(
    """this these those that it its their our his her they we he she such each both most many some all
    several other another one two three first second third present current following no any only same
    what which who there here if when while although because since as however another certain various
    different new recent previous whether how why half every former latter either neither more less few
    overall total such to""".split()
)
_LINKING = frozenset(
    """that which who whom whose is are was were be been being not by has have had can may will could
    should this these it its their our we they however than as but if when while because from to at""".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a document: its text in lower case, and how each word is written within sentences."""

    text: str
    written: Mapping[str, str]

    def count(self, name: str) -> int:
        """Return how often the text holds `name`, in any case."""
        return len(re.findall(rf"(?<!\w){re.escape(name.lower())}s?(?!\w)", self.text))

    def name(self, phrase: str, *, begins: bool = True, shouted: bool = False) -> str:
        """Return `phrase` as it stands within a sentence: capitals only where they belong to a name.

        Only its first word is in question when it `begins` a sentence, else all of them are (as in a
        heading); `shouted` says that all was in capitals.
        """
        first = True
        capitals = begins and any(word[0].isupper() and word[1:].islower() for word in phrase.split()[1:])
        if capitals:
            return phrase

        def word(found: re.Match[str]) -> str:
            nonlocal first
            doubted, first = first or not begins, False
            return self._word(found.group(), shouted) if doubted or shouted else found.group()

        return _WORD.sub(word, phrase)

    def _word(self, word: str, shouted: bool) -> str:
        inner = word[1:] != word[1:].lower()
        if inner and not shouted:
            return word
        lower = word.lower()
        if lower in self.written:
            return self.written[lower]
        return lower if _is_common_noun(lower) else word


def wording_of(document: Document) -> Wording:
    """Return how `document` writes, from its first paragraphs."""
    texts = [paragraph.text for paragraph in document.paragraphs[:READ]]
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for found in _WITHIN.finditer(text) if not text.isupper() else ():
            forms.setdefault(found.group().lower(), Counter())[found.group()] += 1
    written = {lower: counts.most_common(1)[0][0] for lower, counts in forms.items()}
    return Wording("\n".join(texts).lower(), written)


def topic_of(document: Document, wording: Wording) -> Phrase | None:
    """Return the thing that the title names, or else the beginning, and the text speaks of most.

    None where there is none.
    """
    title = _BRACKETS.sub("", document.title)
    named = _most_spoken_of(title.lower() if title.isupper() else title, wording, least=1)
    if named:
        return named
    beginning = " ".join(paragraph.text for paragraph in document.paragraphs[:2])
    return _most_spoken_of(_BRACKETS.sub("", beginning)[:BEGINNING], wording, least=OFTEN)


def _most_spoken_of(words: str, wording: Wording, least: int) -> Phrase | None:
    found = {phrase.text: phrase for phrase in (*noun_phrases(words), *simple_phrases(words))}
    named = [one for one in found.values() if _can_be_topic(one, words) and wording.count(one.text) >= least]
    return max(named, key=lambda one: _weight(one, wording), default=None)


def short_forms(document: Document) -> Mapping[str, str]:
    """Return the abbreviations that a document defines, by their long forms in lower case."""
    texts = [document.title, *(paragraph.text for paragraph in document.paragraphs[:READ])]
    return {long.lower(): short for text in texts for short, long in definitions(text)}


def _can_be_topic(phrase: Phrase, words: str) -> bool:
    if phrase.kind in (Kind.GROUP, Kind.TEST) or not is_name(phrase.text):
        return False
    if phrase.kind in (Kind.DISEASE, Kind.DRUG):
        return True
    if _WHERE.search(words[: phrase.start]):
        return False
    if re.search(r"(?:al|ic|ar|ous|ive|ary|ed)$", phrase.text) or is_aspect(phrase.text):
        return False
    return " " in phrase.text or not phrase.text.islower() or not _is_everyday(phrase.text)


def _weight(phrase: Phrase, wording: Wording) -> float:
    """Return how much a text speaks of something; a disease or a drug is likelier what it is about."""
    special = {Kind.DISEASE: 2.0, Kind.DRUG: 1.5}.get(phrase.kind, 1.0)
    return wording.count(phrase.text) * special * (1 + 0.5 * min(len(phrase.text.split()) - 1, 2))


def is_name(phrase: str) -> bool:
    """Tell whether `phrase` names one thing that can be asked about, in a few plain words."""
    words = phrase.split()
    if not words or len(words) > LONGEST_NAME_WORDS or len(phrase) > LONGEST_NAME or _ODD.search(phrase):
        return False
    heads = [*re.split(r" (?:of|in|for|with|on) ", phrase.lower())[:1], phrase.lower()]
    if words[0].lower() in _LEANING or any(head.rsplit(maxsplit=1)[-1] in _VAGUE for head in heads):
        return False
    if re.search(r"ly$|ing$", words[-1]) or is_function_word(words[0]) or is_function_word(words[-1]):
        return False
    if not _LINKING.isdisjoint(word.lower() for word in words[1:]):
        return False
    phrases = simple_phrases(phrase)
    if not phrases or all(one.kind is Kind.GROUP for one in phrases):
        return False
    return len(phrase) > 2 and (names_something(words[-1]) or phrases[-1].end == len(phrase))


def is_or_are(name: str) -> str:
    """Return the verb that goes with `name`."""
    return "are" if is_plural(name) or " and " in name else "is"


def plain_heading(heading: str) -> str:
    """Return a heading without its numbering and what stands in brackets."""
    bare = re.sub(
        r"^\s*(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[IVX]+|[A-Za-z])[.):]\s*",
        "",
        heading,
        flags=re.I,
    )
    bare = re.sub(r"^\s*\d+(?:\.\d+)*\s+", "", bare)
    return _BRACKETS.sub("", bare).strip(" .:;–—-")


def _is_everyday(word: str) -> bool:
    from wordfreq import zipf_frequency

    return zipf_frequency(word.lower(), "en") >= EVERYDAY


def _is_common_noun(word: str) -> bool:
    """Tell whether `word`, in lower case, is hardly a name: by its kind, its ending, its frequency."""
    from wordfreq import zipf_frequency

    kinds = {phrase.kind for phrase in simple_phrases(word)}
    if is_aspect(word) or kinds & {Kind.DISEASE, Kind.DRUG} or _COMMON_ENDING.search(word):
        return True
    return zipf_frequency(word, "en") >= EVERYDAY and not _OF_A_PLACE.search(word)


def last_step(heading: str) -> tuple[str, Sequence[str]]:
    """Return the lowest heading of a path, and those above it."""
    *above, last = heading.split(" > ")
    return last, above
