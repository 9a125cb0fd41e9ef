"""The careful way in which every run changes the index, whatever it adds or takes away.

Everything new is written beside what is there, then the catalogue is replaced, then the old goes: whenever
a run is broken off, what the catalogue names is whole.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue import (
    COLLECTION,
    Catalogue,
    not_changed,
    unwritable,
    write_catalogue,
    writing,
)
from index.collection import CollectionError
from index.generations import keywords_folder, remove_others
from index.keywords import Keywords
from index.next_collection import NextCollection


@contextmanager
def changing(folder: Path, lock_timeout: float) -> Iterator[None]:
    """Hold the lock on the index in `folder` to change it; seconds to wait for it are `lock_timeout`.

    Raise `UserError` when it is not free, the folder cannot be written, or the index cannot be changed.
    """
    with writing(folder, lock_timeout):
        try:
            yield
        except OSError as error:
            raise unwritable(folder, error) from error
        except CollectionError as error:
            raise not_changed(folder, error) from error


def next_generation(before: Catalogue) -> Catalogue:
    """Return the catalogue of the generation that follows `before`, without documents yet."""
    # By the clock, so that the mark is new even when the index before it is damaged or was deleted.
    generation = max(before.generation + 1, time.time_ns() // 1_000_000)
    return Catalogue(generation, before.model, (), f"{COLLECTION}-{generation}")


@contextmanager
def closed(rows: NextCollection) -> Iterator[None]:
    """Close `rows` at the end; discard them when they are broken."""
    try:
        yield
    except CollectionError:
        rows.discard()
        raise
    finally:
        rows.close()


def put_in_place(folder: Path, rows: NextCollection, after: Catalogue) -> None:
    """Make `after` the index in `folder`, with `rows` for its collection, and remove what was before."""
    titles = (document.title for document in after.documents)
    keywords = Keywords.build(after.paragraphs, titles, after.abbreviations)
    keywords.save(keywords_folder(folder, after.generation))
    rows.put_in_place(after.documents)
    write_catalogue(folder, after)
    remove_others(folder, after)
