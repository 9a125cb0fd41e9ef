"""Documents of one title, told apart by the names of their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from corpus.document import Document
from corpus.printable import printable


def files_apart(documents: Iterable[Document]) -> dict[str, str]:
    """Return the file name of each of `documents` (id) whose title another one has as well.

    It is named without its folder, whose names are no one's business but their owner's; where that is the
    same too, the id stands beside it.
    """
    by_title: dict[str, list[Document]] = {}
    for document in documents:
        by_title.setdefault(" ".join(document.title.split()).casefold(), []).append(document)
    apart: dict[str, str] = {}
    for namesakes in (same for same in by_title.values() if len(same) > 1):
        files = {document.id: printable(Path(document.source).name) for document in namesakes}
        held = Counter(files.values())
        apart |= {id: file if held[file] == 1 else f"{file}, {id}" for id, file in files.items()}
    return apart


def full_name(title: str, file: str) -> str:
    """Return what a document is called: its title, and the `file` that tells it apart where it has one."""
    return f"{title} ({file})" if file else title


def full_names(documents: Iterable[Document]) -> dict[str, str]:
    """Return what each of `documents` (id) is called among the others."""
    there = tuple(documents)
    apart = files_apart(there)
    return {document.id: full_name(document.title, apart.get(document.id, "")) for document in there}
