"""The gate before everything that is served: what is allowed, from the page itself, to whom may use it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page.server.allowed import API, MCP, PAGE, Allowed, RefusedError, allowed, path_within
from assistant.page.server.event_data import Calls, checked
from assistant.page.server.login import Login
from assistant.page.server.request_sizes import UPLOAD, UploadLimits, bounded
from assistant.page.server.response_headers import with_headers

HEALTH = "/health"
# Bytes of a login form.
LONGEST_FORM = 10_000
NOTHING = "There is nothing here."
ASK_FOR_BASIC = {"WWW-Authenticate": 'Basic realm="assistant"'}
# Where the gate leaves the name of who is logged in.
USER = "assistant.user"


class Gate:
    """Let a request through to `app`, or refuse it; it brings no more than `limits` and `calls` say.

    Without a `login` everybody is let in. With `names`, the page answers under no other: the page of another
    site could have its own name lead to this machine, and read what is here. With `read_only` nothing is
    taken in for upload.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: UploadLimits,
        calls: Calls,
        login: Login | None = None,
        names: frozenset[str] = frozenset(),
        read_only: bool = False,
    ) -> None:
        self._app = app
        self._limits = limits
        self._calls = calls
        self._login = login
        self._names = names
        self._read_only = read_only
        self._known: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            # The page has no use for WebSockets.
            await send({"type": "websocket.close"})
            return
        send, path = with_headers(scope, send), path_within(scope)
        if path is None:
            await RedirectResponse(f"{scope['root_path']}/")(scope, receive, send)
            return
        try:
            await self._check(scope, path)
            receive = await bounded(path, Headers(scope=scope), receive, self._limits)
            receive = await checked(path, receive, self._calls)
        except RefusedError as refusal:
            answer = JSONResponse({"detail": refusal.reason}, refusal.status, refusal.headers)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _check(self, scope: MutableMapping[str, Any], path: str) -> None:
        headers = Headers(scope=scope)
        if self._names and _name(headers) not in self._names:
            raise RefusedError(403, "The page answers under no such name, only as localhost or 127.0.0.1.")
        if _is_from_elsewhere(headers) and not _opens_the_page(scope["method"], path, headers):
            raise RefusedError(403, "Another site sent this request; only the page itself may.")
        wanted = allowed(scope["method"], path)
        if wanted is None:
            raise RefusedError(404, NOTHING)
        if self._login is not None:
            await self._let_in(scope, path, wanted, self._login)
        if self._read_only and path == UPLOAD:
            raise RefusedError(403, "Uploads are turned off here; this page only answers questions.")

    async def _let_in(
        self, scope: MutableMapping[str, Any], path: str, wanted: Allowed, login: Login
    ) -> None:
        headers = Headers(scope=scope)
        tokens: dict[str, str] = scope["app"].tokens
        self._log_out(tokens, login.users)
        user = _by_cookie(scope, tokens)
        if user is None and path == MCP:
            user = await _by_password(headers, login)
        if user is not None:
            scope[USER] = user
        elif wanted.public:
            if scope["method"] == "POST":
                _check_form(headers)
        elif path == MCP:
            raise RefusedError(401, "Log in with HTTP Basic.", **ASK_FOR_BASIC)
        elif path.startswith(API):
            raise RefusedError(401, "You are logged out; log in again.")
        else:
            raise RefusedError(401, "Not authenticated")

    def _log_out(self, tokens: dict[str, str], users: dict[str, str]) -> None:
        """End the sessions of those who were removed or got another password."""
        if users is self._known:
            return
        changed = {name for name, hashed in self._known.items() if users.get(name) != hashed}
        for token in [token for token, user in tokens.items() if user in changed or user not in users]:
            del tokens[token]
        self._known = users


def _check_form(headers: Headers) -> None:
    """Refuse a form that would fill the memory."""
    length = headers.get("content-length", "")
    if not length.isdecimal():
        raise RefusedError(411, "The length of the form is missing.")
    if int(length) > LONGEST_FORM:
        raise RefusedError(413, "The form is too long.")


def _name(headers: Headers) -> str:
    """Return the name that the page was asked for under, without the port."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_from_elsewhere(headers: Headers) -> bool:
    """Tell whether another site sent a request, a site at another port of this machine as well.

    A browser says so itself where it can be trusted to (HTTPS, or this machine); else the names are compared.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


def _opens_the_page(method: str, path: str, headers: Headers) -> bool:
    """Tell whether somebody follows a link to the page, which shows it to them and not to the other site."""
    kind = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    return method == "GET" and path == PAGE and kind == ("navigate", "document")


def _by_cookie(scope: MutableMapping[str, Any], tokens: dict[str, str]) -> str | None:
    """Return whose cookie it is; Gradio sets one for HTTPS and one that works without."""
    cookies, name = Request(scope).cookies, scope["app"].cookie_id
    found = (tokens.get(cookies.get(f"access-token-{kind}{name}", "")) for kind in ("", "unsecure-"))
    return next((user for user in found if user is not None), None)


async def _by_password(headers: Headers, login: Login) -> str | None:
    kind, _, encoded = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic" or len(encoded) > LONGEST_FORM:
        return None
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    try:
        return name if colon and await login.check_basic(name, password) else None
    except HTTPException as error:
        raise RefusedError(error.status_code, error.detail, **dict(error.headers or {})) from error
