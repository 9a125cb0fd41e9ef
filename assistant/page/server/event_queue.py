"""Gradio's queue of events, bounded for each asker; it goes on, whatever happens to one event."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fastapi import HTTPException
from gradio.data_classes import PredictBodyInternal
from gradio.queueing import Event, Queue
from gradio.server_messages import EventMessage, ProcessCompletedMessage
from starlette.requests import Request

from assistant.page.server.connections import asker

if TYPE_CHECKING:
    from gradio.blocks import Blocks

# Events of one asker that wait, run, or whose outcome nobody has fetched yet.
MOST_EVENTS_EACH = 40
MOST_WAITING = 400
# Sessions that are remembered; Gradio's own table has room for 2,000, and drops one that waits for the next.
MOST_SESSIONS_EACH = 100
MOST_SESSIONS = 1000
# Characters of what a page calls itself.
LONGEST_SESSION = 100
# Seconds between two notices of how long the queue is.
NOTICES = 5.0
# Seconds before a queue that broke off starts anew.
PAUSE = 0.5
PULSE = "pulse"
JOIN = "/gradio_api/queue/join"
BROKEN_OFF = "Something went wrong; the server's log says what. Please ask again."
TOO_MANY = f"You have {MOST_EVENTS_EACH} questions under way; wait for their answers."
FULL = "Too many questions wait for their answers; try again in a moment."

log = logging.getLogger(__name__)


class EventQueue(Queue):
    """The queue of `blocks`, which runs `at_once` events of each kind at the same time."""

    def __init__(self, blocks: Blocks, at_once: int) -> None:
        super().__init__(
            live_updates=False,
            concurrency_count=blocks.max_threads,
            update_intervals=NOTICES,
            max_size=None,
            blocks=blocks,
            default_concurrency_limit=at_once,
        )
        self._askers: dict[str, str] = {}
        self._cancelled: list[asyncio.Task[Any]] = []
        self._pulse = secrets.token_urlsafe()

    async def push(self, body: PredictBodyInternal, request: Any, username: str | None) -> Any:
        """Take an event in; raise an HTTP error for what is none (404, 422) or has no room (429, 503)."""
        self._check(body)
        name = asker(username, request.client.host if request.client else "")
        self._make_room(name, body.session_hash)
        taken = await super().push(body, request, username)
        self._askers[str(body.session_hash)] = name
        return taken

    def send_message(self, event: Event, event_message: EventMessage) -> None:
        """Tell the session of `event`; one that was dropped is told nothing."""
        if event.session_hash in self.pending_messages_per_session:
            super().send_message(event, event_message)

    def compute_analytics_summary(self, records: object) -> dict[str, Any]:
        """Return nothing: nobody reads it, and Gradio would go through ten thousand events after each."""
        del records
        return {}

    async def start_processing(self) -> None:
        """Run events until the page is closed; start anew when that breaks off."""
        while True:
            try:
                await super().start_processing()
            except Exception:
                log.exception("the queue of questions broke off and starts anew")
                # Before anything else runs, or what reports on the queue would end as well.
                self.stopped = False
                await self._start_anew()
            else:
                return

    def is_awaited(self, session: str) -> bool:
        """Tell whether something was asked in `session` that it can be told of."""
        return session in self.pending_messages_per_session

    async def moves(self, seconds: float) -> bool:
        """Tell whether an event that does nothing comes through within `seconds`."""
        if self.stopped:
            return False
        number = next(number for number, fn in self.blocks.fns.items() if fn.api_name == PULSE)
        request = _request()
        body = PredictBodyInternal(session_hash=self._pulse, fn_index=number, data=[], request=request)
        try:
            async with asyncio.timeout(seconds):
                await super().push(body, request, None)
                messages = self.pending_messages_per_session[self._pulse]
                while not isinstance(message := await messages.get(), ProcessCompletedMessage):
                    pass
            return message.success
        except TimeoutError:
            return False
        finally:
            await self.clean_events(session_hash=self._pulse)
            self._drop(self._pulse)

    def _check(self, body: PredictBodyInternal) -> None:
        """Refuse what Gradio would fail at in the middle of the queue."""
        if body.session_hash is not None and not 0 < len(body.session_hash) <= LONGEST_SESSION:
            raise HTTPException(422, f"A session is called by 1 to {LONGEST_SESSION} characters.")
        fn = None if body.fn_index is None else self.blocks.fns.get(body.fn_index)
        if fn is None or fn.fn is None:
            raise HTTPException(404, "There is no such event.")
        needed = 0 if fn.cancels else len(fn.inputs)
        if len(body.data) != needed:
            raise HTTPException(422, f"The event takes {needed} values, and {len(body.data)} came.")

    def _make_room(self, name: str, session: str | None) -> None:
        """Forget the oldest sessions with nothing under way; raise an HTTP error where that is not enough."""
        for gone in [one for one in self._askers if one not in self.pending_messages_per_session]:
            del self._askers[gone]
        if len(self) >= MOST_WAITING:
            raise HTTPException(503, FULL)
        busy = {event.session_hash for event in self.event_ids_to_events.values()} | {session}
        new = session not in self._askers
        mine = [one for one, other in self._askers.items() if other == name]
        while self._under_way(mine) >= MOST_EVENTS_EACH or len(mine) + new > MOST_SESSIONS_EACH:
            mine.remove(self._drop_oldest(mine, busy, HTTPException(429, TOO_MANY)))
        if len(self._askers) + new > MOST_SESSIONS:
            self._drop_oldest(self._askers, busy, HTTPException(503, FULL))

    def _under_way(self, sessions: Iterable[str]) -> int:
        return sum(len(self.pending_event_ids_session.get(session, ())) for session in sessions)

    def _drop_oldest(self, sessions: Iterable[str], busy: set[str | None], none: HTTPException) -> str:
        oldest = next((session for session in sessions if session not in busy), None)
        if oldest is None:
            raise none
        self._drop(oldest)
        return oldest

    def _drop(self, session: str) -> None:
        self._askers.pop(session, None)
        self.pending_messages_per_session.pop(session, None)
        self.pending_event_ids_session.pop(session, None)

    def _cancel_asyncio_tasks(self) -> None:
        self._cancelled = list(self._asyncio_tasks)
        super()._cancel_asyncio_tasks()  # type: ignore[no-untyped-call]

    async def _start_anew(self) -> None:
        """Tell those whose events ran that they will not be answered; the others still wait."""
        await asyncio.gather(*self._cancelled, asyncio.sleep(PAUSE), return_exceptions=True)
        self.active_jobs = [None] * self.max_thread_count
        waiting: set[str] = set()
        for line in self.event_queue_per_concurrency_id.values():
            line.current_concurrency = 0
            line.start_times_per_fn.clear()
            waiting.update(event._id for event in line.queue)
        for number in self.event_ids_to_events.keys() - waiting:
            event = self.event_ids_to_events.pop(number)
            told = ProcessCompletedMessage(output={"error": BROKEN_OFF}, title="Error", success=False)
            self.send_message(event, told)


def _request() -> Request:
    """Return a request as Gradio expects it with every event."""
    return Request(
        {
            "type": "http",
            "method": "POST",
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "path": JOIN,
            "query_string": b"",
            "headers": [],
        }
    )
