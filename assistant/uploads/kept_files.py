"""Uploaded files: received in a temporary folder, then kept under a safe form of their own names."""

from __future__ import annotations

import filecmp
import hashlib
import itertools
import shutil
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import Settings
from corpus.errors import UserError
from corpus.formats import endings
from corpus.printable import printable

# File systems take names of 255 bytes; a number may have to follow.
LONGEST_NAME = 180
LONGEST_SHOWN = 120
_PARTS = str.maketrans("\\", "/")
# A file whose name begins with these is hidden, or kept by an editor, and is not indexed from a folder.
_PASSED_OVER = " .~$"
# What Windows does not take in a name.
_RESERVED = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was received at `path`, called `name` by the person who sent it."""

    path: Path
    name: str


def safe_name(name: str) -> str:
    """Return a form of `name` that a file can have: no folders, no hidden or steering characters.

    It keeps its ending and begins with no dot, and it has at most 180 bytes.
    """
    last = unicodedata.normalize("NFC", name).translate(_PARTS).rpartition("/")[2]
    plain = "".join(letter if letter.isprintable() else " " * letter.isspace() for letter in last)
    stem, dot, ending = plain.rpartition(".")
    if f".{ending}".lower() not in endings():
        stem, dot, ending = plain, "", ""
    stem = " ".join(stem.translate(_RESERVED).split()).lstrip(_PASSED_OVER)
    room = LONGEST_NAME - len(dot + ending)
    return (stem.encode()[:room].decode(errors="ignore").rstrip(" .") or "document") + dot + ending


def shown_name(name: str) -> str:
    """Return `name` as it can be shown: without folders, in one line, cut where it is very long."""
    shown = printable(name.translate(_PARTS).rpartition("/")[2]) or "unnamed"
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def check_ending(name: str) -> None:
    """Raise `UserError` when files that are called like `name` are not read."""
    if Path(safe_name(name)).suffix.lower() not in endings():
        raise UserError(f"Files of this kind are not read; those that are end in {', '.join(endings())}.")


def file_hash(received: Received) -> str:
    """Return the SHA-256 of the content of a received file; raise `UserError` when it is gone."""
    try:
        with received.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _broken_off() from error


def keep_upload(folder: Path, received: Path, name: str, settings: Settings) -> Path:
    """Move a received file into `folder` under its safe name, and return where it lies, resolved.

    A file that lies there stays: with the same bytes it is the same file, with others the new one is
    numbered. Raise `UserError` when it is too large, gone, or cannot be kept.
    """
    _check_size(received, settings.largest_file)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in itertools.count(1):
            path = folder.resolve() / _numbered(safe_name(name), number)
            if _claim(path):
                _move(received, path)
                return path
            if path.is_file() and not path.is_symlink() and filecmp.cmp(received, path, shallow=False):
                return path
    except OSError as error:
        raise UserError(f"The file cannot be kept on the server ({error.strerror or error}).") from error
    raise AssertionError("there is always another number")


def _check_size(received: Path, largest: int) -> None:
    try:
        size = received.stat().st_size
    except OSError as error:
        raise _broken_off() from error
    if size > largest * 1_000_000:
        raise UserError(f"The file has {size / 1_000_000:,.0f} MB; at most {largest:,} can be uploaded.")


def _broken_off() -> UserError:
    return UserError("The upload was broken off. Upload the file again.")


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"


def _claim(path: Path) -> bool:
    """Make an empty file at `path`; tell whether there was none, so that no two uploads share it."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _move(received: Path, path: Path) -> None:
    """Put the received file in the place of the claimed one, whole or not at all."""
    # Hidden, so that a run of `assistant index` does not take a half of it.
    hidden = Path(tempfile.mkdtemp(prefix=".received-", dir=path.parent))
    try:
        shutil.move(received, hidden / "file")
        (hidden / "file").replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        with suppress(OSError):
            shutil.rmtree(hidden)
