"""Let the reader read what was found: how well does each passage, and each of its statements, answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.evidence.confidence import logistic
from assistant.evidence.requirements.synonyms import Synonyms
from corpus.statements import Statement, statements_of
from index.models.reader import Reader
from index.models.windows import said_of
from index.passage import Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader thinks, as probabilities (0 to 1), of passages by their ids and of their statements."""

    passages: Mapping[str, float] = field(default_factory=dict)
    statements: Mapping[tuple[str, int, int], float] = field(default_factory=dict)

    def ranked(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return `passages` with what the reader gave them as half of their score, best first."""
        if not self.passages:
            return tuple(passages)
        judged = (
            replace(one, score=(one.score + read) / 2, reranker=read)
            for one in passages
            for read in (self.of_passage(one),)
        )
        return tuple(sorted(judged, key=lambda one: -one.score))

    def of_passage(self, passage: Passage) -> float:
        """Return how likely `passage` answers; 0 where it was not read."""
        return self.passages.get(passage.paragraph.id, 0.0)

    def of(self, passage: Passage, statement: Statement) -> float:
        """Return how likely a statement of `passage` answers; 0 where it was not read."""
        return self.statements.get((passage.paragraph.id, statement.start, statement.end), 0.0)


def read(question: str, passages: Sequence[Passage], reader: Reader | None, synonyms: Synonyms) -> Reading:
    """Read the `passages` for a `question`, in its words; without a reader nothing is known of them.

    Raise `UserError` when the reader cannot be loaded.
    """
    if reader is None:
        return Reading()
    found = [(one.paragraph.id, statements_of(one.paragraph, one.title)) for one in passages]
    scores = reader.read(question, [said_of(statements, synonyms.as_asked) for _, statements in found])
    whole: dict[str, float] = {}
    each: dict[tuple[str, int, int], float] = {}
    for (name, statements), score in zip(found, scores, strict=True):
        whole[name] = logistic(score.passage)
        for one, logit in zip(statements, score.statements, strict=True):
            each[name, one.start, one.end] = logistic(logit)
    return Reading(whole, each)
