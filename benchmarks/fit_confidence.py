"""Fit the confidence on public question sets, and write it to assistant/evidence/confidence.json.

    python benchmarks/fit_confidence.py ../shared/benchmarks [FOLDER FOR THE INDEXES]

Each folder below the given one holds `documents/` and `gold.jsonl`. Half of each set's questions fit the
coefficients and the other half is scored. What is predicted is whether the documents answer the question.

A set whose documents are asked several questions each serves a second time: every question is asked of its
own document alone, and of another one, which is near to it and silent about what is asked. All sets weigh
the same.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from assistant.evaluation import GoldQuestion, read_gold
from assistant.evaluation.metrics.confidence import auroc, calibration_error
from assistant.evidence.confidence import Features, load_confidence
from assistant.evidence.judging import judge
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

SEED = 20261122
TARGET = Path(__file__).parent.parent / "assistant" / "evidence" / "confidence.json"

# A set with fewer questions to a document has documents too short to be asked alone.
QUESTIONS_PER_DOCUMENT = 3
Rows = tuple[NDArray[np.float64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether it can be answered, and the one document it is asked of, empty for all."""

    question: str
    answerable: bool
    document: str = ""


def measure(folder: Path, embedder: Embedder, work: Path) -> dict[str, Rows]:
    """Return the features of each question, shape (questions, features), by the set they make."""
    synchronise(work, [folder / "documents"], embedder)
    library = Library(work, embedder)
    questions = list(read_gold(folder / "gold.jsonl"))
    random.Random(SEED).shuffle(questions)
    measured = {folder.name: _rows(library, [Asked(gold.question, gold.answerable) for gold in questions])}
    alone = list(_of_one_document(questions))
    if alone:
        measured[f"{folder.name}, a document each"] = _rows(library, alone)
    library.close()
    return measured


def _of_one_document(questions: Sequence[GoldQuestion]) -> Iterator[Asked]:
    """Yield each question for the document that answers it, and for another; none of short documents."""
    answered = [gold for gold in questions if gold.answerable and gold.evidence]
    documents = sorted({gold.evidence[0].document for gold in answered})
    if len(answered) < QUESTIONS_PER_DOCUMENT * len(documents):
        return
    chance = random.Random(SEED)
    for gold in answered:
        own = gold.evidence[0].document
        yield Asked(gold.question, True, own)
        yield Asked(gold.question, False, chance.choice([other for other in documents if other != own]))


def _rows(library: Library, asked: Sequence[Asked]) -> Rows:
    features = np.array([_features(library, one) for one in track(asked, description="Asking")])
    return features, np.array([one.answerable for one in asked], dtype=np.int64)


def _features(library: Library, asked: Asked) -> tuple[float, ...]:
    documents = (asked.document,) if asked.document else ()
    lexicon = library.lexicon(documents)
    mended, _ = lexicon.correct(asked.question)
    passages = library.search(mended, Settings().passages, documents)
    return astuple(judge(mended, passages, lexicon, load_confidence()).features)


def names() -> list[str]:
    """Return the names of the features in order."""
    return [field.name for field in fields(Features)]


def halves(rows: Rows) -> tuple[Rows, Rows]:
    """Return the first half of the questions, which are in no order, and the rest."""
    features, answerable = rows
    middle = len(answerable) // 2
    return (features[:middle], answerable[:middle]), (features[middle:], answerable[middle:])


def fit(sets: Sequence[Rows]) -> LogisticRegression:
    """Fit a logistic regression in which every set weighs the same."""
    weights = np.concatenate([np.full(len(answerable), 1 / len(answerable)) for _, answerable in sets])
    features = np.concatenate([features for features, _ in sets])
    answerable = np.concatenate([answerable for _, answerable in sets])
    model = LogisticRegression(C=10.0, max_iter=5000)
    model.fit(features, answerable, sample_weight=weights * len(answerable) / weights.sum())
    return model


def report(name: str, model: LogisticRegression, rows: Rows) -> str:
    """Return what the model reaches on questions that it was not fitted on."""
    features, answerable = rows
    pairs = np.stack([model.predict_proba(features)[:, 1], answerable], axis=1)
    return (
        f"{name}, {len(answerable)} questions not fitted on: AUROC {float(auroc(pairs)):.3f}, "
        f"expected calibration error {float(calibration_error(pairs)):.3f}\n"
    )


def main(data: Path, work: Path) -> None:
    """Fit on one half of every set below `data`, print what the other half gives, write the coefficients."""
    embedder = Embedder(Settings().embedding_model)
    folders = sorted(path.parent for path in data.glob("*/gold.jsonl"))
    measured: dict[str, Rows] = {}
    for folder in folders:
        measured |= measure(folder, embedder, work / folder.name / "index")
    model = fit([halves(rows)[0] for rows in measured.values()])
    for name, rows in measured.items():
        sys.stdout.write(report(name, model, halves(rows)[1]))
    values = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    coefficients = dict(zip(["intercept", *names()], (round(value, 4) for value in values), strict=True))
    settings = Settings()
    fitted = {
        "fitted_on": sorted(measured),
        "fitted_for": {
            name: getattr(settings, name) for name in ("embedding_model", "embedding_weight", "reranker")
        },
        "seed": SEED,
        "coefficients": coefficients,
    }
    TARGET.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {coefficients}\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else temporary))
