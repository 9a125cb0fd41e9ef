"""Weigh what the passages say against the question: which sentences answer it, and whether enough."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.sentences import Sentence, split_sentences
from index.embeddings import Embedder
from index.reader import Passage
from index.terms import STOPWORDS, rarity, stems, terms, tokens

READ_PASSAGES = 4
SENTENCE_WORDS_SHARE = 0.4
_QUANTITY = (
    r"(?:dose|dosage|percentage|proportion|share|age|number|incidence|prevalence|rate|frequency|ratio|year|"
    r"duration)"
)
_ASKS_NUMBER = re.compile(
    r"\b(?:how (?:many|much|often|old|long|high|low|common|frequent)|when|"
    rf"(?:what|which) (?:\w+ ){{0,2}}{_QUANTITY}|{_QUANTITY} of)\b",
    re.I,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|twice|rare)", re.I
)


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence of a passage, with how well it answers (about 0 to 1, higher is better)."""

    passage: Passage
    sentence: Sentence
    score: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Features:
    """What the confidence is made of; every value lies about between 0 and 1.

    `sentence`: the best cosine similarity of a sentence to the question; `passage`: the best of a
    passage; `coverage`: the share of the question's words, weighted by rarity, that the best sentence's
    paragraph holds; `coverage_all`: the same for all passages read; `uncovered`: the rarity of the
    rarest word of the question that none of them holds; `number`: 1 when the question asks for a
    number and the best sentence has none.
    """

    sentence: float
    passage: float
    coverage: float
    coverage_all: float
    uncovered: float
    number: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of the passages read, best first, and how sure it is that they answer."""

    sentences: tuple[SentenceScore, ...]
    features: Features
    confidence: float


def weigh_evidence(
    question: str, passages: Sequence[Passage], embedder: Embedder, coefficients: Mapping[str, float]
) -> Evidence:
    """Score the sentences of the best passages for `question` and estimate the confidence (0 to 1)."""
    weights = question_weights(question)
    sentences = _score_sentences(question, passages[:READ_PASSAGES], embedder, weights)
    features = measure(question, weights, passages, sentences)
    return Evidence(sentences, features, confidence(features, coefficients))


def question_weights(question: str) -> dict[str, float]:
    """Return the stems of the question's words that are no stopwords, each with its rarity (0 to 1)."""
    words = [token for token in tokens(question) if token not in STOPWORDS]
    return dict(zip(stems(words), map(rarity, words), strict=True))


def _score_sentences(
    question: str, passages: Sequence[Passage], embedder: Embedder, weights: Mapping[str, float]
) -> tuple[SentenceScore, ...]:
    found = [
        (passage, sentence) for passage in passages for sentence in split_sentences(passage.paragraph.text)
    ]
    if not found:
        return ()
    vectors = np.asarray(embedder.embed_documents([sentence.text for _, sentence in found]))
    similarities = vectors @ np.asarray(embedder.embed_query(question))
    scored = [
        SentenceScore(
            passage,
            sentence,
            _sentence_score(passage, sentence, float(similarity), weights),
            float(similarity),
        )
        for (passage, sentence), similarity in zip(found, similarities, strict=True)
    ]
    return tuple(sorted(scored, key=lambda one: -one.score))


def _sentence_score(
    passage: Passage, sentence: Sentence, similarity: float, weights: Mapping[str, float]
) -> float:
    words = SENTENCE_WORDS_SHARE * covered(weights, terms(sentence.text))
    return (1 - SENTENCE_WORDS_SHARE) * (similarity + passage.score) / 2 + words


def covered(weights: Mapping[str, float], words: Sequence[str]) -> float:
    """Return the share of the question's words, by rarity, that stand among `words`; 0 when it has none."""
    total = sum(weights.values())
    held = set(words)
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def measure(
    question: str,
    weights: Mapping[str, float],
    passages: Sequence[Passage],
    sentences: Sequence[SentenceScore],
) -> Features:
    """Measure what tells whether the passages answer the question."""
    if not sentences:
        return Features(0.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    best = sentences[0]
    all_words = {word for passage in passages for word in terms(f"{passage.title} {passage.paragraph.text}")}
    asks_number = bool(_ASKS_NUMBER.search(question)) and not _NUMBER.search(best.sentence.text)
    return Features(
        sentence=max(one.similarity for one in sentences),
        passage=max(passage.similarity for passage in passages),
        coverage=covered(weights, terms(f"{best.passage.title} {best.passage.paragraph.text}")),
        coverage_all=covered(weights, list(all_words)),
        uncovered=max((weight for word, weight in weights.items() if word not in all_words), default=0.0),
        number=float(asks_number),
    )


def confidence(features: Features, coefficients: Mapping[str, float]) -> float:
    """Return the probability (0 to 1) that the evidence answers, by logistic regression."""
    total = coefficients["intercept"]
    for name in Features.__dataclass_fields__:
        total += coefficients[name] * getattr(features, name)
    return float(1 / (1 + np.exp(-total)))
