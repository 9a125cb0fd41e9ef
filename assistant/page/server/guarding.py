"""What stands before and beside the page: the gate, the login, `/health`, and MCP where asked for."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from ipaddress import ip_address
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from assistant.page.browser_calls import COSTS
from assistant.page.page import Page
from assistant.page.server.api import Programs, Pulse, health_route
from assistant.page.server.event_data import EVENTS, Calls
from assistant.page.server.files import original_route, typeface_route
from assistant.page.server.gate import Gate
from assistant.page.server.login import Login, Visits
from assistant.page.server.rates import Admission
from assistant.page.server.request_sizes import upload_limits
from assistant.page.server.response_headers import PagePolicy
from assistant.settings import Settings
from assistant.users import read_users
from corpus.errors import UserError

NAMES_OF_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
SCRIPT = "script"
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


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


def guarded(page: Page, settings: Settings, host: str, login: Login | None) -> dict[str, Any]:
    """Return what Gradio's application is made with, where the page listens on `host`.

    Raise `UserError` when MCP is asked for and its package is missing.
    """
    limits = upload_limits(settings, page.received)
    names = _names(settings, host) if login is None else frozenset()

    def gate(app: ASGIApp) -> Visits:
        return Visits(Gate(app, limits, _calls(page), login, names, settings.read_only))

    admission = Middleware(Admission, rates=page.rates, awaited=page.event_queue.is_awaited)
    routes = [
        health_route(page.shared, Pulse(page.event_queue.moves)),
        typeface_route(),
        original_route(page.shared, page.rates, given=not settings.without_login),
    ]
    lifespans: list[Lifespan] = [_before_all(gate), lambda _: page.received.swept()]
    if settings.mcp:
        route, lifespan = _mcp(page)
        routes.append(route)
        lifespans.append(lifespan)
    within = [Middleware(PagePolicy), admission]
    return {"middleware": within, "routes": routes, "lifespan": _all_of(lifespans)}


def _before_all(gate: Callable[[ASGIApp], ASGIApp]) -> Lifespan:
    """Put `gate` before the application; as one of its layers it would stand behind those Gradio adds."""

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        app.middleware_stack = gate(app.middleware_stack)
        yield

    return lifespan


def _calls(page: Page) -> Calls:
    """Return what the script and programs may call of `page`."""
    events = {number: event.name for number, event in page.fns.items() if event.name in EVENTS}
    script = next(block for block in page.blocks.values() if getattr(block, "elem_id", None) == SCRIPT)
    return Calls(events, frozenset(COSTS), script._id, page.received.path)


def _names(settings: Settings, host: str) -> frozenset[str]:
    """Return the names that a page without a login answers under; none where other machines may ask too.

    Who sets `without_login` may have a proxy before the page, which passes on its own name.
    """
    if settings.without_login or not _is_this_machine(host):
        return frozenset()
    return NAMES_OF_THIS_MACHINE | {host.lower()}


def _all_of(lifespans: Sequence[Lifespan]) -> Lifespan:
    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        async with AsyncExitStack() as entered:
            for one in lifespans:
                await entered.enter_async_context(one(app))
            yield

    return lifespan


def _mcp(page: Page) -> tuple[Route, Lifespan]:
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
