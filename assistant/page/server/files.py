"""The files that the page hands out: its typeface, and those that documents were read from.

The typeface is one in which 1, l and I, or 0 and O, are never mistaken. Files are sent a piece at a time.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from assistant.page.finding import original_file
from assistant.page.opening import SharedAssistant
from assistant.page.server.allowed import ORIGINAL, RefusedError
from assistant.page.server.rates import Rates, TooOftenError
from corpus.errors import UserError
from index.naming import find_document

NAME = "Atkinson Hyperlegible Next"
FILE = Path(__file__).parents[1] / "typeface" / "atkinson-hyperlegible-next.woff2"
# Among the files that Gradio serves, and before a login as well, for the login form is set in it too.
ADDRESS = f"static/typeface/{FILE.name}"
# The file's name changes when it does.
A_YEAR = "public, max-age=31536000, immutable"
TYPEFACE_IN_HEAD = (
    f'<link rel="preload" href="{ADDRESS}" as="font" type="font/woff2" crossorigin>'
    f"<style>@font-face {{ font-family: '{NAME}'; font-weight: 200 800; font-display: swap; "
    f"src: url('{ADDRESS}') format('woff2'); }}</style>"
)
# Of the calls that somebody may make in a minute.
COST = 5


async def _typeface(request: Request) -> FileResponse:
    del request
    return FileResponse(FILE, media_type="font/woff2", headers={"Cache-Control": A_YEAR})


def typeface_route() -> Route:
    """Return the route that the browser fetches the typeface by."""
    return Route(f"/{ADDRESS}", _typeface)


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
