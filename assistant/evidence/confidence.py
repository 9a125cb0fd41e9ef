"""How sure it is that the evidence answers: a logistic regression over features that can be read."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evidence.requirements.mentions import Synonyms
from assistant.evidence.requirements.requirement import Verdict
from index.lexicon.lexicon import Lexicon, covered
from index.passage import Passage

if TYPE_CHECKING:
    from assistant.evidence.judging import SentenceScore
    from assistant.evidence.requiring import Held

# From which confidence on an answer is called sure, and fairly sure.
HIGH, FAIR = 0.8, 0.6
# The confidence of what a chat model wrote: its check compares what is said, not meaning.
MOST_WRITTEN = HIGH - 0.01
# The confidence of what rests on a table that may not be read as it is printed.
MOST_WARNED = HIGH - 0.01
# Passages whose nearness and lead are looked at.
COMPARED = 5
# Sentences that score so much of the best are as good as it.
AS_GOOD, MOST_RIVALS = 0.95, 5
# Of so many of the best, those that are read to answer more likely than not are counted.
MOST_ANSWERING, LIKELY = 8, 0.5
USUAL_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Features:
    """What the confidence is made of; every value lies about between 0 and 1.

    `score`: how well the best sentence answers, by the reader too; `similarity`: the best cosine similarity
    of a sentence to the question; `passages`: the mean of that over the best five passages; `coverage`: the
    share of the question's words, by how telling they are, that the best sentence's paragraph holds with
    what it is about; `margin`: how far the first passage leads the fifth; `unnamed`: the rarity of the
    rarest word of the question that no document names; `named`: whether the question names a drug, a
    patient or the like, and `met`: the share of those that the best sentence is about; `rivals`: how many
    sentences are as good as the best, five at most; `read`: how likely the best sentence answers, as the
    reader thinks, and `answering`: the share of the best eight of which it thinks so; `length`: the logarithm
    of the best sentence's characters, 1 at 400.
    """

    score: float
    similarity: float
    passages: float
    coverage: float
    margin: float
    unnamed: float
    named: float
    met: float
    rivals: float
    read: float
    answering: float
    length: float


NOTHING = Features(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def measure(
    question: str,
    passages: Sequence[Passage],
    sentences: Sequence[SentenceScore],
    held: Sequence[Held],
    lexicon: Lexicon,
    synonyms: Synonyms,
) -> Features:
    """Measure what tells whether `sentences` of `passages`, both best first, answer the question.

    `held` has the best of the sentences as they were held against what the question names.
    """
    if not sentences:
        return NOTHING
    best = sentences[0].passage
    nearest = sorted((passage.similarity for passage in passages), reverse=True)[:COMPARED]
    about = " ".join(sentences[0].sentence.context.parts())
    said = synonyms.as_asked(f"{best.title} {about} {best.paragraph.text}")
    told = lexicon.terms(said, best.paragraph.document)
    verdicts = held[0].judged.verdicts if held else ()
    rivals = sum(one.score >= AS_GOOD * sentences[0].score for one in sentences[1 : MOST_RIVALS + 1])
    return Features(
        score=sentences[0].score,
        similarity=max(one.similarity for one in sentences),
        passages=sum(nearest) / len(nearest),
        coverage=covered(lexicon.weights(question), told),
        margin=passages[0].score - passages[:COMPARED][-1].score,
        unnamed=max(lexicon.unnamed(question).values(), default=0.0),
        named=float(bool(verdicts)),
        met=sum(verdict is Verdict.MET for verdict in verdicts) / len(verdicts) if verdicts else 1.0,
        rivals=rivals / MOST_RIVALS,
        read=sentences[0].read,
        answering=sum(one.read > LIKELY for one in sentences[:MOST_ANSWERING]) / MOST_ANSWERING,
        length=math.log1p(len(sentences[0].sentence.text)) / math.log1p(USUAL_LENGTH),
    )


@dataclass(frozen=True, slots=True)
class Confidence:
    """A fitted logistic regression: its coefficients, an intercept among them, and what it was fitted for.

    With others the features have other values, and the probability means something else.
    """

    coefficients: Mapping[str, float]
    embedding_model: str
    embedding_weight: float
    reranker: str

    def of(self, features: Features) -> float:
        """Return the probability (0 to 1) that the documents answer."""
        return logistic(self.coefficients["intercept"] + sum(self.contributions(features).values()))

    def contributions(self, features: Features) -> dict[str, float]:
        """Return what each feature adds to the logit."""
        return {
            field.name: self.coefficients[field.name] * getattr(features, field.name)
            for field in fields(Features)
        }

    def misfit(self, embedding_model: str, embedding_weight: float, reranker: str) -> str:
        """Return why the probability may mean something else with these models; empty when it does not."""
        fitted = {
            "embedding model": (self.embedding_model, embedding_model),
            "embedding weight": (self.embedding_weight, embedding_weight),
            "reranker": (self.reranker, reranker),
        }
        other = [
            f"the {name} {used} (fitted for {known})"
            for name, (known, used) in fitted.items()
            if used != known
        ]
        if not other:
            return ""
        return (
            f"The confidence was not fitted for {' and '.join(other)}: what is called high may not be. "
            "Fit it with benchmarks/fit_confidence.py."
        )


def logistic(logit: float) -> float:
    """Return the probability (0 to 1) whose logarithm of odds is `logit`."""
    return 1 / (1 + math.exp(-logit))


def in_words(confidence: float) -> str:
    """Return "high", "fair" or "low" for a confidence between 0 and 1."""
    return "high" if confidence >= HIGH else "fair" if confidence >= FAIR else "low"


def load_confidence(*, with_reader: bool) -> Confidence:
    """Read what benchmarks/fit_confidence.py has fitted, with the packaged reader or without."""
    read = json.loads(Path(__file__).with_name("confidence.json").read_text(encoding="utf-8"))
    fitted = read["with reader" if with_reader else "without reader"]
    return Confidence(coefficients=fitted["coefficients"], **fitted["fitted_for"])
