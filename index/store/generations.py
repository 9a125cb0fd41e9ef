"""Each run makes a collection of its own, beside the one that readers have open.

Chroma crashes, and damages its files, when a process writes a folder that another one reads. So a run
works on a copy, which takes its place when the catalogue names it. What a broken-off run leaves behind is
taken up by the next one.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from index.store.catalogue import COLLECTION, KEYWORDS, Catalogue
from index.store.collection import CollectionError
from index.store.sealing import DATABASE, SealError, check_seal

PART = ".part"
REBUILT = ".rebuilt"
COPY = f"{COLLECTION}-copy"
# What the parts are called to people.
EMBEDDINGS, WORDS = "embeddings", "keywords"


def workplace(
    folder: Path, before: Catalogue, after: Catalogue, *, rebuild: bool, take_up: bool = True
) -> Path:
    """Return the folder in which to make the collection of `after`.

    It holds the rows of `before`, or those of a run that was broken off unless these are not to be taken
    up: some of `before` may be missing there. It holds none in a rebuild, nor where `before` has none.
    Raise `CollectionError` when the rows of `before` cannot be read, or are not as they were written.
    """
    if rebuild:
        return folder / f"{after.collection}{REBUILT}"
    place = folder / f"{after.collection}{PART}"
    left_behind = next(folder.glob(f"{COLLECTION}-*{PART}"), None)
    if left_behind and take_up:
        left_behind.rename(place)
    elif before.collection:
        _copy(folder / before.collection, folder / COPY)
        (folder / COPY).rename(place)
    return place


def remove_others(folder: Path, current: Catalogue) -> None:
    """Remove what belongs to other generations than `current`."""
    kept = (current.keywords, current.collection)
    for old in itertools.chain(folder.glob(f"{KEYWORDS}*"), folder.glob(f"{COLLECTION}*")):
        if old.name not in kept:
            remove(old)


def remove(place: Path) -> None:
    """Remove a folder of the index, or what lies in the place of one, as far as that can be done."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        with suppress(OSError):
            place.unlink()


def _copy(source: Path, target: Path) -> None:
    """Copy a collection's folder, whose database others may be reading; leave nothing where that fails."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        check_seal(source, EMBEDDINGS)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
        existing = f"{(source / DATABASE).absolute().as_uri()}?mode=rw"
        with (
            closing(sqlite3.connect(existing, uri=True)) as database,
            closing(sqlite3.connect(target / DATABASE)) as copy,
        ):
            database.backup(copy)
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, shutil.Error):
            # It holds a list of (from, to, reason), one for each file.
            raise CollectionError(error.args[0][0][2]) from error
        if isinstance(error, (sqlite3.Error, SealError)):
            raise CollectionError(str(error)) from error
        raise
