"""How much an asker may ask in a minute, and what is let in at all."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import gradio as gr
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page.server.allowed import RefusedError, path_within
from assistant.page.server.connections import asker
from assistant.page.server.gate import USER
from corpus.errors import UserError

API = "/gradio_api/"
# What counts as a call; what each call of the script costs is known where it is made.
COUNTED = ("queue/join", "call/", "run/", "api/", "upload", "cancel")
LISTEN = f"{API}queue/data"


class Admission:
    """Let what costs through to `app` while whoever asks has not had too much; it stands behind the gate.

    Nobody can listen to a session that is not `awaited`, or open a second page: Gradio would fail at both.
    """

    def __init__(self, app: ASGIApp, rates: Rates, awaited: Callable[[str], bool]) -> None:
        self._app = app
        self._rates = rates
        self._awaited = awaited

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            if scope["type"] == "http":
                self._check(HTTPConnection(scope), scope["method"])
        except RefusedError as refusal:
            answer = JSONResponse({"detail": refusal.reason}, refusal.status, refusal.headers)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _check(self, request: HTTPConnection, method: str) -> None:
        path = path_within(request.scope) or ""
        if method == "POST" and path.startswith(API) and path.removeprefix(API).startswith(COUNTED):
            try:
                self._rates.check_call(request)
            except TooOftenError as error:
                raise RefusedError(429, str(error), **{"Retry-After": str(error.seconds)}) from error
        elif path.rstrip("/") == LISTEN and not self._awaited(request.query_params.get("session_hash", "")):
            raise RefusedError(404, "Nothing was asked in this session, or it is long over.")
        elif request.query_params.get("page"):
            raise RefusedError(404, "There is only one page.")


# The library keeps a little of everyone who ever asked; above this many it starts anew.
MOST_ASKERS = 50_000
# With each answer come suggestions and a source or two; reading through a document takes calls without any.
CALLS_A_QUESTION = 10
FEWEST_CALLS = 100


class TooOftenError(UserError):
    """Somebody asked more in a minute than they may; there are `seconds` to wait."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(f"{message}; wait {seconds} second{'s' * (seconds != 1)}.")
        self.seconds = seconds


class Rates:
    """Count what each user asks in a minute, or each address where nobody logs in.

    Questions are counted apart from calls, of which there may be many more: events, uploads, and whatever the
    page's script asks of the server.
    """

    def __init__(self, questions_per_minute: int) -> None:
        self._questions = _Counter(questions_per_minute)
        self._calls = _Counter(max(FEWEST_CALLS, questions_per_minute * CALLS_A_QUESTION))

    def check(self, request: gr.Request | None) -> None:
        """Count a question of whoever sent `request`; raise `TooOftenError` when it is one too many."""
        if request is not None:
            self.check_asker(asker(request.username, request.client.host if request.client else ""))

    def check_asker(self, name: str) -> None:
        """Count a question of the asker called `name`; raise `TooOftenError` when it is one too many."""
        if seconds := self._questions.seconds_to_wait(name):
            most = self._questions.most
            asked = "a question" if most == 1 else f"{most:,} questions"
            raise TooOftenError(f"You asked {asked} in a minute", seconds)

    def check_call(self, request: gr.Request | HTTPConnection, cost: int = 1) -> None:
        """Count a call as `cost`; raise `TooOftenError` when it is one too many.

        `request` names no user, but the gate did.
        """
        address = request.client.host if request.client else ""
        if seconds := self._calls.seconds_to_wait(asker(request.scope.get(USER), address), cost):
            raise TooOftenError("That was too much in a minute", seconds)


class _Counter:
    """Count up to `most` in any minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._limit = RateLimitItemPerMinute(most)
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def seconds_to_wait(self, name: str, cost: int = 1) -> int:
        """Count `cost` for `name` and return 0, or the seconds to wait when it is too much."""
        if len(self._storage.events) > MOST_ASKERS:
            self._storage.reset()
        if self._limiter.hit(self._limit, name, cost=cost):
            return 0
        opens = self._limiter.get_window_stats(self._limit, name).reset_time
        return max(1, math.ceil(opens - time.time()))
