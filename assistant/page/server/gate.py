"""The gate before everything that is served: who is not logged in sees the login form and nothing else."""

from __future__ import annotations

import base64
import binascii
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page.server.login import Login
from assistant.page.server.refusing import RefusedError
from assistant.page.server.request_sizes import UPLOAD, UploadLimits, bounded

MCP = "/mcp"
HEALTH = "/health"
# What the login form needs; none of it tells of a document or a conversation.
OPEN = frozenset(
    {
        *("/", "/login", "/login/", "/logout", HEALTH, "/theme.css", "/favicon.ico", "/robots.txt"),
        *("/gradio_api/login_check", "/gradio_api/user", "/gradio_api/app_id", "/gradio_api/startup-events"),
    }
)
OPEN_FOLDERS = ("/assets/", "/static/", "/svelte/")
# Gradio serves these too. The page has no use for them, and some of them write what was asked to the disk.
CLOSED = (
    *("/gradio_api/deep_link", "/gradio_api/dev/", "/gradio_api/process_recording", "/gradio_api/proxy="),
    *("/gradio_api/run-history", "/gradio_api/runs", "/gradio_api/vibe-", "/gradio_api/undo-vibe"),
    "/monitoring",
)
API = "/gradio_api/"
# Bytes of a login form.
LONGEST_FORM = 10_000
ASK_FOR_BASIC = {"WWW-Authenticate": 'Basic realm="assistant"'}
# Where the gate leaves the name of who is logged in.
USER = "assistant.user"


class Gate:
    """Let a request through to `app`, or refuse it; what it may bring is bounded by `limits`.

    Without a `login` everybody is let in. With `names`, the page answers under no other: the page of another
    site could have its own name lead to this machine, and read what is here. With `read_only` nothing is
    taken in for upload.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: UploadLimits,
        login: Login | None = None,
        names: frozenset[str] = frozenset(),
        read_only: bool = False,
    ) -> None:
        self._app = app
        self._limits = limits
        self._login = login
        self._names = names
        self._read_only = read_only
        self._known: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            await self._check(scope)
            if scope["type"] == "http":
                receive = await bounded(scope, receive, self._limits)
        except RefusedError as refusal:
            answer = JSONResponse({"detail": refusal.reason}, refusal.status, refusal.headers)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _check(self, scope: MutableMapping[str, Any]) -> None:
        path, headers = scope["path"], Headers(scope=scope)
        if self._names and _name(headers) not in self._names:
            raise RefusedError(403, "The page answers under no such name, only as localhost or 127.0.0.1.")
        if path.startswith(CLOSED):
            raise RefusedError(404, "Not found")
        if _is_from_elsewhere(headers):
            raise RefusedError(403, "Another site sent this request; only the page itself may.")
        if self._login is not None:
            await self._let_in(scope, path, headers, self._login)
        if self._read_only and path.startswith(UPLOAD):
            raise RefusedError(403, "Uploads are turned off here; this page only answers questions.")

    async def _let_in(
        self, scope: MutableMapping[str, Any], path: str, headers: Headers, login: Login
    ) -> None:
        tokens: dict[str, str] = scope["app"].tokens
        self._log_out(tokens, login.users)
        user = _by_cookie(scope, tokens)
        if user is None and _is_in(path, MCP):
            user = await _by_password(headers, login)
        if user is not None:
            scope[USER] = user
        elif path in OPEN or path.startswith(OPEN_FOLDERS):
            if scope["method"] == "POST":
                _check_form(headers)
        elif _is_in(path, MCP):
            raise RefusedError(
                401, "Log in with HTTP Basic.", **{"WWW-Authenticate": 'Basic realm="assistant"'}
            )
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
    """Tell whether the page of another site sent a request: Gradio would let that read the answer.

    A browser says so itself where it can be trusted to (HTTPS, or this machine); else the names are compared.
    """
    origin = headers.get("origin")
    if origin is None:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


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
