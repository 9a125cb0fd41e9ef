"""What is said of an index that cannot be read or written, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import UserError
from corpus.whole_files import NoRoomError, is_full

REBUILD = "Run `assistant index --rebuild` with your documents."
MEND = "Run `assistant index` with your documents: it mends this."


class IndexBusyError(UserError):
    """Say that another process is writing the index, and that it helps to wait."""


class DamagedIndexError(UserError):
    """Say what of the index is not as it was written, and that a run of `assistant index` mends it."""


def unwritable(folder: Path, error: Exception, needed: int = 0) -> UserError:
    """Return the error to raise when the data folder cannot be written; `needed` are bytes."""
    if is_full(error):
        return NoRoomError(folder, needed)
    return UserError(
        f"The data folder {folder} cannot be written ({reason_of(error)}). "
        "Make it writable, or set ASSISTANT_HOME to a folder that is."
    )


def damaged(folder: Path, error: Exception | str) -> UserError:
    """Return the error to raise when the index cannot be read."""
    reason = reason_of(error)
    # Chroma writes to its database even when it only reads.
    if isinstance(error, Exception) and (is_full(error) or "readonly database" in reason):
        return unwritable(folder, error)
    return DamagedIndexError(f"The index in {folder} cannot be read ({reason}). {MEND}")


def not_changed(folder: Path, error: Exception) -> UserError:
    """Return the error to raise when the next index cannot be made from the one that is there."""
    return UserError(
        f"The index in {folder} cannot be changed ({reason_of(error)}); it is as it was. "
        f"Make room if the disk is full. If it is not: {MEND}"
    )


def reason_of(error: Exception | str) -> str:
    """Return in one line what went wrong."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return next(iter(reason.strip().splitlines()), "no reason is given")
