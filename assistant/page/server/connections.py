"""Whom a request is counted for: a user, or an address where nobody logs in."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from assistant.settings import Network

# A household or a machine has a whole network of this size in IPv6.
IPV6_HOUSEHOLD = 64


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


# A process may commonly have 1,024 files open.
MOST_OPEN = 800
# A ward behind one address has this many; a machine that takes them all leaves as many to others.
MOST_OPEN_EACH = 400
# Seconds and bytes that the head of a request may take.
HEAD_SECONDS = 20.0
LONGEST_HEAD = 64_000
# Bytes that may still come of a request which was refused before its end.
LONGEST_REST = 50_000_000
# `uvicorn` reads here whose X-Forwarded-For it believes; it would believe this machine where this is not set.
BELIEVED = "FORWARDED_ALLOW_IPS"


@contextmanager
def believing(proxies: tuple[Network, ...]) -> Iterator[None]:
    """Have a server that is made within this believe `proxies`, and no others, for whom they ask."""
    before = os.environ.get(BELIEVED)
    os.environ[BELIEVED] = ",".join(map(str, proxies))
    try:
        yield
    finally:
        os.environ.pop(BELIEVED)
        if before is not None:
            os.environ[BELIEVED] = before


@dataclass(slots=True)
class Doors:
    """How many connections are open, in all and from each address; those of `proxies` count only in all."""

    proxies: tuple[Network, ...] = ()
    most: int = MOST_OPEN
    each: int = MOST_OPEN_EACH
    head_seconds: float = HEAD_SECONDS
    _open: Counter[str] = field(default_factory=Counter)

    def enter(self, address: str) -> bool:
        """Count a connection from `address`; return whether there is room for it."""
        place = asker(None, address)
        full = self._open.total() >= self.most or self._open[place] >= self.each
        if full and (self._open.total() >= self.most or not self._is_proxy(address)):
            return False
        self._open[place] += 1
        return True

    def leave(self, address: str) -> None:
        """Count a connection from `address` as closed."""
        place = asker(None, address)
        self._open[place] -= 1
        if not self._open[place]:
            del self._open[place]

    def _is_proxy(self, address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in self.proxies)
        except ValueError:
            return False


def guard_connections(config: Any, doors: Doors) -> None:
    """Let connections of the `uvicorn` server with `config` through `doors`, from the next one on."""
    protocol: Callable[..., Any] = config.http_protocol_class
    # The page has no use for WebSockets, and an upgraded connection would never be counted as closed.
    config.ws_protocol_class = None
    config.http_protocol_class = lambda **options: Connection(protocol(**options), doors)


class Connection(asyncio.Protocol):
    """A connection to `uvicorn`'s `protocol`, ended when the head of a request does not come in time."""

    def __init__(self, protocol: Any, doors: Doors) -> None:
        self._protocol = protocol
        self._doors = doors
        self._address: str | None = None
        self._transport: Any = None
        self._timer: asyncio.TimerHandle | None = None
        self._length = 0

    def connection_made(self, transport: Any) -> None:
        """Let the connection in, or end it."""
        address = str((transport.get_extra_info("peername") or ("",))[0])
        if not self._doors.enter(address):
            transport.abort()
            return
        self._address, self._transport = address, transport
        self._protocol.connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Pass `data` on; end the connection when it is too much of a head."""
        if self._address is None:
            return
        running = self._protocol.cycle
        idle = running is None or running.response_complete
        if idle and self._timer is None:
            self._wait_for_head()
        self._protocol.data_received(data)
        if self._protocol.cycle is not running:
            self._head_came()
        elif idle:
            self._length += len(data)
            refused = running is not None and running.more_body
            if self._length > (LONGEST_REST if refused else LONGEST_HEAD):
                self._transport.abort()

    def eof_received(self) -> bool | None:
        """Pass on that nothing more comes."""
        return self._protocol.eof_received() if self._address is not None else None

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass on that the connection is closed."""
        if self._address is not None:
            self._doors.leave(self._address)
            self._head_came()
            self._protocol.connection_lost(exc)

    def pause_writing(self) -> None:
        """Pass on that the client reads slowly."""
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        """Pass on that the client reads again."""
        self._protocol.resume_writing()

    def _wait_for_head(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._doors.head_seconds, self._transport.abort)

    def _head_came(self) -> None:
        self._length = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
