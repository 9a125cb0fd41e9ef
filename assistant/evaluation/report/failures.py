"""The cases that went wrong, by what went wrong, with all that is needed to look at one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.answer import Citation
from assistant.evaluation.case import HARMLESS, Case, facts_stated, forbidden, hits, right
from assistant.evaluation.gold import Evidence
from assistant.evaluation.metrics.citations import stands
from assistant.evaluation.report.wording import Piece, listed, pieces, spans_of
from corpus.document import Paragraph

# A quote that is not verbatim can stand in many paragraphs; these are enough to find the place.
PARAGRAPHS_SHOWN = 3


class Kind(Enum):
    """What went wrong, the worst first, as it is shown; a case is of the first kind that fits."""

    MISLEADING = ("misleading", "Says what must not be said")
    ANSWERED = ("answered", "Answered though the documents do not")
    PARAGRAPH = ("wrong-paragraph", "Wrong paragraph cited")
    FACTS = ("facts-missing", "Facts missing")
    REFUSED = ("refused", "Refused though the documents answer")
    QUOTE = ("quote", "Quote not verbatim")

    def __init__(self, id: str, title: str) -> None:
        self.id = id
        self.title = title


EXPLANATIONS: Mapping[Kind, str] = {
    Kind.MISLEADING: "The answer holds words that it must not: another row's value, another patient's dose.",
    Kind.PARAGRAPH: "The question was answered, but no cited paragraph holds the expected words.",
    Kind.FACTS: "The right paragraph was cited, but the answer leaves out something that it should say.",
    Kind.REFUSED: "The documents hold the answer, and the assistant said that they do not.",
    Kind.ANSWERED: "The documents do not hold the answer, and the assistant gave one.",
    Kind.QUOTE: "The answer is right, but it quotes words that do not stand so in the paragraph it cites.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph with its words marked; `numbers` are those of the citations that point to it."""

    document: str
    title: str
    paragraph: int
    page: int | None
    heading: str
    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...] = ()
    right: bool = False
    misquotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that went wrong, as it is shown; `unplaced` is evidence that no indexed paragraph holds."""

    case: Case
    kind: Kind
    reason: str
    missing: tuple[tuple[str, ...], ...]
    cited: tuple[Source, ...]
    expected: tuple[Source, ...]
    unplaced: tuple[Evidence, ...]
    retrieval: str


def failures(cases: Sequence[Case]) -> Mapping[Kind, tuple[Failure, ...]]:
    """Return the cases that went wrong by kind, every kind in its order; in each the most harmful first."""
    cases = sorted(cases, key=lambda case: case.gold.harm or HARMLESS)
    titles = {citation.document: citation.name for case in cases for citation in case.answer.citations}
    found = [_failure(case, kind, titles) for case in cases if (kind := kind_of(case)) is not None]
    return {kind: tuple(failure for failure in found if failure.kind is kind) for kind in Kind}


def kind_of(case: Case) -> Kind | None:
    """Return what went wrong with a case, None when nothing did."""
    if not right(case):
        if case.gold.answerable and forbidden(case):
            return Kind.MISLEADING
        if not case.gold.answerable:
            return Kind.ANSWERED
        return Kind.PARAGRAPH if case.answer.answered else Kind.REFUSED
    if missing_facts(case):
        return Kind.FACTS
    return None if all(map(stands, case.answer.citations)) else Kind.QUOTE


def missing_facts(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the facts that an answer should state and does not, each with its alternatives."""
    if not case.gold.answerable:
        return ()
    stated = facts_stated(case)
    return tuple(fact for fact in case.gold.facts if fact not in stated)


def _failure(case: Case, kind: Kind, titles: Mapping[str, str]) -> Failure:
    cited, expected = _cited(case), _expected(case, titles)
    missing = missing_facts(case)
    retrieval = _retrieval(case)
    return Failure(
        case=case,
        kind=kind,
        reason=_reason(case, kind, missing, cited, expected, retrieval),
        missing=missing,
        cited=cited,
        expected=expected,
        unplaced=_unplaced(case),
        retrieval=retrieval,
    )


