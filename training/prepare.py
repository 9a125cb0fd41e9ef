"""Turn the sources into examples: python -m training.prepare SOURCES TARGET."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from index.models.embedder import Embedder
from training.cells import cell_examples, row_labels
from training.counterfactuals import counterfactual, read_exchanges
from training.documents import Read, is_kept_out, read_all
from training.examples import Example, read_examples, write_examples
from training.marks import examples_of, read_marks
from training.mining import Mine
from training.pairs import pair_examples
from training.public import public_examples


def prepare(
    sources: Annotated[Path, typer.Argument(help="The folder of training data.")],
    target: Annotated[Path, typer.Argument(help="Where the examples are written.")],
    only: Annotated[list[str] | None, typer.Option(help="The files to write, all unless named.")] = None,
) -> None:
    """Write a file of examples for each kind of source, and the development set apart."""
    target.mkdir(parents=True, exist_ok=True)
    guidelines = sources / "guidelines"
    documents = read_all(guidelines / "documents")
    trained = {name: read for name, read in documents.items() if not is_kept_out(name)}
    kinds: dict[str, Callable[[], Iterator[Example]]] = {
        "pairs": lambda: _pairs(guidelines, documents, trained),
        "cells": lambda: _cells(trained),
        "public": lambda: public_examples(sources),
        "development": lambda: _marks(guidelines, documents, kept_out=True),
        "marks": lambda: _marks(guidelines, documents, kept_out=False),
        # It is made of the others.
        "counterfactuals": lambda: _counterfactuals(target),
    }
    for name in only or kinds:
        count = write_examples(target / f"{name}.jsonl", kinds[name]())
        print(f"{name}: {count} examples", flush=True)  # noqa: T201


def _marks(guidelines: Path, documents: dict[str, Read], *, kept_out: bool) -> Iterator[Example]:
    # What is kept out is not even a wrong answer in training.
    known = [read for name, read in documents.items() if kept_out or not is_kept_out(name)]
    mine = Mine(known, Embedder())
    marked = [one for one in read_marks(guidelines, documents) if is_kept_out(one.document) == kept_out]
    random.Random(7).shuffle(marked)
    for one in marked:
        yield from examples_of(one, documents[one.document], mine)


def _pairs(guidelines: Path, documents: dict[str, Read], trained: dict[str, Read]) -> Iterator[Example]:
    for file in sorted(guidelines.glob("pairs-*.jsonl")):
        for example in pair_examples(file, documents):
            if example.document in trained:
                yield example


def _cells(documents: dict[str, Read]) -> Iterator[Example]:
    chance = random.Random("cells")
    labels = sorted({label for read in documents.values() for label in row_labels(read)})
    for read in documents.values():
        yield from cell_examples(read, labels, chance)


def _counterfactuals(folder: Path) -> Iterator[Example]:
    """Yield what answers and what no longer does, made of it, one after the other."""
    chance, exchanges = random.Random("counterfactuals"), read_exchanges()
    for name in ("marks", "pairs", "public"):
        for example in read_examples(folder / f"{name}.jsonl"):
            other = counterfactual(example, exchanges, chance)
            if other:
                yield from (example, other)


if __name__ == "__main__":
    typer.run(prepare)
