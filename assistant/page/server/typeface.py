"""The typeface of the page, which lies beside it: one in which 1, l and I, or 0 and O, are never mistaken."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

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


async def _typeface(request: Request) -> FileResponse:
    del request
    return FileResponse(FILE, media_type="font/woff2", headers={"Cache-Control": A_YEAR})


def typeface_route() -> Route:
    """Return the route that the browser fetches the typeface by."""
    return Route(f"/{ADDRESS}", _typeface)
