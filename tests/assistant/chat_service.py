"""A chat service that speaks OpenAI's protocol over HTTP on this machine, and behaves as services do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

SLOW_SECONDS = 0.05


@dataclass
class Behaviour:
    """What the service sends: `words` one by one, or a `status`; then it ends, breaks off or goes on.

    It waits after each word where it is `slow`. `left` is set when the one who asked has gone before the end,
    `asked` holds the requests.
    """

    words: str = ""
    status: int = 200
    raw: bytes = b""
    breaks_off: bool = False
    silent: bool = False
    slow: bool = False
    endless: bool = False
    finish: str | None = None
    left: Event = field(default_factory=Event)
    stopped: Event = field(default_factory=Event)
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def chat_service(behaviour: Behaviour) -> Iterator[str]:
    """Run the service and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            behaviour.asked.append(json.loads(body))
            try:
                _answer(self, behaviour)
            except OSError:
                behaviour.left.set()
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        behaviour.stopped.set()
        server.shutdown()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, behaviour: Behaviour) -> None:
    handler.send_response(behaviour.status)
    if behaviour.status != 200:
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(b'{"error": {"message": "no such thing\\nfor you"}}')
        return
    handler.send_header("Content-Type", "text/event-stream")
    if behaviour.breaks_off:
        # More is promised than comes.
        handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(behaviour.raw)
    for word in behaviour.words.split(" ") if behaviour.words else ():
        _send(handler, f"{word} ")
        if behaviour.slow:
            behaviour.stopped.wait(SLOW_SECONDS)
    while behaviour.silent and not behaviour.stopped.wait(SLOW_SECONDS):
        pass
    while behaviour.endless and not behaviour.stopped.wait(SLOW_SECONDS / 10):
        _send(handler, "and so on ")
    if behaviour.finish:
        _send(handler, "", behaviour.finish)
    if not (behaviour.breaks_off or behaviour.raw):
        handler.wfile.write(b"data: [DONE]\n\n")


def _send(handler: BaseHTTPRequestHandler, text: str, finish: str | None = None) -> None:
    chunk = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}],
    }
    handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
    handler.wfile.flush()
