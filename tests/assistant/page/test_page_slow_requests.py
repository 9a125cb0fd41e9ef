"""Requests that come slowly, or not at all: a connection is not held for longer than a request takes."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from ipaddress import ip_network
from urllib.parse import urlsplit

import httpx
import pytest
from page_server import browsing, served, settings_for

from assistant.page.server import request_sizes, serving
from assistant.page.server.allowed import RefusedError
from assistant.page.server.connections import Doors
from assistant.page.server.request_sizes import Paced

pytestmark = pytest.mark.slow

# Seconds after which a connection must have ended that is given a second to ask.
PATIENCE = 15


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page that waits a second for the head of a request, and for its body."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(serving, "Doors", partial(Doors, most=30, each=20, head_seconds=1.0))
        patched.setattr(request_sizes, "Paced", partial(Paced, grace=1.0))
        with served(settings_for(tmp_path_factory.mktemp("slow"))) as url:
            yield url


def connect(url: str) -> socket.socket:
    address = urlsplit(url)
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE)


def dripped(connection: socket.socket, data: bytes) -> bytes:
    """Send a byte ten times a second until the server ends the connection; return what it said."""
    connection.settimeout(0.1)
    ends, said = time.monotonic() + PATIENCE, b""
    for byte in data:
        if time.monotonic() > ends:
            raise AssertionError("the connection was held")
        with suppress(TimeoutError):
            try:
                connection.send(bytes([byte]))
                if not (received := connection.recv(10_000)):
                    return said
                said += received
            except ConnectionError:
                return said
    raise AssertionError("the connection was held")


@pytest.mark.parametrize("before", [b"", b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_a_head_that_comes_byte_by_byte_is_not_waited_for(impatient: str, before: bytes) -> None:
    with connect(impatient) as connection:
        connection.send(before)
        said = dripped(connection, b"GET / HTTP/1.1\r\n" + b"X-Slow: never\r\n" * 50)
    assert said.startswith(b"HTTP/1.1 200" if before else b"")


def test_a_connection_that_asks_nothing_is_ended(impatient: str) -> None:
    with connect(impatient) as connection, suppress(ConnectionError):
        assert connection.recv(1) == b""


def test_a_head_without_end_is_not_kept(impatient: str) -> None:
    with connect(impatient) as connection, pytest.raises(ConnectionError):
        for _ in range(10_000):
            connection.sendall(b"X: " + b"y" * 1000 + b"\r\n")
        connection.recv(1)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/gradio_api/queue/join", "application/json"),
        ("/gradio_api/component_server", "application/json"),
        ("/gradio_api/upload", "multipart/form-data; boundary=edge"),
        ("/login", "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("length", ["Content-Length: 5000", "Transfer-Encoding: chunked"])
def test_a_body_that_comes_byte_by_byte_is_not_waited_for(
    impatient: str, path: str, kind: str, length: str
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{length}\r\n\r\n"
    with connect(impatient) as connection:
        connection.send(head.encode())
        said = dripped(connection, b"1\r\n-\r\n" * 100)
    assert said == b"" or b"HTTP/1.1 4" in said


def test_an_upload_that_flows_is_received_however_long_it_takes(impatient: str) -> None:
    def flowing() -> Iterator[bytes]:
        yield b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(30):
            time.sleep(0.1)
            yield b"x" * 5000
        yield b"\r\n--edge--\r\n"

    with browsing(impatient) as web:
        headers = {"content-type": "multipart/form-data; boundary=edge"}
        received = web.post("/gradio_api/upload", content=flowing(), headers=headers)
    assert received.status_code == 200


def test_what_waits_for_the_server_is_not_ended(impatient: str) -> None:
    with browsing(impatient) as web, web.stream("GET", "/gradio_api/heartbeat/x") as answer:
        started = time.monotonic()
        with pytest.raises(httpx.ReadTimeout):
            web.timeout = httpx.Timeout(3)
            with web.stream("GET", "/gradio_api/heartbeat/y") as other:
                for _ in other.iter_raw():
                    pass
        assert time.monotonic() - started > 2
        assert answer.status_code == 200


def test_one_address_cannot_take_all_connections(impatient: str) -> None:
    held = [connect(impatient) for _ in range(25)]
    try:
        with pytest.raises(httpx.TransportError), browsing(impatient) as web:
            web.get("/health")
    finally:
        for connection in held:
            connection.close()
    with browsing(impatient) as web:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with suppress(httpx.TransportError):
                assert web.get("/health").status_code == 200
                return
    raise AssertionError("nobody was let in again")


def test_what_wants_to_be_upgraded_is_served_plainly_and_counted_as_closed_in_the_end(impatient: str) -> None:
    upgrade = (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    # More than may be open at once.
    for _ in range(25):
        with connect(impatient) as connection:
            connection.sendall(upgrade)
            assert b" 101 " not in connection.recv(100)
    with browsing(impatient) as web:
        assert web.get("/health").status_code == 200


def test_there_is_room_for_so_many_in_all_and_from_each_address_but_a_proxy() -> None:
    doors = Doors((ip_network("10.0.0.1/32"),), most=5, each=2)
    assert [doors.enter("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert [doors.enter("10.0.0.1") for _ in range(4)] == [True, True, True, False]
    doors.leave("192.0.2.1")
    assert doors.enter("192.0.2.2")


def test_a_body_must_come_at_a_fair_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def read(pieces: list[int]) -> Callable[[], object]:
        waiting = iter(pieces)

        async def receive() -> dict[str, object]:
            now[0] += 1.0
            size = next(waiting)
            return {"type": "http.request", "body": b"x" * size, "more_body": size != 1}

        async def whole() -> None:
            paced = Paced(receive, grace=5.0)
            while (await paced.receive())["more_body"]:
                pass

        return lambda: asyncio.run(whole())

    read([20_000] * 50 + [1])()
    with pytest.raises(RefusedError, match="too slowly"):
        read([2] * 50 + [1])()
