"""Running a blocking generator beside the event loop, so that Stop takes effect at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


async def stream(blocking: Iterator[T]) -> AsyncIterator[T]:
    """Yield what `blocking` yields; leave it behind, and end it at its next item, when cancelled.

    Gradio would wait for a blocking generator that is cancelled, and hold up every session meanwhile.
    """
    loop = asyncio.get_running_loop()
    items: asyncio.Queue[tuple[T] | None] = asyncio.Queue()
    cancelled = Event()

    def pump() -> None:
        # The loop may be closed by now, when the page is stopped in the middle of an answer.
        with contextlib.suppress(RuntimeError):
            try:
                for item in blocking:
                    if cancelled.is_set():
                        break
                    loop.call_soon_threadsafe(items.put_nowait, (item,))
            finally:
                loop.call_soon_threadsafe(items.put_nowait, None)

    Thread(target=pump, name="answer", daemon=True).start()
    try:
        while (item := await items.get()) is not None:
            yield item[0]
    finally:
        cancelled.set()
