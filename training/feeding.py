"""Feed examples to training: drawn from several files, without parts of their contexts, in batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from index.models.windows import Pieces, Said, Window, by_length, make_windows
from training.examples import ANSWERS, Example, example_of_line, passage_label

# How often a context loses its title, and how often it keeps only what is nearest.
TITLE_LOST, FAR_LOST = 0.1, 0.1
# Word pieces of a batch, padding among them, and how many batches are sorted by length together.
BATCH_PIECES, SORTED = 3600, 12
# Paragraphs that do not answer which a question brings for each that does, or alone.
WRONG_EACH = 2


@dataclass(frozen=True, slots=True)
class Task:
    """A window with a label for each of its statements, and one for the whole."""

    window: Window
    labels: tuple[int, ...]

    @property
    def label(self) -> int:
        """Return the label of the whole."""
        return passage_label(self.labels)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of examples and the share of the questions (any unit) that are drawn from it."""

    file: Path
    share: float


class Feed:
    """Draw batches without end; the same seed draws the same."""

    def __init__(self, sources: Sequence[Source], pieces: Pieces, seed: int) -> None:
        self._chance = random.Random(seed)
        self._pieces = pieces
        self._shares = [source.share for source in sources]
        self._questions = [self._endless(questions_in(source.file)) for source in sources]

    def batches(self) -> Iterator[list[Task]]:
        """Yield batches of windows of like length."""
        while True:
            tasks: list[Task] = []
            while sum(len(task.window.pieces) for task in tasks) < SORTED * BATCH_PIECES:
                (source,) = self._chance.choices(self._questions, self._shares)
                tasks += self._tasks(next(source))
            found = list(batches_of(tasks))
            self._chance.shuffle(found)
            yield from found

    def _endless(self, questions: list[list[str]]) -> Iterator[list[Example]]:
        while True:
            self._chance.shuffle(questions)
            for lines in questions:
                yield [example_of_line(line) for line in lines]

    def _tasks(self, examples: list[Example]) -> Iterator[Task]:
        """Yield a question's windows: one that answers, where there is one, and some that do not."""
        answering = [one for one in examples if one.answers]
        wrong = [one for one in examples if not one.answers]
        chosen = self._chance.sample(answering, min(1, len(answering)))
        # The first are the look-alikes, the last are of other documents.
        count = min(len(wrong), WRONG_EACH if answering else WRONG_EACH - 1)
        chosen += [wrong[int(len(wrong) * self._chance.random() ** 1.5)] for _ in range(count)]
        for example in chosen:
            yield self._task(example)

    def _task(self, example: Example) -> Task:
        """Return one window of the paragraph, one that answers where there is one."""
        tasks = tasks_of(example, self._pieces, self._lost(example.statements))
        return self._chance.choice([task for task in tasks if task.label == ANSWERS] or tasks)

    def _lost(self, statements: tuple[Said, ...]) -> tuple[Said, ...]:
        """Return `statements` without some of the far parts of their contexts, all without the same."""
        chance = self._chance.random()
        if chance < TITLE_LOST:
            return tuple(Said(one.context[1:], one.text) for one in statements)
        if chance < TITLE_LOST + FAR_LOST:
            shortest = min(len(one.context) for one in statements)
            lost = self._chance.randint(0, max(0, shortest - 1))
            return tuple(Said(one.context[lost:], one.text) for one in statements)
        return statements


def tasks_of(example: Example, pieces: Pieces, statements: tuple[Said, ...] = ()) -> list[Task]:
    """Return all windows of an example, with `statements` in the place of its own where they are given."""
    windows = make_windows(example.question, statements or example.statements, pieces)
    return [Task(window, tuple(example.labels[at] for at in window.statements)) for window in windows]


def batches_of(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Yield batches of windows of like length, each of at most `BATCH_PIECES` word pieces."""
    return by_length(tasks, lambda task: len(task.window.pieces), BATCH_PIECES)


def questions_in(file: Path) -> list[list[str]]:
    """Return the lines of a file of examples, those of a question that follow each other together."""
    with file.open(encoding="utf-8") as lines:
        return [list(found) for _, found in groupby(lines, key=lambda line: line[: line.index(", [[")])]
