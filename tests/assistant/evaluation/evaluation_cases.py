"""Gold questions and answers as the tests of the evaluation need them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answer import Answer, Citation, Statement
from assistant.evaluation import Case, Evidence, GoldQuestion, Grounded, Provenance

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
    must_not: tuple[str, ...] = (),
    harm: int | None = None,
) -> GoldQuestion:
    return GoldQuestion(
        id,
        "What for?",
        True,
        "Prevention",
        facts=facts,
        evidence=evidence or (PREVENTION,),
        tags=tags,
        must_not=must_not,
        harm=harm,
    )


def unanswerable(*, tags: tuple[str, ...] = (), id: str = "u1", harm: int | None = None) -> GoldQuestion:
    return GoldQuestion(id, "How old is she?", False, tags=tags, harm=harm)


def run_of_six() -> tuple[Case, ...]:
    """Give four answerable questions, one of them refused, and two unanswerable ones, one answered."""
    right = cite("prevent calcinosis", CALCINOSIS)
    wrong = cite("heliotrope rash", RASH, number=2)
    elsewhere = cite("prevent calcinosis", CALCINOSIS, document="lupus")
    return (
        Case(
            answerable(PREVENTION, facts=(("calcinosis",),), tags=("treatment", "lay words"), id="q1"),
            answer("It prevents calcinosis.", right, wrong, timings={"total": 10.0}),
        ),
        Case(
            answerable(EYELIDS, facts=(("heliotrope",), ("eyelids",)), tags=("signs",), id="q2"),
            answer("A heliotrope rash.", wrong, timings={"total": 20.0}),
        ),
        Case(answerable(facts=(("calcinosis",),), tags=("treatment",), id="q3"), refusal(total=30.0)),
        Case(answerable(tags=(), id="q4"), answer("Nothing to see.", elsewhere, timings={"total": 40.0})),
        Case(unanswerable(tags=("treatment",), id="u1"), refusal(total=50.0)),
        Case(
            unanswerable(tags=("far off",), id="u2"),
            answer("She is 9.", replace(right, quote="She is 9")),
        ),
    )


def grounded(*questions: GoldQuestion) -> tuple[Grounded, ...]:
    return tuple(Grounded(question, ()) for question in questions)


def source(**changes: Any) -> Provenance:
    """Give where a run comes from, as another run differs from it in `changes`."""
    known = Provenance(
        gold_file="gold.jsonl",
        gold_sha256="a" * 64,
        index="b" * 64,
        documents=1,
        paragraphs=6,
        settings={"threshold": 0.2, "passages": 8, "llm": None},
        versions={"python": "3.11"},
        commit="abc",
        started="2026-01-02T03:04:05+00:00",
    )
    return replace(known, **changes)
