"""Files written whole: beside what stands there, and put in its place in one move."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident

from corpus.errors import UserError

# Of the name of the file beside which another one is written: file systems take 255 bytes.
LONGEST_STEM = 50
# What the person's own mask takes away from is what a new file may be used for.
ANYBODY = 0o666
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class NoRoomError(UserError):
    """Say which file the disk has no room for, how much is needed, and what to do."""

    def __init__(self, path: Path, needed: int = 0) -> None:
        """Name the file at `path`, for which `needed` bytes are needed, as far as that is known."""
        room = f"{_amount(needed)} are needed" if needed else "more is needed"
        super().__init__(
            f"The disk is full: {path} cannot be written ({room}, {_amount(_free(path))} are free). "
            "What was there is as it was. Make room, then do the same again."
        )


def is_full(error: BaseException) -> bool:
    """Tell whether `error`, of the system or of a library over it, says that the disk is full."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    said = str(error).casefold()
    return "disk is full" in said or "no space left" in said


@contextmanager
def room_for(path: Path, needed: int = 0) -> Iterator[None]:
    """Raise `NoRoomError` about `path` when what is done here finds the disk full."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoRoomError(path, needed) from error
        raise


def replace_file(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Put `content` in the place of what is at `path`: all of it or nothing, even if the machine fails.

    A link is followed. A file that is there keeps its permissions unless `mode` gives others. Raise
    `NoRoomError` when the disk is full and `OSError` when the file cannot be written for another reason.
    """
    target, permissions = path.resolve(), ANYBODY if mode is None else mode
    beside = target.with_name(f".{target.name[:LONGEST_STEM]}-{os.getpid()}-{get_ident()}.part")
    with room_for(path, len(content)):
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, permissions)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            if mode is None and target.exists():
                shutil.copymode(target, beside)
            beside.replace(target)
        finally:
            # Where the folder itself is at fault there is none.
            with suppress(OSError):
                beside.unlink()
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` outlive a failure of the machine, where the system knows how."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _free(path: Path) -> int:
    for folder in path.absolute().parents:
        with suppress(OSError):
            return shutil.disk_usage(folder).free
    return 0


def _amount(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{count / 1000:,.1f} kB"
