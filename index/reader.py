"""Read the index: rank its paragraphs for a question, and notice when it was written anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, FrontMatter, Paragraph
from corpus.errors import UserError
from index.catalogue import Catalogue, check_model, damaged, read_catalogue, read_generation
from index.collection import Collection, Near
from index.generations import keywords_folder
from index.keywords import Keywords
from index.lexicon import Lexicon
from index.models.embedder import Embedder
from index.models.reranker import Reranker
from index.naming import find_document

# Paragraphs that BM25 puts forward, and chunks that the embeddings do.
CANDIDATES = 60
NEAREST = 100
# Passages that the reranker reads: it costs about 10 ms each.
RERANKED = 30
# Seconds to wait before the index is opened anew, when another process may have just replaced it.
PAUSES = (0.0, 0.05, 0.2)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was retrieved for a question.

    `score` (0 to 1) ranks it; it is made of the best cosine `similarity` of its chunks to the question
    and of its BM25 score `keywords` (0 and up), each scaled over the candidates. `near` are those of its
    chunks that are among the nearest of the index; no other is nearer than `floor`. The ranks count from 1
    in the ranking of the embeddings and in that of BM25; None stands for a passage that only the other one
    put forward. `reranker` is what the reranker gave it, where there is one: it makes half of the score.
    `stated` is what its document says about itself, `copies` are other files with the same text, `newer` is
    the id of a later version, empty without one.
    """

    paragraph: Paragraph
    title: str
    score: float
    similarity: float
    keywords: float
    near: tuple[Near, ...] = ()
    floor: float = 0.0
    similarity_rank: int | None = None
    keywords_rank: int | None = None
    reranker: float | None = None
    stated: FrontMatter = field(default_factory=FrontMatter)
    copies: tuple[str, ...] = ()
    newer: str = ""

    def similarity_of(self, start: int, end: int) -> float:
        """Return the cosine similarity of the words from `start` to `end`; `floor` when they are not near."""
        found = (chunk.similarity for chunk in self.near if chunk.start < end and chunk.end > start)
        return max(found, default=self.floor)


@dataclass(frozen=True, slots=True)
class _Opened:
    catalogue: Catalogue
    collection: Collection
    keywords: Keywords

    def lexicon(self, documents: AbstractSet[str]) -> Lexicon:
        """Return the words of the index, or, where some are chosen, of the `documents` (ids)."""
        catalogue = self.catalogue
        chosen = catalogue.terms_of(documents) if documents else None
        return Lexicon(catalogue.abbreviations, self.keywords, catalogue.title_terms, chosen)

    def chosen(self, documents: Iterable[str]) -> frozenset[str]:
        """Return the ids in `documents`; raise `UserError` when one is not indexed."""
        return frozenset(find_document(name, self.catalogue.documents).id for name in documents)

    def searched(self, documents: Iterable[str]) -> frozenset[str]:
        """Return what `chosen` does; raise `UserError` when there is nothing to search either."""
        if not self.catalogue.documents:
            raise UserError("There are no documents to answer from. Add some, then ask again.")
        return self.chosen(documents)

    def nearest(self, vector: Sequence[float], documents: AbstractSet[str]) -> dict[str, list[Near]]:
        """Return the nearest chunks by their paragraphs' ids, the nearest first."""
        found: dict[str, list[Near]] = {}
        for chunk in self.collection.nearest(vector, NEAREST, documents):
            if chunk.paragraph in self.catalogue.position:
                found.setdefault(chunk.paragraph, []).append(chunk)
        return found

    def keyword_scores(self, question: str, documents: AbstractSet[str]) -> NDArray[np.float32]:
        """Return the BM25 score of each paragraph, shape (paragraphs,), zero outside of `documents`."""
        # Measured: the abbreviation added helps BM25; its long forms, often several, do not.
        scores = self.keywords.scores(f"{question} {self.catalogue.abbreviations.shorten(question)}")
        if documents:
            scores[[paragraph.document not in documents for paragraph in self.catalogue.paragraphs]] = 0
        return scores


