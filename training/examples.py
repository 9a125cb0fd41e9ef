"""What the reader learns from: a question, the statements of a paragraph, and which of them answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.models.windows import Said

# What a statement is taught as: it answers, it does not, or nobody can say.
ANSWERS, WRONG, DOUBTFUL = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a paragraph's statements and a label for each; `origin` and `document` say whence."""

    question: str
    statements: tuple[Said, ...]
    labels: tuple[int, ...]
    origin: str
    document: str = ""

    @property
    def answers(self) -> bool:
        """Tell whether one of its statements answers."""
        return ANSWERS in self.labels


def passage_label(labels: Sequence[int]) -> int:
    """Return the label of a passage whose statements have `labels`: it answers where one of them does."""
    return ANSWERS if ANSWERS in labels else DOUBTFUL if DOUBTFUL in labels else WRONG


def write_examples(path: Path, examples: Iterable[Example]) -> int:
    """Write `examples` to `path`, one a line, and return how many there are."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            said = [[*one.context, one.text] for one in example.statements]
            line = [example.question, said, example.labels, example.origin, example.document]
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples that `write_examples` wrote to `path`."""
    with path.open(encoding="utf-8") as file:
        yield from map(example_of_line, file)


def example_of_line(line: str) -> Example:
    """Return the example that a line of such a file holds."""
    question, statements, labels, origin, document = json.loads(line)
    said = tuple(Said(tuple(one[:-1]), one[-1]) for one in statements)
    return Example(question, said, tuple(labels), origin, document)
