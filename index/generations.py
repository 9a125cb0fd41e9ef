"""Each run makes a collection of its own, beside the one that readers have open.

Chroma crashes, and damages its files, when a process writes a folder that another one reads. So a run
works on a copy, which takes its place when the catalogue names it. What a broken-off run leaves behind is
taken up by the next one.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from index.catalogue import COLLECTION, Catalogue
from index.collection import DATABASE, CollectionError

PART = ".part"
REBUILT = ".rebuilt"


def keywords_folder(folder: Path, generation: int) -> Path:
    """Return where the BM25 index of a generation lies."""
    return folder / f"keywords-{generation}"


def workplace(
    folder: Path, before: Catalogue, after: Catalogue, *, rebuild: bool, take_up: bool = True
) -> Path:
    """Return the folder in which to make the collection of `after`.

    It holds the rows of `before`, or those of a run that was broken off unless these are not to be taken
    up: some of `before` may be missing there. It holds none in a rebuild. Raise `CollectionError` when the
    rows of `before` cannot be read.
    """
    if rebuild:
        return folder / f"{after.collection}{REBUILT}"
    place = folder / f"{after.collection}{PART}"
    left_behind = next(folder.glob(f"{COLLECTION}-*{PART}"), None)
    if left_behind and take_up:
        left_behind.rename(place)
    elif (folder / before.collection / DATABASE).is_file():
        copy = folder / f"{COLLECTION}-copy"
        shutil.rmtree(copy, ignore_errors=True)
        _copy(folder / before.collection, copy)
        copy.rename(place)
    return place


def remove_others(folder: Path, current: Catalogue) -> None:
    """Remove what belongs to other generations than `current`."""
    kept = (keywords_folder(folder, current.generation).name, current.collection)
    for old in itertools.chain(folder.glob("keywords-*"), folder.glob(f"{COLLECTION}*")):
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a collection's folder, whose database others may be reading."""
    try:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    except shutil.Error as error:
        # It holds a list of (from, to, reason), one for each file.
        raise OSError(error.args[0][0][2]) from error
    existing = f"{(source / DATABASE).absolute().as_uri()}?mode=rw"
    try:
        with (
            closing(sqlite3.connect(existing, uri=True)) as database,
            closing(sqlite3.connect(target / DATABASE)) as copy,
        ):
            database.backup(copy)
    except sqlite3.Error as error:
        raise CollectionError(str(error)) from error
