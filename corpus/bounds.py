"""What a process that opens other people's files does to itself, so that a bad one harms nothing else."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TextIO

MEGABYTE = 1 << 20


def answers_alone() -> TextIO:
    """Return the standard output, for answers alone: what libraries print from now on goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    return answers


def end_after(seconds: float) -> None:
    """Have the system end this process in so many seconds, whatever it does then, where it can."""
    if hasattr(signal, "alarm"):
        signal.alarm(max(1, int(seconds)))


def bound_memory(megabytes: int) -> None:
    """Let this process have so many MiB of memory, where the system can see to it."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        # Not the address space: files that are mapped and memory that is only reserved do no harm.
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, hard))
