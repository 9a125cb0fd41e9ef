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

    def __init__(self, bm25: BM25) -> None:
        self._bm25 = bm25

    @classmethod
    def build(cls, paragraphs: Sequence[Paragraph]) -> Keywords:
        """Index the words of `paragraphs` and of the headings above them."""
        import bm25s

        words = [terms(f"{paragraph.heading} {paragraph.text}") for paragraph in paragraphs]
        bm25 = bm25s.BM25()
        # An index without any word cannot be made; no question holds the empty one.
        bm25.index(words if any(words) else [[""]] * len(words), show_progress=False)
        return cls(bm25)

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self._bm25.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> Keywords:
        """Read what `save` wrote for `size` paragraphs.

        Raise `FileNotFoundError` when it is gone and `ValueError` when it is of other paragraphs.
        """
        import bm25s

        bm25 = bm25s.BM25.load(str(folder), show_progress=False)
        if bm25.scores["num_docs"] != size:
            raise ValueError(f"{folder} is of {bm25.scores['num_docs']} paragraphs, not of {size}")
        return cls(bm25)

    def scores(self, question: str) -> NDArray[np.float32]:
        """Return the BM25 score of each paragraph for `question`, shape (paragraphs,), zero for none."""
        known = [word for word in terms(question) if word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)
