"""The results as Markdown: what was run, and a table for each set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from assistant.evaluation.provenance import commit
from assistant.evaluation.scores import Estimate
from benchmarks.machine import machine, with_versions
from benchmarks.measuring import Column, Measured
from benchmarks.recipe import CHUNK_OVERLAP, CHUNK_SIZE

NOTHING = "–"
# What stands below this heading is written by hand, and is kept when the tables are written anew.
BY_HAND = "## What each part gave"
ROWS = {
    "citation_hit_at_1": "hit@1: the first citation is right",
    "citation_hit_at_3": "hit@3: one of the first three is",
    "citation_precision": "citations that are right",
    "rouge_2_recall": "ROUGE-2 recall",
    "rouge_2_f1": "ROUGE-2 F1",
    "answer_words": "words of an answer",
    "answer_span": "text holds the accepted answer",
    "auroc": "AUROC, answerable or not",
    "calibration_error": "calibration error: answers that are right",
    "calibration_answerable": "calibration error: questions that are answerable",
    "accuracy": "accuracy, refusals included",
    "false_refusal_rate": "answerable, but refused",
    "abstention_recall": "unanswerable, and refused",
    "retrieval_recall_at_5": "evidence among five passages",
    "ndcg_at_10": "nDCG@10 of the passages",
    "latency_ms_p50": "question, median",
    "latency_ms_p95": "question, 95th percentile",
}
# Digits after the point, and the unit; a share has three and none.
WRITTEN = {"answer_words": (0, ""), "latency_ms_p50": (1, " ms"), "latency_ms_p95": (1, " ms")}
EXPLANATION = f"""\
- **assistant**: as installed, answering by quoting; what it refuses counts as a miss.
- **assistant, never refusing**: the same with the threshold at 0, to be held against systems that never
  refuse. AUROC and calibration are of this run in both columns.
- **recipe**: chunks of {CHUNK_SIZE:,} characters with an overlap of {CHUNK_OVERLAP}, the same model, the
  nearest by cosine similarity in Chroma. It cites the three nearest chunks, answers with the text of the
  nearest, and its confidence is the similarity.
- **BM25**: keywords alone over the assistant's paragraphs. It cites the three best, answers with the best,
  and its confidence grows with the score.

In parentheses the 95 % bootstrap interval. A citation is right when it comes from the evidence's document
and holds its quote, or 80 % of the words of a quote of five words or more. {NOTHING}: does not apply.
"""


def introduction() -> str:
    """Return what was run, when, with what and on what; no paths."""
    return (
        "# The assistant beside what a user would build instead\n\n"
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit() or 'unknown'}. {with_versions()}. {machine()}.\n\n"
        f"{EXPLANATION}"
    )


def by_hand(text: str) -> str:
    """Return the part of earlier results that no run writes; empty where there is none."""
    _, heading, rest = text.partition(BY_HAND)
    return f"\n{heading}{rest}" if heading else ""


def section(measured: Measured) -> str:
    """Return a set's heading, what it holds, and its table."""
    return (
        f"## {measured.name}\n\n{measured.documents:,} documents; {measured.questions:,} questions, "
        f"{measured.answerable:,} of them answerable.\n\n" + "\n".join(_table(measured)) + "\n"
    )


def _table(measured: Measured) -> Iterator[str]:
    columns = measured.columns
    yield _line("", *(column.name for column in columns))
    yield "|---|" + "---:|" * len(columns)
    for metric, title in ROWS.items():
        yield _line(title, *(_figure(metric, column.metrics[metric]) for column in columns))
    yield _line("indexing", *(_seconds(column) for column in columns))
    yield _line("indexing, over embedding itself", *(_over_embedding(column) for column in columns))
    yield _line("indexing, pieces per second", *(_speed(column) for column in columns))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(metric: str, estimate: Estimate | None) -> str:
    if estimate is None:
        return NOTHING
    digits, unit = WRITTEN.get(metric, (3, ""))
    value, low, high = (f"{figure:.{digits}f}" for figure in (estimate.value, estimate.low, estimate.high))
    return f"{value}{unit} ({low}–{high})"


def _seconds(column: Column) -> str:
    return NOTHING if column.seconds is None else f"{column.seconds:.1f} s"


def _over_embedding(column: Column) -> str:
    if column.seconds is None or not column.embedding:
        return NOTHING
    return f"{column.seconds / column.embedding - 1:+.0%}"


def _speed(column: Column) -> str:
    pieces = f"{column.count:,} {column.pieces}"
    return pieces if column.seconds is None else f"{column.count / column.seconds:,.0f}/s of {pieces}"
