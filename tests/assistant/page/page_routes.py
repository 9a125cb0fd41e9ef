"""Every route that the running page has, whoever added it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any


def routes(app: Any) -> list[tuple[str, str]]:
    """Return method and path of every route of `app`, those of routers and mounted applications included."""
    return sorted(set(_found(app.routes, "")))


def filled(path: str) -> str:
    """Return an address that leads to a route: `path` with something in each of its places."""
    path = re.sub(r"\{path_or_url[^}]*\}", "http%3A//192.0.2.1/x.png", path)
    return re.sub(r"\{[^}]*\}", "x.js" if path.endswith(":path}") else "x", path)


def _found(routes: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", route)
        path = prefix + getattr(route, "path", "")
        if below := list(getattr(inner, "routes", None) or ()):
            yield from _found(below, path)
        elif inner is route and hasattr(route, "methods"):
            yield from ((method, path) for method in route.methods or ("GET",))
        else:
            # A folder of files, or an application that says nothing of its routes.
            yield "GET", f"{path}/{{path:path}}"
