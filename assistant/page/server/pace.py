"""How slowly a request may come in: a client that sends a byte a second holds nothing up for long."""

from __future__ import annotations

import asyncio
import time

from starlette.types import Message, Receive

from assistant.page.server.refusing import RefusedError

# Seconds that a body may take whatever its length, and bytes a second that it must bring beyond them.
GRACE = 30.0
SLOWEST = 10_000
TOO_SLOW = "The request came too slowly; send it again."


class Paced:
    """A body that must come in at a fair rate; only the time that it is waited for counts."""

    def __init__(self, receive: Receive, error: Exception | None = None, grace: float = GRACE) -> None:
        """Read from `receive`; raise `error` when it is too slow, else a refusal."""
        self._receive = receive
        self._error = error or RefusedError(408, TOO_SLOW)
        self._left = grace
        self._whole = False

    async def receive(self) -> Message:
        """Return the next message."""
        if self._whole:
            return await self._receive()
        if self._left <= 0:
            raise self._error
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                message = await self._receive()
        except TimeoutError:
            raise self._error from None
        self._left += len(message.get("body", b"")) / SLOWEST - (time.monotonic() - started)
        self._whole = not message.get("more_body", False)
        return message
