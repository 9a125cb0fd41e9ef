"""Remove documents from the index, and leave all else that it holds as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.document import Document
from corpus.errors import UserError
from corpus.printable import printable
from index.file_steps import deletions
from index.store.catalogue import Catalogue, read_catalogue
from index.store.next_collection import NextCollection
from index.store.writing import changing, closed, next_generation, put_in_place


def remove_documents(
    folder: Path, ids: Collection[str], *, lock_timeout: float = 10.0, delete_below: Path | None = None
) -> tuple[Document, ...]:
    """Remove the documents with `ids` from the index in `folder`, and return them.

    Their files stay, and are indexed again when they are named again; those that lie in `delete_below`, the
    documents' copies included, are deleted with that: if this is broken off, by the next run, which indexes
    none of them. No file is read and no model is loaded. Removing the last document leaves an index without
    any. Raise `UserError` when one of `ids` is not indexed, and nothing is
    removed then, or when the folder cannot be written or is being written.
    """
    with changing(folder, lock_timeout):
        before = _indexed(folder)
        removed = tuple(_find(name, before) for name in dict.fromkeys(ids))
        if removed:
            _remove(folder, before, removed, delete_below)
    return removed


def _indexed(folder: Path) -> Catalogue:
    catalogue = read_catalogue(folder)
    if catalogue is None:
        raise UserError("There is no index yet, so there is nothing to remove.")
    return catalogue


def _find(name: str, before: Catalogue) -> Document:
    try:
        return before.by_id[name]
    except KeyError:
        raise UserError(
            f"The document {printable(name)!r} is not indexed (any more); nothing was removed."
        ) from None


def _remove(folder: Path, before: Catalogue, removed: Sequence[Document], delete_below: Path | None) -> None:
    documents = tuple(document for document in before.documents if document not in removed)
    kept = {copy for document in documents for copy in document.copies}
    copies = {path: state for path, state in before.copies.items() if path in kept}
    after = next_generation(before)
    files = _files_below(delete_below, removed)
    # A file that was still to be put in its place would come back when that can be done.
    gone = {str(path) for path in files}
    left = (step for step in after.steps if not (step.source and step.path in gone))
    steps = (*left, *deletions(files))
    after = replace(after, documents=documents, copies=copies, steps=steps)
    rows = NextCollection(folder, before, after)
    with closed(rows, folder):
        put_in_place(folder, rows, after)


def _files_below(folder: Path | None, documents: Sequence[Document]) -> list[Path]:
    """Return the files of `documents` that lie in `folder`."""
    files = (Path(path) for document in documents for path in (document.source, *document.copies))
    return [path for path in files if folder and path.is_relative_to(folder.resolve())]
