"""What a process that opens other people's files does to itself, so that a bad one harms nothing else.

Time is counted as a process computes, so that a busy or a sleeping machine costs no file its reading; the
clock is only a far bound, for what hangs without computing.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import TextIO

from corpus.options import PATIENCE

MEGABYTE = 1 << 20
# In seconds: how exactly the system counts what a program computes.
ROUNDING = 0.01
# In seconds: how often a process looks whether the one that has started it is still there.
LOOK_AGAIN = 1.0


def answers_alone() -> TextIO:
    """Return the standard output, for answers alone: what libraries print from now on goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    return answers


def end_after(seconds: float) -> None:
    """Have the system end this process in so many seconds by the clock, where it can."""
    if hasattr(signal, "alarm"):
        signal.alarm(max(1, math.ceil(seconds)))


def end_with_parent() -> None:
    """End this process soon after the one that has started it, even if it waits for something then."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_AGAIN)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def bound_computing(seconds: float) -> None:
    """Have the system end this process once it has computed for so many seconds, where it can; 0: never.

    The signal is SIGPROF, which no handler delays: a library that never returns is ended as well.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def ended_computing(returncode: int | None) -> bool:
    """Tell whether a process was ended because it computed for too long."""
    told = [-getattr(signal, name) for name in ("SIGPROF", "SIGXCPU") if hasattr(signal, name)]
    return returncode in told


def run_program(command: Sequence[str], given: bytes, seconds: float) -> bytes:
    """Return what a program prints that is given bytes and may compute for so many seconds.

    What it computes counts as if this process did, whose bound is a bound for it too. Raise
    `subprocess.TimeoutExpired` when it takes longer, `subprocess.CalledProcessError` when it fails.
    """
    left = signal.getitimer(signal.ITIMER_PROF)[0] if hasattr(signal, "getitimer") else 0.0
    seconds = min(seconds, left) if left else seconds
    before = _computed_by_programs()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        _bound_program(process.pid, seconds)
        try:
            printed, errors = process.communicate(given, timeout=PATIENCE * seconds)
        except BaseException:
            process.kill()
            raise
    if left:
        _count_in(_computed_by_programs() - before, left)
    if ended_computing(process.returncode):
        raise subprocess.TimeoutExpired(command, seconds)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed, errors)
    return printed


def _count_in(seconds: float, left: float) -> None:
    """Take what a program has computed off what is left to this process, which ends when nothing is."""
    if seconds >= left - ROUNDING:
        signal.raise_signal(signal.SIGPROF)
    bound_computing(left - seconds)


def _computed_by_programs() -> float:
    """Return the seconds that the programs which this process has run have computed for."""
    times = os.times()
    return times.children_user + times.children_system


def _bound_program(process: int, seconds: float) -> None:
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        whole = max(1, math.ceil(seconds))
        # The hard bound ends it by SIGKILL, which does not tell why, so the soft one comes first.
        resource.prlimit(process, resource.RLIMIT_CPU, (whole, whole + 1))


def bound_memory(megabytes: int) -> None:
    """Let this process have so many MiB of memory, where the system can see to it."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        # Not the address space: files that are mapped and memory that is only reserved do no harm.
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, hard))
