"""Where uploads lie until they are taken in: a folder for the page's owner alone, which is kept empty."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from filelock import FileLock

# Gradio reads this whenever it looks for an upload; it knows one such folder for a whole process.
VARIABLE = "GRADIO_TEMP_DIR"
OWNER_ONLY = 0o700
LOCK_OWNER_ONLY = 0o600
# Seconds after which nobody waits for a file any more, and between two looks for such files.
FORGOTTEN_AFTER = 3600.0
LOOK_AGAIN = 300.0


class ReceivedFolder:
    """A folder of received files, held by the page that empties it.

    Files may tell of patients. What one upload leaves behind (it broke off, say) is swept after an hour.
    """

    def __init__(self, folder: Path) -> None:
        """Make `folder` ready, one among the system's temporary files where it cannot be made."""
        self.path = _made(folder.absolute())
        self._lock = FileLock(
            self.path.with_name(f"{self.path.name}.lock"),
            timeout=0,
            mode=LOCK_OWNER_ONLY,
            thread_local=False,
        )
        # Another page over the same data may be receiving files into it.
        with suppress(OSError, RuntimeError):
            self._lock.acquire()
        self._before: str | None = None
        self.sweep(0.0 if self._lock.is_locked else FORGOTTEN_AFTER)

    def use(self) -> None:
        """Have Gradio put uploads here, from now on and in this process."""
        self._before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = str(self.path)

    def size(self) -> int:
        """Return the bytes of all files in the folder."""
        return sum(state.st_size for _, state in _entries(self.path) if not stat.S_ISDIR(state.st_mode))

    def room(self, most: int) -> int:
        """Return the bytes that may still come in, where the folder may hold `most`."""
        try:
            free = shutil.disk_usage(self.path).free
        except OSError:
            free = most
        return max(0, min(most - self.size(), free))

    def sweep(self, age: float) -> None:
        """Delete what has not been written to for `age` seconds."""
        last = time.time() - age
        # Files come before the folder that they lie in; taking one away makes that folder young again.
        for path, state in list(_entries(self.path)):
            if age and state.st_mtime > last:
                continue
            with suppress(OSError):
                path.rmdir() if stat.S_ISDIR(state.st_mode) else path.unlink()

    def close(self) -> None:
        """Leave nothing behind, and give back what `use` took."""
        if os.environ.get(VARIABLE) == str(self.path):
            os.environ.pop(VARIABLE)
            if self._before is not None:
                os.environ[VARIABLE] = self._before
        if self._lock.is_locked:
            self.sweep(0.0)
            self._lock.release()

    @asynccontextmanager
    async def swept(self) -> AsyncIterator[None]:
        """Sweep the folder now and again as long as this is entered, and empty it in the end."""
        sweeping = asyncio.create_task(self._keep_sweeping())
        try:
            yield
        finally:
            sweeping.cancel()
            self.close()

    async def _keep_sweeping(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            await asyncio.to_thread(self.sweep, FORGOTTEN_AFTER)


def _made(folder: Path) -> Path:
    """Return `folder`, for its owner alone; where it cannot be had, one that nobody else can read."""
    try:
        folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        folder.chmod(OWNER_ONLY)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        private = Path(tempfile.mkdtemp(prefix="clinical-assistant-")) / folder.name
        private.mkdir(OWNER_ONLY)
        return private


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield all below `folder`, what lies in a folder before that folder; links are not followed."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in (*files, *folders):
            path = Path(place, name)
            with suppress(OSError):
                yield path, path.lstat()
