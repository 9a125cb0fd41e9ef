"""The reader: it reads a question together with statements, and tells how well each of them answers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UserError
from index.models.packaged import open_session, packaged_folder, word_embeddings
from index.models.windows import Pieces, Said, Window, by_length, load_pieces, make_windows

# Made by training/export.py; it holds all weights but the word embeddings, which are the packaged model's.
GRAPH = Path(__file__).with_name("reader.onnx")
GRAPH_SHA256 = "ed6e149ceac60d1897c7ffb349958c9eadc286e3792a08a1525dfd1d341d5536"
# Word pieces that are read at once, padding among them.
BATCH_PIECES = 4096


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a paragraph and each of its statements answer, as logits: 0 is as likely as not."""

    passage: float
    statements: tuple[float, ...]


class LoadedReader(Protocol):
    """A model that is loaded: it scores windows, and cuts words into its pieces."""

    @property
    def pieces(self) -> Pieces:
        """Return what cuts words into pieces."""

    def scores(self, windows: Sequence[Window]) -> Iterator[tuple[float, list[float]]]:
        """Yield the scores of each window and of its statements."""


class Reader:
    """Score statements against a question, both read together; it can be used from several threads.

    The model is loaded at the first use.
    """

    name = "reader"

    def __init__(self, graph: Path = GRAPH, sha256: str = GRAPH_SHA256) -> None:
        self._graph = graph
        self._sha256 = sha256
        self._loaded: LoadedReader | None = None
        self._lock = threading.Lock()

    def read(self, question: str, paragraphs: Sequence[Sequence[Said]]) -> tuple[Scores, ...]:
        """Return the scores of each of `paragraphs`, which are statements as they are read, in its order.

        Of a paragraph that takes several windows the best one counts; one without statements scores -inf.
        Raise `UserError` when the model cannot be loaded.
        """
        loaded = self.load()
        windows = [
            (place, window)
            for place, statements in enumerate(paragraphs)
            for window in make_windows(question, statements, loaded.pieces)
        ]
        best = [float("-inf")] * len(paragraphs)
        scores = [[float("-inf")] * len(statements) for statements in paragraphs]
        for batch in by_length(windows, lambda one: len(one[1].pieces), BATCH_PIECES):
            read = loaded.scores([window for _, window in batch])
            for (place, window), (passage, found) in zip(batch, read, strict=True):
                best[place] = max(best[place], passage)
                for statement, score in zip(window.statements, found, strict=True):
                    scores[place][statement] = score
        return tuple(Scores(one, tuple(found)) for one, found in zip(best, scores, strict=True))

    def load(self) -> LoadedReader:
        """Load the model if it is not yet loaded; raise `UserError` when that cannot be done."""
        if self._loaded is None:
            with self._lock:
                self._loaded = self._loaded or _load(self._graph, self._sha256)
        return self._loaded


@dataclass(frozen=True, slots=True)
class _InOnnxRuntime:
    session: Any
    words: NDArray[np.float32]
    pieces: Pieces

    def scores(self, windows: Sequence[Window]) -> Iterator[tuple[float, list[float]]]:
        """Yield the scores of each window and of its statements."""
        rows, longest = len(windows), max(len(one.pieces) for one in windows)
        pieces, kinds = np.zeros((2, rows, longest), dtype=np.int64)
        held = np.zeros((rows, longest), dtype=np.float32)
        spans = np.zeros((rows, max(len(one.spans) for one in windows), longest), dtype=np.float32)
        for row, one in enumerate(windows):
            pieces[row, : len(one.pieces)] = one.pieces
            held[row, : len(one.pieces)] = 1
            kinds[row, one.question : len(one.pieces)] = 1
            for place, (start, end) in enumerate(one.spans):
                spans[row, place, start:end] = 1 / (end - start)
        given = {"words": self.words[pieces], "kinds": kinds, "held": held, "spans": spans}
        passages, statements = self.session.run(["passages", "statements"], given)
        for one, passage, found in zip(windows, passages.tolist(), statements.tolist(), strict=True):
            yield passage, found[: len(one.spans)]


def _load(graph: Path, sha256: str) -> LoadedReader:
    try:
        data = graph.read_bytes()
    except OSError as error:
        raise UserError(f"{graph} cannot be read ({error.strerror}). Reinstall the assistant.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UserError(
            f"{graph} is not the reader that belongs here (its SHA-256 differs). Reinstall the assistant."
        )
    embeddings = word_embeddings(packaged_folder() / "model.safetensors")
    return _InOnnxRuntime(open_session(data), embeddings, load_pieces())
