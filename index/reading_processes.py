"""Read files in processes of their own, several at once, each with a limit of time and of memory.

What a process is told and answers is written down in `corpus.worker.reading`. They are programs, not
forks: this process has threads, and its main module may be somebody's script or the page.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from corpus.document import Document
from corpus.document_json import document_from_json
from corpus.errors import UserError
from corpus.options import Limits, Options
from corpus.worker.bounds import ended_computing
from corpus.worker.starting import end, start

MOST_PROCESSES = 4
# To start a process takes as long as to read about this many bytes.
BYTES_A_PROCESS = 1 << 20
# Documents that may wait to be embedded, beside those that are being read.
AHEAD = 16


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read, the id that its document gets, and its size in bytes."""

    path: Path
    document: str
    size: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read; `costly` when it takes long to find that out.

    It is `passing` when it was for want of time or memory: the machine may have been short of them.
    """

    reason: str
    costly: bool = False
    passing: bool = False

    @property
    def lasting(self) -> bool:
        """Tell whether it is worth remembering: the file would take long again, for the same reason."""
        return self.costly and not self.passing


class _EndedError(Exception):
    """The process has ended without an answer, for the reason that this says; it may be `passing`."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        super().__init__(reason)
        self.passing = passing


def read_all(
    requests: Sequence[Request], options: Options, limits: Limits
) -> Generator[tuple[Request, Document | Failure]]:
    """Yield each request with its document, as they come; close the iterator to break the reading off.

    Raise `UserError` when no process can be started.
    """
    workers = _Workers(options, limits)
    rest = iter(requests)
    threads = ThreadPoolExecutor(_count(requests), "reading")
    try:
        running: dict[Future[Document | Failure], Request] = {}
        while True:
            while len(running) < MOST_PROCESSES + AHEAD and (request := next(rest, None)):
                running[threads.submit(workers.read, request)] = request
            if not running:
                break
            wait(running, return_when=FIRST_COMPLETED)
            for future in [future for future in running if future.done()]:
                yield running.pop(future), future.result()
    finally:
        workers.stop()
        threads.shutdown(cancel_futures=True)


def _count(requests: Sequence[Request]) -> int:
    """Return how many processes read `requests` best."""
    worth = 1 + sum(request.size for request in requests) // BYTES_A_PROCESS
    return max(1, min(len(requests), worth, os.cpu_count() or 1, MOST_PROCESSES))


class _Workers:
    """The processes of one run; several threads use it, each a process at a time."""

    def __init__(self, options: Options, limits: Limits) -> None:
        self._options = options
        self._limits = limits
        self._busy: set[_Process] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def read(self, request: Request) -> Document | Failure:
        """Have a process read the file of `request`."""
        spare = _spare_process()
        if spare:
            found = self._ask(spare, request)
            worn = isinstance(found, Failure) and found.costly and not spare.timed_out.is_set()
            if not worn:
                return found
        # What the files before have left in a process is not laid to this one.
        return self._ask(_Process(), request)

    def stop(self) -> None:
        """End the processes that still read, and have no more files read."""
        with self._lock:
            self._stopped = True
            for process in self._busy:
                process.end()

    def _ask(self, process: _Process, request: Request) -> Document | Failure:
        with self._lock:
            self._busy.add(process)
            if self._stopped:
                process.end()
        try:
            answer = process.ask(self._line(request), self._limits)
        except _EndedError as error:
            return Failure(str(error), costly=True, passing=error.passing)
        finally:
            with self._lock:
                self._busy.discard(process)
        if "document" in answer:
            _spare_processes().append(process)
            return document_from_json(answer["document"])
        failure = Failure(answer["reason"], answer["costly"], answer.get("passing", False))
        if failure.costly:
            process.end()
        else:
            _spare_processes().append(process)
        return failure

    def _line(self, request: Request) -> bytes:
        told = {
            "path": str(request.path),
            "document": request.document,
            "seconds": self._limits.seconds,
            "megabytes": self._limits.memory,
            "password": self._options.password,
            "ocr": self._options.ocr,
        }
        return json.dumps(told).encode("ascii") + b"\n"


@cache
def _spare_processes() -> list[_Process]:
    """Return the processes that wait for the next file, of whichever run; they end when none comes."""
    return []


def _spare_process() -> _Process | None:
    spare = _spare_processes()
    with suppress(IndexError):
        while True:
            process = spare.pop()
            if process.is_alive():
                return process
    return None


class _Process:
    """A process that reads a file at a time."""

    def __init__(self) -> None:
        """Start it; raise `UserError` when that cannot be done."""
        self.timed_out = threading.Event()
        try:
            self._process = start("reading")
        except OSError as error:
            raise UserError(f"No process can be started to read files ({error.strerror}).") from error
        if not self._read_line():
            raise UserError("The process that reads files ends at once; see above, or reinstall.")

    def is_alive(self) -> bool:
        """Tell whether it can read a file."""
        return self._process.poll() is None

    def ask(self, line: bytes, limits: Limits) -> dict[str, Any]:
        """Return the answer to `line`; raise `_EndedError` when it takes longer or there is none.

        What it computes, the process sees to itself; here only the clock is looked at.
        """
        timer = threading.Timer(limits.by_the_clock, self._time_out)
        timer.daemon = True
        timer.start()
        try:
            self._stdin.write(line)
            self._stdin.flush()
            answer = self._read_line()
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if answer:
            return dict(json.loads(answer))
        self.end()
        raise self._why_it_ended(limits)

    def _why_it_ended(self, limits: Limits) -> _EndedError:
        if self.timed_out.is_set():
            return _EndedError(f"reading took longer than {_seconds(limits.by_the_clock)}", passing=True)
        if ended_computing(self._process.returncode):
            self.timed_out.set()
            longest = _seconds(limits.seconds)
            return _EndedError(f"reading took longer than {longest} of computing", passing=True)
        if self._process.returncode == -signal.SIGKILL:
            return _EndedError("reading it was ended, as the system does when memory is short", passing=True)
        return _EndedError("reading it crashed", passing=False)

    def end(self) -> None:
        """End it at once, with the programs that it may have started."""
        end(self._process)

    def _time_out(self) -> None:
        self.timed_out.set()
        self.end()

    def _read_line(self) -> bytes:
        """Return the next line whole, nothing when the process ends before."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        return line if line.endswith(b"\n") else b""

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin


def _seconds(count: float) -> str:
    return f"{count:g} second{'s' * (count != 1)}"
