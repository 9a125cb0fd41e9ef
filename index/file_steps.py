"""What belongs to a change of the index among the files: one is put in its place, another one is deleted.

The catalogue that makes the change names these steps, and they are done after it. So the change is made in
one move, and a run that is broken off leaves them to the next: each step can be done again.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.whole_files import sync_folder
from index.store.catalogue import FileStep

# Where files lie while they are taken in, in the folder of the index.
ARRIVING = "arriving"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that lies at `source`, and will lie at `path` once it is indexed."""

    source: Path
    path: Path

    @property
    def step(self) -> FileStep:
        """Return what puts it in its place."""
        return FileStep(str(self.path), str(self.source))


def deletions(paths: Iterable[Path]) -> tuple[FileStep, ...]:
    """Return the steps that delete the files at `paths` as they are now; a later one of the name stays."""
    found = ((path, path.lstat()) for path in paths if path.is_symlink() or path.exists())
    return tuple(FileStep(str(path), "", state.st_ino, state.st_mtime_ns) for path, state in found)


def done_or_left(steps: Iterable[FileStep]) -> tuple[FileStep, ...]:
    """Do `steps`, and return those that cannot be done now."""
    return tuple(step for step in steps if not _done(step))


def _done(step: FileStep) -> bool:
    try:
        _move(Path(step.source), Path(step.path)) if step.source else _delete(step)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _delete(step: FileStep) -> None:
    path = Path(step.path)
    state = path.lstat()
    if (state.st_ino, state.st_mtime_ns) == (step.inode, step.modified):
        path.unlink()


def _move(source: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # On another disk: copied beside it first, hidden, so that nobody takes a half of it.
        beside = path.with_name(f".{path.name[:50]}.part")
        shutil.copy2(source, beside)
        with beside.open("rb") as copied:
            os.fsync(copied.fileno())
        beside.replace(path)
        # The copy is there for good before the only other one goes.
        sync_folder(path.parent)
        source.unlink()
