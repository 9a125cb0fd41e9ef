"""What a user would build in an hour: chunks of fixed size, the same model, plain similarity in Chroma.

It follows the tutorials: LangChain's RecursiveCharacterTextSplitter with 1,000 characters and an overlap
of 200 over each file's raw text, cosine similarity, and no question is ever refused.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assistant.answer import Answer, Message
from benchmarks.systems import CITATIONS, Piece, answer_with
from corpus.files import find_files
from corpus.slug import slug
from index.models.embedder import Embedder

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

CHUNK_SIZE = 1000
CHUNK_OVERLAP = 200
BATCH = 256


class Recipe:
    """The recipe over one Chroma database."""

    name = "recipe"
    pieces = "chunks"

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._client: Client | None = None
        self._collection: Collection | None = None

    def index(self, documents: Path) -> int:
        """Embed the chunks of every file, unless they are there already; return how many there are."""
        chunks = list(split_files(documents))
        # Named after what it holds, a collection is never taken for one of other documents.
        name = hashlib.sha256(repr(chunks).encode()).hexdigest()[:32]
        self._collection = self._open(name)
        for first in range(self._collection.count(), len(chunks), BATCH):
            self._add(self._collection, first, chunks[first : first + BATCH])
        return len(chunks)

    def ask(self, question: str, history: Sequence[Message]) -> Answer:
        """Answer with the nearest chunk and cite the three nearest; the history is not looked at."""
        del history
        started = time.perf_counter()
        assert self._collection is not None
        vectors: list[Sequence[float]] = [self._embedder.embed_query(question)]
        found = self._collection.query(query_embeddings=vectors, n_results=CITATIONS)
        pieces = [
            Piece(str(metadata["document"]), int(str(metadata["number"])), text)
            for text, metadata in zip(
                (found["documents"] or [[]])[0], (found["metadatas"] or [[]])[0], strict=True
            )
        ]
        similarity = 1.0 - (found["distances"] or [[]])[0][0]
        return answer_with(question, pieces, min(1.0, max(0.0, similarity)), started)

    def close(self) -> None:
        """Let go of the database."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _open(self, name: str) -> Collection:
        import chromadb
        from chromadb.config import Settings

        client = chromadb.PersistentClient(
            path=str(self._folder), settings=Settings(anonymized_telemetry=False)
        )
        self._client = cast("Client", client)
        return self._client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _add(self, collection: Collection, first: int, chunks: Sequence[Piece]) -> None:
        texts = [chunk.text for chunk in chunks]
        vectors: list[Sequence[float]] = [*self._embedder.embed_documents(texts)]
        collection.add(
            ids=[str(first + offset) for offset in range(len(chunks))],
            embeddings=vectors,
            documents=texts,
            metadatas=[{"document": chunk.document, "number": chunk.number} for chunk in chunks],
        )


def split_files(folder: Path) -> Iterator[Piece]:
    """Cut each file below `folder` into chunks; raise `UserError` when there is no file."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)
    for file in find_files([folder]):
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, chunk in enumerate(splitter.split_text(text), start=1):
            yield Piece(slug(file), number, chunk)
