"""A line of people who wait, in which there is only so much room for each and for all."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


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
