"""Measure a reader on documents that it was not trained on: does it refuse, and does it find what answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from assistant.evaluation.metrics.confidence import auroc
from index.models.windows import Pieces
from training.examples import ANSWERS, example_of_line
from training.feeding import Task, batches_of, questions_in, tasks_of
from training.reader_model import ReaderModel, batch_of

QUESTIONS = 160


@dataclass(frozen=True, slots=True)
class Figures:
    """AUROC of answerable by the best statement's score; shares of answerable questions, 0 to 1."""

    answerable: float
    statement: float
    passage: float

    def __str__(self) -> str:
        return (
            f"AUROC of answerable {self.answerable:.3f}, best statement right {self.statement:.3f}, "
            f"best passage right {self.passage:.3f}"
        )


class Development:
    """Questions with the paragraphs of their document that answer or seem to."""

    def __init__(self, file: Path, pieces: Pieces, questions: int = QUESTIONS) -> None:
        self._tasks: list[list[Task]] = []
        for lines in questions_in(file)[:questions]:
            examples = [one for one in map(example_of_line, lines) if one.origin != "foreign"]
            self._tasks.append([task for one in examples for task in tasks_of(one, pieces)])

    @torch.no_grad()
    def measure(self, model: ReaderModel) -> Figures:
        """Let `model` read all of them."""
        model.eval()
        tasks = [task for found in self._tasks for task in found]
        scores: dict[int, tuple[float, list[float]]] = {}
        for batch in batches_of(tasks):
            passages, statements = model(batch_of([task.window for task in batch]))
            for task, passage, row in zip(batch, passages.tolist(), statements.tolist(), strict=True):
                scores[id(task)] = (passage, row[: len(task.labels)])
        return figures([[(task, *scores[id(task)]) for task in found] for found in self._tasks if found])


def figures(read: Sequence[Sequence[tuple[Task, float, list[float]]]]) -> Figures:
    """Return the figures over questions, each with its windows, their scores and their statements'."""
    answerable, best, right, passage_right = [], [], [], []
    for windows in read:
        score, label = max(
            (s, la) for task, _, row in windows for s, la in zip(row, task.labels, strict=True)
        )
        is_answerable = any(task.label == ANSWERS for task, _, _ in windows)
        answerable.append(is_answerable)
        best.append(score)
        if is_answerable:
            right.append(label == ANSWERS)
            passage_right.append(max((p, task.label) for task, p, _ in windows)[1] == ANSWERS)
    return Figures(
        float(auroc(np.array([*zip(best, map(float, answerable), strict=True)]))),
        float(np.mean(right)),
        float(np.mean(passage_right)),
    )
