"""Find paragraphs that look like answers, as the product does: by words and by meaning, fused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexicon.terms import terms
from index.models.embedder import Embedder
from index.store.keywords import LENGTH, SATURATION
from training.documents import Paragraph, Read


class Mine:
    """The paragraphs of all documents, ranked for a question by BM25 and by the similarity of embeddings."""

    def __init__(self, documents: Sequence[Read], embedder: Embedder) -> None:
        import bm25s

        self._embedder = embedder
        self._pairs = [(read.name, paragraph) for read in documents for paragraph in read.paragraphs]
        self._titles = {read.name: frozenset(terms(read.title)) for read in documents}
        self._bm25 = bm25s.BM25(k1=SATURATION, b=LENGTH)
        self._bm25.index([_words(paragraph) for _, paragraph in self._pairs], show_progress=False)
        texts = [one.text for _, paragraph in self._pairs for one in paragraph.statements]
        self._vectors = np.asarray(embedder.embed_documents(texts), dtype=np.float32)
        counts = [len(paragraph.statements) for _, paragraph in self._pairs]
        self._starts = np.cumsum([0, *counts])[:-1]

    def ranked(self, question: str) -> list[tuple[str, Paragraph]]:
        """Return all paragraphs with their documents, the likeliest first."""
        similarity = self._vectors @ np.asarray(self._embedder.embed_query(question), dtype=np.float32)
        best = np.maximum.reduceat(similarity, self._starts)
        scores = _scaled(best) + _scaled(self._by_words(question))
        return [self._pairs[place] for place in np.argsort(-scores, kind="stable")]

    def _by_words(self, question: str) -> NDArray[np.float32]:
        known = [word for word in terms(question) if word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self._pairs), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def share_topic(self, document: str, other: str) -> bool:
        """Tell whether the titles of two documents share a word, so that either may answer for the other."""
        return bool(self._titles[document] & self._titles[other])


def _scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `scores` between 0 and 1, as the product scales what it fuses."""
    return np.asarray((scores - scores.min()) / max(float(np.ptp(scores)), 1e-9))


def _words(paragraph: Paragraph) -> list[str]:
    context: Iterable[str] = {part: None for one in paragraph.statements for part in one.context.parts()}
    return terms(f"{' '.join(context)} {' '.join(one.text for one in paragraph.statements)}") or [""]
