"""The command line as a person runs it: its words, what is typed, its status and what it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from run_here import Run, run_here

from assistant.__main__ import main

# What runs in the background of a shell ignores Ctrl-C, and so would its children.
HEED_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from assistant.__main__ import main
main()
"""

LIMIT_SECONDS = 120


def assistant(*words: str, home: Path, typed: str = "", **variables: str) -> Run:
    """Run `assistant` with `words` in this process, its data in `home`."""
    return run_here(main, "assistant", *words, typed=typed, environment=environment(home, **variables))


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
