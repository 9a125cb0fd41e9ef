"""Any other embedding model, by sentence-transformers; importing that takes seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import UserError
from index.models.embedder import BATCH, PACKAGED_MODEL, Vectors
from index.models.reranker import stay_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Pieces that a tokenizer adds to a text at most: its beginning, its end, and a space before the first word.
MARKS = 3


class SentenceTransformerModel:
    """A sentence-transformers model; who asks it waits for no more than a batch of others' texts."""

    def __init__(self, name: str) -> None:
        """Load the folder or cached model `name`; raise `UserError` when that cannot be done."""
        self._model = _load(name)
        self._lock = threading.Lock()
        self._next = threading.Lock()

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector a text, shape (texts, dimensions)."""
        with self._turn():
            found = self._model.encode_document(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(found, dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimensions,)."""
        with self._turn():
            found = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)

    def fits(self, text: str) -> bool:
        """Tell whether the model reads `text` whole."""
        tokenizer = self._model.tokenizer
        limit = self._model.max_seq_length or getattr(tokenizer, "model_max_length", None)
        # Only a transformer's tokenizer can be called, and only a transformer cuts text short.
        if limit is None or not callable(tokenizer):
            return True
        text = _document_prompt(self._model) + text
        # A word piece of plain ASCII holds at least one character, so a short text needs no counting.
        if text.isascii() and len(text) + MARKS <= limit:
            return True
        # Counting changes the tokenizer for every thread that uses it.
        with self._turn():
            return len(tokenizer(text, truncation=False, verbose=False)["input_ids"]) <= limit

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have the model to oneself; who waits for it comes before who has just had it."""
        with self._next:
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()


def _load(name: str) -> SentenceTransformer:
    place = _folder(name)
    stay_offline()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(place, local_files_only=True)
    except Exception as error:
        raise _unloadable(name, str(error).strip().split("\n")[0]) from error


def _unloadable(name: str, reason: str) -> UserError:
    return UserError(
        f"The embedding model {name!r} cannot be loaded from this machine ({reason}). "
        f"Set ASSISTANT_EMBEDDING_MODEL to {PACKAGED_MODEL} or to the folder of a model."
    )


def _folder(name: str) -> str:
    """Return the folder of the model `name`: itself, or where the Hugging Face cache keeps it."""
    from huggingface_hub import snapshot_download

    if name and Path(name).expanduser().is_dir():
        return str(Path(name).expanduser())
    # Models of sentence-transformers itself go by their bare name.
    for repository in (name,) if "/" in name else (f"sentence-transformers/{name}", name):
        with suppress(OSError, ValueError):
            return snapshot_download(repository, local_files_only=True)
    raise _unloadable(name, "there is no folder of that name, nor is it in the Hugging Face cache")


def _document_prompt(model: SentenceTransformer) -> str:
    """Return what `encode_document` puts before a text."""
    names = ("document", "passage", "corpus", model.default_prompt_name)
    return next((model.prompts[name] or "" for name in names if name in model.prompts), "")
