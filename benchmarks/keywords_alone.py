"""BM25 alone, over the same paragraphs as the assistant: bm25s as it comes, with its English stopwords."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.answer import Answer, Message, PassageScore
from benchmarks.systems import Piece, answer_with, read_documents

if TYPE_CHECKING:
    from bm25s import BM25

# As many as the assistant considers by default, so that their rankings are compared alike.
PASSAGES = 8
# The score at which an answer is held to be as likely right as wrong; where it lies does not change AUROC.
EVEN_SCORE = 20.0


class KeywordsAlone:
    """BM25 over paragraphs, in memory."""

    name = "BM25"
    pieces = "paragraphs"

    def __init__(self) -> None:
        self._paragraphs: list[Piece] = []
        self._bm25: BM25 | None = None

    def index(self, documents: Path) -> int:
        """Index the words of every paragraph; return how many paragraphs there are."""
        import bm25s

        # It tells every step of its work as soon as anybody listens to the root logger.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        self._paragraphs = [
            Piece(document.id, paragraph.number, paragraph.text)
            for document in read_documents(documents)
            for paragraph in document.paragraphs
        ]
        self._bm25 = bm25s.BM25()
        self._bm25.index(_words([piece.text for piece in self._paragraphs]), show_progress=False)
        return len(self._paragraphs)

    def ask(self, question: str, history: Sequence[Message]) -> Answer:
        """Answer with the best paragraph and cite the best three; the history is not looked at."""
        del history
        started = time.perf_counter()
        assert self._bm25 is not None
        known = [word for word in _words([question])[0] if word in self._bm25.vocab_dict]
        scores = self._bm25.get_scores(known) if known else np.zeros(len(self._paragraphs))
        best = np.argsort(-scores, kind="stable")[:PASSAGES]
        sure = [float(scores[place] / (scores[place] + EVEN_SCORE)) for place in best]
        found = [self._paragraphs[place] for place in best]
        passages = tuple(
            PassageScore(piece.document, piece.number, score)
            for piece, score in zip(found, sure, strict=True)
        )
        return answer_with(question, found, sure[0], started, passages)

    def close(self) -> None:
        """Let go of nothing: it is all in memory."""


def _words(texts: Sequence[str]) -> list[list[str]]:
    """Return the stems of the words of each text."""
    from bm25s.tokenization import tokenize
    from Stemmer import Stemmer

    words = tokenize(
        list(texts), stopwords="en", stemmer=Stemmer("english"), return_ids=False, show_progress=False
    )
    assert isinstance(words, list)
    return words
