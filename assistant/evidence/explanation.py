"""Why a question is answered or not: what was searched for, what was found, and how it was weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.evidence.confidence import Confidence, logistic
from assistant.evidence.judging import (
    PARAGRAPH,
    PASSAGE,
    READ,
    SENTENCE,
    SIMILARITY,
    SentenceScore,
)
from index.lexicon.lexicon import Lexicon
from index.lexicon.spelling import Correction
from index.lexicon.terms import STOPWORDS, tokens
from index.passage import Passage

if TYPE_CHECKING:
    from assistant.assistant import Findings

BEST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sum: `contribution` is `weight` times `value`."""

    name: str
    weight: float
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its scores and its ranks from 1; see `index.passage.Passage`."""

    rank: int
    document: str
    paragraph: int
    score: float
    similarity: float
    similarity_rank: int | None
    keywords: float
    keywords_rank: int | None
    reranker: float | None


@dataclass(frozen=True, slots=True)
class WeighedSentence:
    """A sentence of a passage with its score, the sum of the contributions of its `parts`."""

    document: str
    paragraph: int
    text: str
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that decides whether a question is answered, and with what.

    `abbreviations` are those of the question, with the long forms that the documents give them; `unnamed`
    are its words that no document names, with their rarity (0 to 1). `total` is `intercept` with the
    contributions of `features` added, and `estimate` its logistic; `confidence` is lower than that only
    where something is `missing`. The question is answered when `confidence` reaches `threshold`.
    """

    question: str
    standalone_question: str
    documents: tuple[str, ...]
    corrections: tuple[Correction, ...]
    abbreviations: Mapping[str, tuple[str, ...]]
    unnamed: Mapping[str, float]
    passages: tuple[RankedPassage, ...]
    sentences: tuple[WeighedSentence, ...]
    features: tuple[Part, ...]
    intercept: float
    total: float
    estimate: float
    missing: str
    confidence: float
    threshold: float

    def to_json(self) -> dict[str, Any]:
        """Return the object that `ask --json --explain` prints under `explanation`."""
        return asdict(self)


def explain(findings: Findings, confidence: Confidence, threshold: float) -> Explanation:
    """Explain what was found for a question, and what follows from that."""
    evidence, lexicon = findings.evidence, findings.lexicon
    added, coefficients = confidence.contributions(evidence.features), confidence.coefficients
    features = tuple(
        Part(name, coefficients[name], getattr(evidence.features, name), contribution)
        for name, contribution in added.items()
    )
    total = coefficients["intercept"] + sum(added.values())
    return Explanation(
        question=findings.question,
        standalone_question=findings.standalone,
        documents=findings.documents,
        corrections=findings.corrections,
        abbreviations=dict(_abbreviations(findings.standalone, lexicon)),
        unnamed=_unnamed(findings.standalone, lexicon),
        passages=tuple(_ranked(rank, passage) for rank, passage in enumerate(evidence.passages, 1)),
        sentences=tuple(map(_weighed, evidence.sentences[:BEST_SENTENCES])),
        features=features,
        intercept=coefficients["intercept"],
        total=total,
        estimate=logistic(total),
        missing=evidence.missing,
        confidence=evidence.confidence,
        threshold=threshold,
    )


def _part(name: str, weight: float, value: float) -> Part:
    return Part(name, weight, value, weight * value)


def _ranked(rank: int, passage: Passage) -> RankedPassage:
    return RankedPassage(
        rank=rank,
        document=passage.paragraph.document,
        paragraph=passage.paragraph.number,
        score=passage.score,
        similarity=passage.similarity,
        similarity_rank=passage.similarity_rank,
        keywords=passage.keywords,
        keywords_rank=passage.keywords_rank,
        reranker=passage.reranker,
    )


def _weighed(one: SentenceScore) -> WeighedSentence:
    parts = (
        _part("similarity", SIMILARITY, one.similarity),
        _part("passage", PASSAGE, one.passage.score),
        _part("sentence_words", SENTENCE, one.sentence_words),
        _part("paragraph_words", PARAGRAPH, one.paragraph_words),
        _part("read", READ, one.read),
    )
    paragraph = one.passage.paragraph
    return WeighedSentence(paragraph.document, paragraph.number, one.sentence.text, one.score, parts)


def _abbreviations(question: str, lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the abbreviations that `question` holds, or whose long forms it holds, with their long forms."""
    shortened = lexicon.abbreviations.shorten(question)
    for short, longs in lexicon.abbreviations.long_forms.items():
        found = re.findall(rf"(?<!\w){re.escape(short)}(?!\w)", shortened, re.I)
        # In small letters, AS and IT are no abbreviations.
        if any(word == short or word.lower() not in STOPWORDS for word in found):
            yield short, longs


def _unnamed(question: str, lexicon: Lexicon) -> dict[str, float]:
    """Return the words of `question` that no document names, as they were typed, with their rarity."""
    unnamed = lexicon.unnamed(question)
    typed = {term: word for word in tokens(question) for term in lexicon.terms(word)}
    return {typed.get(term, term): rarity for term, rarity in unnamed.items()}
