"""Counting what costs the server something, and refusing what is too much of it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page.server.allowed import RefusedError, path_within
from assistant.page.server.rates import Rates, TooOftenError

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
