"""BM25 over paragraphs (bm25s), kept in a folder beside the collection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import Paragraph
from index.terms import terms

if TYPE_CHECKING:
    from bm25s import BM25
    from numpy.typing import NDArray


class Keywords:
    """Score every paragraph of the index for the words of a question."""

    def __init__(self, bm25: BM25 | None, size: int) -> None:
        self._bm25 = bm25
        self._size = size

    @classmethod
    def build(cls, paragraphs: Sequence[Paragraph]) -> Keywords:
        """Index the words of `paragraphs` and of the headings above them."""
        import bm25s

        words = [terms(f"{paragraph.heading} {paragraph.text}") for paragraph in paragraphs]
        if not any(words):
            return cls(None, len(paragraphs))
        bm25 = bm25s.BM25()
        bm25.index(words, show_progress=False)
        return cls(bm25, len(paragraphs))

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._bm25 is not None:
            self._bm25.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> Keywords:
        """Read what `save` wrote, for `size` paragraphs; raise `FileNotFoundError` when it is gone."""
        import bm25s

        if not any(folder.iterdir()):
            return cls(None, size)
        return cls(bm25s.BM25.load(str(folder), show_progress=False), size)

    def scores(self, question: str) -> NDArray[np.float32]:
        """Return the BM25 score of each paragraph for `question`, shape (paragraphs,), zero for none."""
        words = terms(question)
        known = [word for word in words if self._bm25 is not None and word in self._bm25.vocab_dict]
        if self._bm25 is None or not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)
