"""One question of an evaluation with what was answered: whether that is right, and what harm it would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Message
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.matching import evidence_hit, said, states
from assistant.evidence.confidence import HIGH
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


DANGEROUS, HARMLESS = 1, 3


class Verdict(StrEnum):
    """The first that fits, in this order for answerable and for unanswerable questions."""

    FALSE_REFUSAL = "false refusal"
    MISLEADING = "misleading"
    RIGHT = "right"
    UNSUPPORTED = "unsupported"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
    RIGHT_REFUSAL = "right refusal"
    FALSE_ANSWER = "false answer"


BAD = frozenset({Verdict.MISLEADING, Verdict.UNSUPPORTED, Verdict.WRONG, Verdict.FALSE_ANSWER})


def verdict(case: Case) -> Verdict:
    """Return what became of a question.

    An answer to an answerable question is misleading when it says what it must not, whatever else it
    says; right when it states all facts and cites a paragraph that holds the evidence; unsupported when it
    states them and cites none; incomplete when it states some facts, or cites such a paragraph; else wrong.
    """
    answered = case.answer.answered
    if not case.gold.answerable:
        return Verdict.FALSE_ANSWER if answered else Verdict.RIGHT_REFUSAL
    if not answered:
        return Verdict.FALSE_REFUSAL
    if forbidden(case):
        return Verdict.MISLEADING
    stated, supported = facts_stated(case), any(hits(case))
    if len(stated) == len(case.gold.facts):
        return Verdict.RIGHT if supported else Verdict.UNSUPPORTED
    return Verdict.INCOMPLETE if stated or supported else Verdict.WRONG


def is_harmful(case: Case, worst: int = HARMLESS - 1) -> bool | None:
    """Tell whether a bad answer was given where that does harm, of grade 1 to `worst`.

    A bad answer is misleading, wrong, unsupported, or given where the documents hold none; a refusal harms
    nobody here. None where the question says nothing of harm, or of less.
    """
    graded = case.gold.harm
    return None if graded is None or graded > worst else verdict(case) in BAD


def is_sure(case: Case) -> bool:
    """Tell whether the answer was given with high confidence."""
    return case.answer.answered and case.answer.confidence >= HIGH


def harm_in_words(cases: Sequence[Case]) -> str:
    """Return how many answers mislead and harm, and how many of those are sure; empty if none is graded."""
    misleading = [case for case in cases if verdict(case) is Verdict.MISLEADING]
    harmful = [case for case in cases if is_harmful(case)]
    dangerous = [case for case in harmful if case.gold.harm == DANGEROUS]
    if not any(case.gold.harm or case.gold.must_not for case in cases):
        return ""
    parts = (
        f"{len(found):,} {word} ({sum(map(is_sure, found)):,} at high confidence)"
        for word, found in (("misleading", misleading), ("harmful", harmful), ("dangerous", dangerous))
    )
    return f"Bad answers: {', '.join(parts)}."
