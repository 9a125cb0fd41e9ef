"""Another process that uses an index, told what to do by lines of JSON."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise


class AnotherProcess:
    """A real process with an embedding model of its own, as seen from the tests."""

    def __init__(self, model: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, model], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, action: str, **arguments: Any) -> dict[str, Any]:
        """Have `action` done and return its result."""
        self.begin(action, **arguments)
        return self.result()

    def begin(self, action: str, **arguments: Any) -> None:
        """Have `action` begun."""
        self._tell({"action": action, **{name: _plain(value) for name, value in arguments.items()}})

    def go_on(self) -> None:
        """End the pause in which `index` with `pause_at` waits."""
        self._tell({})

    def result(self) -> dict[str, Any]:
        """Wait for what the process says next."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, f"the other process has ended with {self._process.wait()}"
        return dict(json.loads(line))

    def kill(self) -> None:
        """End the process at once (SIGKILL), whatever it does."""
        self._process.kill()
        self._process.communicate()

    def _tell(self, command: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value


def _say(result: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


def _index(
    embedder: Embedder, folder: str, library: str, *, pause_at: str = "", **options: Any
) -> dict[str, Any]:
    """Index `library`; say so and wait for a line each time that `pause_at` ("Embedding 256") is reached."""

    def progress(what: str, done: int, total: int) -> None:
        if pause_at == f"{what} {done}":
            _say({"paused": [what, done, total]})
            sys.stdin.readline()

    return asdict(synchronise(Path(folder), [Path(library)], embedder, progress=progress, **options))


def _index_on_a_small_disk(
    embedder: Embedder, folder: str, library: str, *, largest_file: int
) -> dict[str, Any]:
    """Index `library` where no file may grow beyond so many bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, limits[1]))
    try:
        return _index(embedder, folder, library)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _index_by_turns(embedder: Embedder, folder: str, libraries: list[str], times: int) -> dict[str, Any]:
    for turn in range(times):
        synchronise(Path(folder), [Path(libraries[turn % len(libraries)])], embedder)
    return {"times": times}


def _search(embedder: Embedder, folder: str, question: str) -> dict[str, Any]:
    library = Library(Path(folder), embedder)
    found = [[passage.paragraph.id, passage.paragraph.text] for passage in library.search(question, 3)]
    library.close()
    return {"found": found}


def main() -> None:
    """Do what each line says until there are no more."""
    embedder = Embedder(sys.argv[1])
    actions: dict[str, Callable[..., dict[str, Any]]] = {
        "index": _index,
        "index_on_a_small_disk": _index_on_a_small_disk,
        "index_by_turns": _index_by_turns,
        "search": _search,
    }
    while line := sys.stdin.readline():
        command = json.loads(line)
        action = actions[command.pop("action")]
        try:
            _say(action(embedder, **command))
        except UserError as error:
            _say({"error": str(error)})


if __name__ == "__main__":
    main()
