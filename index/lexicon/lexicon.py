"""What the documents teach about words: their abbreviations, how telling each word is, how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.lexicon.abbreviations import Abbreviations
from index.lexicon.slips import is_telling
from index.lexicon.spelling import Correction
from index.lexicon.terms import rarity, terms, tokens, weighted_terms
from index.store.keywords import Keywords

# Above 1: a rare word tells more than its share. 1, 1.5 and 2 were tried, with little between them.
TELLING = 1.5
# "Increase" and "dose" end as names do, but are common words.
NAMES_ARE_RARE = 0.5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one index; long forms that the documents define count as their abbreviations.

    `chosen_terms` and `chosen_words` are those of the documents that a question is asked of, None when it is
    asked of all.
    """

    abbreviations: Abbreviations
    keywords: Keywords
    title_terms: AbstractSet[str]
    chosen_terms: AbstractSet[str] | None = None
    chosen_words: frozenset[str] | None = None

    def words(self) -> frozenset[str]:
        """Return the word forms of the documents that are asked, in lower case, without digits."""
        return self.keywords.vocabulary.words if self.chosen_words is None else self.chosen_words

    def terms(self, text: str, document: str = "") -> list[str]:
        """Return the terms of `text`, its long forms taken for their abbreviations.

        An abbreviation that means different things in different documents is taken for what `document`,
        in which the text stands, means by it.
        """
        return terms(self.abbreviations.shorten(self.abbreviations.both_forms(text, document)))

    def weights(self, question: str) -> dict[str, float]:
        """Return the terms of `question`, each with how telling it is (0 to 1), by its rarity in English.

        How often the documents themselves hold a word was tried as well, and adds nothing to that.
        """
        return {term: rarity**TELLING for term, rarity in self._rarities(question).items()}

    def unnamed(self, question: str) -> dict[str, float]:
        """Return the terms of `question` that no document names, each with its rarity (0 to 1)."""
        return {term: rarity for term, rarity in self._rarities(question).items() if not self._names(term)}

    def _names(self, term: str) -> bool:
        if self.chosen_terms is not None:
            return term in self.chosen_terms
        return self.keywords.knows(term) or term in self.title_terms

    def unnamed_names(self, question: str) -> tuple[str, ...]:
        """Return the words of `question` that look like names of drugs or enzymes and that no document holds.

        A passage about another drug is no answer to a question about this one.
        """
        unnamed = self.unnamed(question)
        return tuple(
            word
            for word in dict.fromkeys(tokens(question))
            if rarity(word) >= NAMES_ARE_RARE
            and is_telling(word)
            and not unnamed.keys().isdisjoint(terms(word))
        )

    def _rarities(self, question: str) -> dict[str, float]:
        return weighted_terms(self.abbreviations.shorten(question))

    def correct(self, question: str) -> tuple[str, tuple[Correction, ...]]:
        """Return `question` with its typing errors mended, and what was changed."""
        return self.keywords.vocabulary.correct(question)


def covered(weights: Mapping[str, float], words: Iterable[str]) -> float:
    """Return the share of the weights whose term stands among `words`, 0 to 1; 0 when there are none."""
    total = sum(weights.values())
    held = set(words)
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0
