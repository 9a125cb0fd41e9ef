"""Gold questions and answers as the tests of the evaluation need them."""

from collections.abc import Mapping

from assistant.answer import Answer, Citation, Statement
from assistant.evaluation import Evidence, GoldQuestion

CALCINOSIS = "Early treatment is thought to prevent calcinosis, a painful complication of the disease."
RASH = "The hallmark is a heliotrope rash over the eyelids."

PREVENTION = Evidence("jdm", "Early treatment is thought to prevent calcinosis")
EYELIDS = Evidence("jdm", "heliotrope rash over the eyelids")


def cite(quote: str, text: str, document: str = "jdm", number: int = 1) -> Citation:
    start = text.index(quote)
    return Citation(number, document, "JDM", number, None, text, quote, start, start + len(quote))


def answer(
    text: str = "It prevents calcinosis. [1]",
    *citations: Citation,
    timings: Mapping[str, float] | None = None,
) -> Answer:
    return Answer(
        question="What for?",
        standalone_question="What for?",
        answered=True,
        text=text,
        statements=(Statement(text, tuple(citation.number for citation in citations)),),
        citations=citations,
        confidence=0.9,
        passages=(),
        timings_ms=dict(timings or {}),
    )


def refusal(text: str = "The documents do not answer this.", **timings: float) -> Answer:
    return Answer("What for?", "What for?", False, text, (), (), 0.1, (), timings)


def answerable(
    *evidence: Evidence,
    facts: tuple[tuple[str, ...], ...] = (),
    tags: tuple[str, ...] = (),
    id: str = "q1",
) -> GoldQuestion:
    return GoldQuestion(
        id, "What for?", True, "Prevention", facts=facts, evidence=evidence or (PREVENTION,), tags=tags
    )


def unanswerable(*, tags: tuple[str, ...] = (), id: str = "u1") -> GoldQuestion:
    return GoldQuestion(id, "How old is she?", False, tags=tags)
