"""Logging in: who may use the page, checked beside the event loop, wrong passwords slowed down."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import math
import secrets
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.exceptions import HTTPException

from assistant.page.server.lines import FullLineError, WaitingLine
from assistant.page.server.slowing import Patience, Slowdown
from assistant.page.server.visits import Visit, known_browser, remember_browser, visit
from assistant.users import password_is_right, read_users
from corpus.errors import UserError

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
