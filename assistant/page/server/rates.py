"""How many questions a person may ask in a minute, and how much their page may ask of the server."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

import gradio as gr
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from assistant.page.server.gate import USER
from corpus.errors import UserError

# The library keeps a little of everyone who ever asked; above this many it starts anew.
MOST_ASKERS = 50_000
# A household or a machine has a whole network of this size in IPv6.
IPV6_HOUSEHOLD = 64
# With each answer come suggestions and a source or two; reading through a document takes calls without any.
CALLS_A_QUESTION = 10
FEWEST_CALLS = 100


class TooOftenError(UserError):
    """Somebody asked more in a minute than they may."""


class Rates:
    """Count what each user asks in a minute, or each address where nobody logs in.

    Questions are counted apart from the calls of the page's script, of which there may be many more.
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
            raise TooOftenError(f"You asked {asked} in a minute; wait {_seconds(seconds)}.")

    def check_call(self, request: gr.Request | HTTPConnection, cost: int = 1) -> None:
        """Count a call of the page's script as `cost`; raise `TooOftenError` when it is one too many.

        `request` is as Gradio hands it to what a component calls: it names no user, but the gate does.
        """
        address = request.client.host if request.client else ""
        if seconds := self._calls.seconds_to_wait(asker(request.scope.get(USER), address), cost):
            raise TooOftenError(f"That was too much in a minute; wait {_seconds(seconds)}.")


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


def _seconds(count: int) -> str:
    return "1 second" if count == 1 else f"{count} seconds"


def asker(user: str | None, address: str) -> str:
    """Return what to count the questions of `user` under, or of those at `address` without a login."""
    if user:
        return f"user {user}"
    try:
        place = ip_address(address)
    except ValueError:
        return f"address {address}"
    if isinstance(place, IPv6Address) and place.ipv4_mapped is None:
        return f"address {ip_network((place, IPV6_HOUSEHOLD), strict=False)}"
    return f"address {place}"