class IndexReader:
    """The index of one folder, opened for questions; it can be used from several threads."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        *,
        embedding_weight: float = 0.5,
        reranker: Reranker | None = None,
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._embedding_weight = embedding_weight
        self._reranker = reranker
        self._opened: _Opened | None = None
        self._lock = threading.RLock()

    @property
    def embedder(self) -> Embedder:
        """Return the model that embeds the questions, as it does what is added to the index."""
        return self._embedder

    def exists(self) -> bool:
        """Tell whether there is an index in the folder."""
        return read_generation(self._folder) > 0

    def documents(self) -> tuple[Document, ...]:
        """Return the documents that are indexed; raise `UserError` when there is no index."""
        return self._ask(lambda opened: opened.catalogue.documents)

    def lexicon(self, documents: Iterable[str] = ()) -> Lexicon:
        """Return what the documents teach about words, or the chosen ones (ids) if any are named.

        Raise `UserError` when there is no index, or it lacks a document.
        """
        names = tuple(documents)
        return self._ask(lambda opened: opened.lexicon(opened.chosen(names)))

    def search(self, question: str, count: int, documents: Iterable[str] = ()) -> tuple[Passage, ...]:
        """Return the `count` paragraphs nearest to `question`, best first.

        They are those of `documents` (ids) alone, unless it is empty. Raise `UserError` when there is no
        index, it cannot be read, it holds no documents, or it lacks one of those.
        """
        names = tuple(documents)
        # That there is no index or document is told before seconds go into loading the model.
        self._ask(lambda opened: opened.searched(names))
        vector = self._embed(question)
        opened, nearest = self._ask(lambda opened: (opened, opened.nearest(vector, opened.searched(names))))
        keywords = opened.keyword_scores(question, opened.chosen(names))
        return self._rerank(question, self._rank(opened.catalogue, nearest, keywords), count)[:count]

    def _embed(self, question: str) -> list[float]:
        """Return the question's embedding, half way to that with abbreviations for their long forms.

        Documents define an abbreviation once and use it ever after; measured, the one half way finds
        both and is as good elsewhere. Chroma compares by cosine, so the length does not matter.
        """
        short = self.lexicon().abbreviations.shorten(question)
        vector = self._embedder.embed_query(question)
        if short == question:
            return vector
        return [
            (one + other) / 2 for one, other in zip(vector, self._embedder.embed_query(short), strict=True)
        ]

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._opened:
                self._opened.collection.close()
                self._opened = None

    def _rank(
        self, catalogue: Catalogue, nearest: Mapping[str, Sequence[Near]], keywords: NDArray[np.float32]
    ) -> tuple[Passage, ...]:
        """Fuse both rankings over the candidates of either (scores scaled to 0..1, then averaged)."""
        best = np.argsort(-keywords, kind="stable")[:CANDIDATES]
        by_keywords = {int(place): rank for rank, place in enumerate(best, 1) if keywords[place] > 0}
        by_meaning = {catalogue.position[paragraph]: rank for rank, paragraph in enumerate(nearest, 1)}
        places = list(by_meaning | by_keywords)
        # What the nearest chunks leave out is at most as near as the last of them.
        floor = min((chunk.similarity for chunks in nearest.values() for chunk in chunks), default=0.0)
        chunks = [tuple(nearest.get(catalogue.paragraphs[place].id, ())) for place in places]
        found = [max((chunk.similarity for chunk in one), default=floor) for one in chunks]
        fused = self._embedding_weight * _scaled(found)
        fused += (1 - self._embedding_weight) * _scaled([float(keywords[place]) for place in places])
        documents = [catalogue.by_id[catalogue.paragraphs[place].document] for place in places]
        return tuple(
            Passage(
                paragraph=catalogue.paragraphs[places[rank]],
                title=documents[rank].title,
                score=float(fused[rank]),
                similarity=found[rank],
                keywords=float(keywords[places[rank]]),
                near=chunks[rank],
                floor=floor,
                similarity_rank=by_meaning.get(places[rank]),
                keywords_rank=by_keywords.get(places[rank]),
                stated=documents[rank].front_matter,
                copies=documents[rank].copies,
                newer=catalogue.newer_versions.get(documents[rank].id, ""),
            )
            for rank in np.argsort(-fused, kind="stable")
        )

    def _rerank(self, question: str, passages: tuple[Passage, ...], count: int) -> tuple[Passage, ...]:
        """Average the score of the best passages with the reranker's; without one they stay as they are."""
        if self._reranker is None or not passages:
            return passages
        best = passages[: max(RERANKED, count)]
        # A paragraph alone may not name what its document is about.
        judged = self._reranker.scores(question, [f"{one.title}. {one.paragraph.text}" for one in best])
        reranked = (
            replace(passage, score=(passage.score + float(scaled)) / 2, reranker=score)
            for passage, score, scaled in zip(best, judged, _scaled(judged), strict=True)
        )
        return tuple(sorted(reranked, key=lambda passage: -passage.score))

    def _ask(self, ask: Callable[[_Opened], T]) -> T:
        """Return what `ask` gets from the index; opened anew when another process changed it meanwhile."""
        with self._lock:
            for pause in PAUSES:
                time.sleep(pause)
                try:
                    return ask(self._current())
                except UserError:
                    raise
                except Exception as error:
                    self.close()
                    failure = error
            raise damaged(self._folder, failure) from failure

    def _current(self) -> _Opened:
        """Return the index as it is now on the disk, opened anew when another process has written it."""
        generation = read_generation(self._folder)
        if self._opened is None or self._opened.catalogue.generation != generation:
            self.close()
            self._opened = self._open()
        return self._opened

    def _open(self) -> _Opened:
        catalogue = read_catalogue(self._folder)
        if catalogue is None:
            raise UserError("There is no index yet. Run `assistant index` with your documents.")
        check_model(catalogue, self._embedder.name)
        keywords = Keywords.load(
            keywords_folder(self._folder, catalogue.generation), len(catalogue.paragraphs)
        )
        collection = Collection(self._folder / catalogue.collection, catalogue.model, create=False)
        return _Opened(catalogue, collection, keywords)


def _scaled(values: list[float]) -> NDArray[np.float64]:
    scores = np.asarray(values, dtype=np.float64)
    if scores.size == 0 or scores.max() <= scores.min():
        # All are as good as the best, unless none is any good.
        return np.asarray(scores > 0, dtype=np.float64)
    return np.asarray((scores - scores.min()) / (scores.max() - scores.min()))
