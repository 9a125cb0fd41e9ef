"""Index a set's documents and ask its questions, with each system in turn."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from assistant.answer import Answer, Message
from assistant.evaluation import Case, run
from assistant.evaluation.grounding import Grounded, ground
from assistant.evaluation.scores import Estimate, summarise
from benchmarks.assistant_system import AssistantSystem, default_settings, with_refusals
from benchmarks.keywords_alone import KeywordsAlone
from benchmarks.question_sets import QuestionSet
from benchmarks.recipe import Recipe
from benchmarks.systems import System, read_documents
from benchmarks.timed_embedder import TimedEmbedder

# What the confidence is worth shows where nothing is refused.
OF_THE_CONFIDENCE = ("auroc", "calibration_error", "calibration_answerable")
NEVER_REFUSING = "assistant, never refusing"


@dataclass(frozen=True, slots=True)
class Column:
    """What one system scored; `seconds` of indexing are None where the index was there already.

    `embedding` seconds of them went into the model, zero for a system without one. `metrics` holds None
    for what does not apply to the system.
    """

    name: str
    metrics: Mapping[str, Estimate | None]
    count: int
    pieces: str
    seconds: float | None
    embedding: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of every system on one set."""

    name: str
    documents: int
    questions: int
    answerable: int
    columns: tuple[Column, ...]


def measure(questions: QuestionSet, embedder: TimedEmbedder, work: Path) -> Measured:
    """Measure every system on one set; the indexes are kept below `work`."""
    documents = read_documents(questions.documents)
    grounded = ground(questions.questions, documents)
    # The model is loaded before any clock runs: both systems that use it find it ready.
    embedder.load()
    systems: tuple[System, ...] = (
        AssistantSystem(work / "assistant", embedder),
        Recipe(work / "recipe", embedder),
        KeywordsAlone(),
    )
    columns = [
        column for system in systems for column in _columns(system, questions, grounded, work, embedder)
    ]
    return Measured(
        questions.name,
        len(documents),
        len(questions.questions),
        sum(question.answerable for question in questions.questions),
        tuple(columns),
    )


def _columns(
    system: System,
    questions: QuestionSet,
    grounded: Sequence[Grounded],
    work: Path,
    embedder: TimedEmbedder,
) -> Iterator[Column]:
    kept = (work / system.name).exists()
    with closing(system):
        _say(f"{questions.name}: {system.name}: indexing")
        started, before = time.perf_counter(), embedder.seconds
        count = system.index(questions.documents)
        seconds = None if kept else time.perf_counter() - started
        indexed = (count, system.pieces, seconds, embedder.seconds - before)
        cases = tuple(_ask(system, grounded, f"{questions.name}: {system.name}: asking"))
    metrics = _metrics(cases)
    if isinstance(system, AssistantSystem):
        refusing = _metrics(with_refusals(cases, default_settings(work).threshold))
        refusing |= {name: metrics[name] for name in OF_THE_CONFIDENCE}
        yield Column(system.name, refusing, *indexed)
        yield Column(NEVER_REFUSING, metrics, *indexed)
    else:
        yield Column(system.name, metrics, *indexed)


def _ask(system: System, grounded: Sequence[Grounded], what: str) -> Iterator[Case]:
    def stream(question: str, history: Sequence[Message]) -> Iterator[Answer]:
        yield system.ask(question, history)

    # The first question of all opens files and fills caches; it is not one of those that are timed.
    system.ask("What is this about?", ())
    yield from track(
        run(grounded, stream), description=what, total=len(grounded), console=Console(stderr=True)
    )


def _metrics(cases: Sequence[Case]) -> dict[str, Estimate | None]:
    metrics = dict(summarise(cases).metrics)
    if not any(case.answer.passages for case in cases):
        # Chunks have no paragraph that could be looked for in a ranking.
        metrics |= {"retrieval_recall_at_5": None, "ndcg_at_10": None}
    return metrics


def _say(what: str) -> None:
    Console(stderr=True).print(what, highlight=False)
