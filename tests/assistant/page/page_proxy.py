"""A small proxy that serves the page under a path of its own, as nginx and others do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import uvicorn
from page_server import HOST, free_port
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

METHODS = ["GET", "HEAD", "POST", "DELETE"]
# Headers that hold for one connection and not for the next.
BETWEEN = {"connection", "transfer-encoding", "keep-alive"}


@contextmanager
def proxied(port: int, path: str, *, strip: bool, https: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Serve the page at `port` under `path`; yield its address there, and what was asked for beside `path`.

    The proxy takes `path` away from what it passes on when it is to `strip`, and says that it was asked over
    `https` when it is to.
    """
    beside: list[str] = []
    web = httpx.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=None, trust_env=False)

    async def passed(request: Request) -> Response:
        asked = request.url.path
        if not f"{asked}/".startswith(f"{path}/"):
            beside.append(asked)
            return Response("Not of the page", 404)
        inner = (asked.removeprefix(path) or "/") if strip else asked
        headers = [(name, value) for name, value in request.headers.items() if name not in BETWEEN]
        headers.append(("x-forwarded-proto", "https" if https else "http"))
        sent = web.build_request(
            request.method, f"{inner}?{request.url.query}", headers=headers, content=await request.body()
        )
        answer = await web.send(sent, stream=True)
        reply = StreamingResponse(
            answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
        )
        reply.raw_headers = [pair for pair in answer.headers.raw if pair[0].decode().lower() not in BETWEEN]
        return reply

    own = free_port()
    application = Starlette(routes=[Route("/{path:path}", passed, methods=METHODS)])
    server = uvicorn.Server(uvicorn.Config(application, host=HOST, port=own, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(0.05)
        yield f"http://{HOST}:{own}{path}/", beside
    finally:
        server.should_exit = server.force_exit = True
        thread.join()
