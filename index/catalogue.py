"""The files beside the collection: what is indexed, made by which model, and the generation mark.

`catalogue.jsonl` holds a header line, then a document a line. It is replaced in one move, and its
generation rises with each change: a reader that sees another generation opens everything anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.document import Document, Paragraph
from corpus.errors import UserError

FORMAT = 1
CATALOGUE = "catalogue.jsonl"
REBUILD = "Run `assistant index --rebuild` with your documents."


@dataclass(frozen=True)
class Catalogue:
    """What is indexed: the documents with their paragraphs, and the model that embedded them."""

    generation: int
    model: str
    documents: tuple[Document, ...]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return every paragraph, documents in order; BM25 scores stand in this order."""
        return tuple(paragraph for document in self.documents for paragraph in document.paragraphs)

    @cached_property
    def by_id(self) -> Mapping[str, Document]:
        """Return the documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Return each paragraph's place in `paragraphs` by its id."""
        return {paragraph.id: place for place, paragraph in enumerate(self.paragraphs)}


def empty_catalogue(model: str) -> Catalogue:
    """Return the catalogue of an index that holds nothing yet."""
    return Catalogue(0, model, ())


def read_generation(folder: Path) -> int:
    """Return the generation of the index in `folder`, 0 when there is none."""
    header = _read_header(folder)
    return int(header["generation"]) if header else 0


def read_catalogue(folder: Path) -> Catalogue | None:
    """Return the catalogue in `folder`, None when there is none; raise `UserError` when it is damaged."""
    header = _read_header(folder)
    if header is None:
        return None
    try:
        with (folder / CATALOGUE).open(encoding="utf-8") as file:
            header = json.loads(file.readline())
            documents = tuple(_document(json.loads(line)) for line in file)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(folder, str(error)) from error
    return Catalogue(header["generation"], header["model"], documents)


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    """Put `catalogue` in the place of the one in `folder`, in one move."""
    header = {"format": FORMAT, "generation": catalogue.generation, "model": catalogue.model}
    temporary = folder / f"{CATALOGUE}.new"
    with temporary.open("w", encoding="utf-8") as file:
        for entry in (header, *map(asdict, catalogue.documents)):
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / CATALOGUE)


@contextmanager
def writing(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the one lock that a writer of the index needs, across processes.

    Raise `UserError` when the folder cannot be written or when the lock is not free in `timeout` seconds.
    """
    lock = FileLock(folder / "writing.lock", timeout=timeout)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise UserError(
            f"Another process is writing the index in {folder}. Wait until it is done, then try again."
        ) from error
    except (OSError, NotImplementedError) as error:
        raise unwritable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def unwritable(folder: Path, error: Exception) -> UserError:
    """Return the error to raise when the data folder cannot be written."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UserError(
        f"The data folder {folder} cannot be written ({reason}). "
        "Make it writable, or set ASSISTANT_HOME to a folder that is."
    )


def _read_header(folder: Path) -> dict[str, Any] | None:
    try:
        with (folder / CATALOGUE).open(encoding="utf-8") as file:
            header = json.loads(file.readline())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise damaged(folder, str(error)) from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise UserError(f"The index in {folder} was made by another version. {REBUILD}")
    return header


def damaged(folder: Path, reason: str) -> UserError:
    """Return the error to raise when the index cannot be read."""
    return UserError(f"The index in {folder} cannot be read ({reason}). {REBUILD}")


def _document(entry: dict[str, Any]) -> Document:
    paragraphs: Sequence[dict[str, Any]] = entry.pop("paragraphs")
    return Document(
        **entry,
        paragraphs=tuple(
            Paragraph(**{**paragraph, "references": tuple(paragraph["references"])})
            for paragraph in paragraphs
        ),
    )
