"""Another process that uses an index, and is told what to do."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from forked_process import ForkedProcess, told

from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise


class AnotherProcess:
    """A real process with an embedding model of its own, as seen from the tests."""

    def __init__(self, model: str) -> None:
        self._process = ForkedProcess(main, model)

    def ask(self, action: str, **arguments: Any) -> dict[str, Any]:
        """Have `action` done and return its result."""
        self.begin(action, **arguments)
        return self.result()

    def begin(self, action: str, **arguments: Any) -> None:
        """Have `action` begun."""
        self._process.tell({"action": action, **{name: _plain(value) for name, value in arguments.items()}})

    def go_on(self) -> None:
        """End the pause in which `index` with `pause_at` waits."""
        self._process.tell({})

    def result(self) -> dict[str, Any]:
        """Wait for what the process says next."""
        return dict(self._process.result())

    def kill(self) -> None:
        """End the process at once (SIGKILL), whatever it does."""
        self._process.kill()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value


def _index(
    embedder: Embedder,
    connection: Connection,
    folder: str,
    library: str,
    *,
    pause_at: str = "",
    **options: Any,
) -> dict[str, Any]:
    """Index `library`; say so and wait to be told each time that `pause_at` ("Embedding 256") is reached."""

    def progress(what: str, done: int, total: int) -> None:
        if pause_at == f"{what} {done}":
            connection.send({"paused": [what, done, total]})
            told(connection)

    return asdict(synchronise(Path(folder), [Path(library)], embedder, progress=progress, **options))


def _index_on_a_small_disk(
    embedder: Embedder, connection: Connection, folder: str, library: str, *, largest_file: int
) -> dict[str, Any]:
    """Index `library` where no file may grow beyond so many bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, limits[1]))
    try:
        return _index(embedder, connection, folder, library)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _index_by_turns(
    embedder: Embedder, _: Connection, folder: str, libraries: list[str], times: int
) -> dict[str, Any]:
    for turn in range(times):
        synchronise(Path(folder), [Path(libraries[turn % len(libraries)])], embedder)
    return {"times": times}


def _search(embedder: Embedder, _: Connection, folder: str, question: str) -> dict[str, Any]:
    library = Library(Path(folder), embedder)
    found = [[passage.paragraph.id, passage.paragraph.text] for passage in library.search(question, 3)]
    library.close()
    return {"found": found}


def main(connection: Connection, model: str) -> None:
    """Do what each command says until there are no more."""
    embedder = Embedder(model)
    actions: dict[str, Callable[..., dict[str, Any]]] = {
        "index": _index,
        "index_on_a_small_disk": _index_on_a_small_disk,
        "index_by_turns": _index_by_turns,
        "search": _search,
    }
    while command := told(connection):
        action = actions[command.pop("action")]
        try:
            connection.send(action(embedder, connection, **command))
        except UserError as error:
            connection.send({"error": str(error)})
