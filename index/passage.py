"""A passage: a paragraph that was retrieved for a question, with its scores."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.document import FrontMatter, Paragraph
from index.store.collection import Near


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was retrieved for a question.

    `score` (0 to 1) ranks it; it is made of the best cosine `similarity` of its chunks to the question
    and of its BM25 score `keywords` (0 and up), each scaled over the candidates. `near` are those of its
    chunks that are among the nearest of the index; no other is nearer than `floor`. The ranks count from 1
    in the ranking of the embeddings and in that of BM25; None stands for a passage that only the other one
    put forward. `reranker` is what the reranker or the reader gave it, where there is one: half of the score.
    `stated` is what its document says about itself, `copies` are other files with the same text, `newer` is
    the id of a later version, `file` the name of its file where another document has the same title; both
    are empty without one.
    """

    paragraph: Paragraph
    title: str
    score: float
    similarity: float
    keywords: float
    near: tuple[Near, ...] = ()
    floor: float = 0.0
    similarity_rank: int | None = None
    keywords_rank: int | None = None
    reranker: float | None = None
    stated: FrontMatter = field(default_factory=FrontMatter)
    copies: tuple[str, ...] = ()
    newer: str = ""
    file: str = ""

    def similarity_of(self, start: int, end: int) -> float:
        """Return the cosine similarity of the words from `start` to `end`; `floor` when they are not near."""
        found = (chunk.similarity for chunk in self.near if chunk.start < end and chunk.end > start)
        return max(found, default=self.floor)
