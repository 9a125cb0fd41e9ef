"""Measure the reader on gold questions: python -m training.measure HOME GOLD [CHECKPOINT].

For each question the first 20 passages of today's search are ranked by the reader alone, by the search
alone, and by both added; nothing is tuned on these questions. HOME is the data folder with the index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from assistant.evaluation.matching import holds, states
from assistant.evaluation.metrics.confidence import auroc
from assistant.opening import open_assistant
from assistant.question.standalone import standalone_question
from assistant.settings import Settings
from corpus.statements import statements_of
from index.models.reader import Reader, Scores
from index.models.windows import Said, said_of
from index.passage import Passage
from training.export import CheckpointReader

PASSAGES = 20
Ranking = Callable[["Found"], list[tuple[float, list[float]]]]


@dataclass(frozen=True, slots=True)
class Found:
    """A gold question that stands alone, its passages, their statements, and what the reader says of them."""

    gold: dict[str, Any]
    question: str
    passages: tuple[Passage, ...]
    said: tuple[tuple[Said, ...], ...]
    scores: tuple[Scores, ...] = ()

    def read_by(self, reader: Reader) -> Found:
        """Return it with the scores that `reader` gives."""
        return replace(self, scores=reader.read(self.question, self.said))


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the answerable questions, 0 to 1, and the AUROC of answerable by the best statement."""

    first: float
    three: float
    statement: float
    answerable: float

    def __str__(self) -> str:
        return (
            f"all facts in the first passage {self.first:.3f}, in the first three {self.three:.3f}, "
            f"best statement right {self.statement:.3f}, AUROC of answerable {self.answerable:.3f}"
        )


def by_search(found: Found) -> list[tuple[float, list[float]]]:
    """Score passages as the search does; a statement is as good as its words are similar, and its passage."""
    return [
        (one.score, [one.score + _similarity(one, said) for said in statements])
        for one, statements in zip(found.passages, found.said, strict=True)
    ]


def _similarity(passage: Passage, said: Said) -> float:
    start = passage.paragraph.text.find(said.text)
    return passage.similarity_of(start, start + len(said.text))


def by_reader(found: Found) -> list[tuple[float, list[float]]]:
    """Score passages and statements as the reader does, as probabilities."""
    return [
        (
            max(_probability(one.passage), *map(_probability, one.statements)),
            [*map(_probability, one.statements)],
        )
        for one in found.scores
    ]


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def by_both(found: Found) -> list[tuple[float, list[float]]]:
    """Add both scores."""
    pairs = zip(by_reader(found), by_search(found), strict=True)
    return [
        (one + other, [a + b for a, b in zip(ones, others, strict=True)])
        for (one, ones), (other, others) in pairs
    ]


def figures(questions: Sequence[Found], ranking: Ranking) -> Figures:
    """Return the figures of a ranking over `questions`."""
    first, three, right, best, answerable = [], [], [], [], []
    for found in questions:
        scored = ranking(found)
        order = sorted(range(len(scored)), key=lambda place: -scored[place][0])
        statements = [
            (score, place, said)
            for place, (_, scores) in enumerate(scored)
            for score, said in zip(scores, found.said[place], strict=True)
        ]
        top, place, said = max(statements, key=lambda one: one[0])
        best.append(top)
        answerable.append(found.gold["answerable"])
        if found.gold["answerable"]:
            first.append(_tell_all(found, order[:1]))
            three.append(_tell_all(found, order[:3]))
            right.append(_answers(found, place, said))
    first_share, three_share, right_share = (float(np.mean(values)) for values in (first, three, right))
    told_apart = auroc(np.array([*zip(best, map(float, answerable), strict=True)]))
    return Figures(first_share, three_share, right_share, float(told_apart))


def _tell_all(found: Found, places: Sequence[int]) -> bool:
    """Tell whether passages, one of which is evidence, hold all facts."""
    text = "\n".join(_words(found, place) for place in places)
    is_evidence = any(_is_evidence(found, place) for place in places)
    return is_evidence and all(_holds_fact(text, fact) for fact in found.gold["facts"])


def _words(found: Found, place: int) -> str:
    passage = found.passages[place]
    return f"{passage.title}\n{passage.paragraph.heading}\n{passage.paragraph.text}"


def _answers(found: Found, place: int, said: Said) -> bool:
    """Tell whether a statement tells a fact from where the evidence stands."""
    return _is_evidence(found, place) and any(_holds_fact(said.text, fact) for fact in found.gold["facts"])


def _is_evidence(found: Found, place: int) -> bool:
    paragraph = found.passages[place].paragraph
    return any(
        one["document"] == paragraph.document
        and (holds(paragraph.text, one["quote"]) or holds(one["quote"], paragraph.text))
        for one in found.gold["evidence"]
    )


def _holds_fact(text: str, fact: str | list[str]) -> bool:
    return any(states(text, one) for one in ([fact] if isinstance(fact, str) else fact))


def find(home: Path, gold: Path) -> Iterator[Found]:
    """Yield the questions of `gold` with the passages that the index in `home` gives, not yet read."""
    assistant = open_assistant(Settings(home=home))
    for line in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        question = standalone_question(line["question"], line.get("history", []))
        told = [
            (one, said_of(statements))
            for one in assistant.search(question, PASSAGES)
            if (statements := statements_of(one.paragraph, one.title))
        ]
        yield Found(line, question, tuple(one for one, _ in told), tuple(said for _, said in told))


def measure(
    home: Annotated[Path, typer.Argument(help="The data folder with the index.")],
    gold: Annotated[Path, typer.Argument(help="The gold questions.")],
    checkpoint: Annotated[
        Path | None, typer.Argument(help="A checkpoint, instead of what is packaged.")
    ] = None,
) -> None:
    """Print the figures of the search, of the reader and of both."""
    reader = CheckpointReader(checkpoint) if checkpoint else Reader()
    questions = [found.read_by(reader) for found in find(home, gold)]
    for name, ranking in (("search", by_search), ("reader", by_reader), ("both added", by_both)):
        print(f"{name}: {figures(questions, ranking)}")  # noqa: T201


if __name__ == "__main__":
    typer.run(measure)
