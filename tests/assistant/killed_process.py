"""A process that removes and replaces uploaded documents, and is killed before the file step of a number."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from forked_process import told

from assistant.settings import Settings
from assistant.uploads import Policy, Received, Stage, remove_document, upload_all
from index.models.embedder import Embedder
from index.store.catalogue import read_catalogue

# What Python tells of before it does it to the disk.
STEPS = frozenset({"os.rename", "os.remove", "shutil.rmtree", "sqlite3.connect"})
WRITING = os.O_WRONLY | os.O_RDWR


def kill_before(number: int, home: str) -> None:
    """End this process at once (SIGKILL) before the step of that number below `home`."""
    left = [number]

    def watch(event: str, given: tuple[Any, ...]) -> None:
        changes = event in STEPS or (event == "open" and isinstance(given[2], int) and given[2] & WRITING)
        if changes and home in os.fsdecode(given[0] if isinstance(given[0], (str, bytes)) else str(given[0])):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def act(settings: Settings, embedder: Embedder, action: str, file: str) -> None:
    """Remove the document `protocol`, or put `file` in its place."""
    if action == "remove":
        remove_document("protocol", settings)
        return
    before = read_catalogue(settings.index_folder)
    assert before
    agreed = before.by_id["protocol"].content_hash
    sent = Received(Path(file), "protocol.txt", Policy.REPLACE, agreed)
    *_, (state,) = upload_all([sent], settings, embedder)
    assert state.stage is Stage.DONE


def main(connection: Connection, home: str, model: str) -> None:
    """Do what each command says in a fork of this process, and say how that ended."""
    settings = Settings(home=Path(home), embedding_model=model)
    embedder = Embedder(model)
    embedder.load()
    while command := told(connection):
        child = os.fork()
        if child == 0:
            try:
                kill_before(command["number"], home)
                act(settings, embedder, command["action"], command["file"])
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        connection.send(os.waitstatus_to_exitcode(status))
