"""From where somebody logs in, and whether their browser has been logged in with before."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.server.askers import asker
from assistant.page.server.response_headers import is_https

# Seconds that a browser keeps its cookie.
REMEMBERED = 365 * 24 * 3600


@dataclass(slots=True)
class Visit:
    """A request from `address` that brought `cookies`, and what its answer gives the browser to keep.

    Cookies are for what lies below `path` alone, and only for HTTPS where it was `secure`.
    """

    address: str = "address unknown"
    cookies: Mapping[str, str] = field(default_factory=dict)
    path: str = "/"
    secure: bool = False
    kept: SimpleCookie = field(default_factory=SimpleCookie)


# Gradio tells the function that checks a password nothing of the request.
_now: ContextVar[Visit] = ContextVar("visit")


def visit() -> Visit:
    """Return the visit during which this is called."""
    return _now.get(None) or Visit()


class Visits:
    """Tell whatever `app` calls during a request of its visit, and send what the browser shall keep."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        address = asker(None, request.client.host if request.client else "")
        now = Visit(address, request.cookies, scope.get("root_path") or "/", is_https(scope))

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in now.kept.values():
                    headers.append("set-cookie", cookie.OutputString())
            await send(message)

        before = _now.set(now)
        try:
            await self._app(scope, receive, keep)
        finally:
            _now.reset(before)


def known_browser(now: Visit, name: str, hashed: str) -> str | None:
    """Return what tells the browser of `now` from others, where `name` has logged in with it before.

    It is signed with the hash of their password, so it ends with that password, and needs no file.
    """
    browser, _, signature = now.cookies.get(_cookie(name), "").partition(".")
    if browser and hmac.compare_digest(signature.encode(), _signature(name, hashed, browser).encode()):
        return browser
    return None


def remember_browser(now: Visit, name: str, hashed: str) -> None:
    """Give the browser of `now` what tells that `name` has logged in with it."""
    browser = secrets.token_urlsafe(12)
    cookie = _cookie(name)
    now.kept[cookie] = f"{browser}.{_signature(name, hashed, browser)}"
    options = {"max-age": str(REMEMBERED), "path": now.path, "samesite": "Lax", "httponly": "yes"}
    now.kept[cookie].update({**options, "secure": "yes" if now.secure else ""})


def _cookie(name: str) -> str:
    """Return the name of the cookie, which keeps that of the user from whoever reads along."""
    return f"known-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _signature(name: str, hashed: str, browser: str) -> str:
    return hmac.digest(hashed.encode(), f"{name}\0{browser}".encode("utf-8", "replace"), "sha256").hex()
