"""Rank paragraphs for a question: by meaning and by keywords, fused, and reranked where there is a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.models.embedder import Embedder
from index.models.reranker import Reranker
from index.passage import Passage
from index.store.catalogue import Catalogue
from index.store.collection import Near

# Paragraphs that BM25 puts forward, and chunks that the embeddings do.
CANDIDATES = 60
NEAREST = 100
# Passages that the reranker reads: it costs about 10 ms each.
RERANKED = 30


@dataclass(frozen=True, slots=True)
class Ranking:
    """What paragraphs are ranked with: the models, and the share (0 to 1) that the embeddings have."""

    embedder: Embedder
    embedding_weight: float = 0.5
    reranker: Reranker | None = None


def fuse(
    catalogue: Catalogue,
    nearest: Mapping[str, Sequence[Near]],
    keywords: NDArray[np.float32],
    embedding_weight: float,
) -> tuple[Passage, ...]:
    """Fuse both rankings over the candidates of either (scores scaled to 0..1, then averaged), best first.

    `nearest` are chunks by their paragraphs' ids, `keywords` BM25 scores of shape (paragraphs,).
    """
    best = np.argsort(-keywords, kind="stable")[:CANDIDATES]
    by_keywords = {int(place): rank for rank, place in enumerate(best, 1) if keywords[place] > 0}
    by_meaning = {catalogue.position[paragraph]: rank for rank, paragraph in enumerate(nearest, 1)}
    places = list(by_meaning | by_keywords)
    # What the nearest chunks leave out is at most as near as the last of them.
    floor = min((chunk.similarity for chunks in nearest.values() for chunk in chunks), default=0.0)
    chunks = [tuple(nearest.get(catalogue.paragraphs[place].id, ())) for place in places]
    found = [max((chunk.similarity for chunk in one), default=floor) for one in chunks]
    fused = embedding_weight * _scaled(found)
    fused += (1 - embedding_weight) * _scaled([float(keywords[place]) for place in places])
    documents = [catalogue.by_id[catalogue.paragraphs[place].document] for place in places]
    return tuple(
        Passage(
            paragraph=catalogue.paragraphs[places[rank]],
            title=documents[rank].title,
            score=float(fused[rank]),
            similarity=found[rank],
            keywords=float(keywords[places[rank]]),
            near=chunks[rank],
            floor=floor,
            similarity_rank=by_meaning.get(places[rank]),
            keywords_rank=by_keywords.get(places[rank]),
            stated=documents[rank].front_matter,
            copies=documents[rank].copies,
            newer=catalogue.newer_versions.get(documents[rank].id, ""),
            file=catalogue.files_apart.get(documents[rank].id, ""),
        )
        for rank in np.argsort(-fused, kind="stable")
    )


def rerank(
    question: str, passages: tuple[Passage, ...], count: int, reranker: Reranker | None
) -> tuple[Passage, ...]:
    """Average the score of the best passages with the reranker's; without one they stay as they are.

    At least `count` are read, best first. Raise `UserError` when the model cannot be loaded.
    """
    if reranker is None or not passages:
        return passages
    best = passages[: max(RERANKED, count)]
    # A paragraph alone may not name what its document is about.
    judged = reranker.scores(question, [f"{one.title}. {one.paragraph.text}" for one in best])
    reranked = (
        replace(passage, score=(passage.score + float(scaled)) / 2, reranker=score)
        for passage, score, scaled in zip(best, judged, _scaled(judged), strict=True)
    )
    return tuple(sorted(reranked, key=lambda passage: -passage.score))


def _scaled(values: list[float]) -> NDArray[np.float64]:
    scores = np.asarray(values, dtype=np.float64)
    if scores.size == 0 or scores.max() <= scores.min():
        # All are as good as the best, unless none is any good.
        return np.asarray(scores > 0, dtype=np.float64)
    return np.asarray((scores - scores.min()) / (scores.max() - scores.min()))
