"""One question of an evaluation with what was answered, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Message
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.matching import evidence_hit, said, states
from corpus.document import Paragraph


@dataclass(frozen=True, slots=True)
class Case:
    """A gold question and the answer that was given to it.

    `history` is the conversation that it was asked in. `expected` holds, for each of the gold
    evidence in its order, the indexed paragraphs that it stands in. `first_ms` is how many
    milliseconds it took until there was something to read.
    """

    gold: GoldQuestion
    answer: Answer
    history: tuple[Message, ...] = ()
    expected: tuple[tuple[Paragraph, ...], ...] = ()
    first_ms: float | None = None


def right(case: Case) -> bool:
    """Tell whether the question was dealt with as it should be.

    An answerable one is answered, some cited paragraph holds its evidence, so that its reader can see
    the truth for themselves, and nothing is said that must not be; an unanswerable one is not answered.
    """
    if not case.gold.answerable:
        return not case.answer.answered
    return case.answer.answered and any(hits(case)) and not forbidden(case)


def forbidden(case: Case) -> tuple[str, ...]:
    """Return what the answer says and must not."""
    if not case.answer.answered:
        return ()
    text = said(case.answer)
    return tuple(words for words in case.gold.must_not if states(text, words))


def hits(case: Case) -> tuple[bool, ...]:
    """Tell for each citation, in its order, whether its paragraph holds some of the evidence."""
    return tuple(
        any(evidence_hit(citation, evidence) for evidence in case.gold.evidence)
        for citation in case.answer.citations
    )


def facts_stated(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the gold facts that stand in the answer's text."""
    if not case.answer.answered:
        return ()
    text = said(case.answer)
    return tuple(fact for fact in case.gold.facts if any(states(text, words) for words in fact))
