"""Start and end the programs that open other people's files, each with what it needs and nothing more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import corpus


def start(worker: str) -> subprocess.Popen[bytes]:
    """Start the program `corpus.worker.WORKER`, to be told and to answer in lines of JSON.

    It has a group of its own, which Ctrl-C does not reach, and which ends together. Raise `OSError` when it
    cannot be started.
    """
    # The folder one works in may hold a "corpus" of one's own, so it is not looked into.
    command = [sys.executable, "-P", "-m", f"corpus.worker.{worker}"]
    paths = [str(Path(corpus.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        process_group=0,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End `process` at once, with the programs that it may have started."""
    if process.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
    process.wait()
