"""Examples from questions with one answering statement and near misses; all else is doubtful."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.models.windows import Said
from training.documents import Paragraph, Read, find_marked
from training.examples import ANSWERS, DOUBTFUL, WRONG, Example


def pair_examples(file: Path, documents: Mapping[str, Read]) -> Iterator[Example]:
    """Yield the paragraphs of the answer and of the near misses of each line of `file`."""
    with file.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            wanted = [(line, ANSWERS)] if line["answerable"] else []
            wanted += [(miss, WRONG) for miss in line["near_misses"]]
            for told, label in wanted:
                name = told.get("document") or line["document"]
                title = told.get("title") or line["title"]
                yield _example(line["question"], told, label, title, documents.get(name))


def _example(question: str, told: dict[str, Any], label: int, title: str, read: Read | None) -> Example:
    """Return what is told among the product's own statements, or alone where it is not found."""
    document = read.name if read else ""
    if read:
        for place, whole in find_marked([told["statement"]], read.statements)[0]:
            paragraph = next(one for one in read.paragraphs if place in one.places)
            if whole and _is_under(paragraph, told["heading"]):
                labels = tuple(label if at == place else DOUBTFUL for at in paragraph.places)
                return Example(question, paragraph.said, labels, "pairs", document)
    context = tuple(filter(None, (title, *told["heading"].split(" > "), told["lead_in"].rstrip(" :"))))
    return Example(question, (Said(context, told["statement"]),), (label,), "pairs", document)


def _is_under(paragraph: Paragraph, heading: str) -> bool:
    last = heading.rsplit(" > ", maxsplit=1)[-1].casefold()
    return any(last == each.casefold() for each in paragraph.statements[0].context.headings)
