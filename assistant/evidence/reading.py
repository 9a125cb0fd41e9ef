"""Let the reader read what was found: how well does each passage, and each of its statements, answer."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from assistant.evidence.confidence import logistic
from assistant.evidence.requirements.mentions import Synonyms
from corpus.statements import Statement, statements_of
from index.models.reader import Reader
from index.models.windows import said_of
from index.passage import Passage

# So many passages are read at least, however many questions are asked at once.
LEAST_READ = 6


class AtOnce:
    """Counts the questions that are being answered, so that each reads less when there are many."""

    def __init__(self, cores: int = 0) -> None:
        """Count against so many `cores`, those of this machine unless told."""
        self._cores = cores or os.cpu_count() or 1
        self._count = 0
        self._lock = threading.Lock()

    @contextmanager
    def one_more(self, passages: int) -> Iterator[int]:
        """Count a question while it is answered, and yield how many of so many `passages` it is to read.

        It is all as long as no more questions are asked than there are cores, then its share.
        """
        with self._lock:
            self._count += 1
            count = max(self._count, self._cores)
        try:
            yield max(min(passages, LEAST_READ), passages * self._cores // count)
        finally:
            with self._lock:
                self._count -= 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader thinks, as probabilities (0 to 1), of passages by their ids and of their statements."""

    passages: Mapping[str, float] = field(default_factory=dict)
    statements: Mapping[tuple[str, int, int], float] = field(default_factory=dict)

    def ranked(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return `passages` with what the reader gave them as half of their score, best first.

        What was not read has nothing from it.
        """
        if not self.passages:
            return tuple(passages)
        judged = (
            replace(one, score=(one.score + (read or 0.0)) / 2, reranker=read)
            for one in passages
            for read in (self.passages.get(one.paragraph.id),)
        )
        return tuple(sorted(judged, key=lambda one: -one.score))

    def of(self, passage: Passage, statement: Statement) -> float:
        """Return how likely a statement of `passage` answers; 0 where it was not read."""
        return self.statements.get((passage.paragraph.id, statement.start, statement.end), 0.0)


def read(
    question: str, passages: Sequence[Passage], reader: Reader | None, synonyms: Synonyms, most: int | None
) -> Reading:
    """Read the first `most` of `passages` for a `question`, in its words; without a reader nothing is known.

    Raise `UserError` when the reader cannot be loaded.
    """
    if reader is None:
        return Reading()
    found = [(one.paragraph.id, statements_of(one.paragraph, one.title)) for one in passages[:most]]
    scores = reader.read(question, [said_of(statements, synonyms.as_asked) for _, statements in found])
    whole: dict[str, float] = {}
    each: dict[tuple[str, int, int], float] = {}
    for (name, statements), score in zip(found, scores, strict=True):
        whole[name] = logistic(score.passage)
        for one, logit in zip(statements, score.statements, strict=True):
            each[name, one.start, one.end] = logistic(logit)
    return Reading(whole, each)
