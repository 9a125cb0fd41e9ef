"""Make the index match the files that a person names.

Everything new is written beside what is there, then the catalogue is replaced, then the old goes: whenever
a run is broken off, what the catalogue names is whole, and the next run takes up what was read and the rows
that are there. Files are read in other processes (`reading_processes`) while this one embeds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.document import Document
from corpus.errors import UserError
from corpus.files import find_files
from corpus.formats import Options
from corpus.printable import printable
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
from index.changes import Changes, result_of
from index.collection import CollectionError
from index.duplicates import Texts
from index.embeddings import Embedder
from index.generations import keywords_folder, remove_others
from index.keywords import Keywords
from index.next_collection import NextCollection
from index.plan import Plan, make_plan
from index.reading_processes import Failure, Limits, read_all
from index.readings import Readings
from index.survey import is_folder, survey

Progress = Callable[[str, int, int], None]


def synchronise(
    folder: Path,
    paths: Iterable[Path],
    embedder: Embedder,
    *,
    lock_timeout: float = 10.0,
    rebuild: bool = False,
    progress: Progress | None = None,
    options: Options | None = None,
    limits: Limits | None = None,
) -> Changes:
    """Make the index in `folder` hold the documents below `paths` and no others.

    A file that cannot be read is named in the result and, where it was indexed before, stays as it was.
    `rebuild` starts from nothing, as another embedding model needs. `progress` is called with what
    is being done, how much is done and how much there is: "Checking" and "Indexing" count files,
    "Embedding" counts chunks, as far as they are known. Raise `UserError` when no file can be read,
    when another model made the index, or when the folder cannot be written or is being written.
    """
    files, options, limits = find_files(paths), options or Options(), limits or Limits()
    report = progress or (lambda *_: None)
    with writing(folder, lock_timeout), _failures_told(folder):
        before = _before(folder, embedder.name, rebuild=rebuild)
        plan = _plan(files, before, limits, report)
        after = _next(before)
        rows = NextCollection(folder, before, after, embedder, partial(report, "Embedding"), rebuild=rebuild)
        with _closed(rows), closing(Readings(folder, options, limits, forget=rebuild)) as readings:
            found = _read(plan, readings, rows, options, limits, report)
            result = result_of(plan, found, before)
            if not result.documents:
                path, reason = result.changes.unreadable[0]
                raise UserError(
                    f"None of the files could be read. {printable(path)}: {reason}. The index is as it was."
                )
            after = replace(after, documents=result.documents, copies=result.copies)
            if rebuild or result.differs:
                rows.add(result.documents)
                rows.complete()
                report("Indexing", len(plan.seen), len(plan.seen))
                _put_in_place(folder, rows, after)
            elif (after.documents, after.copies) != (before.documents, before.copies):
                # Only when files were changed is new, which no reader asks for.
                write_catalogue(folder, replace(before, documents=after.documents, copies=after.copies))
            readings.keep_only(result.given_up)
    return result.changes


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


def _plan(files: Sequence[Path], before: Catalogue, limits: Limits, report: Progress) -> Plan:
    locked = [path for path in files if is_folder(path)]
    known = (Path(path) for document in before.documents for path in (document.source, *document.copies))
    # What was indexed of a folder that cannot be opened now stays, as what cannot be read does.
    stay = (path for path in known if any(map(path.is_relative_to, locked)))
    files = [*dict.fromkeys([*files, *stay])]
    seen = []
    for done, file in enumerate(survey(files, before, limits.file_size)):
        report("Checking", done, len(files))
        seen.append(file)
    report("Checking", len(files), len(files))
    return make_plan(seen, before)


def _next(before: Catalogue) -> Catalogue:
    # By the clock, so that the mark is new even when the index before it is damaged or was deleted.
    generation = max(before.generation + 1, time.time_ns() // 1_000_000)
    return Catalogue(generation, before.model, (), f"{COLLECTION}-{generation}")


def _read(
    plan: Plan, readings: Readings, rows: NextCollection, options: Options, limits: Limits, report: Progress
) -> dict[str, Document | Failure]:
    """Read what is to be read, and embed it as it comes; return what was found by the files' paths."""
    found: dict[str, Document | Failure] = {}
    texts = Texts(plan.kept.values())
    total = len(plan.seen)
    report("Indexing", total - len(plan.requests), total)
    with closing(_readings_and_files(plan, readings, options, limits)) as reading:
        for path, read in reading:
            found[path] = read
            if isinstance(read, Document) and texts.same(read) is None:
                texts.add(read)
                rows.add([read])
            report("Indexing", total - len(plan.requests) + len(found) - rows.waiting(), total)
    return found


def _readings_and_files(
    plan: Plan, readings: Readings, options: Options, limits: Limits
) -> Generator[tuple[str, Document | Failure]]:
    """Yield what an earlier run has read, then what is read now; that is kept for a later one."""
    requests = []
    for path, request in plan.requests.items():
        kept = readings.find(request, plan.hash(path))
        if kept is None:
            requests.append(request)
        else:
            yield path, _seen_as(plan, path, kept)
    with closing(read_all(requests, options, limits)) as files:
        for request, read in files:
            path = str(request.path)
            readings.add(request, plan.hash(path), read)
            yield path, _seen_as(plan, path, read)


def _seen_as(plan: Plan, path: str, read: Document | Failure) -> Document | Failure:
    """Return what was read of the file at `path`, a document with the state that the file was found in."""
    state = plan.seen[path].state
    if isinstance(read, Failure) or state is None:
        return read
    return replace(read, source=path, size=state.size, modified=state.modified)


def _put_in_place(folder: Path, rows: NextCollection, after: Catalogue) -> None:
    titles = (document.title for document in after.documents)
    keywords = Keywords.build(after.paragraphs, titles, after.abbreviations)
    keywords.save(keywords_folder(folder, after.generation))
    rows.put_in_place(after.documents)
    write_catalogue(folder, after)
    remove_others(folder, after)


@contextmanager
def _closed(rows: NextCollection) -> Iterator[None]:
    """Close `rows` at the end; discard them when they are broken."""
    try:
        yield
    except CollectionError:
        rows.discard()
        raise
    finally:
        rows.close()


@contextmanager
def _failures_told(folder: Path) -> Iterator[None]:
    """Raise as `UserError` that the data folder cannot be written, or that the index cannot be changed."""
    try:
        yield
    except OSError as error:
        raise unwritable(folder, error) from error
    except CollectionError as error:
        raise not_changed(folder, error) from error
