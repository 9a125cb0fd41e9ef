"""What stands before and beside the page: the gate, the login, `/health`, and MCP where asked for."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import Route

from assistant.page.blocks import Page
from assistant.page.server.api import Programs
from assistant.page.server.gate import Gate
from assistant.page.server.health import health_route
from assistant.page.server.login import Login
from assistant.settings import Settings
from assistant.users import read_users
from corpus.errors import UserError


def login_for(settings: Settings, host: str) -> Login | None:
    """Return the login of the page; None where there is no file of users.

    Raise `UserError` when the file does not name anybody, or when there is none, `host` can be reached from
    other machines, and `settings` do not say to serve them without a login.
    """
    file = settings.users_file
    if settings.users is None and not file.exists():
        if not settings.without_login and not _is_this_machine(host):
            raise UserError(
                f"At {host} other machines could use the page without a login. Add a user with "
                "`assistant users add NAME`, or set ASSISTANT_WITHOUT_LOGIN=1 to serve them all the same."
            )
        return None
    if not read_users(file):
        remedy = "`assistant users add NAME` adds one; without the file the page asks for no login."
        raise UserError(f"There are no users in {file}, so nobody could log in. {remedy}")
    return Login(file)


def guarded(page: Page, settings: Settings, login: Login | None) -> dict[str, Any]:
    """Return what Gradio's application is made with.

    Raise `UserError` when MCP is asked for and its package is missing.
    """
    options: dict[str, Any] = {
        "middleware": [Middleware(Gate, login=login, read_only=settings.read_only)],
        "routes": [health_route(page.shared)],
    }
    if settings.mcp:
        route, options["lifespan"] = _mcp(page)
        options["routes"].append(route)
    return options


def _mcp(page: Page) -> tuple[Route, Any]:
    try:
        from assistant.page.server.mcp_tools import mcp_route
    except ImportError as error:
        raise UserError(
            "ASSISTANT_MCP is set, but the package `mcp` is missing; "
            "install it with `pip install 'clinical-assistant[mcp]'`, or unset ASSISTANT_MCP."
        ) from error
    return mcp_route(Programs(page.shared, page.rates))


def _is_this_machine(host: str) -> bool:
    """Tell whether only this machine can reach `host`; a name that is not known will be told later."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(ip_address(str(address[0]).partition("%")[0]).is_loopback for *_, address in found)
