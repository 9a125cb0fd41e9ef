"""Fit the confidence on public question sets and write its coefficients to assistant/confidence.json.

    python benchmarks/fit_confidence.py ../shared/benchmarks

Each folder below the given one holds `documents/` and `gold.jsonl`. Half of each set's questions fit the
coefficients and the other half is scored; both sets weigh the same. What is predicted is whether the
paragraph of the best sentence is one that the gold evidence stands in.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.evaluation import GoldQuestion, read_gold
from assistant.evaluation.matching import holds
from assistant.evidence import Evidence, Features, weigh_evidence
from index import Embedder, IndexReader, synchronise

SEED = 20261122
QUESTIONS = 600
PASSAGES = 8
TARGET = Path(__file__).parent.parent / "assistant" / "confidence.json"

Rows = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]


def measure(folder: Path, embedder: Embedder, work: Path) -> Rows:
    """Return features (questions, 6), whether the best sentence is right, and whether it is answerable."""
    synchronise(work, [folder / "documents"], embedder)
    reader = IndexReader(work, embedder)
    questions = list(read_gold(folder / "gold.jsonl"))
    random.Random(SEED).shuffle(questions)
    weighed = list(_weigh(reader, embedder, questions[:QUESTIONS]))
    return (
        np.array([astuple(evidence.features) for _, evidence in weighed]),
        np.array([is_right(gold, evidence) for gold, evidence in weighed], dtype=np.int64),
        np.array([gold.answerable for gold, _ in weighed], dtype=np.int64),
    )


def _weigh(
    reader: IndexReader, embedder: Embedder, questions: Sequence[GoldQuestion]
) -> Iterator[tuple[GoldQuestion, Evidence]]:
    neutral = dict.fromkeys(["intercept", *names()], 0.0)
    for gold in track(questions, description="Asking"):
        passages = reader.search(gold.question, PASSAGES)
        yield gold, weigh_evidence(gold.question, passages, embedder, reader.abbreviations(), neutral)


def is_right(gold: GoldQuestion, evidence: Evidence) -> bool:
    """Tell whether the best sentence's paragraph holds some gold evidence."""
    paragraph = evidence.sentences[0].passage.paragraph if evidence.sentences else None
    return paragraph is not None and any(
        one.document == paragraph.document and holds(paragraph.text, one.quote) for one in gold.evidence
    )


def names() -> list[str]:
    """Return the names of the features in order."""
    return [field.name for field in fields(Features)]


def halves(rows: Rows) -> tuple[Rows, Rows]:
    """Return every other question, and the rest."""
    features, right, answerable = rows
    return (features[::2], right[::2], answerable[::2]), (features[1::2], right[1::2], answerable[1::2])


def fit(sets: Sequence[Rows]) -> LogisticRegression:
    """Fit a logistic regression in which every set weighs the same."""
    weights = np.concatenate([np.full(len(right), 1 / len(right)) for _, right, _ in sets])
    features = np.concatenate([features for features, _, _ in sets])
    right = np.concatenate([right for _, right, _ in sets])
    model = LogisticRegression(C=10.0, max_iter=1000)
    model.fit(features, right, sample_weight=weights * len(right) / weights.sum())
    return model


def main(data: Path) -> None:
    """Fit on one half of every set below `data`, print what the other half gives, write the coefficients."""
    embedder = Embedder()
    folders = sorted(path.parent for path in data.glob("*/gold.jsonl"))
    with tempfile.TemporaryDirectory() as work:
        measured = {folder.name: measure(folder, embedder, Path(work) / folder.name) for folder in folders}
    model = fit([halves(rows)[0] for rows in measured.values()])
    for name, rows in measured.items():
        features, _, answerable = halves(rows)[1]
        auroc = roc_auc_score(answerable, model.decision_function(features))
        sys.stdout.write(f"{name}: AUROC of answerable or not, on the other half: {auroc:.3f}\n")
    values = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    coefficients = dict(zip(["intercept", *names()], (round(value, 4) for value in values), strict=True))
    fitted = {"fitted_on": sorted(measured), "seed": SEED, "coefficients": coefficients}
    TARGET.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {coefficients}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
