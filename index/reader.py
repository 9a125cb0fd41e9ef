"""Read the index: rank its paragraphs for a question, and notice when it was written anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Paragraph
from corpus.errors import UserError
from index.abbreviations import Abbreviations
from index.catalogue import Catalogue, damaged, read_catalogue, read_generation
from index.collection import Collection
from index.embeddings import Embedder
from index.generations import keywords_folder
from index.keywords import Keywords
from index.synchronise import check_model

CANDIDATES = 60
# Seconds to wait before the index is opened anew, when another process may have just replaced it.
PAUSES = (0.0, 0.05, 0.2)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was retrieved for a question.

    `score` (0 to 1) ranks it; it is made of the best cosine `similarity` of its chunks to the question
    and of its BM25 score `keywords` (0 and up), each scaled over the candidates.
    """

    paragraph: Paragraph
    title: str
    score: float
    similarity: float
    keywords: float


@dataclass(frozen=True, slots=True)
class _Opened:
    catalogue: Catalogue
    collection: Collection
    keywords: Keywords

    def similarities(self, vector: Sequence[float]) -> dict[str, float]:
        """Return the best cosine similarity of each of the nearest paragraphs, by id."""
        found: dict[str, float] = {}
        for _, paragraph, similarity in self.collection.nearest(vector, CANDIDATES):
            if paragraph in self.catalogue.position:
                found.setdefault(paragraph, similarity)
        return found


class IndexReader:
    """The index of one folder, opened for questions; it can be used from several threads."""

    def __init__(self, folder: Path, embedder: Embedder, *, embedding_weight: float = 0.5) -> None:
        self._folder = folder
        self._embedder = embedder
        self._embedding_weight = embedding_weight
        self._opened: _Opened | None = None
        self._lock = threading.RLock()

    def exists(self) -> bool:
        """Tell whether there is an index in the folder."""
        return read_generation(self._folder) > 0

    def documents(self) -> tuple[Document, ...]:
        """Return the documents that are indexed; raise `UserError` when there is no index."""
        return self._ask(lambda opened: opened.catalogue.documents)

    def abbreviations(self) -> Abbreviations:
        """Return the abbreviations that the documents define; raise `UserError` when there is no index."""
        return self._ask(lambda opened: opened.catalogue.abbreviations)

    def search(self, question: str, count: int) -> tuple[Passage, ...]:
        """Return the `count` paragraphs nearest to `question`, best first.

        Raise `UserError` when there is no index or it cannot be read.
        """
        # That there is no index is told before seconds go into loading the model.
        self.documents()
        vector = self._embedder.embed_query(question)
        opened, similarities = self._ask(lambda opened: (opened, opened.similarities(vector)))
        # Measured: the abbreviation added helps BM25; its long forms, often several, do not.
        words = f"{question} {opened.catalogue.abbreviations.shorten(question)}"
        return self._rank(opened.catalogue, similarities, opened.keywords.scores(words))[:count]

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._opened:
                self._opened.collection.close()
                self._opened = None

    def _rank(
        self, catalogue: Catalogue, similarities: Mapping[str, float], keywords: NDArray[np.float32]
    ) -> tuple[Passage, ...]:
        """Fuse both rankings over the candidates of either (scores scaled to 0..1, then averaged)."""
        by_keywords = np.argsort(-keywords, kind="stable")[:CANDIDATES]
        places = [catalogue.position[paragraph] for paragraph in similarities]
        places += [place for place in map(int, by_keywords) if keywords[place] > 0]
        places = list(dict.fromkeys(places))
        # What the nearest rows leave out is at most as near as the last of them.
        floor = min(similarities.values(), default=0.0)
        found = [similarities.get(catalogue.paragraphs[place].id, floor) for place in places]
        fused = self._embedding_weight * _scaled(found)
        fused += (1 - self._embedding_weight) * _scaled([float(keywords[place]) for place in places])
        return tuple(
            Passage(
                paragraph=catalogue.paragraphs[places[rank]],
                title=catalogue.by_id[catalogue.paragraphs[places[rank]].document].title,
                score=float(fused[rank]),
                similarity=found[rank],
                keywords=float(keywords[places[rank]]),
            )
            for rank in np.argsort(-fused, kind="stable")
        )

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
