"""Take in what a plan names: read it, embed it as it comes, and put it in place.

Files are read in other processes (`reading_processes`) while this one embeds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from corpus.document import Document
from corpus.options import Limits, Options
from index.changes import Result, Texts, result_of
from index.file_steps import Arrival
from index.models.embedder import Embedder
from index.plan import Plan
from index.reading_processes import Failure, read_all
from index.readings import Readings
from index.store.catalogue import Catalogue, check_model, empty_catalogue, read_catalogue, write_catalogue
from index.store.next_collection import NextCollection
from index.store.transaction import closed, next_generation, put_in_place
from index.survey import Seen, survey

Progress = Callable[[str, int, int], None]
CHECKING, INDEXING, EMBEDDING = "Checking", "Indexing", "Embedding"


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What files are taken in with: the model, how to read, within what limits, and whom to tell."""

    embedder: Embedder
    report: Progress = lambda *_: None
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)


def indexed_before(folder: Path, model: str) -> Catalogue:
    """Return what is indexed in `folder`; raise `UserError` when another model than `model` made it."""
    catalogue = read_catalogue(folder)
    if catalogue is None:
        return empty_catalogue(model)
    check_model(catalogue, model)
    return catalogue


def look_at(files: Sequence[Path], before: Catalogue, ingestion: Ingestion) -> list[Seen]:
    """Return `files` as they are now."""
    seen = []
    for done, file in enumerate(survey(files, before, ingestion.limits.file_size)):
        ingestion.report(CHECKING, done, len(files))
        seen.append(file)
    ingestion.report(CHECKING, len(files), len(files))
    return seen


def ingest(
    folder: Path,
    before: Catalogue,
    plan: Plan,
    ingestion: Ingestion,
    *,
    readings: Readings | None = None,
    rebuild: bool = False,
    mend: bool = False,
    arrival: Arrival | None = None,
) -> Result:
    """Carry out `plan` on the index in `folder`, and return what it holds then.

    When no document would be left, nothing is changed. `readings` are those of a run that was broken off;
    what is read is kept in them until this one is done. With `mend` all is written anew, though no document
    differs. A file of `arrival` is put in its place with the change, if it can be read.
    """
    after = next_generation(before)
    report = partial(ingestion.report, EMBEDDING)
    rows = NextCollection(folder, before, after, ingestion.embedder, report, rebuild=rebuild)
    with closed(rows, folder):
        found = _read(plan, readings, rows, ingestion)
        result = result_of(plan, found, before)
        if result.documents:
            after = replace(after, documents=result.documents, copies=result.copies)
            if arrival and str(arrival.path) not in dict(result.changes.unreadable):
                after = replace(after, steps=(*after.steps, arrival.step))
            if rebuild or mend or result.differs:
                rows.add(result.documents)
                rows.complete()
                ingestion.report(INDEXING, len(plan.asked), len(plan.asked))
                put_in_place(folder, rows, after)
            elif (after.documents, after.copies) != (before.documents, before.copies):
                # Only when files were changed is new, which no reader asks for.
                write_catalogue(folder, replace(before, documents=after.documents, copies=after.copies))
            if readings:
                readings.keep_only(result.given_up)
    return result


def _read(
    plan: Plan, readings: Readings | None, rows: NextCollection, ingestion: Ingestion
) -> dict[str, Document | Failure]:
    """Read what is to be read, and embed it as it comes; return what was found by the files' paths."""
    found: dict[str, Document | Failure] = {}
    texts = Texts(plan.kept.values())
    total = len(plan.asked)
    ingestion.report(INDEXING, total - len(plan.requests), total)
    with closing(_readings_and_files(plan, readings, ingestion)) as reading:
        for path, read in reading:
            found[path] = read
            if isinstance(read, Document) and texts.same(read) is None:
                texts.add(read)
                rows.add([read])
            ingestion.report(INDEXING, total - len(plan.requests) + len(found) - rows.waiting(), total)
    return found


def _readings_and_files(
    plan: Plan, readings: Readings | None, ingestion: Ingestion
) -> Generator[tuple[str, Document | Failure]]:
    """Yield what an earlier run has read, then what is read now; that is kept for a later one."""
    requests, paths = [], {}
    for path, request in plan.requests.items():
        kept = readings.find(request, plan.hash(path)) if readings else None
        if kept is None:
            requests.append(request)
            paths[request.path] = path
        else:
            yield path, _seen_as(plan, path, kept)
    with closing(read_all(requests, ingestion.options, ingestion.limits)) as files:
        for request, read in files:
            path = paths[request.path]
            if readings:
                readings.add(request, plan.hash(path), read)
            yield path, _seen_as(plan, path, read)


def _seen_as(plan: Plan, path: str, read: Document | Failure) -> Document | Failure:
    """Return what was read of the file at `path`, a document with the state that the file was found in."""
    state = plan.seen[path].state
    if isinstance(read, Failure) or state is None:
        return read
    return replace(read, source=path, size=state.size, modified=state.modified)
