"""The Chroma collection: a row a chunk, found by the cosine similarity of its embedding.

A row's id is `document@hash#paragraph.chunk`, so that rows of an older text of a document are told from
the current ones, and a run that was broken off finds the rows that it had made already.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from corpus.document import Chunk, Document
from index.store.sealing import DATABASE, IN_USE

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from chromadb.api.types import Where

# Chroma notes each opening in a table that it never reads, and so the file would change with each.
UNCHANGING = """
DELETE FROM acquire_write;
CREATE TRIGGER IF NOT EXISTS unchanging BEFORE INSERT ON acquire_write BEGIN SELECT RAISE(IGNORE); END;
VACUUM;
"""
# With Chroma's own 100 and 16, rows that thousands of near-identical ones surround are often never found.
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 200,
}
OPENINGS = itertools.count()
T = TypeVar("T")


class CollectionError(Exception):
    """Chroma cannot do what it was asked: its files are damaged, lost or not to be written."""


class Near(NamedTuple):
    """A chunk that was found: its row, its paragraph, where it stands in that, its cosine similarity."""

    row: str
    paragraph: str
    start: int
    end: int
    similarity: float


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CollectionError:
        raise
    except BaseException as error:
        # A panic of Chroma's Rust code is no Exception, and its class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise CollectionError(str(error)) from error
        raise


class Collection:
    """The rows that one embedding model made, in the Chroma database of one folder.

    Thread-safe; processes may read one folder together, but none may write it while others use it.
    All that goes wrong is raised as `CollectionError`.
    """

    @_told()
    def __init__(self, folder: Path, model: str, *, create: bool = True) -> None:
        """Open the collection, or make it; without `create`, one that is missing is an error."""
        import chromadb
        from chromadb.config import Settings

        if not create and not (folder / DATABASE).is_file():
            raise CollectionError(f"{folder / DATABASE} is missing")
        folder.mkdir(parents=True, exist_ok=True)
        check_vectors(folder)
        client = chromadb.PersistentClient(
            path=_another_spelling(folder), settings=Settings(anonymized_telemetry=False)
        )
        self._client = cast("Client", client)
        # Another model's vectors have another meaning and mostly another length: another collection.
        name = f"chunks-{hashlib.sha256(model.encode()).hexdigest()[:12]}"
        try:
            self._rows = self._open(name, model) if create else self._client.get_collection(name, None)
            # Where the vectors are lost, a search says nothing and finds the latest rows only; this fails.
            self._rows.get(limit=1, include=["embeddings"])
        except Exception:
            self.close()
            raise

    def _open(self, name: str, model: str) -> ChromaCollection:
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": HNSW},
            metadata={"model": model},
        )

    def close(self) -> None:
        """Let go of the database."""
        self._client.close()

    @_told()
    def missing(self, ids: Sequence[str]) -> list[str]:
        """Return those of `ids` that have no row yet, in order."""
        found = {row for batch in self._batches(ids) for row in self._rows.get(ids=batch, include=[])["ids"]}
        return [row for row in ids if row not in found]

    @_told()
    def write(self, rows: Sequence[tuple[str, Chunk]], vectors: Sequence[Sequence[float]]) -> None:
        """Put chunks with their ids and unit vectors into the collection, over rows of the same ids."""
        for batch in self._batches(list(zip(rows, vectors, strict=True))):
            self._rows.upsert(
                ids=[row for (row, _), _ in batch],
                embeddings=[vector for _, vector in batch],
                metadatas=[
                    {
                        "document": chunk.paragraph.rpartition("#")[0],
                        "paragraph": chunk.paragraph,
                        "start": chunk.start,
                        "end": chunk.end,
                    }
                    for (_, chunk), _ in batch
                ],
            )

    @_told()
    def keep_only(self, prefixes: AbstractSet[str]) -> None:
        """Delete the rows whose id does not begin with one of `prefixes` (`document@hash`)."""
        ids = self._rows.get(include=[])["ids"]
        stale = [row for row in ids if row.rpartition("#")[0] not in prefixes]
        for batch in self._batches(stale):
            self._rows.delete(ids=batch)

    @_told()
    def nearest(
        self, vector: Sequence[float], count: int, documents: AbstractSet[str] = frozenset()
    ) -> list[Near]:
        """Return the `count` nearest chunks, nearest first; only those of `documents`, unless it is empty."""
        wanted = min(count, self._rows.count())
        if not wanted:
            raise CollectionError("its embeddings are missing")
        found = self._rows.query(
            query_embeddings=[vector],
            n_results=wanted,
            where=cast("Where", {"document": {"$in": sorted(documents)}}) if documents else None,
            include=["metadatas", "distances"],
        )
        metadatas, distances = found["metadatas"] or [[]], found["distances"] or [[]]
        return [
            Near(row, str(at["paragraph"]), int(str(at["start"])), int(str(at["end"])), 1.0 - distance)
            for row, at, distance in zip(found["ids"][0], metadatas[0], distances[0], strict=True)
        ]

    def _batches(self, items: Iterable[T]) -> Iterator[list[T]]:
        iterator = iter(items)
        while batch := list(itertools.islice(iterator, self._client.get_max_batch_size())):
            yield batch


def settle(folder: Path) -> None:
    """Make the closed collection in `folder` such that none of its files changes while it is only read.

    Raise `CollectionError` when that cannot be done.
    """
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            database.executescript(UNCHANGING)
    except sqlite3.Error as error:
        raise CollectionError(str(error)) from error


def row_prefix(document: Document) -> str:
    """Return how the row ids of this text of `document` begin."""
    return f"{document.id}@{document.content_hash[:12]}"


def row_id(document: Document, chunk: Chunk) -> str:
    """Return the id of a chunk's row."""
    return f"{row_prefix(document)}#{chunk.paragraph.rpartition('#')[2]}.{chunk.number}"


def _another_spelling(folder: Path) -> str:
    """Return a path to `folder` that this process has not used yet.

    Chroma keeps one open database for all who name it alike, and goes on using one that it failed to open.
    """
    return f"{folder}/" + "".join("./" if bit == "0" else ".//" for bit in f"{next(OPENINGS):b}")


def check_vectors(folder: Path) -> None:
    """Raise `CollectionError` when a file of vectors is cut short, on which Chroma crashes the process.

    The files are those of hnswlib, whose header tells how many elements there are and their size.
    """
    for metadata in folder.glob(f"*/{IN_USE}"):
        try:
            header = metadata.with_name("header.bin").read_bytes()
            if len(header) >= 4 and struct.unpack_from("<i", header) != (1,):
                continue
            count, size = struct.unpack_from("<QQ", header, 20) if len(header) == 100 else (0, 0)
            lengths = {"header.bin": 100, "data_level0.bin": count * size, "length.bin": count * 4}
            for name, length in lengths.items():
                if metadata.with_name(name).stat().st_size != length:
                    raise CollectionError(f"{name} is damaged")
        except OSError as error:
            raise CollectionError(f"its vectors cannot be read: {error.strerror}") from error
