"""The index of a folder, opened for questions: it gives snapshots, and notices when it was written anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from corpus.document import Document
from corpus.errors import UserError
from index.lexicon.lexicon import Lexicon
from index.models.embedder import Embedder
from index.models.reranker import Reranker
from index.passage import Passage
from index.ranking import Ranking
from index.snapshot import Snapshot
from index.store.catalogue import Catalogue, check_model, read_catalogue, read_generation
from index.store.collection import Collection, CollectionError
from index.store.faults import damaged
from index.store.generations import EMBEDDINGS, WORDS
from index.store.keywords import Keywords
from index.store.sealing import check_seal

# Seconds to wait before the index is opened anew, when another process may have just replaced it.
PAUSES = (0.0, 0.05, 0.2)
T = TypeVar("T")


class Library:
    """The index of one folder; it can be used from several threads.

    A question takes a snapshot and asks it alone; another one sees what was written since.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        *,
        embedding_weight: float = 0.5,
        reranker: Reranker | None = None,
    ) -> None:
        self._folder = folder
        self._ranking = Ranking(embedder, embedding_weight, reranker)
        self._opened: _Opened | None = None
        self._lock = threading.RLock()

    @property
    def embedder(self) -> Embedder:
        """Return the model that embeds the questions, as it does what is added to the index."""
        return self._ranking.embedder

    def exists(self) -> bool:
        """Tell whether there is an index in the folder."""
        return read_generation(self._folder) > 0

    def see(self, look: Callable[[Snapshot], T]) -> T:
        """Return what `look` finds in a snapshot of the index as it is now.

        It looks again at a newer one where the index was replaced under it. Raise `UserError` when there is
        no index or it cannot be read.
        """
        for pause in PAUSES:
            time.sleep(pause)
            try:
                with self._snapshot() as snapshot:
                    return look(snapshot)
            except (_UnopenedError, CollectionError) as error:
                self.close()
                failure = error.__cause__ if isinstance(error, _UnopenedError) else error
        assert isinstance(failure, Exception)
        raise damaged(self._folder, failure) from failure

    def documents(self) -> tuple[Document, ...]:
        """Return the documents that are indexed; raise `UserError` as `see` does."""
        return self.see(lambda snapshot: snapshot.documents)

    def lexicon(self, documents: Iterable[str] = ()) -> Lexicon:
        """Return what the documents (ids, or all) teach about words; raise `UserError` as `see` does."""
        names = tuple(documents)
        return self.see(lambda snapshot: snapshot.lexicon(names))

    def search(self, question: str, count: int, documents: Iterable[str] = ()) -> tuple[Passage, ...]:
        """Return the `count` paragraphs of `documents` (ids, or all) nearest to `question`, best first.

        Raise `UserError` as `see` does, and when nothing or not one of those documents is indexed.
        """
        names = tuple(documents)
        return self.see(lambda snapshot: snapshot.search(question, count, names))

    def close(self) -> None:
        """Let go of the database, once nobody looks at it any more."""
        with self._lock:
            if self._opened:
                self._opened.retire()
                self._opened = None

    @contextmanager
    def _snapshot(self) -> Iterator[Snapshot]:
        """Give the index as it is now on the disk, opened anew when another process has written it."""
        with self._lock:
            generation = read_generation(self._folder)
            if self._opened is None or self._opened.snapshot.catalogue.generation != generation:
                self.close()
                self._opened = _Opened(self._open())
            opened = self._opened
            opened.users += 1
        try:
            yield opened.snapshot
        finally:
            with self._lock:
                opened.users -= 1
                opened.close_if_unused()

    def _open(self) -> Snapshot:
        try:
            catalogue = read_catalogue(self._folder)
            if catalogue is None:
                raise UserError("There is no index yet. Run `assistant index` with your documents.")
            check_model(catalogue, self.embedder.name)
            return Snapshot(catalogue, *self._parts(catalogue), self._ranking)
        except UserError:
            raise
        except Exception as error:
            raise _UnopenedError from error

    def _parts(self, catalogue: Catalogue) -> tuple[Collection, Keywords]:
        words, rows = self._folder / catalogue.keywords, self._folder / catalogue.collection
        check_seal(words, WORDS)
        check_seal(rows, EMBEDDINGS)
        keywords = Keywords.load(words, len(catalogue.paragraphs))
        return Collection(rows, catalogue.model, create=False), keywords


class _UnopenedError(Exception):
    """The index could not be opened; the cause says why."""


class _Opened:
    """A snapshot with how many look at it; its database is closed when it is retired and nobody does."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.users = 0
        self._is_retired = False

    def retire(self) -> None:
        self._is_retired = True
        self.close_if_unused()

    def close_if_unused(self) -> None:
        if self._is_retired and not self.users:
            self.snapshot.collection.close()
