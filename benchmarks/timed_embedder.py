"""An embedder that notes how long it was embedding documents."""

from __future__ import annotations

import time
from collections.abc import Sequence

from index.models.embedder import Embedder


class TimedEmbedder(Embedder):
    """The packaged model, with the `seconds` that went into documents since it was made."""

    seconds = 0.0

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector of length one for each text."""
        started = time.perf_counter()
        try:
            return super().embed_documents(texts)
        finally:
            self.seconds += time.perf_counter() - started
