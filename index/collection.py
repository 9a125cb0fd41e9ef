"""The Chroma collection: a row a chunk, found by the cosine similarity of its embedding.

A row's id is `document@hash#paragraph.chunk`, so that rows of an older text of a document are told from
the current ones, and a run that was broken off finds the rows that it had made already.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from corpus.document import Chunk, Document

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection

T = TypeVar("T")
_OPENINGS = itertools.count()


class Collection:
    """The rows that one embedding model made, in the Chroma database of one folder.

    Thread-safe, but not safe for two processes that write; a reader sees what another process wrote
    only after it has closed and opened the collection again.
    """

    def __init__(self, folder: Path, model: str, *, create: bool = True) -> None:
        """Open the collection, made where it is missing; without `create` raise `FileNotFoundError` then."""
        import chromadb
        from chromadb.config import Settings

        if not create and not (folder / "chroma.sqlite3").is_file():
            raise FileNotFoundError(f"{folder / 'chroma.sqlite3'} is missing")
        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(
            path=_another_spelling(folder), settings=Settings(anonymized_telemetry=False)
        )
        self._client = cast("Client", client)
        # Another model's vectors have another meaning and mostly another length: another collection.
        name = f"chunks-{hashlib.sha256(model.encode()).hexdigest()[:12]}"
        try:
            self._rows = self._open(name, model) if create else self._client.get_collection(name, None)
        except Exception:
            self.close()
            raise

    def _open(self, name: str, model: str) -> ChromaCollection:
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            metadata={"model": model},
        )

    def close(self) -> None:
        """Let go of the database."""
        self._client.close()

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Return those of `ids` that have no row yet, in order."""
        found = {row for batch in self._batches(ids) for row in self._rows.get(ids=batch, include=[])["ids"]}
        return [row for row in ids if row not in found]

    def write(self, rows: Sequence[tuple[str, Chunk]], vectors: Sequence[Sequence[float]]) -> None:
        """Put chunks with their ids and unit vectors into the collection, over rows of the same ids."""
        for batch in self._batches(list(zip(rows, vectors, strict=True))):
            self._rows.upsert(
                ids=[row for (row, _), _ in batch],
                embeddings=[vector for _, vector in batch],
                metadatas=[
                    {"paragraph": chunk.paragraph, "start": chunk.start, "end": chunk.end}
                    for (_, chunk), _ in batch
                ],
            )

    def keep_only(self, prefixes: AbstractSet[str]) -> None:
        """Delete the rows whose id does not begin with one of `prefixes` (`document@hash`)."""
        ids = self._rows.get(include=[])["ids"]
        stale = [row for row in ids if _prefix(row) not in prefixes]
        for batch in self._batches(stale):
            self._rows.delete(ids=batch)

    def nearest(
        self, vector: Sequence[float], count: int, prefixes: AbstractSet[str]
    ) -> list[tuple[str, str, float]]:
        """Return the `count` nearest rows as (row id, paragraph id, cosine similarity), nearest first.

        Only rows whose id begins with one of `prefixes` count; a run that was broken off leaves others.
        Raise `LookupError` when rows are missing, as they are after another process has deleted some.
        """
        size, wanted = self._rows.count(), count
        while True:
            found = self._nearest(vector, min(wanted, size)) if size else []
            current = [row for row in found if _prefix(row[0]) in prefixes]
            if len(current) >= count or wanted >= size:
                break
            wanted *= 4
        if prefixes and not current:
            raise LookupError("the embeddings of all paragraphs are missing")
        return current[:count]

    def _nearest(self, vector: Sequence[float], count: int) -> list[tuple[str, str, float]]:
        found = self._rows.query(
            query_embeddings=[vector], n_results=count, include=["metadatas", "distances"]
        )
        metadatas, distances = found["metadatas"] or [[]], found["distances"] or [[]]
        # Where its files are lost, Chroma answers without a word from the few rows that it still has.
        if 2 * len(distances[0]) < count:
            raise LookupError("the embeddings of some paragraphs are missing")
        if None in metadatas[0]:
            raise LookupError("paragraphs were deleted since the collection was opened")
        return [
            (row, str(metadata["paragraph"]), 1.0 - distance)
            for row, metadata, distance in zip(found["ids"][0], metadatas[0], distances[0], strict=True)
        ]

    def _batches(self, items: Iterable[T]) -> Iterator[list[T]]:
        iterator = iter(items)
        while batch := list(itertools.islice(iterator, self._client.get_max_batch_size())):
            yield batch


def row_prefix(document: Document) -> str:
    """Return how the row ids of this text of `document` begin."""
    return f"{document.id}@{document.content_hash[:12]}"


def row_id(document: Document, chunk: Chunk) -> str:
    """Return the id of a chunk's row."""
    return f"{row_prefix(document)}#{chunk.paragraph.rpartition('#')[2]}.{chunk.number}"


def _prefix(row: str) -> str:
    return row.rpartition("#")[0]


def _another_spelling(folder: Path) -> str:
    """Return a path to `folder` that nobody in this process has used yet.

    Chroma shares one open database among all who name it alike, so that opening it anew would still
    show what it held when the first of them opened it.
    """
    return f"{folder}/" + "".join("./" if bit == "0" else ".//" for bit in f"{next(_OPENINGS):b}")
