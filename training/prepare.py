"""Turn the sources into examples: python -m training.prepare SOURCES TARGET."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from training.documents import read_all
from training.examples import Example, write_examples
from training.marks import examples_of, read_marks
from training.mining import Mine
from training.public import public_examples

# One document in so many is kept out of training.
KEPT_OUT = 5


def is_kept_out(document: str) -> bool:
    """Tell whether a document is of the development set, by its name."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % KEPT_OUT == 0


def prepare(
    sources: Annotated[Path, typer.Argument(help="The folder of training data.")],
    target: Annotated[Path, typer.Argument(help="Where the examples are written.")],
) -> None:
    """Write a file of examples for each kind of source, and the development set apart."""
    target.mkdir(parents=True, exist_ok=True)
    guidelines = sources / "guidelines"
    documents = read_all(guidelines / "documents")
    mine = Mine(list(documents.values()))
    marked = list(read_marks(guidelines, documents))
    for name, wanted in (("marks", False), ("development", True)):
        chosen = [one for one in marked if is_kept_out(one.document) == wanted]
        random.Random(name).shuffle(chosen)
        found = (one for each in chosen for one in examples_of(each, documents[each.document], mine))
        _write(target, name, found)
    _write(target, "public", public_examples(sources))


def _write(target: Path, name: str, examples: Iterator[Example]) -> None:
    count = write_examples(target / f"{name}.jsonl", examples)
    print(f"{name}: {count} examples")  # noqa: T201


if __name__ == "__main__":
    typer.run(prepare)
