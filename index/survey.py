"""See what has become of the files since they were indexed, as far as a look and a hash can tell."""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.document import Document
from corpus.errors import UnreadableFileError
from index.store.catalogue import Catalogue, FileState

# A change so soon after another may bear the same time: the clocks of file systems tick every 2 s at worst.
SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it is now, and what was indexed of it.

    `state` is None when it cannot be read, `reason` says why. `settled` tells that a later change cannot
    have the time that it bears now. A file that is arriving lies at `source` until it is indexed.
    """

    path: Path
    state: FileState | None
    known: FileState | None = None
    reason: str = ""
    settled: bool = False
    source: Path | None = None

    @property
    def unchanged(self) -> bool:
        """Tell whether the content is what is indexed."""
        known, state = self.known, self.state
        return known is not None and state is not None and known.content_hash == state.content_hash


def survey(files: Iterable[Path], before: Catalogue, largest: int) -> Iterator[Seen]:
    """Yield each file as it is; one whose size and time are as they were is not even opened.

    `largest` is the size, in MB, that a file may have.
    """
    states = known_states(before)
    for path in files:
        known = states.get(str(path))
        try:
            now = time.time_ns()
            state = _state(path, known, largest)
            yield Seen(path, state, known, settled=now - state.modified > SETTLED_NS)
        except UnreadableFileError as error:
            yield Seen(path, None, known, str(error))


def as_indexed(before: Catalogue) -> Iterator[Seen]:
    """Yield each indexed file as it was when it was indexed, without a look at it."""
    for document in before.documents:
        own = FileState(document.size, document.modified, document.content_hash)
        yield Seen(Path(document.source), own, own, settled=True)
        for copy in document.copies:
            yield Seen(Path(copy), before.copies[copy], before.copies[copy], settled=True)


def is_folder(path: Path) -> bool:
    """Tell whether `path` is a folder; it is none when it cannot even be looked at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def known_states(catalogue: Catalogue) -> Mapping[str, FileState]:
    """Return what is known of every indexed file, by its path."""
    own = {document.source: _known(document) for document in catalogue.documents}
    return {**catalogue.copies, **own}


def _known(document: Document) -> FileState:
    """Return the state of the file of `document`, without its time when a change may hide behind it."""
    indexed = _nanoseconds(document.indexed)
    trusted = abs(indexed - document.modified) > SETTLED_NS
    return FileState(document.size, document.modified if trusted else 0, document.content_hash)


def _nanoseconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp() * 1e9) if moment else 0


def _state(path: Path, known: FileState | None, largest: int) -> FileState:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFileError(_why_no_file(path, found.st_mode))
        if found.st_size > largest * 1_000_000:
            size = found.st_size / 1_000_000
            raise UnreadableFileError(
                f"it has {size:,.0f} MB, more than the {largest} that ASSISTANT_LARGEST_FILE allows"
            )
        if known and known.modified and (found.st_size, found.st_mtime_ns) == (known.size, known.modified):
            return known
        with path.open("rb") as file:
            content_hash = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(f"it cannot be opened ({error.strerror or error})") from error
    return FileState(found.st_size, found.st_mtime_ns, content_hash)


def _why_no_file(path: Path, mode: int) -> str:
    if not stat.S_ISDIR(mode):
        return "it is no regular file"
    try:
        next(path.iterdir(), None)
    except OSError as error:
        return f"the folder cannot be opened ({error.strerror})"
    return "it is a folder"
