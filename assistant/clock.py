"""How long each step of an answer took."""

from __future__ import annotations

import time
from dataclasses import replace

from assistant.answer import Answer


class Clock:
    """A clock that is started with a question and notes the milliseconds of each step."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self._steps: dict[str, float] = {}

    def note(self, step: str) -> None:
        """Note that `step` is done; it has taken the time since the step before."""
        now = time.perf_counter()
        self._steps[step] = _milliseconds(now - self._last)
        self._last = now

    def stamp(self, answer: Answer) -> Answer:
        """Return `answer` with the milliseconds of each step, of answering, and in total until now."""
        now = time.perf_counter()
        since = {"answer": _milliseconds(now - self._last), "total": _milliseconds(now - self._started)}
        return replace(answer, timings_ms=self._steps | since)


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 2)
