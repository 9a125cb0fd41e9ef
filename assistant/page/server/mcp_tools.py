"""The same three tools over MCP, at `/mcp`; the package `mcp` is an extra, so this is imported late."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, TypeVar, cast

from mcp.server.fastmcp import Context, FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from starlette.requests import HTTPConnection
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.page.server.allowed import MCP
from assistant.page.server.api import Programs
from assistant.page.server.connections import asker
from assistant.page.server.gate import USER
from corpus.errors import UserError

INSTRUCTIONS = (
    "Answers clinical questions only from the documents it was given, with the paragraph behind every "
    "statement. Show the quotes and their documents with what you make of them."
)
T = TypeVar("T")
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


class _Endpoint:
    """Hand requests on to MCP; a class, because Starlette calls plain functions with a request."""

    def __init__(self, handle: Callable[[Scope, Receive, Send], Any]) -> None:
        self._handle = handle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._handle(scope, receive, send)


def mcp_route(programs: Programs) -> tuple[Route, Lifespan]:
    """Return the route of the MCP server, and what has to run as long as the page does.

    It speaks streamable HTTP, answers in JSON and keeps no sessions.
    """
    # Names and origins are checked by the gate; a `host` of this machine would have it refuse all others.
    server = FastMCP(
        "clinical-assistant",
        INSTRUCTIONS,
        host="",
        stateless_http=True,
        json_response=True,
        log_level="WARNING",
    )
    _add_tools(server, programs)
    server.streamable_http_app()
    manager = server.session_manager

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        del app
        async with manager.run():
            yield

    return Route(MCP, _Endpoint(manager.handle_request)), lifespan


def _add_tools(server: FastMCP, programs: Programs) -> None:
    """Add the tools; a client shows their signatures and docstrings to its model."""

    async def ask(
        question: str,
        context: Context[Any, Any, Any],
        history: list[dict[str, str]] | None = None,
        documents: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a clinical question from the documents, with the paragraph behind every statement.

        `history` holds the conversation so far, each message with a `role` ("user" or "assistant") and its
        `content` in plain text. `documents` holds the ids of those to answer from, all when left out.
        """
        _count(programs, context)
        return await _beside(programs.ask, question, history, documents)

    async def search(
        question: str, context: Context[Any, Any, Any], count: int = 8, documents: list[str] | None = None
    ) -> list[dict[str, Any]]:
        """Find the paragraphs nearest to a question, best first, whether they answer it or not.

        `count` is how many, 1 to 50. `documents` holds the ids of those to search, all when left out.
        """
        _count(programs, context)
        return await _beside(programs.search, question, count, documents)

    async def documents(context: Context[Any, Any, Any]) -> list[dict[str, Any]]:
        """List the indexed documents, with what they state about themselves."""
        with _telling():
            programs.rates.check_call(_request(context))
        return await _beside(programs.documents)

    for tool in (ask, search, documents):
        server.add_tool(tool, description=inspect.getdoc(tool))


def _count(programs: Programs, context: Context[Any, Any, Any]) -> None:
    """Count a question of whoever sent it; refuse one too many."""
    request = _request(context)
    with _telling():
        address = request.client.host if request.client else ""
        programs.rates.check_asker(asker(request.scope.get(USER), address))


def _request(context: Context[Any, Any, Any]) -> HTTPConnection:
    return cast(HTTPConnection, context.request_context.request)


@contextmanager
def _telling() -> Iterator[None]:
    """Tell the client's model what it can mend."""
    try:
        yield
    except UserError as error:
        raise ToolError(str(error)) from error


async def _beside(call: Callable[..., T], *given: object) -> T:
    """Run `call` beside the event loop."""
    with _telling():
        return await asyncio.to_thread(call, *given)
