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
from assistant.uploads.clashes import AskingError, place_for, same_content, to_ask
from assistant.uploads.kept_files import (
    Policy,
    Received,
    Stage,
    States,
    UploadState,
    check_ending,
    check_size,
    facts_of,
    file_hash,
    keep_upload,
    shown_name,
)
from corpus.document import Document
from corpus.errors import UserError
from index.changes import Changes
from index.file_steps import Arrival
from index.ingestion import EMBEDDING
from index.models.embedder import Embedder
from index.single_files import add_arriving, remove_documents
from index.store.catalogue import Catalogue, empty_catalogue, read_catalogue
from index.store.faults import IndexBusyError

# Seconds for which an upload waits while others change the index: for the uploads before it, mostly.
PATIENCE = 600.0
# Seconds after which it looks whether anybody still waits for it.
LOOK_AGAIN = 1.0


# Files of which nothing has been done: they lie where they were received until they are sent again.
OPEN = frozenset({Stage.WAITING, Stage.ASKING})


class _BrokenOffError(Exception):
    """Nobody waits for the upload any more."""


class _SameError(Exception):
    """The file is there already, as `document`."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.id)
        self.document = document


def upload_all(
    received: Sequence[Received], settings: Settings, embedder: Embedder
) -> Generator[States, None, None]:
    """Index the `received` files one after the other; yield the states of all whenever one moves on.

    When the name of one is there already, with another content, and its policy does not say what to do,
    nothing is done at all: it ends up as asked about, the others as waiting, and all of them lie where they
    did, to be sent once more with an answer. Otherwise the received files are gone in the end. What is done
    stays done when the iterator is closed or a later file fails. A replaced document keeps its id, and goes
    in the step in which the new one comes. Raise `UserError` when the files are too many.
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


def still_wanted(received: Sequence[Received], states: States) -> list[tuple[Received, UploadState]]:
    """Return the files to be sent once more, with their states: asked about, or waiting for that."""
    return [pair for pair in zip(received, states, strict=True) if pair[1].stage in OPEN]


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
            _drop(received)
        except BaseException as error:
            news.put(error)
            _drop(received)
        finally:
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
        if self._ask():
            return
        for place, one in enumerate(self._received):
            self._check_wanted()
            try:
                self._take_in(place, one)
            except AskingError as asking:
                # Somebody else has added one of the name just now.
                self._moved(place, Stage.ASKING, **asking.clash.facts)
                continue
            except UserError as error:
                self._moved(place, Stage.FAILED, reason=str(error))
            _drop([one])

    def _ask(self) -> bool:
        """Tell what has to be asked before anything is done; return whether something has."""
        asked = to_ask(self._received, self._before(), self._settings.uploads_folder)
        for place, clash in asked.items():
            self._moved(place, Stage.ASKING, **clash.facts)
        return bool(asked)

    def _take_in(self, place: int, one: Received) -> None:
        if one.policy is Policy.CANCEL:
            self._moved(place, Stage.CANCELLED)
            return
        check_ending(one.name)
        check_size(one.path, self._settings.largest_file)
        same = same_content(file_hash(one), self._before()) or self._add(place, one)
        if same:
            self._moved(place, Stage.SAME, **facts_of(same))

    def _arrive(self, one: Received, before: Catalogue, folder: Path) -> Arrival:
        """Put the file into `folder`, unless it is there already, has to be asked about or finds no room."""
        if same := same_content(file_hash(one), before):
            raise _SameError(same)
        path = place_for(one, before, self._settings.uploads_folder)
        known = {file for document in before.documents for file in (document.source, *document.copies)}
        full = len(before.documents) >= self._settings.most_documents
        if full and str(path) not in known:
            raise UserError(
                f"The index holds {len(before.documents):,} documents; at most "
                f"{self._settings.most_documents:,} are allowed. Remove some, then upload this one again."
            )
        return keep_upload(one, folder, path)

    def _add(self, place: int, one: Received) -> Document | None:
        """Index the file, and tell so; return the document that says the same instead, if there is one."""
        paths: list[Path] = []

        def arrive(before: Catalogue, folder: Path) -> Arrival:
            arrival = self._arrive(one, before, folder)
            paths.append(arrival.path)
            return arrival

        try:
            changes = self._added(place, arrive)
        except _SameError as same:
            return same.document
        for _, reason in changes.unreadable:
            raise UserError(f"It cannot be read: {reason}.")
        kept = str(paths[-1])
        for document in self._before().documents:
            if kept in document.copies:
                return document
            if document.source == kept:
                replaced = kept in changes.changed
                self._moved(place, Stage.DONE, replaced=replaced, **facts_of(document))
                return None
        raise UserError("Someone has removed it again while it was added.")

    def _added(self, place: int, arrive: Callable[[Catalogue, Path], Arrival]) -> Changes:
        """Index what arrives, once those who change the index now are done."""
        settings, last = self._settings, time.monotonic() + PATIENCE
        while True:
            try:
                return add_arriving(
                    settings.index_folder,
                    arrive,
                    self._embedder,
                    lock_timeout=max(settings.lock_timeout, LOOK_AGAIN),
                    progress=partial(self._progress, place),
                    options=settings.reading_options,
                    limits=settings.reading_limits,
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

    def _before(self) -> Catalogue:
        found = read_catalogue(self._settings.index_folder)
        return found or empty_catalogue(self._embedder.name)


def _drop(received: Sequence[Received]) -> None:
    """Delete what was received."""
    for one in received:
        with suppress(OSError):
            one.path.unlink(missing_ok=True)
