"""The collection of the next generation: documents are embedded as they come, in batches."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.chunking import chunk_paragraph
from corpus.document import Chunk, Document
from index.models.embedder import Embedder
from index.store.catalogue import Catalogue
from index.store.collection import Collection, row_id, row_prefix, settle
from index.store.generations import workplace
from index.store.sealing import seal

BATCH = 256


class NextCollection:
    """The rows of the generation that follows `before`, made in the run's workplace.

    That is opened when there is a first document to embed. Rows that lie there already are not made
    again. `report` is called with how many rows have been embedded and how many are to be, as far as that
    is known. Without an embedder there is nothing to add, and the rows are those of `before`.
    """

    def __init__(
        self,
        folder: Path,
        before: Catalogue,
        after: Catalogue,
        embedder: Embedder | None = None,
        report: Callable[[int, int], None] = lambda *_: None,
        *,
        rebuild: bool = False,
    ) -> None:
        self._folder = folder
        self._before = before
        self._after = after
        self._embedder = embedder
        self._report = report
        self._rebuild = rebuild
        self._place: Path | None = None
        self._collection: Collection | None = None
        self._added: set[str] = set()
        self._waiting: list[tuple[str, Chunk]] = []
        self._done = 0

    def add(self, documents: Iterable[Document]) -> None:
        """Embed what `documents` need, all but an incomplete batch; those added before are passed over."""
        added = [document for document in documents if row_prefix(document) not in self._added]
        self._added.update(map(row_prefix, added))
        rows = dict(self._rows(added))
        self._waiting += [(row, rows[row]) for row in self._opened().missing(list(rows))]
        while len(self._waiting) >= BATCH:
            self._embed_batch()

    def complete(self) -> None:
        """Embed what is left."""
        while self._waiting:
            self._embed_batch()

    def waiting(self) -> int:
        """Return how many documents have rows that are not embedded yet."""
        return len({row.partition("@")[0] for row, _ in self._waiting})

    def put_in_place(self, documents: Iterable[Document]) -> Path:
        """Drop the rows of all but `documents`, and seal the collection in its final place; return that."""
        self._report(self._done, self._done)
        self._opened().keep_only(set(map(row_prefix, documents)))
        self.close()
        assert self._place
        settle(self._place)
        # Whatever breaks off here leaves a folder that no catalogue names, and no run takes up.
        self._place = self._place.rename(self._folder / self._after.collection)
        self._place = seal(self._place)
        return self._place

    def close(self) -> None:
        """Let go of the collection; the rows stay, to be taken up by the next run."""
        if self._collection:
            self._collection.close()
            self._collection = None

    def discard(self) -> None:
        """Remove what was made: whatever broke it, the next run shall not stumble over it again."""
        self.close()
        if self._place:
            shutil.rmtree(self._place, ignore_errors=True)

    def _opened(self) -> Collection:
        if self._collection is None:
            # What a run that was broken off has left may lack rows, which only an embedder can make again.
            whole = self._embedder is None
            places = self._folder, self._before, self._after
            self._place = workplace(*places, rebuild=self._rebuild, take_up=not whole)
            self._collection = Collection(self._place, self._after.model, create=not whole)
        return self._collection

    def _embed_batch(self) -> None:
        batch, rest = self._waiting[:BATCH], self._waiting[BATCH:]
        self._report(self._done, self._done + len(self._waiting))
        assert self._embedder
        vectors = self._embedder.embed_documents([chunk.text for _, chunk in batch])
        self._opened().write(batch, vectors)
        self._waiting, self._done = rest, self._done + len(batch)

    def _rows(self, documents: Sequence[Document]) -> Iterator[tuple[str, Chunk]]:
        assert self._embedder
        for document in documents:
            for paragraph in document.paragraphs:
                for chunk in chunk_paragraph(paragraph, self._embedder.fits, document.title):
                    yield row_id(document, chunk), chunk
