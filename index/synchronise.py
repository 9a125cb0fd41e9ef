"""What of a damaged index is whole, so that only the rest is made again.

A run that is broken off loses little: the next one takes up what was read and the rows that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from corpus.errors import UserError, printable
from corpus.files import check_paths, find_files
from corpus.options import Limits, Options
from index.changes import Changes
from index.ingestion import Ingestion, Progress, indexed_before, ingest, look_at
from index.models.embedder import Embedder
from index.plan import make_plan
from index.readings import Readings
from index.store.catalogue import COLLECTION, Catalogue, empty_catalogue, read_header
from index.store.collection import Collection, CollectionError, check_vectors
from index.store.faults import DamagedIndexError
from index.store.generations import EMBEDDINGS, WORDS
from index.store.sealing import SealError, check_seal, is_sealed
from index.store.transaction import changing
from index.survey import is_folder

CATALOGUE = "catalogue"


def unharmed(folder: Path, before: Catalogue) -> tuple[Catalogue, tuple[str, ...]]:
    """Return `before` without a collection that is damaged, and the names of the parts that are.

    Keywords are made from the documents each time, embeddings only where there are none.
    """
    damaged = []
    if before.collection and not _is_whole(folder / before.collection, EMBEDDINGS):
        damaged.append(EMBEDDINGS)
    if before.collection and not _is_whole(folder / before.keywords, WORDS):
        damaged.append(WORDS)
    return (replace(before, collection="") if EMBEDDINGS in damaged else before), tuple(damaged)


def lost_catalogue(folder: Path, model: str) -> tuple[Catalogue, tuple[str, ...]]:
    """Return a catalogue without documents, with the latest collection that is whole, if there is one.

    The files have to be read again, but what was embedded of them is found there.
    """
    found = sorted(path for path in folder.glob(f"{COLLECTION}-*") if is_sealed(path))
    whole = (path.name for path in reversed(found) if _is_whole(path, EMBEDDINGS) and _is_of(path, model))
    return replace(empty_catalogue(model), collection=next(whole, "")), (CATALOGUE,)


def _is_whole(place: Path, part: str) -> bool:
    try:
        check_seal(place, part)
        if part == EMBEDDINGS:
            check_vectors(place)
    except (SealError, CollectionError):
        return False
    return True


def _is_of(place: Path, model: str) -> bool:
    """Tell whether the collection at `place` was made by `model`."""
    try:
        with closing(Collection(place, model, create=False)):
            return True
    except Exception:
        return False


def synchronise(
    folder: Path,
    paths: Iterable[Path],
    embedder: Embedder,
    *,
    lock_timeout: float = 10.0,
    rebuild: bool = False,
    progress: Progress | None = None,
    options: Options | None = None,
    limits: Limits | None = None,
) -> Changes:
    """Make the index in `folder` hold the documents below `paths` and no others.

    A file that cannot be read is named in the result and, where it was indexed before, stays as it was.
    What of the index itself is damaged is made again, and named in the result.
    `rebuild` starts from nothing, as another embedding model needs. `progress` is called with what
    is being done, how much is done and how much there is: "Checking" and "Indexing" count files,
    "Embedding" counts chunks, as far as they are known. Raise `UserError` when no file can be read,
    when another model made the index, or when the folder cannot be written or is being written.
    """
    paths = tuple(paths)
    check_paths(paths)
    ingestion = Ingestion(embedder, progress or (lambda *_: None), options or Options(), limits or Limits())
    with changing(folder, lock_timeout):
        before, mended = _before(folder, embedder.name, rebuild=rebuild)
        # Only now: while another run held the lock, files may have come and gone.
        plan = make_plan(look_at(_files(paths, before), before, ingestion), before)
        with closing(Readings(folder, ingestion.options, ingestion.limits, forget=rebuild)) as readings:
            result = ingest(
                folder, before, plan, ingestion, readings=readings, rebuild=rebuild, mend=bool(mended)
            )
    if not result.documents:
        path, reason = result.changes.unreadable[0]
        raise UserError(
            f"None of the files could be read. {printable(path)}: {reason}. The index is as it was."
        )
    return replace(result.changes, mended=mended)


def _before(folder: Path, model: str, *, rebuild: bool) -> tuple[Catalogue, tuple[str, ...]]:
    """Return what is indexed as far as it is whole, and the names of the parts that are not.

    A rebuild begins with nothing, but that what was removed and could not be deleted stays removed.
    """
    if rebuild:
        with suppress(UserError):
            header = read_header(folder)
            return replace(empty_catalogue(model), steps=header.steps if header else ()), ()
        return empty_catalogue(model), ()
    try:
        return unharmed(folder, indexed_before(folder, model))
    except DamagedIndexError:
        return lost_catalogue(folder, model)


def _files(paths: Sequence[Path], before: Catalogue) -> list[Path]:
    """Return the files below `paths`.

    What was indexed of a folder that cannot be opened now stays, as what cannot be read does. A file that
    was removed and cannot be deleted is passed over.
    """
    removed = {step.path for step in before.steps if not step.source}
    files = [path for path in find_files(paths) if str(path) not in removed]
    locked = [path for path in files if is_folder(path)]
    known = (Path(path) for document in before.documents for path in (document.source, *document.copies))
    stay = (path for path in known if any(map(path.is_relative_to, locked)))
    return [*dict.fromkeys([*files, *stay])]
