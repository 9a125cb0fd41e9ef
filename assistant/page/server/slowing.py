"""A line of people who wait, in which there is only so much room for each and for all."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class FullLineError(Exception):
    """There is no room for another to wait."""


class WaitingLine:
    """Room for `most` who wait, `each` of them at one place. It belongs to one event loop."""

    def __init__(self, most: int, each: int) -> None:
        self._most = most
        self._each = each
        self._waiting: Counter[str] = Counter()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @contextmanager
    def waiting(self, place: str) -> Iterator[None]:
        """Wait at `place` as long as this is entered; raise `FullLineError` when there is no room."""
        if self._waiting.total() >= self._most or self._waiting[place] >= self._each:
            raise FullLineError
        self._waiting[place] += 1
        try:
            yield
        finally:
            self._waiting[place] -= 1
            if not self._waiting[place]:
                del self._waiting[place]
                self._turns.pop(place, None)

    def turn(self, place: str) -> asyncio.Lock:
        """Return what one at a time of those who wait at `place` holds, so that no place takes all turns."""
        return self._turns[place]


# Names that attempts are remembered of, and for how many seconds after the last one.
MOST_NAMES = 1000
FORGOTTEN_AFTER = 600.0
# Seconds after which a flood of attempts no longer holds up what comes after it.
LONGEST_QUEUE = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How attempts are slowed down: `free` ones cost nothing, then the wait doubles from `first` on.

    Waits are in seconds, `longest` at most.
    """

    free: int
    first: float
    longest: float


@dataclass(slots=True)
class _Attempts:
    count: int = 0
    next_at: float = 0.0
    last: float = 0.0


class Slowdown:
    """Give each attempt under a name its time; attempts under one name follow one another.

    An attempt counts from when it is made, so that many at once are slowed down like many in a row. It
    is not safe for several threads: it belongs to one event loop.
    """

    def __init__(self, patience: Patience, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._attempts: OrderedDict[str, _Attempts] = OrderedDict()

    def wait(self, name: str) -> float:
        """Return the seconds until an attempt under `name` would be looked at."""
        found = self._attempts.get(name)
        now = self._clock()
        if found is None or now - max(found.last, found.next_at) > FORGOTTEN_AFTER:
            return 0.0
        return max(0.0, found.next_at - now)

    def take(self, name: str) -> float:
        """Count an attempt under `name`, and return the seconds until it may be looked at."""
        wait, now = self.wait(name), self._clock()
        attempts = self._remembered(name, now)
        attempts.count += 1
        attempts.last = now
        attempts.next_at = now + min(LONGEST_QUEUE, wait + self._cost(attempts.count))
        return wait

    def forgive(self, name: str) -> None:
        """Take back an attempt under `name` that was right."""
        if (attempts := self._attempts.get(name)) is not None:
            attempts.count -= 1

    def forget(self, name: str) -> None:
        """Begin anew with `name`, whose password was right."""
        self._attempts.pop(name, None)

    def _cost(self, count: int) -> float:
        over = count - self._patience.free
        if over <= 0:
            return 0.0
        return min(self._patience.longest, self._patience.first * 2.0 ** min(over - 1, 30))

    def _remembered(self, name: str, now: float) -> _Attempts:
        attempts = self._attempts.pop(name, None)
        if attempts is None or now - max(attempts.last, attempts.next_at) > FORGOTTEN_AFTER:
            attempts = _Attempts()
        self._attempts[name] = attempts
        while len(self._attempts) > MOST_NAMES:
            self._attempts.popitem(last=False)
        return attempts
