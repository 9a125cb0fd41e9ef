"""How many questions a person may ask in a minute."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

import gradio as gr
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from corpus.errors import UserError

# The library keeps a little of everyone who ever asked; above this many it starts anew.
MOST_ASKERS = 50_000
# A household or a machine has a whole network of this size in IPv6.
IPV6_HOUSEHOLD = 64


class Rates:
    """Count the questions of each user, or of each address where nobody logs in."""

    def __init__(self, questions_per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(questions_per_minute)
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def check(self, request: gr.Request | None) -> None:
        """Count a question of whoever sent `request`; raise `UserError` when it is one too many."""
        if request is not None:
            self.check_asker(asker(request.username, request.client.host if request.client else ""))

    def check_asker(self, name: str) -> None:
        """Count a question of the asker called `name`; raise `UserError` when it is one too many."""
        if len(self._storage.events) > MOST_ASKERS:
            self._storage.reset()
        if self._limiter.hit(self._limit, name):
            return
        opens = self._limiter.get_window_stats(self._limit, name).reset_time
        seconds = max(1, math.ceil(opens - time.time()))
        asked = "a question" if self._limit.amount == 1 else f"{self._limit.amount:,} questions"
        wait = "1 second" if seconds == 1 else f"{seconds} seconds"
        raise UserError(f"You asked {asked} in a minute; wait {wait}.")


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
