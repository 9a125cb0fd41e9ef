"""Fit the confidence on answers that are known to be right or wrong, into assistant/evidence/confidence.json.

    python -m benchmarks.fit_confidence ../shared/benchmarks ../shared/training/guidelines [--work FOLDER]

Each folder below the first holds `documents/` and `gold.jsonl`, a public set; the second holds
`documents/`, `marks.jsonl` and `statements.jsonl.gz`: guideline questions with every statement that
answers, and those that look alike. What is predicted is whether what is quoted is right; an answer to a
question that the documents do not answer never is. Half of each set fits the coefficients, the other half
is scored; guidelines are halved by document. A question that can be answered is asked of all documents and of
its own alone, one that cannot of the one that is known not to answer it: were all that are asked of one
document without an answer, a small index would seem a bad sign. Guidelines weigh half as much again as all
public sets, for answers over them are wrong more often. A sample of each set is asked, in half an hour.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import typer
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.evaluation import Case, ground, read_gold
from assistant.evaluation.case import right
from assistant.evaluation.matching import fold
from assistant.evaluation.metrics.confidence import auroc, calibration_error
from assistant.evidence.confidence import Features
from assistant.opening import index_files
from assistant.settings import READER, UNREAD, Settings
from benchmarks.assistant_system import default_settings
from corpus.document import Document
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from training.documents import is_kept_out

SEED = 20261122
GUIDELINES = "guidelines"
TARGET = Path(__file__).parent.parent / "assistant" / "evidence" / "confidence.json"
NAMES = [field.name for field in fields(Features)]
# So many guideline questions are asked, answerable and not in equal parts, and so many of a public set.
MOST_MARKED, MOST_PUBLIC = 800, 450
# What guidelines weigh beside all public sets.
WEIGHT = 1.5


class Row(NamedTuple):
    """The features of a question that was answered, whether the answer is right, and the half it is in."""

    features: tuple[float, ...]
    right: bool
    fits: bool


class Asked(NamedTuple):
    """A question, the documents it is asked of (all when empty), what tells a right answer, and its half."""

    question: str
    documents: tuple[str, ...]
    is_right: Callable[[Answer], bool]
    fits: bool


def rows(assistant: Assistant, asked: Iterable[Asked], name: str) -> list[Row]:
    """Ask, and return a row for each answer; what is ruled out is never answered, and fits nothing."""
    found = []
    for one in track(list(asked), description=name):
        answer, why = assistant.ask_and_explain(one.question, (), one.documents)
        if answer.answered and not why.missing:
            features = tuple(part.value for part in why.features)
            found.append(Row(features, one.is_right(answer), one.fits))
    return found


def of_public_set(folder: Path, documents: tuple[Document, ...]) -> Iterator[Asked]:
    """Yield a set's questions, to be asked of all of its documents."""
    grounded = list(ground(tuple(read_gold(folder / "gold.jsonl")), documents))
    random.Random(SEED).shuffle(grounded)
    for place, item in enumerate(grounded[:MOST_PUBLIC]):

        def is_right(answer: Answer, item: Any = item) -> bool:
            return right(Case(item.gold, answer, (), item.expected))

        yield Asked(item.gold.question, (), is_right, place % 2 == 0)


