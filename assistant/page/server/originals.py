"""The files that documents were read from, to those who may have them, a piece at a time."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from assistant.page.finding import original_file
from assistant.page.opening import SharedAssistant
from assistant.page.server.allowed import ORIGINAL, RefusedError
from assistant.page.server.rates import Rates, TooOftenError
from corpus.errors import UserError
from index.naming import find_document

# Of the calls that somebody may make in a minute.
COST = 5


def original_route(shared: SharedAssistant, rates: Rates, *, given: bool) -> Route:
    """Return the route by which a document's file is fetched; none is, unless they may be `given`."""

    async def original(request: Request) -> FileResponse:
        if not given:
            raise RefusedError(403, "Files cannot be fetched from this page.")
        try:
            rates.check_call(request, COST)
            documents = await asyncio.to_thread(lambda: shared.wait().documents())
            document = find_document(request.path_params["document"], documents)
            path = await asyncio.to_thread(original_file, document)
        except TooOftenError as error:
            raise RefusedError(429, str(error), **{"Retry-After": str(error.seconds)}) from error
        except UserError as error:
            raise RefusedError(409, str(error)) from error
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    return Route(f"{ORIGINAL}/{{document}}", original)
