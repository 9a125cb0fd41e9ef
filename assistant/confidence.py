"""How sure it is that the evidence answers: a logistic regression over features that can be read."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from index.lexicon import Lexicon, covered
from index.reader import Passage

if TYPE_CHECKING:
    from assistant.evidence import SentenceScore

# From which confidence on an answer is called sure, and fairly sure.
HIGH, FAIR = 0.8, 0.6
# The confidence of what a chat model wrote: its check compares words, not meaning.
MOST_WRITTEN = HIGH - 0.01
# Passages whose nearness and lead are looked at.
COMPARED = 5


@dataclass(frozen=True, slots=True)
class Features:
    """What the confidence is made of; every value lies about between 0 and 1.

    `score`: how well the best sentence answers; `similarity`: the best cosine similarity of a sentence
    to the question; `passages`: the mean of that over the best five passages; `coverage`: the share of
    the question's words, by how telling they are, that the best sentence's paragraph holds; `margin`:
    how far the first passage leads the fifth; `unnamed`: the rarity of the rarest word of the question
    that no document names.
    """

    score: float
    similarity: float
    passages: float
    coverage: float
    margin: float
    unnamed: float


NOTHING = Features(0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def measure(
    question: str, passages: Sequence[Passage], sentences: Sequence[SentenceScore], lexicon: Lexicon
) -> Features:
    """Measure what tells whether `sentences` of `passages`, both best first, answer the question."""
    if not sentences:
        return NOTHING
    best = sentences[0].passage
    nearest = sorted((passage.similarity for passage in passages), reverse=True)[:COMPARED]
    told = lexicon.terms(f"{best.title} {best.paragraph.text}", best.paragraph.document)
    return Features(
        score=sentences[0].score,
        similarity=max(one.similarity for one in sentences),
        passages=sum(nearest) / len(nearest),
        coverage=covered(lexicon.weights(question), told),
        margin=passages[0].score - passages[:COMPARED][-1].score,
        unnamed=max(lexicon.unnamed(question).values(), default=0.0),
    )


def confidence(features: Features, coefficients: Mapping[str, float]) -> float:
    """Return the probability (0 to 1) that the documents answer, by logistic regression."""
    total = coefficients["intercept"] + sum(
        coefficients[field.name] * getattr(features, field.name) for field in fields(Features)
    )
    return 1 / (1 + math.exp(-total))


def in_words(confidence: float) -> str:
    """Return "high", "fair" or "low" for a confidence between 0 and 1."""
    return "high" if confidence >= HIGH else "fair" if confidence >= FAIR else "low"


def load_coefficients() -> dict[str, float]:
    """Read the coefficients, which benchmarks/fit_confidence.py has fitted."""
    path = Path(__file__).with_name("confidence.json")
    coefficients: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["coefficients"]
    return coefficients
