"""What of a damaged index is whole, so that only the rest is made again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from index.catalogue import COLLECTION, Catalogue, empty_catalogue
from index.collection import Collection, CollectionError, check_vectors
from index.generations import EMBEDDINGS, WORDS
from index.sealing import SealError, check_seal, is_sealed

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
