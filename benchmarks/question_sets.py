"""The question sets below a folder: each a folder of its own with `documents/` and `gold.jsonl`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation import GoldQuestion, read_gold
from corpus.errors import UserError

SEED = 20261122


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions and the folder of the documents that answer them; a file's stem is its document's id."""

    name: str
    documents: Path
    questions: tuple[GoldQuestion, ...]


def find_sets(data: Path, name: str | None = None, limit: int | None = None) -> tuple[QuestionSet, ...]:
    """Read the sets below `data`, by name; `name` chooses one.

    With `limit` a random sample of so many questions of each set, the same each time, in the file's
    order. Raise `UserError` when there is no set, none of that name, or a gold file has faults.
    """
    folders = {
        path.parent.name: path.parent
        for path in sorted(data.glob("*/gold.jsonl"))
        if (path.parent / "documents").is_dir()
    }
    if not folders:
        raise UserError(
            f"There is no question set below {data}. "
            "Name a folder whose folders each hold documents/ and gold.jsonl."
        )
    if name is not None and name not in folders:
        raise UserError(f"There is no question set {name!r} below {data}; there are {', '.join(folders)}.")
    chosen = folders.values() if name is None else [folders[name]]
    return tuple(_read(folder, limit) for folder in chosen)


def _read(folder: Path, limit: int | None) -> QuestionSet:
    questions = tuple(read_gold(folder / "gold.jsonl"))
    if limit is not None and limit < len(questions):
        places = sorted(random.Random(SEED).sample(range(len(questions)), limit))
        questions = tuple(questions[place] for place in places)
    return QuestionSet(folder.name, folder / "documents", questions)
