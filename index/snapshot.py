"""What one question sees of the index: one state of it, whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document
from corpus.errors import UserError
from index.lexicon.lexicon import Lexicon
from index.naming import find_document
from index.passage import Passage
from index.ranking import NEAREST, Ranking, fuse, rerank
from index.store.catalogue import Catalogue
from index.store.collection import Collection, Near
from index.store.keywords import Keywords


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index; it can be used from several threads."""

    catalogue: Catalogue
    collection: Collection
    keywords: Keywords
    ranking: Ranking

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return the documents that are indexed."""
        return self.catalogue.documents

    def chosen(self, documents: Iterable[str]) -> frozenset[str]:
        """Return the ids of `documents` (ids or copies' names); raise `UserError` when one is not indexed."""
        return frozenset(find_document(name, self.catalogue.documents).id for name in documents)

    def lexicon(self, documents: Iterable[str] = ()) -> Lexicon:
        """Return what the documents teach about words, or the chosen ones (ids) if any are named.

        Raise `UserError` when one of them is not indexed.
        """
        catalogue, chosen = self.catalogue, self.chosen(documents)
        terms, words = (catalogue.terms_of(chosen), catalogue.words_of(chosen)) if chosen else (None, None)
        return Lexicon(catalogue.abbreviations, self.keywords, catalogue.title_terms, terms, words)

    def search(self, question: str, count: int, documents: Iterable[str] = ()) -> tuple[Passage, ...]:
        """Return the `count` paragraphs nearest to `question`, best first.

        They are those of `documents` (ids) alone, unless it is empty. Raise `UserError` when nothing or not
        one of those is indexed, and `CollectionError` when the embeddings cannot be read.
        """
        if not self.catalogue.documents:
            raise UserError("There are no documents to answer from. Add some, then ask again.")
        # That a document is not there is told before seconds go into loading the model.
        chosen = self.chosen(documents)
        nearest = self._nearest(self._embed(question), chosen)
        keywords = self._keyword_scores(question, chosen)
        fused = fuse(self.catalogue, nearest, keywords, self.ranking.embedding_weight)
        return rerank(question, fused, count, self.ranking.reranker)[:count]

    def _embed(self, question: str) -> list[float]:
        """Return the question's embedding, half way to that with abbreviations for their long forms.

        Documents define an abbreviation once and use it ever after; measured, the one half way finds
        both and is as good elsewhere. Chroma compares by cosine, so the length does not matter.
        """
        embedder, short = self.ranking.embedder, self.catalogue.abbreviations.shorten(question)
        vector = embedder.embed_query(question)
        if short == question:
            return vector
        return [(one + other) / 2 for one, other in zip(vector, embedder.embed_query(short), strict=True)]

    def _nearest(self, vector: Sequence[float], documents: AbstractSet[str]) -> dict[str, list[Near]]:
        """Return the nearest chunks by their paragraphs' ids, the nearest first."""
        found: dict[str, list[Near]] = {}
        for chunk in self.collection.nearest(vector, NEAREST, documents):
            if chunk.paragraph in self.catalogue.position:
                found.setdefault(chunk.paragraph, []).append(chunk)
        return found

    def _keyword_scores(self, question: str, documents: AbstractSet[str]) -> NDArray[np.float32]:
        """Return the BM25 score of each paragraph, shape (paragraphs,), zero outside of `documents`."""
        # Measured: the abbreviation added helps BM25; its long forms, often several, do not.
        scores = self.keywords.scores(f"{question} {self.catalogue.abbreviations.shorten(question)}")
        if documents:
            scores[[paragraph.document not in documents for paragraph in self.catalogue.paragraphs]] = 0
        return scores
