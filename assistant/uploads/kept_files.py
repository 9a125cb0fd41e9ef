"""How far each file of an upload has come."""

from __future__ import annotations

import filecmp
import hashlib
import itertools
import os
import shutil
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import UserError, printable
from corpus.formats import endings
from corpus.whole_files import room_for
from index.file_steps import Arrival


class Policy(StrEnum):
    """What to do with a file when a document of its name is there already."""

    ASK = "ask"
    REPLACE = "replace"
    KEEP_BOTH = "keep both"
    CANCEL = "cancel"


class Stage(StrEnum):
    """How far a file has come; from `DONE` on it stays there."""

    WAITING = "waiting"
    READING = "reading"
    EMBEDDING = "embedding"
    DONE = "done"
    SAME = "same"
    ASKING = "asking"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UploadState:
    """One file of an upload, called `name`, and how far it has come.

    While it is embedded, `done` of `total` chunks are. `document` is the id of the document that it has
    become, that says the same already, or that has its name; `title`, `paragraphs`, `pages` and `warnings`
    are that one's. `replaced` tells that another text of that document went when this one came. Of a name
    that is there already, `agreed` is what to agree to for it to be replaced, empty when it cannot be.
    `reason` is why it has failed.
    """

    name: str
    stage: Stage = Stage.WAITING
    done: int = 0
    total: int = 0
    document: str = ""
    title: str = ""
    paragraphs: int = 0
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    reason: str = ""
    replaced: bool = False
    agreed: str = ""


States = tuple[UploadState, ...]


def facts_of(document: Document) -> dict[str, Any]:
    """Return what an `UploadState` tells of `document`."""
    return {
        "document": document.id,
        "title": document.title,
        "paragraphs": len(document.paragraphs),
        "pages": document.pages,
        "warnings": document.warnings,
    }


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
    """A file that was received at `path`, called `name` by the person who sent it.

    `policy` is what to do when a document of that name is there already. To replace it, `agreed` has the
    SHA-256 of the document's content that the person was shown: another one is asked about anew.
    """

    path: Path
    name: str
    policy: Policy = Policy.ASK
    agreed: str = ""


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
        raise broken_off() from error


def keep_upload(received: Received, place: Path, path: Path) -> Arrival:
    """Move a received file to the folder `place`, from where it comes to `path` once it is indexed.

    Raise `UserError` when it is gone or cannot be kept.
    """
    kept = place / path.name
    try:
        with room_for(path, received.path.stat().st_size):
            shutil.move(received.path, kept)
            with kept.open("rb") as file:
                os.fsync(file.fileno())
    except FileNotFoundError as error:
        raise broken_off() from error
    except OSError as error:
        raise UserError(f"The file cannot be kept on the server ({error.strerror or error}).") from error
    return Arrival(kept, path)


def free_path(folder: Path, received: Received) -> Path:
    """Return where in `folder` a received file can lie, resolved: under its safe name, numbered if need be.

    Whatever lies there already stays; a file of the same bytes is the same file.
    """
    for number in itertools.count(1):
        path = folder.resolve() / _numbered(safe_name(received.name), number)
        if not os.path.lexists(path) or _same_file(received.path, path):
            return path
    raise AssertionError("there is always another number")


def same_name(name: str, document: Document, uploads: Path) -> Path | None:
    """Return the file of `document` that is called as a file sent as `name` would be, None when none is.

    One that was uploaded comes before one that lies elsewhere. Case tells no names apart.
    """
    wanted = safe_name(name).casefold()
    files = [Path(file) for file in (document.source, *document.copies)]
    called_so = [file for file in files if unicodedata.normalize("NFC", file.name).casefold() == wanted]
    return next(iter(sorted(called_so, key=lambda file: not was_uploaded(file, uploads))), None)


def was_uploaded(file: Path, uploads: Path) -> bool:
    """Tell whether `file` lies in the folder of uploads."""
    return file.is_relative_to(uploads.resolve())


def _same_file(received: Path, path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and filecmp.cmp(received, path, shallow=False)


def check_size(received: Path, largest: int) -> None:
    """Raise `UserError` when a received file has more than `largest` MB, or is gone."""
    try:
        size = received.stat().st_size
    except OSError as error:
        raise broken_off() from error
    if size > largest * 1_000_000:
        raise UserError(f"The file has {size / 1_000_000:,.0f} MB; at most {largest:,} can be uploaded.")


def broken_off() -> UserError:
    """Return what to say of a received file that is gone."""
    return UserError("The upload was broken off. Upload the file again.")


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"
