"""Examples from the documents whose answering statements were all marked by reading them whole."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.statements import Statement, StatementKind
from training.documents import Paragraph, Read, find_marked
from training.examples import ANSWERS, DOUBTFUL, WRONG, Example
from training.mining import Mine

# Paragraphs for a question: with answers, named as look-alikes, nearest in the document, and in others.
ANSWERING, ALIKE, NEAREST, FOREIGN = 3, 4, 5, 4
# How many of the nearest are looked through.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with a label for each statement of its document, and the places of its look-alikes."""

    question: str
    document: str
    labels: tuple[int, ...]
    look_alikes: frozenset[int]
    answerable: bool
    kind: str


def read_marks(folder: Path, documents: Mapping[str, Read]) -> Iterator[Marked]:
    """Yield the questions of `folder`/marks.jsonl, their numbers turned into the product's own statements."""
    with gzip.open(folder / "statements.jsonl.gz", "rt", encoding="utf-8") as file:
        listed = {line["document"]: line["statements"] for line in map(json.loads, file)}
    statements = {name: documents[name].statements for name in listed}
    found = {
        name: find_marked([text for _, text in texts], statements[name]) for name, texts in listed.items()
    }
    with (folder / "marks.jsonl").open(encoding="utf-8") as file:
        for line in map(json.loads, file):
            name = line["document"]
            places = found[name]
            answers = [spot for number in line["answers"] for spot in places[number]]
            if line["answerable"] and not any(whole for _, whole in answers):
                continue
            labels = label(statements[name], answers, [at for n in line["part"] for at, _ in places[n]])
            alike = frozenset(at for number in line["look_alikes"] for at, _ in places[number])
            yield Marked(line["question"], name, labels, alike, line["answerable"], line["kind"])


def label(
    statements: Sequence[Statement], answers: Sequence[tuple[int, bool]], doubtful: Sequence[int]
) -> tuple[int, ...]:
    """Return a label for each statement; `answers` are places with whether all of what answers is there.

    Which cell of an answering row answers nobody has said.
    """
    labels = [WRONG] * len(statements)
    for place in doubtful:
        labels[place] = DOUBTFUL
    for place, whole in answers:
        if labels[place] != ANSWERS:
            labels[place] = ANSWERS if whole else DOUBTFUL
    row = WRONG
    for place, one in enumerate(statements):
        if one.kind is not StatementKind.CELL:
            row = labels[place]
        elif row != WRONG:
            labels[place] = DOUBTFUL
    return tuple(labels)


def examples_of(marked: Marked, read: Read, mine: Mine) -> Iterator[Example]:
    """Yield the paragraphs that answer and those that only seem to, from the document and from others."""
    ranked = mine.ranked(marked.question)
    inside = [paragraph for name, paragraph in ranked if name == read.name]
    for paragraph in _chosen(marked, read, inside[:LOOKED_AT]):
        labels = tuple(marked.labels[at] for at in paragraph.places)
        yield Example(marked.question, paragraph.said, labels, "marks", marked.document)
    others = (
        paragraph
        for name, paragraph in ranked[:LOOKED_AT]
        if name != read.name and not mine.share_topic(name, read.name)
    )
    for paragraph in islice(others, FOREIGN):
        labels = (WRONG,) * len(paragraph.statements)
        yield Example(marked.question, paragraph.said, labels, "foreign", marked.document)


def _chosen(marked: Marked, read: Read, nearest: Sequence[Paragraph]) -> Iterator[Paragraph]:
    def holding(wanted: frozenset[int], most: int) -> list[Paragraph]:
        return [one for one in read.paragraphs if wanted.intersection(one.places)][:most]

    answers = frozenset(place for place, one in enumerate(marked.labels) if one == ANSWERS)
    doubtful = frozenset(place for place, one in enumerate(marked.labels) if one == DOUBTFUL)
    answering, alike = holding(answers, ANSWERING), holding(marked.look_alikes, ALIKE)
    rest = [one for one in nearest if not (answers | doubtful).intersection(one.places)]
    yield from {one.id: one for one in (*answering, *alike, *rest[:NEAREST])}.values()
