"""Real processes that begin with the slow imports made: they are forked from one that made them once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

# Importing these takes ten seconds of computing; the models and the indexes are each process's own.
SLOW_IMPORTS = [
    "sentence_transformers",
    "index.models.sentence_transformer",
    "index.library",
    "index.synchronise",
]


class ForkedProcess:
    """A process that runs `main` with a connection to this one and what is `given`."""

    def __init__(self, main: Callable[..., None], *given: Any) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(SLOW_IMPORTS)
        self._here, there = context.Pipe()
        self._process = context.Process(target=main, args=(there, *given), daemon=True)
        self._process.start()
        there.close()

    def tell(self, what: Any) -> None:
        """Send `what` to the process."""
        self._here.send(what)

    def result(self) -> Any:
        """Wait for what the process says next."""
        try:
            return self._here.recv()
        except EOFError:
            self._process.join()
            raise AssertionError(f"the other process has ended with {self._process.exitcode}") from None

    def kill(self) -> None:
        """End the process at once (SIGKILL), whatever it does."""
        self._process.kill()
        self._process.join()
        self._here.close()


def told(connection: Connection) -> Any:
    """Return what a process that was forked is told next; None when nothing more will come."""
    try:
        return connection.recv()
    except EOFError:
        return None