def of_marks(folder: Path, documents: tuple[Document, ...]) -> Iterator[Asked]:
    """Yield guideline questions: right is what quotes an answering statement and no other one."""
    with gzip.open(folder / "statements.jsonl.gz", "rt", encoding="utf-8") as lines:
        said = {
            line["document"]: [fold(text) for _, text in line["statements"]]
            for line in map(json.loads, lines)
        }
    marks = list(map(json.loads, (folder / "marks.jsonl").open(encoding="utf-8")))
    ids = {Path(document.source).name: document.id for document in documents}
    random.Random(SEED).shuffle(marks)
    halves = {name: random.Random(name).random() < 0.5 for name in said}
    for answerable in (True, False):
        chosen = [
            mark
            for mark in marks
            if mark["answerable"] is answerable and mark["document"] in ids and is_kept_out(mark["document"])
        ]
        for mark in chosen[: MOST_MARKED // 2]:
            alone, fits = (ids[mark["document"]],), halves[mark["document"]]
            is_right = _quotes_what_answers(mark, said[mark["document"]], ids[mark["document"]])
            for searched in ((), alone) if answerable else (alone,):
                yield Asked(mark["question"], searched, is_right, fits)


def _quotes_what_answers(mark: Mapping[str, Any], said: list[str], document: str) -> Callable[[Answer], bool]:
    """Return what tells whether an answer quotes a statement marked as answering, and none that looks alike.

    A quote stands for the statements of its document that hold it, or that it holds.
    """
    answers, alike = set(mark["answers"]), set(mark["look_alikes"])

    def is_right(answer: Answer) -> bool:
        hits = 0
        for citation in answer.citations:
            quote = fold(citation.quote) if citation.document == document else ""
            held = {
                place
                for place, text in enumerate(said)
                if quote and text and (text in quote or quote in text)
            }
            hits += bool(held & answers)
            if held & alike and not held & answers:
                return False
        return bool(hits)

    return is_right


def fit(sets: Mapping[str, list[Row]]) -> LogisticRegression:
    """Fit a logistic regression on the first halves; guidelines weigh `WEIGHT` times the public sets."""
    chosen = {name: [row for row in found if row.fits] for name, found in sets.items()}
    shares = {name: WEIGHT * (len(sets) - 1) if name == GUIDELINES else 1 for name in sets}
    weights = np.concatenate(
        [np.full(len(found), shares[name] / len(found)) for name, found in chosen.items()]
    )
    features = np.array([row.features for found in chosen.values() for row in found])
    is_right = np.array([row.right for found in chosen.values() for row in found])
    model = LogisticRegression(C=10.0, max_iter=5000)
    model.fit(features, is_right, sample_weight=weights * len(is_right) / weights.sum())
    return model


def report(name: str, model: LogisticRegression, found: list[Row]) -> str:
    """Return what the model reaches on the answers that it was not fitted on."""
    kept = [row for row in found if not row.fits]
    sure = model.predict_proba(np.array([row.features for row in kept]))[:, 1]
    pairs = np.stack([sure, np.array([row.right for row in kept])], axis=1)
    high = pairs[pairs[:, 0] >= 0.8]
    return (
        f"{name}: {len(kept)} answers not fitted on, {pairs[:, 1].mean():.3f} right; "
        f"AUROC {float(auroc(pairs)):.3f}, expected calibration error {float(calibration_error(pairs)):.3f}; "
        f"high {len(high)}, of which right {high[:, 1].mean() if len(high) else 0:.3f}\n"
    )


def opened(documents: Path, home: Path, embedder: Embedder, reader: Reader | None) -> Assistant:
    """Index a folder and open the assistant over it; it refuses nothing that the documents hold."""
    settings = default_settings(home, 0.0)
    index_files(settings, [documents], embedder)
    return Assistant(settings, Library(settings.index_folder, embedder), reader=reader)


def ask_all(public: Path, guidelines: Path, place: Path, reader: Reader | None) -> dict[str, list[Row]]:
    """Return the answers to each set, read by `reader` or not; the indexes are kept in `place`."""
    embedder, sets = Embedder(Settings().embedding_model), {}
    for folder in sorted(path.parent for path in public.glob("*/gold.jsonl")):
        assistant = opened(folder / "documents", place / folder.name, embedder, reader)
        asked = of_public_set(folder, assistant.documents())
        sets[folder.name] = rows(assistant, asked, folder.name)
        assistant.close()
    assistant = opened(guidelines / "documents", place / GUIDELINES, embedder, reader)
    sets[GUIDELINES] = rows(assistant, of_marks(guidelines, assistant.documents()), GUIDELINES)
    assistant.close()
    return sets


def main(
    public: Annotated[Path, typer.Argument(help="Folder of public sets.", exists=True)],
    guidelines: Annotated[Path, typer.Argument(help="Folder of marked guidelines.", exists=True)],
    work: Annotated[Path | None, typer.Option(help="Where the indexes are kept.")] = None,
) -> None:
    """Fit on one half of every set, print what the other half gives, write the coefficients."""
    fitted = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name, reader in (("with reader", Reader()), ("without reader", None)):
            sets = ask_all(public, guidelines, work or Path(temporary), reader)
            model = fit(sets)
            sys.stdout.write(f"{name}\n")
            for each, found in sets.items():
                sys.stdout.write(report(each, model, found))
            fitted[name] = in_json(model, sorted(sets), READER if reader else UNREAD)
    TARGET.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def in_json(model: LogisticRegression, fitted_on: list[str], reranker: str) -> dict[str, Any]:
    """Return the coefficients with what they were fitted on and for."""
    values = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    settings = Settings()
    return {
        "fitted_on": fitted_on,
        "fitted_for": {
            "embedding_model": settings.embedding_model,
            "embedding_weight": settings.embedding_weight,
            "reranker": reranker,
        },
        "seed": SEED,
        "coefficients": dict(zip(["intercept", *NAMES], (round(value, 4) for value in values), strict=True)),
    }


if __name__ == "__main__":
    typer.run(main)