def _cited(case: Case) -> tuple[Source, ...]:
    """Return each cited paragraph once, in the order of the citations."""
    by_place: dict[tuple[str, int], list[Citation]] = {}
    for citation in case.answer.citations:
        by_place.setdefault((citation.document, citation.paragraph), []).append(citation)
    right_numbers = {
        citation.number
        for citation, hit in zip(case.answer.citations, hits(case), strict=True)
        if hit and case.gold.answerable
    }
    return tuple(_cited_source(citations, right_numbers) for citations in by_place.values())


def _cited_source(citations: Sequence[Citation], right_numbers: set[int]) -> Source:
    first = citations[0]
    verbatim = [citation for citation in citations if stands(citation) and citation.text == first.text]
    return Source(
        document=first.document,
        title=first.name,
        paragraph=first.paragraph,
        page=first.page,
        heading="",
        pieces=pieces(first.text, ((citation.start, citation.end) for citation in verbatim)),
        numbers=tuple(citation.number for citation in citations),
        right=any(citation.number in right_numbers for citation in citations),
        misquotes=tuple(citation.quote for citation in citations if not stands(citation)),
    )


def _expected(case: Case, titles: Mapping[str, str]) -> tuple[Source, ...]:
    """Return each paragraph that holds evidence once, with all evidence in it marked."""
    quotes: dict[str, tuple[Paragraph, list[str]]] = {}
    for evidence, paragraphs in zip(case.gold.evidence, case.expected, strict=False):
        for paragraph in paragraphs[:PARAGRAPHS_SHOWN]:
            quotes.setdefault(paragraph.id, (paragraph, []))[1].append(evidence.quote)
    return tuple(_expected_source(paragraph, said, titles) for paragraph, said in quotes.values())


def _expected_source(paragraph: Paragraph, quotes: Iterable[str], titles: Mapping[str, str]) -> Source:
    spans = [span for quote in quotes for span in spans_of(paragraph.text, quote)]
    return Source(
        document=paragraph.document,
        title=titles.get(paragraph.document, paragraph.document),
        paragraph=paragraph.number,
        page=paragraph.page,
        heading=paragraph.heading,
        pieces=pieces(paragraph.text, spans),
    )


def _unplaced(case: Case) -> tuple[Evidence, ...]:
    held = dict(enumerate(case.expected))
    return tuple(item for number, item in enumerate(case.gold.evidence) if not held.get(number))


def _retrieval(case: Case) -> str:
    """Say whether the search found a paragraph that should have been cited."""
    places = {(one.document, one.number) for paragraphs in case.expected for one in paragraphs}
    passages = case.answer.passages
    if not places or not passages:
        return ""
    ranks = (rank for rank, one in enumerate(passages, 1) if (one.document, one.paragraph) in places)
    first = next(ranks, None)
    if first is None:
        return f"The search did not find the right paragraph among its {len(passages)}."
    return f"The search found the right paragraph in place {first} of {len(passages)}."


def _reason(
    case: Case,
    kind: Kind,
    missing: Sequence[Sequence[str]],
    cited: Sequence[Source],
    expected: Sequence[Source],
    retrieval: str,
) -> str:
    """Return what went wrong in one line."""
    if kind is Kind.MISLEADING:
        return f"Says {listed([f'“{words}”' for words in forbidden(case)])}."
    if kind is Kind.PARAGRAPH:
        should = f"; the answer stands in {_places(expected, cited)}" if expected else ""
        return f"Cites {_places(cited, expected) or 'nothing'}{should}."
    if kind is Kind.FACTS:
        return f"Does not say {listed([f'“{fact[0]}”' for fact in missing])}."
    if kind is Kind.REFUSED:
        return f"Its confidence was {case.answer.confidence:.2f}. {retrieval}".strip()
    if kind is Kind.ANSWERED:
        return f"Its confidence was {case.answer.confidence:.2f}."
    return f"Not verbatim: {listed([f'“{quote}”' for source in cited for quote in source.misquotes])}."


def _places(sources: Sequence[Source], others: Sequence[Source]) -> str:
    """Name paragraphs, with their documents where `sources` and `others` are of more than one."""
    several = len({source.document for source in (*sources, *others)}) > 1
    return listed(
        [
            f"paragraph {source.paragraph} of {source.title}" if several else f"paragraph {source.paragraph}"
            for source in sources
        ]
    )
