"""Loading models from this machine alone, without a word from the libraries that do it."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UserError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


def stay_offline() -> None:
    """Keep sentence-transformers and transformers off the hub and quiet; call it before they are imported.

    Both ask the hub for news even about files that lie on this machine.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    logging.getLogger("transformers").setLevel(logging.ERROR)
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()


class Reranker:
    """A sentence-transformers cross-encoder, loaded at the first use, from this machine only.

    `name` is a folder, or the cached name of a model. It can be used from several threads.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model: CrossEncoder | None = None
        self._lock = threading.Lock()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers `question`, in the model's own scale; higher is better.

        Raise `UserError` when the model cannot be loaded.
        """
        with self._lock:
            if self._model is None:
                self._model = _load(self.name)
            pairs = [(question, text) for text in texts]
            return list(map(float, self._model.predict(pairs, show_progress_bar=False)))


def _load(name: str) -> CrossEncoder:
    stay_offline()
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(str(Path(name).expanduser()), local_files_only=True)
    except Exception as error:
        raise _unusable(name, str(error).strip().split("\n")[0]) from error
    if model.num_labels != 1 or not _judges(model):
        raise _unusable(name, "it is not trained to give one score for a pair of texts")
    return model


def _judges(model: CrossEncoder) -> bool:
    """Tell whether the last layer was saved with the model; an embedding model gets one of random weights."""
    architectures = getattr(model.config, "architectures", None) or ()
    return len(model) > 1 or any(name.endswith("ForSequenceClassification") for name in architectures)


def _unusable(name: str, reason: str) -> UserError:
    return UserError(
        f"The reranker {name!r} (ASSISTANT_RERANKER) cannot be loaded from this machine ({reason}). "
        "Set it to the folder of a sentence-transformers cross-encoder, or unset it."
    )
