"""Whether the page can answer, for whoever watches over it; nothing about documents."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.page.opening import SharedAssistant
from assistant.page.server.gate import HEALTH


def health_route(shared: SharedAssistant) -> Route:
    """Return the route that tells whether the assistant is `opening`, `ready`, or has `failed` (503)."""

    async def health(request: Request) -> JSONResponse:
        del request
        if shared.ready:
            return JSONResponse({"status": "ready"})
        if shared.failed:
            return JSONResponse({"status": "failed"}, 503)
        return JSONResponse({"status": "opening"})

    return Route(HEALTH, health, methods=["GET"])
