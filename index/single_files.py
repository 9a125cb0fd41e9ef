"""Add single files to the index, and remove single documents from it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.document import Document
from corpus.errors import UserError, printable
from corpus.files import check_paths, find_files
from corpus.options import Limits, Options
from index.changes import Changes
from index.file_steps import ARRIVING, Arrival, deletions
from index.ingestion import Ingestion, Progress, indexed_before, ingest, look_at
from index.models.embedder import Embedder
from index.plan import Plan, make_plan
from index.store.catalogue import Catalogue, read_catalogue
from index.store.next_collection import NextCollection
from index.store.transaction import changing, clear_arriving, closed, next_generation, put_in_place
from index.survey import Seen, as_indexed, known_states


def add_files(
    folder: Path,
    files: Iterable[Path],
    embedder: Embedder,
    *,
    lock_timeout: float = 10.0,
    progress: Progress | None = None,
    options: Options | None = None,
    limits: Limits | None = None,
) -> Changes:
    """Add the documents of `files` to the index in `folder`, which is made when there is none.

    No other file is looked at: what is indexed of it stays, whatever has become of it. Of `files`, one that
    is indexed already is read anew when it has changed, and one that cannot be read is named in the result,
    which tells of `files` alone. `progress` is as in `synchronise`. Raise `UserError` when a file does not
    exist, when another model made the index, or when the folder cannot be written or is being written.
    """
    files = tuple(files)
    check_paths(files)
    ingestion = Ingestion(embedder, progress or (lambda *_: None), options or Options(), limits or Limits())
    with changing(folder, lock_timeout):
        before = indexed_before(folder, embedder.name)
        plan = _plan(look_at(find_files(files), before, ingestion), before)
        return ingest(folder, before, plan, ingestion).changes


def add_arriving(
    folder: Path,
    arrive: Callable[[Catalogue, Path], Arrival],
    embedder: Embedder,
    *,
    lock_timeout: float = 10.0,
    progress: Progress | None = None,
    options: Options | None = None,
    limits: Limits | None = None,
) -> Changes:
    """Add a file to the index in `folder`, and move it to its place in the same step, or do neither.

    Once the index can be changed, `arrive` is given what is indexed and a folder, puts the file there and
    tells where its place is. A document that was indexed of this place before keeps its id, and whoever asks
    meanwhile finds the one text or the other. Of a run that is broken off nothing is left, or the next run
    or start ends it. All else is as in `add_files`, and whatever `arrive` raises goes through.
    """
    ingestion = Ingestion(embedder, progress or (lambda *_: None), options or Options(), limits or Limits())
    with changing(folder, lock_timeout):
        before = indexed_before(folder, embedder.name)
        (folder / ARRIVING).mkdir(exist_ok=True)
        try:
            arrival = arrive(before, Path(tempfile.mkdtemp(dir=folder / ARRIVING)))
            (seen,) = look_at([arrival.source], before, ingestion)
            known = known_states(before).get(str(arrival.path))
            given = replace(seen, path=arrival.path, known=known, source=arrival.source)
            return ingest(folder, before, _plan([given], before), ingestion, arrival=arrival).changes
        finally:
            clear_arriving(folder)


def _plan(given: Sequence[Seen], before: Catalogue) -> Plan:
    """Return what is to be done with the `given` files, all others being as they were indexed."""
    seen = {str(file.path): file for file in as_indexed(before)}
    # A file that is indexed already keeps its place among the others.
    seen |= {str(file.path): file for file in given}
    return make_plan([*seen.values()], before, asked=[str(file.path) for file in given])


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
