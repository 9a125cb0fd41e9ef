"""Add files to the index, and leave all that it holds as it is."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.files import check_paths, find_files
from corpus.options import Options
from index.changes import Changes
from index.file_steps import ARRIVING, Arrival
from index.models.embedder import Embedder
from index.plan import Plan, make_plan
from index.reading_processes import Limits
from index.store.catalogue import Catalogue
from index.store.writing import changing, clear_arriving
from index.survey import Seen, as_indexed, known_states
from index.taking_in import Means, Progress, indexed_before, look_at, take_in


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
    means = Means(embedder, progress or (lambda *_: None), options or Options(), limits or Limits())
    with changing(folder, lock_timeout):
        before = indexed_before(folder, embedder.name)
        plan = _plan(look_at(find_files(files), before, means), before)
        return take_in(folder, before, plan, means).changes


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
    means = Means(embedder, progress or (lambda *_: None), options or Options(), limits or Limits())
    with changing(folder, lock_timeout):
        before = indexed_before(folder, embedder.name)
        (folder / ARRIVING).mkdir(exist_ok=True)
        try:
            arrival = arrive(before, Path(tempfile.mkdtemp(dir=folder / ARRIVING)))
            (seen,) = look_at([arrival.source], before, means)
            known = known_states(before).get(str(arrival.path))
            given = replace(seen, path=arrival.path, known=known, source=arrival.source)
            return take_in(folder, before, _plan([given], before), means, arrival=arrival).changes
        finally:
            clear_arriving(folder)


def _plan(given: Sequence[Seen], before: Catalogue) -> Plan:
    """Return what is to be done with the `given` files, all others being as they were indexed."""
    seen = {str(file.path): file for file in as_indexed(before)}
    # A file that is indexed already keeps its place among the others.
    seen |= {str(file.path): file for file in given}
    return make_plan([*seen.values()], before, asked=[str(file.path) for file in given])
