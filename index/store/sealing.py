"""A folder of the index bears the digest of its files in its name, so that damage is seen when it is opened.

All files are digested at each opening, whatever their times say: a disk that loses a bit changes no time.
XXH3 reads about 1 GB a second here, so that 5,000 paragraphs (30 MB) cost some 30 ms; SHA-256 takes four
times as long, and would only guard against malice, which could rename the folder as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import xxhash

from corpus.whole_files import sync_folder

BLOCK = 1 << 20
DIGITS = 32
# What tells that a segment of Chroma's is in use. Before, Chroma makes its files anew at each opening.
IN_USE = "index_metadata.pickle"
DATABASE = "chroma.sqlite3"


class SealError(Exception):
    """Say which part of the index is not as it was written."""


def seal(folder: Path) -> Path:
    """Give `folder` the digest of its files as the end of its name, lasting; return where it is then."""
    sealed = folder.with_name(f"{folder.name}-{_digest(folder, sync=True)}")
    folder.rename(sealed)
    sync_folder(sealed.parent)
    return sealed


def check_seal(folder: Path, part: str) -> None:
    """Raise `SealError`, naming the `part` of the index, when a file in `folder` is not as it was sealed."""
    try:
        whole = is_sealed(folder) and folder.name.rpartition("-")[2] == _digest(folder)
    except OSError as error:
        raise SealError(f"its {part} are damaged: {error.strerror or error}") from error
    if not whole:
        raise SealError(f"its {part} are damaged: {folder.name} is not as it was written")


def is_sealed(folder: Path) -> bool:
    """Tell whether `folder` bears a digest."""
    return folder.is_dir() and len(folder.name.rpartition("-")[2]) == DIGITS


def _digest(folder: Path, *, sync: bool = False) -> str:
    whole, block = xxhash.xxh3_128(), memoryview(bytearray(BLOCK))
    for path in sorted(_files(folder)):
        content = xxhash.xxh3_128()
        with path.open("rb", buffering=0) as file:
            while read := file.readinto(block):
                content.update(block[:read])
            if sync:
                os.fsync(file.fileno())
        whole.update(f"{path.relative_to(folder).as_posix()} {content.hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        segment = Path(place) != folder
        if segment and IN_USE not in names:
            continue
        # SQLite's journal comes and goes beside its database.
        yield from (Path(place, name) for name in names if not name.startswith(f"{DATABASE}-"))
