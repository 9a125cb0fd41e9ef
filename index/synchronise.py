"""Make the index match the files that a person names.

Everything new is written beside what is there, then the catalogue is replaced, then the old goes: whenever
a run is broken off, what the catalogue names is whole, and the next run takes up the rows that are there.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from corpus.chunking import chunk_paragraph
from corpus.document import Chunk, Document
from corpus.errors import UnreadableFileError, UserError
from corpus.files import find_files
from corpus.reading import content_hash, read_bytes, read_document, slug
from index.catalogue import (
    COLLECTION,
    Catalogue,
    empty_catalogue,
    not_changed,
    read_catalogue,
    unwritable,
    write_catalogue,
    writing,
)
from index.collection import Collection, CollectionError, row_id, row_prefix
from index.embeddings import Embedder
from index.generations import keywords_folder, remove_others, workplace
from index.keywords import Keywords

BATCH = 256
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run found, as paths of files; `unreadable` gives each file's reason."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    paragraphs: int = 0


@dataclass(slots=True)
class _Reading:
    documents: list[Document] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


def synchronise(
    folder: Path,
    paths: Iterable[Path],
    embedder: Embedder,
    *,
    lock_timeout: float = 10.0,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Changes:
    """Make the index in `folder` hold the documents below `paths` and no others.

    A file that cannot be read is named in the result and, where it was indexed before, stays as it was.
    `rebuild` starts from nothing, as another embedding model needs. `progress` is called with what
    is being done, how much is done and how much there is. Raise `UserError` when no file can be read,
    when another model made the index, or when the folder cannot be written or is being written.
    """
    files = find_files(paths)
    report = progress or (lambda *_: None)
    with writing(folder, lock_timeout):
        before = _before(folder, embedder.name, rebuild=rebuild)
        reading = _read(files, before, report)
        if not reading.documents:
            path, reason = reading.unreadable[0]
            raise UserError(f"None of the files could be read. {path}: {reason}. The index is as it was.")
        removed = _removed(before, reading.documents)
        if rebuild or reading.new or reading.changed or removed:
            _write(folder, before, _after(before, reading.documents), embedder, report, rebuild=rebuild)
    return Changes(
        tuple(reading.new),
        tuple(reading.changed),
        tuple(reading.unchanged),
        removed,
        tuple(reading.unreadable),
        sum(len(document.paragraphs) for document in reading.documents),
    )


def _before(folder: Path, model: str, *, rebuild: bool) -> Catalogue:
    if rebuild:
        return empty_catalogue(model)
    catalogue = read_catalogue(folder)
    if catalogue is None:
        return empty_catalogue(model)
    check_model(catalogue, model)
    return catalogue


def check_model(catalogue: Catalogue, model: str) -> None:
    """Raise `UserError` when another model than `model` made the index."""
    if catalogue.model != model:
        raise UserError(
            f"The index was made with the embedding model {catalogue.model!r}, not {model!r}. "
            f"Run `assistant index --rebuild` with your documents to embed them anew, "
            f"or set ASSISTANT_EMBEDDING_MODEL={catalogue.model}."
        )


def _read(files: Sequence[Path], before: Catalogue, report: Progress) -> _Reading:
    known = {document.source: document for document in before.documents}
    ids = _document_ids(files, known)
    reading = _Reading()
    for done, file in enumerate(files):
        report("Reading", done, len(files))
        source = str(file)
        old = known.get(source)
        try:
            data = read_bytes(file)
            if old and content_hash(data) == old.content_hash:
                document = old
                reading.unchanged.append(source)
            else:
                document = read_document(file, document_id=ids[file], data=data)
                (reading.changed if old else reading.new).append(source)
        except UnreadableFileError as error:
            reading.unreadable.append((source, str(error)))
            if old is None:
                continue
            document = old
        reading.documents.append(document)
    report("Reading", len(files), len(files))
    return reading


def _document_ids(files: Sequence[Path], known: Mapping[str, Document]) -> dict[Path, str]:
    """Give each file its id: the one it has, else its name's slug, numbered when that is taken."""
    ids = {file: known[str(file)].id for file in files if str(file) in known}
    taken = set(ids.values())
    for file in files:
        if file in ids:
            continue
        name, number = slug(file), 1
        while (candidate := name if number == 1 else f"{name}-{number}") in taken:
            number += 1
        ids[file] = candidate
        taken.add(candidate)
    return ids


def _removed(before: Catalogue, documents: Sequence[Document]) -> tuple[str, ...]:
    kept = {document.source for document in documents}
    return tuple(document.source for document in before.documents if document.source not in kept)


def _after(before: Catalogue, documents: Sequence[Document]) -> Catalogue:
    # By the clock, so that the mark is new even when the index before it is damaged or was deleted.
    generation = max(before.generation + 1, time.time_ns() // 1_000_000)
    return Catalogue(generation, before.model, tuple(documents), f"{COLLECTION}-{generation}")


def _write(
    folder: Path, before: Catalogue, after: Catalogue, embedder: Embedder, report: Progress, *, rebuild: bool
) -> None:
    try:
        place = workplace(folder, before, after, rebuild=rebuild)
        try:
            with closing(Collection(place, after.model)) as collection:
                _embed(collection, after.documents, embedder, report)
                collection.keep_only(set(map(row_prefix, after.documents)))
        except CollectionError:
            # Whatever broke it, the next run shall not stumble over it again.
            shutil.rmtree(place, ignore_errors=True)
            raise
        titles = (document.title for document in after.documents)
        keywords = Keywords.build(after.paragraphs, titles, after.abbreviations)
        keywords.save(keywords_folder(folder, after.generation))
        place.rename(folder / after.collection)
        write_catalogue(folder, after)
    except OSError as error:
        raise unwritable(folder, error) from error
    except CollectionError as error:
        raise not_changed(folder, error) from error
    remove_others(folder, after)


def _embed(
    collection: Collection, documents: Sequence[Document], embedder: Embedder, report: Progress
) -> None:
    rows = dict(_rows(documents, embedder))
    missing = collection.missing(list(rows))
    for first in range(0, len(missing), BATCH):
        report("Embedding", first, len(missing))
        batch = [(row, rows[row]) for row in missing[first : first + BATCH]]
        collection.write(batch, embedder.embed_documents([chunk.text for _, chunk in batch]))
    report("Embedding", len(missing), len(missing))


def _rows(documents: Iterable[Document], embedder: Embedder) -> Iterator[tuple[str, Chunk]]:
    for document in documents:
        for paragraph in document.paragraphs:
            for chunk in chunk_paragraph(paragraph, embedder.fits):
                yield row_id(document, chunk), chunk
