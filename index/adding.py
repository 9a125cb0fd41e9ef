"""Add files to the index, and leave all that it holds as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.files import check_paths, find_files
from corpus.formats import Options
from index.catalogue import Catalogue
from index.changes import Changes
from index.models.embedder import Embedder
from index.plan import Plan, make_plan
from index.reading_processes import Limits
from index.survey import Seen, as_indexed
from index.taking_in import Means, Progress, indexed_before, look_at, take_in
from index.writing import changing


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


def _plan(given: Sequence[Seen], before: Catalogue) -> Plan:
    """Return what is to be done with the `given` files, all others being as they were indexed."""
    seen = {str(file.path): file for file in as_indexed(before)}
    # A file that is indexed already keeps its place among the others.
    seen |= {str(file.path): file for file in given}
    return make_plan([*seen.values()], before, asked=[str(file.path) for file in given])
