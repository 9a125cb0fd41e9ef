"""Weigh what the passages say against the question: which sentences answer it, and whether enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.sentences import Sentence, split_sentences
from index.abbreviations import Abbreviations
from index.embeddings import Embedder
from index.reader import Passage
from index.terms import STOPWORDS, rarity, stems, terms, tokens

# Embedding is what costs time: words alone choose the sentences that are worth it.
EMBEDDED_SENTENCES = 8
# What a sentence's score is made of, chosen by trying on bioasq, covidqa and the bundled gold questions.
SIMILARITY_SHARE, PASSAGE_SHARE, SENTENCE_SHARE, PARAGRAPH_SHARE = 0.35, 0.1, 0.35, 0.2
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
    question: str,
    passages: Sequence[Passage],
    embedder: Embedder,
    abbreviations: Abbreviations,
    coefficients: Mapping[str, float],
) -> Evidence:
    """Score the sentences of the best passages for `question` and estimate the confidence (0 to 1)."""
    asked = Asked(question, abbreviations)
    sentences = _score_sentences(asked, passages, embedder)
    features = measure(asked, passages, sentences)
    return Evidence(sentences, features, confidence(features, coefficients))


class Asked:
    """A question and how its words are looked for: stems by rarity, long forms as abbreviations."""

    def __init__(self, question: str, abbreviations: Abbreviations) -> None:
        self.question = question
        self.abbreviations = abbreviations
        self.weights = question_weights(abbreviations.shorten(question))

    def terms(self, text: str) -> list[str]:
        """Return the stems of `text`, its long forms taken for their abbreviations."""
        return terms(self.abbreviations.shorten(text))

    def coverage(self, words: Iterable[str]) -> float:
        """Return the share of the question's words, by rarity, that stand among `words`."""
        return covered(self.weights, words)


def question_weights(question: str) -> dict[str, float]:
    """Return the stems of the question's words that are no stopwords, each with its rarity (0 to 1)."""
    words = [token for token in tokens(question) if token not in STOPWORDS]
    return dict(zip(stems(words), map(rarity, words), strict=True))


def _score_sentences(
    asked: Asked, passages: Sequence[Passage], embedder: Embedder
) -> tuple[SentenceScore, ...]:
    by_words = [
        (passage, sentence, score)
        for passage in passages
        for sentence, score in _scores_by_words(asked, passage)
    ]
    if not by_words:
        return ()
    found = sorted(by_words, key=lambda one: -one[2])[:EMBEDDED_SENTENCES]
    # A sentence alone may not name what its document is about; with the title it does.
    alone = [sentence.text for _, sentence, _ in found]
    titled = [f"{passage.title}. {sentence.text}" for passage, sentence, _ in found]
    vectors = np.asarray(embedder.embed_documents([*alone, *titled])).reshape(2, len(found), -1)
    similarities = vectors @ np.asarray(embedder.embed_query(asked.question))
    scored = [
        SentenceScore(passage, sentence, SIMILARITY_SHARE * float(mean) + words, float(similarity))
        for (passage, sentence, words), mean, similarity in zip(
            found, similarities.mean(axis=0), similarities[0], strict=True
        )
    ]
    return tuple(sorted(scored, key=lambda one: -one.score))


def _scores_by_words(asked: Asked, passage: Passage) -> Iterator[tuple[Sentence, float]]:
    """Yield each sentence of a passage with the part of its score that needs no embedding."""
    title = asked.terms(passage.title)
    paragraph = asked.coverage(asked.terms(passage.paragraph.text) + title)
    for sentence in split_sentences(passage.paragraph.text):
        words = asked.coverage(asked.terms(sentence.text) + title)
        yield sentence, PASSAGE_SHARE * passage.score + SENTENCE_SHARE * words + PARAGRAPH_SHARE * paragraph


def covered(weights: Mapping[str, float], words: Iterable[str]) -> float:
    """Return the share of the question's words, by rarity, that stand among `words`; 0 when it has none."""
    total = sum(weights.values())
    held = set(words)
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def measure(asked: Asked, passages: Sequence[Passage], sentences: Sequence[SentenceScore]) -> Features:
    """Measure what tells whether the passages answer the question."""
    if not sentences:
        return Features(0.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    best = sentences[0]
    held = {word for passage in passages for word in asked.terms(f"{passage.title} {passage.paragraph.text}")}
    missing_number = _ASKS_NUMBER.search(asked.question) and not _NUMBER.search(best.sentence.text)
    return Features(
        sentence=max(one.similarity for one in sentences),
        passage=max(passage.similarity for passage in passages),
        coverage=asked.coverage(asked.terms(f"{best.passage.title} {best.passage.paragraph.text}")),
        coverage_all=asked.coverage(held),
        uncovered=max((weight for word, weight in asked.weights.items() if word not in held), default=0.0),
        number=float(bool(missing_number)),
    )


def confidence(features: Features, coefficients: Mapping[str, float]) -> float:
    """Return the probability (0 to 1) that the evidence answers, by logistic regression."""
    total = coefficients["intercept"]
    for name in Features.__dataclass_fields__:
        total += coefficients[name] * getattr(features, name)
    return float(1 / (1 + np.exp(-total)))
