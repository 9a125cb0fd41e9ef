"""The careful way in which every run changes the index, whatever it adds or takes away.

Everything new is written beside what is there, then the catalogue is replaced, then the old goes, and what
belongs to the change among the files is done: whenever a run is broken off, what the catalogue names is
whole, and the next run, or the next start of the page, does what is left.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import UserError
from corpus.whole_files import NoRoomError, is_full
from index.file_steps import ARRIVING, done_or_left
from index.store.catalogue import (
    COLLECTION,
    KEYWORDS,
    Catalogue,
    read_catalogue,
    read_header,
    write_catalogue,
)
from index.store.collection import CollectionError
from index.store.faults import IndexBusyError, not_changed, unwritable
from index.store.generations import remove, remove_others
from index.store.keywords import Keywords
from index.store.next_collection import NextCollection
from index.store.sealing import SealError, seal

# Bytes of free room at which a database that cannot be written is taken to lack it.
LITTLE = 1_000_000


@contextmanager
def writing(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the one lock that a writer of the index needs, across processes.

    Raise `UserError` when the folder cannot be written, `IndexBusyError` when the lock is not free in
    `timeout` seconds.
    """
    lock = FileLock(folder / "writing.lock", timeout=timeout)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusyError(
            f"Another process is writing the index in {folder}. Wait until it is done, then try again."
        ) from error
    except (OSError, NotImplementedError) as error:
        raise unwritable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def changing(folder: Path, lock_timeout: float) -> Iterator[None]:
    """Hold the lock on the index in `folder` to change it; seconds to wait for it are `lock_timeout`.

    What a run before left to be done among the files is done first. Raise `UserError` when the lock is not
    free, the folder cannot be written, or the index cannot be changed.
    """
    with writing(folder, lock_timeout):
        try:
            _finish_before(folder)
            yield
        except OSError as error:
            raise unwritable(folder, error, _room(folder)) from error
        except CollectionError as error:
            raise not_changed(folder, error) from error


def finish_broken_off(folder: Path, lock_timeout: float) -> None:
    """Do what a run that was broken off has left to be done among the files, if there is anything.

    Raise `UserError` when the index or its folder cannot be read or written.
    """
    header = read_header(folder)
    if header and header.steps:
        # Whoever holds the lock now has done it first.
        with suppress(IndexBusyError), changing(folder, lock_timeout):
            pass


def next_generation(before: Catalogue) -> Catalogue:
    """Return the catalogue of the generation that follows `before`, without documents yet."""
    # By the clock, so that the mark is new even when the index before it is damaged or was deleted.
    generation = max(before.generation + 1, time.time_ns() // 1_000_000)
    return Catalogue(
        generation,
        before.model,
        (),
        f"{COLLECTION}-{generation}",
        keywords=f"{KEYWORDS}-{generation}",
        steps=before.steps,
    )


@contextmanager
def closed(rows: NextCollection, folder: Path) -> Iterator[None]:
    """Close `rows` at the end; discard them when they are broken, or take the last room of a disk."""
    try:
        yield
    except (CollectionError, OSError, NoRoomError) as error:
        full = isinstance(error, NoRoomError) or is_full(error) or _is_without_room(folder, error)
        if full or isinstance(error, CollectionError):
            rows.discard()
        if full and not isinstance(error, NoRoomError):
            raise NoRoomError(folder, _room(folder)) from error
        raise
    finally:
        rows.close()


def put_in_place(folder: Path, rows: NextCollection, after: Catalogue) -> None:
    """Make `after` the index in `folder`, with `rows` for its collection, and remove what was before."""
    collection = None
    try:
        keywords = _write_keywords(folder, after)
        collection = rows.put_in_place(after.documents)
        after = replace(after, collection=collection.name, keywords=keywords.name)
        write_catalogue(folder, after)
    except BaseException:
        for made in folder.glob(f"{after.keywords}*"):
            remove(made)
        if collection:
            remove(collection)
        raise
    # The change is made: whatever fails now is left for the next run, and spoils nothing.
    finish(folder, after)
    remove_others(folder, after)


def finish(folder: Path, catalogue: Catalogue) -> None:
    """Do the steps of `catalogue` among the files; it keeps those that cannot be done."""
    left = done_or_left(catalogue.steps)
    if left != catalogue.steps:
        # A step that is done and is remembered still does no harm.
        with suppress(OSError, UserError):
            write_catalogue(folder, replace(catalogue, steps=left))


def _write_keywords(folder: Path, after: Catalogue) -> Path:
    titles = (document.title for document in after.documents)
    keywords = Keywords.build(after.paragraphs, titles, after.abbreviations)
    keywords.save(folder / after.keywords)
    return seal(folder / after.keywords)


def _finish_before(folder: Path) -> None:
    # A damaged index tells nothing of what is left; whoever needs it is told.
    with suppress(UserError):
        header = read_header(folder)
        if header and header.steps and (before := read_catalogue(folder)):
            finish(folder, before)
    clear_arriving(folder)


def clear_arriving(folder: Path) -> None:
    """Delete the files that were received and not taken in; those that a step is left to move stay."""
    with suppress(UserError):
        header = read_header(folder)
        left = {Path(step.source).parent for step in header.steps} if header else set()
        for place in (folder / ARRIVING).glob("*"):
            if place not in left:
                shutil.rmtree(place, ignore_errors=True)
        with suppress(OSError):
            (folder / ARRIVING).rmdir()


def _is_without_room(folder: Path, error: Exception) -> bool:
    """Tell whether Chroma, whose messages do not always say so, has found the disk full."""
    damaged = isinstance(error.__cause__, SealError)
    return isinstance(error, CollectionError) and not damaged and shutil.disk_usage(folder).free < LITTLE


def _room(folder: Path) -> int:
    """Return the bytes that are needed while the next index is made: for the copy, and to tidy it up."""
    return 2 * sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
