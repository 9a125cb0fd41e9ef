"""The command line as a person runs it: its words, what is typed, its status and what it prints."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from open_libraries import libraries_closed

from assistant.__main__ import main

# What runs in the background of a shell ignores Ctrl-C, and so would its children.
HEED_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from assistant.__main__ import main
main()
"""

LIMIT_SECONDS = 120
Run = subprocess.CompletedProcess[str]


def assistant(*words: str, home: Path, typed: str = "", **variables: str) -> Run:
    """Run `assistant` with `words` in this process, its data in `home`."""
    status = 0
    with _set_aside(("assistant", *words), typed, environment(home, **variables)) as (output, errors):
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        return Run(words, status, printed(output), printed(errors))


def assistant_process(*words: str, home: Path, typed: str = "", **variables: str) -> Run:
    """Run `assistant` with `words` in a process of its own, its data in `home`."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *words],
        env=environment(home, **variables),
        input=typed,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )


def printed(stream: io.TextIOWrapper) -> str:
    """Return what was written to a stream in memory."""
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Return the environment of a person whose data are in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return {**kept, "ASSISTANT_HOME": str(home), "COLUMNS": "100", **variables}


def refused(run: Run) -> str:
    """Return the one line that a refused command printed."""
    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 1, run.stderr
    return lines[0]


@contextmanager
def _set_aside(
    words: tuple[str, ...], typed: str, variables: dict[str, str]
) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Give this process the words, input and environment of a command; yield what it prints and complains of.

    Its streams are what a process has that another one reads.
    """
    output = io.TextIOWrapper(io.BytesIO(), "utf-8")
    errors = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with pytest.MonkeyPatch.context() as patch, libraries_closed():
        patch.setattr(sys, "argv", list(words))
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
        patch.setattr(sys, "stdout", output)
        patch.setattr(sys, "stderr", errors)
        for name in set(os.environ) - set(variables):
            patch.delenv(name)
        for name, value in variables.items():
            patch.setenv(name, value)
        try:
            yield output, errors
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
