"""Find quotes in texts as they are indexed, whatever stands between their letters and digits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from assistant.answer import Answer, Citation
from assistant.evaluation.gold import Evidence, GoldQuestion
from corpus.document import Document, Paragraph

# Where it is not known which document to look in, only paragraphs that share one of the quote's
# rarest words are compared with it, and of them those that share the most.
RAREST_WORDS = 8
CANDIDATES = 20


class IndexedText:
    """Documents by their ids, and the folded text of their paragraphs, worked out when it is needed."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Take the indexed documents; nothing is folded yet."""
        self.documents = {document.id: document for document in documents}
        self._folded: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}

    def folded(self, paragraph: Paragraph) -> str:
        """Return the paragraph's words as `fold` gives them."""
        if (known := self._folded.get(paragraph.id)) is None:
            known = self._folded[paragraph.id] = fold(paragraph.text)
        return known

    def holding(self, document: str, quote: str) -> tuple[Paragraph, ...]:
        """Return the document's paragraphs that hold `quote` as `matching.holds` has it.

        Those that hold it word for word come first; otherwise in the document's order.
        """
        folded = fold(quote)
        if not folded:
            return ()
        paragraphs = self.documents[document].paragraphs
        whole = [paragraph for paragraph in paragraphs if folded in self.folded(paragraph)]
        there = {paragraph.number for paragraph in whole}
        words = folded.split()
        if len(words) < WORDS_OF_A_LONG_QUOTE:
            return tuple(whole)
        rest = (paragraph for paragraph in paragraphs if paragraph.number not in there)
        return (*whole, *(paragraph for paragraph in rest if self._shares(paragraph, words)))

    def holders(self, quote: str) -> frozenset[str]:
        """Return the ids of all documents with a paragraph that holds a long `quote` word for word.

        A quote of fewer than five words could stand anywhere: it tells of no document.
        """
        folded = fold(quote)
        words = folded.split()
        if len(words) < WORDS_OF_A_LONG_QUOTE:
            return frozenset()
        # The first and the last word may be parts of longer ones, the words between them are whole.
        rarest = min(words[1:-1], key=lambda word: len(self._paragraphs_with.get(word, ())))
        among = self._paragraphs_with.get(rarest, ())
        return frozenset(paragraph.document for paragraph in among if folded in self.folded(paragraph))

    def alike(self, quote: str) -> tuple[Paragraph, ...]:
        """Return paragraphs of any document that share rare words with `quote`, most shared first."""
        words = (word for word in dict.fromkeys(fold(quote).split()) if word in self._paragraphs_with)
        rarest = sorted(words, key=lambda word: len(self._paragraphs_with[word]))[:RAREST_WORDS]
        shared = Counter(paragraph for word in rarest for paragraph in self._paragraphs_with[word])
        return tuple(paragraph for paragraph, _ in shared.most_common(CANDIDATES))

    def _shares(self, paragraph: Paragraph, words: Sequence[str]) -> bool:
        present = self._words_of(paragraph)
        return sum(word in present for word in words) * SHARE[1] >= len(words) * SHARE[0]

    def _words_of(self, paragraph: Paragraph) -> frozenset[str]:
        if (known := self._words.get(paragraph.id)) is None:
            known = self._words[paragraph.id] = frozenset(self.folded(paragraph).split())
        return known

    @cached_property
    def _paragraphs_with(self) -> Mapping[str, Sequence[Paragraph]]:
        paragraphs: defaultdict[str, list[Paragraph]] = defaultdict(list)
        for document in self.documents.values():
            for paragraph in document.paragraphs:
                for word in self._words_of(paragraph):
                    paragraphs[word].append(paragraph)
        return dict(paragraphs)


# A quote shorter than this must stand whole; of a longer one this share of its words, as a fraction.
WORDS_OF_A_LONG_QUOTE = 5
SHARE = (4, 5)

# Soft hyphens, zero-width characters and the like: no reader sees them.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

# A point between digits belongs to the number (2.5 is not "2 and 5"), and these signs change what a
# clinical sentence says (<5, 30%), so neither is punctuation; every other sign parts words.
WORD = re.compile(r"[^\W_]+(?:(?<=\d)[.,](?=\d)[^\W_]+)*|[%‰<>≤≥=±+]")

# A separator of thousands parts no number; a number and its unit are two words however they are set.
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
BEFORE_UNIT = re.compile(r"(?<=\d)(?=[^\W\d_])")

# "[1]" and "[1, 2]" point to sources; their numbers are not part of what an answer says.
MARK = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")


# Several metrics fold the same paragraphs of a case one after the other.
@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Return the words of `text` in lower case with one space between them, in Unicode's NFKC form.

    Punctuation, typographic or not, and white space come out as that one space, and a sign that
    means something comes out as a word: "30-70 % of “JDM”" as "30 70 % of jdm", "1,000mg" as "1000 mg".
    """
    normal = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    normal = BEFORE_UNIT.sub(" ", THOUSANDS.sub("", normal))
    return " ".join(WORD.findall(normal))


def holds(text: str, quote: str) -> bool:
    """Tell whether `text` holds `quote`, both folded.

    The quote stands in it as it is, or, for a quote of five words or more, at least 80 % of the
    quote's words stand somewhere in it. A quote without words stands nowhere.
    """
    folded_text, folded_quote = fold(text), fold(quote)
    if not folded_quote:
        return False
    if folded_quote in folded_text:
        return True
    quoted, present = folded_quote.split(), set(folded_text.split())
    found = sum(word in present for word in quoted)
    return len(quoted) >= WORDS_OF_A_LONG_QUOTE and found * SHARE[1] >= len(quoted) * SHARE[0]


def states(text: str, fact: str) -> bool:
    """Tell whether `fact` stands in `text` as whole words, both folded; its last word may be a plural.

    "male" does not stand in "female" nor "5" in "50", but "skin rash" stands in "skin rashes".
    """
    folded = fold(fact)
    return bool(folded) and re.search(rf"(?<!\S){re.escape(folded)}(?:e?s)?(?!\S)", fold(text)) is not None


def evidence_hit(citation: Citation, evidence: Evidence) -> bool:
    """Tell whether the cited paragraph is of the evidence's document and holds its quote."""
    return citation.document == evidence.document and holds(citation.text, evidence.quote)


def said(answer: Answer) -> str:
    """Return the answer's text without its marks."""
    return MARK.sub(" ", answer.text)


def accepted(gold: GoldQuestion) -> tuple[str, ...]:
    """Return the answers that count as right, word for word; none for an unanswerable question."""
    return tuple(answer for answer in dict.fromkeys((gold.answer, *gold.answers)) if answer)
