"""Find what a text names: drugs, diseases, routes, populations and the like.

A text is also read as if it called things as a question does: "Veklury" where "remdesivir" is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence.requirements.folding import fold_word, plain, words
from assistant.evidence.requirements.names import Names, Phrases, Sense
from assistant.evidence.requirements.requirement import Kind
from index.lexicon.terms import STOPWORDS

# A drug that is named only as what the patient does not bear, or what another one is compared with.
_BEFORE_ASIDE = re.compile(
    r"\b(?:allerg(?:y|ic) to|intoleran(?:t of|t to|ce (?:to|of))|hypersensitiv\w+ to|resistan(?:t|ce) to|"
    r"sensitiv\w+ to|instead of|rather than|unlike|other than|except|compared (?:with|to)|versus|vs\.?|than|"
    r"without|alternatives? to|similar to|interact\w* with|not|no|after (?:stopping|the last)|last|"
    r"already (?:on|taking)|(?:can ?not|can['n]?t|unable to) (?:have|take|use|tolerate|be given))"
    r"\s+(?:an?\s+|the\s+|any\s+)?$",
    re.I,
)
_AFTER_ASIDE = re.compile(r"^[\s-]*(?:allerg|resistan|hypersensitiv|intoleran|sensitiv|susceptib)", re.I)
# "Paracetamol overdose" is a disease, not the drug.
_POISONING = re.compile(
    r"^[\s-]*(?:(?P<poisoning>overdose|poisoning|toxicity|intoxication|ingestion)|"
    r"withdrawal|use disorder|misuse|dependence)\b",
    re.I,
)
OF_A_DRUG = ("poisoning", "dependence")
# How much of the text before and behind a name tells whether it is an aside.
_BEFORE, _AFTER = 40, 20
_CONTRACTED = re.compile(r"\b[Ii]['’]m\b")
# What may stand before the drug that a statement is about.
_LEADING = frozenset(
    """a an the give use start administer consider for in with if dose dosage of drug medication agent name
    treatment intravenous iv im po oral sc inhaled nebulised nebulized topical rectal first second line option
    or and plus then alternative low high medicine add adult child product generic class avoid do not
    """.split()
)
# A label ends with the first cell of a row, or before a colon.
_ENDS_HEAD = re.compile(r"[;|\n]|:(?=.{80})")
_LONGEST_HEAD = 90
_NAMED = frozenset({Kind.DRUG, Kind.CONDITION})
_SHORTEST_SHOUTED = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: what it means, how it is said there, and how it stands.

    `label` is true where it heads the text, as what the text is about; `aside` where the text names it only
    to set it apart ("allergic to penicillin").
    """

    kind: Kind
    values: frozenset[str]
    said: str
    group: str = ""
    label: bool = False
    aside: bool = False


@lru_cache(maxsize=20_000)
def mentions(text: str, names: Names) -> tuple[Mention, ...]:
    """Return what `text` names, in its order: drugs and diseases first, then the alternatives."""
    said = plain(text)
    tokens = words(said)
    folded = [fold_word(token.group().lower()) for token in tokens]
    head = _head(said)
    found: list[Mention] = []
    for phrases in (names.entities, names.alternatives):
        done = 0
        for sense, first, last in _found(phrases, tokens, folded):
            start, end = tokens[first].start(), tokens[last].end()
            # "I'm" is no way to give a drug.
            if sense.kind is not None and start >= done and not _CONTRACTED.search(said, start, end):
                label = end <= head or (sense.kind is Kind.DRUG and _LEADING.issuperset(folded[:first]))
                found.append(_mention(said, sense, start, end, label=label))
                # "Paracetamol overdose" takes a word more than the drug.
                done = start + len(found[-1].said)
    return tuple(found)


def _found(
    phrases: Phrases, tokens: list[re.Match[str]], folded: list[str]
) -> Iterator[tuple[Sense, int, int]]:
    """Yield each sense with the words that it takes, the longest phrase first.

    Where all is in capitals, "IN" is a word and no way to give a drug.
    """
    long = [each.group() for each in tokens if len(each.group()) > _SHORTEST_SHOUTED]
    shouted = bool(long) and all(map(str.isupper, long))
    start = 0
    while start < len(folded):
        most = min(phrases.reach.get(folded[start], 0), len(folded) - start)
        for words_taken in range(most, 0, -1):
            sense = phrases.senses.get(" ".join(folded[start : start + words_taken]))
            if sense:
                break
        else:
            written, words_taken = tokens[start].group(), 1
            sense = None if shouted and written.lower() in STOPWORDS else phrases.capitals.get(written)
        if sense:
            yield sense, start, start + words_taken - 1
        start += words_taken if sense else 1


def _head(said: str) -> int:
    """Return where the label ends that `said` begins with: the first cell, what stands before a colon."""
    end = _ENDS_HEAD.search(said, 0, _LONGEST_HEAD)
    return end.start() if end else 0


def _mention(said: str, sense: Sense, start: int, end: int, *, label: bool) -> Mention:
    assert sense.kind is not None
    if sense.kind is not Kind.DRUG:
        return Mention(sense.kind, sense.values, said[start:end], sense.group, label)
    behind = said[end : end + _AFTER]
    if poisoning := _POISONING.match(behind):
        disease = OF_A_DRUG[0 if poisoning["poisoning"] else 1]
        values = frozenset(f"{drug} {disease}" for drug in sense.values)
        return Mention(Kind.CONDITION, values, said[start : end + poisoning.end()], label=label)
    aside = _BEFORE_ASIDE.search(said, max(0, start - _BEFORE), start) or _AFTER_ASIDE.match(behind)
    return Mention(sense.kind, sense.values, said[start:end], label=label, aside=bool(aside))


class Synonyms:
    """The drugs and diseases that a question names, each as it says it."""

    def __init__(self, question: str, known: Names) -> None:
        """Find the drugs and diseases that `question` names among those that are `known`."""
        self._known = known
        self._asked: Mapping[frozenset[str], str] = {
            each.values: each.said for each in mentions(question, known) if each.kind in _NAMED
        }

    def as_asked(self, text: str) -> str:
        """Return `text` with other names of what the question names replaced by those of the question."""
        if not self._asked:
            return text
        names = {
            each.said: self._asked[each.values]
            for each in mentions(text, self._known)
            if each.values in self._asked and each.said.casefold() != self._asked[each.values].casefold()
        }
        if not names:
            return text
        every = "|".join(re.escape(said) for said in sorted(names, key=len, reverse=True))
        return re.sub(rf"\b(?:{every})\b", lambda found: names[found.group()], text)
