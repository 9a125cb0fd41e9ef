"""Embed texts: the packaged model by ONNX Runtime, any other by sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

PACKAGED_MODEL = "all-MiniLM-L6-v2"
# Texts that are embedded at once.
BATCH = 32

Vectors = NDArray[np.float32]


class Model(Protocol):
    """An embedding model that is loaded; it can be used from several threads."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector a text, shape (texts, dimensions)."""

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimensions,)."""

    def fits(self, text: str) -> bool:
        """Tell whether the model reads `text` whole."""


class Embedder:
    """Turn texts into unit vectors, so that a dot product is their cosine similarity.

    The model is loaded at the first use, from this machine only. `name` is the packaged
    all-MiniLM-L6-v2, a folder, or the cached name of another sentence-transformers model.
    `sound_weights` is a file that notes which packaged weights were found to be as published, so that
    they are not hashed at each start; without it they are. It can be used from several threads.
    """

    def __init__(self, name: str = PACKAGED_MODEL, sound_weights: Path | None = None) -> None:
        self.name = name
        self._sound_weights = sound_weights
        self._model: Model | None = None
        self._lock = threading.Lock()

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a unit vector a text; raise `UserError` when the model cannot be loaded."""
        model = self.load()
        vectors: dict[int, list[float]] = {}
        # Texts of like length, which need no padding, and the longest first, so that memory runs out early.
        ordered = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for start in range(0, len(ordered), BATCH):
            places = ordered[start : start + BATCH]
            found = model.embed_documents([texts[place] for place in places])
            vectors |= zip(places, found.tolist(), strict=True)
        return [vectors[place] for place in range(len(texts))]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question; raise `UserError` when the model cannot be loaded."""
        vector: list[float] = self.load().embed_query(text).tolist()
        return vector

    def fits(self, text: str) -> bool:
        """Tell whether the model reads `text` whole."""
        return self.load().fits(text)

    def load(self) -> Model:
        """Load the model if it is not yet loaded; raise `UserError` when that cannot be done."""
        if self._model is None:
            with self._lock:
                self._model = self._model or self._load()
        return self._model

    def _load(self) -> Model:
        if self.name == PACKAGED_MODEL:
            from index.models.packaged import PackagedModel

            return PackagedModel(self._sound_weights)
        from index.models.sentence_transformer import SentenceTransformerModel

        return SentenceTransformerModel(self.name)
