"""What is served at all: the requests that the page, its login form and programs make, and no others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import HTTPException
from starlette.types import Scope

API = "/gradio_api/"
MCP = "/mcp"
PAGE = "/"
ORIGINAL = "/original"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Requests that are served: those of `methods` to a path that is `path` as a whole.

    `public` ones are before a login as well.
    """

    methods: tuple[str, ...]
    path: re.Pattern[str]
    public: bool = False


# What the login form needs; none of it tells of a document or a conversation.
LOGIN_FORM = (
    (("GET", "HEAD"), r"/"),
    (("POST",), r"/login"),
    (("GET",), r"/(logout|health|theme\.css|favicon\.ico|robots\.txt)"),
    (("GET",), r"/gradio_api/(login_check|user|app_id|startup-events)"),
    (("GET",), r"/(assets|static)/([\w-]+/)*[\w-][\w.-]*\.(css|js|png|svg|ttf|woff|woff2)"),
)
# `gradio_client` asks for `config`, `info` and `heartbeat`, and for the rest as the page does.
LOGGED_IN = (
    (("GET",), r"/config"),
    (("GET",), rf"{ORIGINAL}/[^/]+"),
    (("GET",), r"/gradio_api/(info|queue/data|upload_progress|heartbeat/[\w-]+)"),
    (("POST",), r"/gradio_api/(queue/join|cancel|reset|upload|component_server/?)"),
    (("GET", "POST", "DELETE"), MCP),
)
REQUESTS = (
    *(Allowed(methods, re.compile(path), public=True) for methods, path in LOGIN_FORM),
    *(Allowed(methods, re.compile(path)) for methods, path in LOGGED_IN),
)


def path_within(scope: Scope) -> str | None:
    """Return what is asked for, whether or not a proxy took the page's own path away; None for that alone."""
    path: str = scope["path"]
    root = scope.get("root_path", "")
    if not root or not f"{path}/".startswith(f"{root}/"):
        return path
    return path[len(root) :] or None


def allowed(method: str, path: str) -> Allowed | None:
    """Return what allows a request, None when it is not to be served."""
    return next((one for one in REQUESTS if method in one.methods and one.path.fullmatch(path)), None)


class RefusedError(HTTPException):
    """An answer in place of what was asked for: a status, a reason in words, and `headers`.

    It is understood wherever in the server it is raised.
    """

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(status, reason, headers)
        self.status, self.reason, self.headers = status, reason, headers
