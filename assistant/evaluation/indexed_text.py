"""The indexed documents as the evaluation looks quotes up in them: folded, and each paragraph only once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from assistant.evaluation.matching import SHARE, WORDS_OF_A_LONG_QUOTE, fold
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
