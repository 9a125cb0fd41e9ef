"""Wait for changes below the paths that a person names, until what changes has come to rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.files import looks_readable
from index.survey import is_folder

if TYPE_CHECKING:
    from watchfiles import Change

TICK_MS = 1000
# Seconds for which a file has to stay as it is, since it may still be copied, and how long that is waited
# for: what goes on changing is taken as it is then, and again at its next change.
REST = 1.0
LONGEST_WAIT = 60.0
Look = tuple[int, ...] | None


def changes(paths: Sequence[Path], stop: threading.Event | None = None) -> Iterator[None]:
    """Yield whenever files below `paths` have changed and come to rest; end when `stop` is set.

    It yields once at the beginning, when nothing can be missed from then on. A folder or a file that goes
    away, or comes back, is a change.
    """
    from watchfiles import watch

    folders = [path for path in paths if is_folder(path)]
    while not (stop and stop.is_set()):
        there = [folder for folder in folders if is_folder(folder)]
        looks = {path: _look(path) for path in paths}
        news = watch(
            *there,
            watch_filter=lambda change, path: _matters(change, Path(path), folders),
            stop_event=stop,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
        )
        for tick, events in enumerate(news):
            now = {path: _look(path) for path in paths}
            replaced = [path for path in paths if now[path] != looks[path]]
            looks = now
            if tick == 0 or events or replaced:
                _wait_for_rest([*(Path(path) for _, path in events), *replaced])
                yield
            if any(path in folders for path in replaced):
                # Another folder of that name is there now, or none: what is watched is the old one.
                break


def _matters(change: Change, path: Path, folders: Sequence[Path]) -> bool:
    """Tell whether a change may be one of a document, or of a folder of them."""
    from watchfiles import Change

    root = next((folder for folder in folders if path.is_relative_to(folder.absolute())), None)
    parts = path.relative_to(root.absolute()).parts if root else path.parts[-1:]
    if any(part.startswith(".") for part in parts):
        return False
    # What has gone may have been a folder.
    return looks_readable(path.name) or change is Change.deleted or is_folder(path)


def _look(path: Path) -> Look:
    """Return what tells a folder from another one, and a file from itself after a change."""
    try:
        found = path.stat()
    except OSError:
        return None
    same = (found.st_dev, found.st_ino)
    return same if is_folder(path) else (*same, found.st_size, found.st_mtime_ns)


def _wait_for_rest(paths: Collection[Path]) -> None:
    """Wait until none of `paths` has changed for a while."""
    looks = [*map(_look, paths)]
    last = time.monotonic() + LONGEST_WAIT
    while any(looks) and time.monotonic() < last:
        time.sleep(REST)
        before, looks = looks, [*map(_look, paths)]
        if before == looks:
            break
