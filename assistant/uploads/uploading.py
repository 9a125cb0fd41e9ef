"""Files that were received become documents of the index, one after the other."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

from assistant.settings import Settings
from assistant.uploads.kept_files import (
    Received,
    check_ending,
    file_hash,
    keep_upload,
    shown_name,
)
from assistant.uploads.upload_state import Stage, States, UploadState, facts_of
from corpus.document import Document
from corpus.errors import UserError
from index.adding import add_files
from index.catalogue import IndexBusyError, read_catalogue
from index.changes import Changes
from index.models.embedder import Embedder
from index.reading_processes import Limits
from index.removing import remove_documents
from index.taking_in import EMBEDDING

# Seconds for which an upload waits while others change the index: for the uploads before it, mostly.
PATIENCE = 600.0
# Seconds after which it looks whether anybody still waits for it.
LOOK_AGAIN = 1.0


class _BrokenOffError(Exception):
    """Nobody waits for the upload any more."""


def upload_all(
    received: Sequence[Received], settings: Settings, embedder: Embedder
) -> Generator[States, None, None]:
    """Index the `received` files one after the other; yield the states of all whenever one moves on.

    What is done stays done when the iterator is closed or a later file fails. The received files are gone
    in the end, and so is what was kept of a file that failed. Raise `UserError` when they are too many.
    """
    most = settings.most_uploads
    if len(received) > most:
        _drop(received)
        raise UserError(f"{len(received):,} files were chosen; at most {most:,} can be uploaded at once.")
    return _told(received, settings, embedder)


def remove_document(document: str, settings: Settings) -> Document:
    """Remove a document (its id) from the index, and its files if they were uploaded; other files stay.

    Raise `UserError` when it is not indexed (any more) or the index cannot be changed.
    """
    timeout, uploads = settings.lock_timeout, settings.uploads_folder
    return remove_documents(settings.index_folder, [document], lock_timeout=timeout, delete_below=uploads)[0]


def with_uploads(paths: Sequence[Path], settings: Settings) -> list[Path]:
    """Return `paths` and the folder of uploads, which is made, so that what comes into it later counts."""
    folder = settings.uploads_folder
    # A data folder that cannot be written is told of when the index is.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return [*paths, folder] if folder.is_dir() else [*paths]


def _told(received: Sequence[Received], settings: Settings, embedder: Embedder) -> Generator[States]:
    """Upload in a thread of its own, whose callbacks become what is yielded."""
    news: queue.SimpleQueue[States | BaseException | None] = queue.SimpleQueue()
    closed = Event()

    def upload() -> None:
        try:
            _Upload(received, settings, embedder, news.put, closed).run()
        except _BrokenOffError:
            pass
        except BaseException as error:
            news.put(error)
        finally:
            _drop(received)
            news.put(None)

    # A daemon, so that a server which is stopped does not wait; a run that ends in the middle harms nothing.
    Thread(target=upload, name="upload", daemon=True).start()
    try:
        while (new := news.get()) is not None:
            if isinstance(new, BaseException):
                raise new
            yield new
    finally:
        closed.set()


class _Upload:
    """The files of one upload, and how far each has come."""

    def __init__(
        self,
        received: Sequence[Received],
        settings: Settings,
        embedder: Embedder,
        tell: Callable[[States], None],
        closed: Event,
    ) -> None:
        self._received = received
        self._settings = settings
        self._embedder = embedder
        self._tell = tell
        self._closed = closed
        self._states = [UploadState(shown_name(one.name)) for one in received]

    def run(self) -> None:
        """Take in one file after the other."""
        self._tell(tuple(self._states))
        for place, one in enumerate(self._received):
            self._check_wanted()
            try:
                self._take_in(place, one)
            except UserError as error:
                self._moved(place, Stage.FAILED, reason=str(error))
            finally:
                _drop([one])

    def _take_in(self, place: int, one: Received) -> None:
        check_ending(one.name)
        same = self._room_or_same(one)
        if same is None:
            kept = keep_upload(self._settings.uploads_folder, one.path, one.name, self._settings)
            try:
                same = self._add(place, kept)
            finally:
                self._discard_unless_indexed(kept)
            if same is None:
                return
        self._moved(place, Stage.SAME, **facts_of(same))

    def _room_or_same(self, one: Received) -> Document | None:
        """Return the document of the same bytes, if there is one; else see that there is room for another."""
        documents = self._documents()
        content = file_hash(one)
        for document in documents:
            if document.content_hash == content:
                return document
        if len(documents) >= (most := self._settings.most_documents):
            raise UserError(
                f"The index holds {len(documents):,} documents; at most {most:,} are allowed. "
                "Remove some, then upload this one again."
            )
        return None

    def _add(self, place: int, kept: Path) -> Document | None:
        """Index the file, and tell so; return the document that says the same instead, if there is one."""
        changes = self._added(place, kept)
        for _, reason in changes.unreadable:
            raise UserError(f"It cannot be read: {reason}.")
        for document in self._documents():
            if str(kept) in document.copies:
                return document
            if document.source == str(kept):
                self._moved(place, Stage.DONE, **facts_of(document))
                return None
        raise UserError("Someone has removed it again while it was added.")

    def _added(self, place: int, kept: Path) -> Changes:
        """Index the file, once those who change the index now are done."""
        settings, last = self._settings, time.monotonic() + PATIENCE
        while True:
            try:
                return add_files(
                    settings.index_folder,
                    [kept],
                    self._embedder,
                    lock_timeout=max(settings.lock_timeout, LOOK_AGAIN),
                    progress=partial(self._progress, place),
                    options=settings.reading_options,
                    limits=Limits(settings.reading_seconds, file_size=settings.largest_file),
                )
            except IndexBusyError:
                self._check_wanted()
                if time.monotonic() > last:
                    raise

    def _progress(self, place: int, work: str, done: int, total: int) -> None:
        self._check_wanted()
        if work == EMBEDDING and total:
            self._moved(place, Stage.EMBEDDING, done=done, total=total)
        elif self._states[place].stage is Stage.WAITING:
            self._moved(place, Stage.READING)

    def _check_wanted(self) -> None:
        if self._closed.is_set():
            raise _BrokenOffError

    def _moved(self, place: int, stage: Stage, **facts: Any) -> None:
        new = UploadState(self._states[place].name, stage, **facts)
        if new != self._states[place]:
            self._states[place] = new
            self._tell(tuple(self._states))

    def _documents(self) -> tuple[Document, ...]:
        catalogue = read_catalogue(self._settings.index_folder)
        return catalogue.documents if catalogue else ()

    def _discard_unless_indexed(self, kept: Path) -> None:
        documents = self._documents()
        if not any(str(kept) in (document.source, *document.copies) for document in documents):
            kept.unlink(missing_ok=True)


def _drop(received: Sequence[Received]) -> None:
    """Delete what was received."""
    for one in received:
        with suppress(OSError):
            one.path.unlink(missing_ok=True)
