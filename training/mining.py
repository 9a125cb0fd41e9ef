"""Find paragraphs that look like answers to a question, by their words, among all training documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.keywords import LENGTH, SATURATION
from index.terms import terms
from training.documents import Paragraph, Read


class Mine:
    """The paragraphs of all documents, ranked for a question by BM25 over their rendered statements."""

    def __init__(self, documents: Sequence[Read]) -> None:
        import bm25s

        pairs = [(read.name, paragraph) for read in documents for paragraph in read.paragraphs]
        self._pairs = pairs
        self._titles = {read.name: frozenset(terms(read.title)) for read in documents}
        self._bm25 = bm25s.BM25(k1=SATURATION, b=LENGTH)
        self._bm25.index([_words(paragraph) for _, paragraph in pairs], show_progress=False)

    def ranked(self, question: str, count: int, document: str = "") -> Iterator[tuple[str, Paragraph]]:
        """Yield the best `count` paragraphs, of `document` alone where one is named, with their documents."""
        known = [word for word in terms(question) if word in self._bm25.vocab_dict]
        if not known:
            return
        scores = np.asarray(self._bm25.get_scores(known))
        if document:
            scores = np.where([name == document for name, _ in self._pairs], scores, 0)
        for place in np.argsort(-scores, kind="stable")[:count]:
            if scores[place] > 0:
                yield self._pairs[place]

    def share_topic(self, document: str, other: str) -> bool:
        """Tell whether the titles of two documents share a word, so that either may answer for the other."""
        return bool(self._titles[document] & self._titles[other])


def _words(paragraph: Paragraph) -> list[str]:
    context = " ".join({part: None for one in paragraph.statements for part in one.context.parts()})
    return terms(f"{context} {' '.join(one.text for one in paragraph.statements)}") or [""]
