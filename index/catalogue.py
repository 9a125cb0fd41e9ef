"""The files beside the collection: what is indexed, made by which model, and the generation mark.

`catalogue.jsonl` holds a header line, then a document a line. It is replaced in one move, and its
generation rises with each change: a reader that sees another generation opens everything anew. The
header names the folder of the collection, so that a rebuilt one takes the place of the old in that move.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.document import Document, Paragraph
from corpus.document_json import document_from_json, document_to_json
from corpus.errors import UserError
from index.abbreviations import Abbreviations, find_abbreviations
from index.namesakes import files_apart
from index.terms import terms
from index.versions import newer_versions

# Rises when the folder's content means something else: 2 has a row a sentence, 3 kinds of paragraphs.
FORMAT = 3
CATALOGUE = "catalogue.jsonl"
COLLECTION = "chroma"
STATES = "states_of_copies"
REBUILD = "Run `assistant index --rebuild` with your documents."


class IndexBusyError(UserError):
    """Say that another process is writing the index, and that it helps to wait."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was last seen: its bytes, when it was changed, the SHA-256 of its content.

    `modified` is in nanoseconds since 1970, 0 when that tells nothing.
    """

    size: int
    modified: int
    content_hash: str


@dataclass(frozen=True)
class Catalogue:
    """What is indexed: the documents with their paragraphs, and the model that embedded them.

    `collection` is the name of the folder where their rows are, `copies` the state of each file that is
    a copy of a document, by its absolute path.
    """

    generation: int
    model: str
    documents: tuple[Document, ...]
    collection: str = COLLECTION
    copies: Mapping[str, FileState] = field(default_factory=dict)

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

    @cached_property
    def newer_versions(self) -> Mapping[str, str]:
        """Return the id of the newest version of each document (id) that has a later one."""
        return newer_versions(self.documents)

    @cached_property
    def files_apart(self) -> Mapping[str, str]:
        """Return the file name of each document (id) whose title another one has as well."""
        return files_apart(self.documents)

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """Return the abbreviations that the documents define."""
        return find_abbreviations((paragraph.document, paragraph.text) for paragraph in self.paragraphs)

    def terms_of(self, documents: AbstractSet[str]) -> frozenset[str]:
        """Return the terms of the text, headings and titles of some documents (ids)."""
        return frozenset().union(*(self._terms_of_document(self.by_id[name]) for name in documents))

    def _terms_of_document(self, document: Document) -> frozenset[str]:
        if document.id not in self._terms_by_document:
            words = (f"{paragraph.heading} {paragraph.text}" for paragraph in document.paragraphs)
            held = frozenset(term for text in (document.title, *words) for term in terms(text))
            self._terms_by_document[document.id] = held
        return self._terms_by_document[document.id]

    @cached_property
    def _terms_by_document(self) -> dict[str, frozenset[str]]:
        """Hold the terms of the documents that were asked for alone; cutting a long one takes a while."""
        return {}

    @cached_property
    def title_terms(self) -> frozenset[str]:
        """Return the terms of the documents' titles."""
        return frozenset(term for document in self.documents for term in terms(document.title))


def empty_catalogue(model: str) -> Catalogue:
    """Return the catalogue of an index that holds nothing yet."""
    return Catalogue(0, model, ())


def check_model(catalogue: Catalogue, model: str) -> None:
    """Raise `UserError` when another model than `model` made the index."""
    if catalogue.model != model:
        raise UserError(
            f"The index was made with the embedding model {catalogue.model!r}, not {model!r}. "
            f"Run `assistant index --rebuild` with your documents to embed them anew, "
            f"or set ASSISTANT_EMBEDDING_MODEL={catalogue.model}."
        )


def read_generation(folder: Path) -> int:
    """Return the generation of the index in `folder`, 0 when there is none."""
    try:
        with (folder / CATALOGUE).open(encoding="utf-8") as file:
            return _header(folder, file.readline()).generation
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except (OSError, ValueError) as error:
        raise damaged(folder, error) from error


def read_catalogue(folder: Path) -> Catalogue | None:
    """Return the catalogue in `folder`, None when there is none; raise `UserError` when it is damaged."""
    try:
        with (folder / CATALOGUE).open(encoding="utf-8") as file:
            header = _header(folder, file.readline())
            entries = [json.loads(line) for line in file]
        copies = {
            path: FileState(*state) for entry in entries for path, state in entry.pop(STATES, {}).items()
        }
        documents = tuple(map(document_from_json, entries))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(folder, error) from error
    return replace(header, documents=documents, copies=copies)


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    """Put `catalogue` in the place of the one in `folder`, in one move."""
    header = {
        "format": FORMAT,
        "generation": catalogue.generation,
        "model": catalogue.model,
        "collection": catalogue.collection,
    }
    temporary = folder / f"{CATALOGUE}.new"
    with temporary.open("w", encoding="utf-8") as file:
        # Escaped, because a file's name need not be valid Unicode.
        file.write(json.dumps(header) + "\n")
        for document in catalogue.documents:
            states = {path: astuple(catalogue.copies[path]) for path in document.copies}
            file.write(json.dumps(document_to_json(document) | {STATES: states}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / CATALOGUE)


@contextmanager
def writing(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the one lock that a writer of the index needs, across processes.

    Raise `UserError` when the folder cannot be written, `IndexBusyError` when the lock is not free in
    `timeout` seconds.
    """
    lock = FileLock(folder / "writing.lock", timeout=timeout)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusyError(
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
    return UserError(
        f"The data folder {folder} cannot be written ({_reason(error)}). "
        "Make it writable, or set ASSISTANT_HOME to a folder that is."
    )


def damaged(folder: Path, error: Exception | str) -> UserError:
    """Return the error to raise when the index cannot be read."""
    reason = _reason(error)
    # Chroma writes to its database even when it only reads.
    if isinstance(error, Exception) and "readonly database" in reason:
        return unwritable(folder, error)
    return UserError(f"The index in {folder} cannot be read ({reason}). {REBUILD}")


def not_changed(folder: Path, error: Exception) -> UserError:
    """Return the error to raise when the next index cannot be made from the one that is there."""
    return UserError(
        f"The index in {folder} cannot be changed ({_reason(error)}); it is as it was. "
        f"Make room if the disk is full. If it is not: {REBUILD}"
    )


def _reason(error: Exception | str) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return next(iter(reason.strip().splitlines()), "no reason is given")


def _header(folder: Path, line: str) -> Catalogue:
    """Return the catalogue that a header line tells of, without its documents."""
    header = json.loads(line)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise UserError(f"The index in {folder} was made by another version. {REBUILD}")
    generation, model = header.get("generation"), header.get("model")
    collection = header.get("collection", COLLECTION)
    if not (isinstance(generation, int) and isinstance(model, str) and isinstance(collection, str)):
        raise damaged(folder, "its catalogue's first line is not whole")
    return Catalogue(generation, model, (), collection)
