"""From where somebody logs in, and whether their browser has been logged in with before."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import math
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.server.connections import asker
from assistant.page.server.response_headers import is_https
from assistant.page.server.slowing import FullLineError, Patience, Slowdown, WaitingLine
from assistant.users import password_is_right, read_users
from corpus.errors import UserError

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


# Under one name from one address: the third wrong password costs half a second, the fourth a second, ...
PER_NAME = Patience(free=2, first=0.5, longest=15.0)
# Seconds that an attempt may wait for those before it; else it is refused.
LONGEST_WAIT = 30.0
# Under all names together, against a list of names with one guess each; never so long that a flood of
# wrong passwords would keep everybody else out.
OVERALL = Patience(free=20, first=0.1, longest=1.0)
LONGEST_OVERALL = 5.0
# Passwords checked at once: each takes a core and 64 MiB for a moment.
CHECKED_AT_ONCE = 2
# Attempts that wait at once, in all and from one address; browsers that are known have a line of their own.
MOST_WAITING = 100
MOST_WAITING_EACH = 10
REMEMBERED_HEADERS = 256
EVERYBODY = "everybody"

log = logging.getLogger(__name__)


class Login:
    """The users of a file, which is read again whenever it has changed."""

    def __init__(self, file: Path, per_name: Patience = PER_NAME, overall: Patience = OVERALL) -> None:
        self._file = file
        self._users: dict[str, str] = {}
        self._stamp: tuple[int, ...] | None = (-1,)
        self._by_place, self._overall = Slowdown(per_name), Slowdown(overall)
        self._known, self._strangers = (WaitingLine(MOST_WAITING, MOST_WAITING_EACH) for _ in range(2))
        self._threads = ThreadPoolExecutor(CHECKED_AT_ONCE, thread_name_prefix="password")
        self._key = secrets.token_bytes(32)
        self._right: OrderedDict[bytes, str] = OrderedDict()

    @property
    def users(self) -> dict[str, str]:
        """Return the password hash of each user, as the file says now.

        A file that cannot be read changes nothing, and the log tells why; one that is gone leaves nobody.
        """
        if (stamp := _stamp(self._file)) != self._stamp:
            self._stamp = stamp
            try:
                self._users = read_users(self._file)
                self._right.clear()
            except UserError as error:
                log.error("the users stay as they were: %s", error)
        return self._users

    async def check(self, name: str, password: str) -> bool:
        """Tell whether `password` is that of `name`, after a wait when wrong ones came before.

        Guesses from elsewhere hold nobody up for long, and nobody at all whose browser was logged in with
        before. Raise an HTTP error 429 when the wait would be too long.
        """
        now = visit()
        right = await self._check(name, password, now)
        if right and (hashed := self.users.get(name)):
            remember_browser(now, name, hashed)
        return right

    async def _check(self, name: str, password: str, now: Visit) -> bool:
        hashed = self.users.get(name)
        browser = None if hashed is None else known_browser(now, name, hashed)
        line, place = (self._strangers, now.address) if browser is None else (self._known, browser)
        try:
            with line.waiting(place):
                await self._wait_for_turn(f"{name}\0{place}", known=browser is not None)
                async with line.turn(place):
                    right = await self._is_right(name, password)
        except FullLineError:
            message = "Too many passwords are being checked; try again in a few seconds."
            raise HTTPException(429, message, headers={"Retry-After": "5"}) from None
        if right:
            self._by_place.forget(f"{name}\0{place}")
            if browser is None:
                self._overall.forgive(EVERYBODY)
        return right

    async def _wait_for_turn(self, attempts: str, *, known: bool) -> None:
        self._refuse(attempts)
        overall = 0.0 if known else min(LONGEST_OVERALL, self._overall.take(EVERYBODY))
        await asyncio.sleep(max(overall, self._by_place.take(attempts)))

    async def _is_right(self, name: str, password: str) -> bool:
        loop = asyncio.get_running_loop()
        right = await loop.run_in_executor(self._threads, password_is_right, self.users, name, password)
        return right and name in self.users

    async def check_basic(self, name: str, password: str) -> bool:
        """Do as `check`, which a program that sends them with every request need not wait for each time."""
        users = self.users
        digest = hmac.digest(self._key, f"{name}\0{password}".encode("utf-8", "replace"), hashlib.sha256)
        if self._right.get(digest) in users:
            self._right.move_to_end(digest)
            return True
        if not await self._check(name, password, visit()):
            return False
        if users is self.users:
            self._right[digest] = name
            while len(self._right) > REMEMBERED_HEADERS:
                self._right.popitem(last=False)
        return True

    def _refuse(self, attempts: str) -> None:
        """Take no attempt that would have to wait too long for those before it."""
        wait = math.ceil(self._by_place.wait(attempts))
        if wait > LONGEST_WAIT:
            message = f"Too many wrong passwords; try again in {wait} seconds."
            raise HTTPException(429, message, headers={"Retry-After": str(wait)})


def _stamp(file: Path) -> tuple[int, ...] | None:
    """Return what changes with every writing of `file`; None when it is not there."""
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size
