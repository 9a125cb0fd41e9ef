"""Calls of the page's script, made over HTTP as the script makes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

Call = Callable[..., dict[str, Any]]


def script_calls(web: httpx.Client) -> Call:
    """Return what calls a function of the server by its name, with what the script would send."""
    components = web.get("/config").json()["components"]
    script = next(one["id"] for one in components if one["props"].get("elem_id") == "script")

    def call(name: str, **sent: Any) -> dict[str, Any]:
        body = {"component_id": script, "session_hash": "session", "fn_name": name, "data": sent}
        reply: dict[str, Any] = web.post("/gradio_api/component_server", json=body).raise_for_status().json()
        return reply

    return call
