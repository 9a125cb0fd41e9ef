"""Whether the page can answer, for whoever watches over it; nothing about documents."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.page.opening import SharedAssistant
from assistant.page.server.gate import HEALTH

# Seconds within which an event must come through the queue, and for which that is taken for granted.
LONGEST = 10.0
REMEMBERED = 1.0


class Pulse:
    """Ask whether the queue `moves`, one event at a time and no more than one a second."""

    def __init__(
        self, moves: Callable[[float], Awaitable[bool]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._moves = moves
        self._clock = clock
        self._lock = asyncio.Lock()
        self._until = -1.0
        self._beats = False

    async def beats(self) -> bool:
        """Tell whether an event came through the queue in time, just now or a moment ago."""
        async with self._lock:
            if self._clock() >= self._until:
                self._beats = await self._moves(LONGEST)
                self._until = self._clock() + REMEMBERED
            return self._beats


def health_route(shared: SharedAssistant, pulse: Pulse) -> Route:
    """Return the route that tells whether the assistant is `opening` or `ready`.

    It answers 503 when the assistant has `failed` to open, or questions are `stuck` in the queue.
    """

    async def health(request: Request) -> JSONResponse:
        del request
        if shared.failed:
            return JSONResponse({"status": "failed"}, 503)
        if not shared.ready:
            return JSONResponse({"status": "opening"})
        if not await pulse.beats():
            return JSONResponse({"status": "stuck"}, 503)
        return JSONResponse({"status": "ready"})

    return Route(HEALTH, health, methods=["GET"])
