"""The routes for programs: ask, search, documents, and whether the page can answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import gradio as gr
from gradio.events import api
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.answer import Message
from assistant.page.opening import SharedAssistant
from assistant.page.server.event_queue import PULSE
from assistant.page.server.gate import HEALTH
from assistant.page.server.rates import Rates
from assistant.wording.sources import summary
from corpus.errors import UserError
from index.passage import Passage

MOST_PASSAGES = 50


class Programs:
    """What programs may call, over Gradio's API as over MCP; each raises `UserError` when it will not do."""

    def __init__(self, shared: SharedAssistant, rates: Rates) -> None:
        self._shared = shared
        self.rates = rates

    def ask(self, question: object, history: object, documents: object) -> dict[str, Any]:
        """Return the object that `assistant ask --json` prints."""
        asked, before, within = _question(question), _history(history), _documents(documents)
        return self._shared.wait().ask(asked, before, within).to_json()

    def search(self, question: object, count: object, documents: object) -> list[dict[str, Any]]:
        """Return the `count` paragraphs nearest to the question, best first."""
        asked, most, within = _question(question), _count(count), _documents(documents)
        return [_passage(passage) for passage in self._shared.wait().search(asked, most, within)]

    def documents(self) -> list[dict[str, Any]]:
        """Return the array that `assistant documents --json` prints, files without their folders."""
        found = self._shared.wait().documents()
        return [_without_folders(summary(document, found)) for document in found]


def add_routes(shared: SharedAssistant, rates: Rates) -> None:
    """Add the three public routes to the page that is being built.

    Their signatures and docstrings are what Gradio documents them with.
    """
    programs = Programs(shared, rates)
    for route in (_ask(programs), _search(programs), _documents_route(programs)):
        api(route, api_name=route.__name__)
    api(pulse, api_name=PULSE, api_visibility="private", concurrency_limit=None)


async def pulse() -> bool:
    """Do nothing: that it is done tells that events come through the queue."""
    return True


def _ask(programs: Programs) -> Callable[..., Any]:
    def ask(
        question: str,
        history: list[dict[str, str]] | None = None,
        documents: list[str] | None = None,
        request: gr.Request = None,  # type: ignore[assignment]
    ) -> dict[str, Any]:
        """Answer a question from the documents, with the paragraph behind every statement.

        `history` holds the conversation so far, each message with a `role` ("user" or "assistant")
        and its `content` in plain text. `documents` holds the ids of those to answer from, all when left
        out. The result is the object that `assistant ask --json` prints.
        """
        with _said():
            programs.rates.check(request)
            return programs.ask(question, history, documents)

    return ask


def _search(programs: Programs) -> Callable[..., Any]:
    def search(
        question: str,
        count: int = 8,
        documents: list[str] | None = None,
        request: gr.Request = None,  # type: ignore[assignment]
    ) -> list[dict[str, Any]]:
        """Find the paragraphs nearest to a question, best first, whether they answer it or not.

        `count` is how many, 1 to 50. `documents` holds the ids of those to search, all when left out.
        Each paragraph has its `document` (id), `title`, `paragraph` (number), `page` (or null), `heading`,
        `text` and `score` (0 to 1).
        """
        with _said():
            programs.rates.check(request)
            return programs.search(question, count, documents)

    return search


def _documents_route(programs: Programs) -> Callable[..., Any]:
    def documents() -> list[dict[str, Any]]:
        """List the indexed documents as `assistant documents --json` does, files without their folders."""
        with _said():
            return programs.documents()

    return documents


@contextmanager
def _said() -> Iterator[None]:
    """Send what a person can mend to the program, not to the server's log."""
    try:
        yield
    except UserError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _question(question: object) -> str:
    if not isinstance(question, str):
        raise UserError("The question is not text; send it as a string.")
    return question


def _history(history: object) -> list[Message]:
    messages = history or []
    if not isinstance(messages, list) or not all(map(_is_message, messages)):
        raise UserError(
            "The history is not a conversation; send a list of "
            '{"role": "user" or "assistant", "content": text}, or leave it out.'
        )
    return cast(list[Message], messages)


def _is_message(message: object) -> bool:
    return (
        isinstance(message, dict)
        and message.get("role") in ("user", "assistant")
        and isinstance(message.get("content"), str)
    )


def _documents(documents: object) -> list[str]:
    ids = documents or []
    if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
        raise UserError(
            "The documents are no list of ids; send ids that `/documents` names, or leave them out."
        )
    return ids


def _count(count: object) -> int:
    # Programs may send 8.0 for 8; True is a number too.
    whole = isinstance(count, (int, float)) and not isinstance(count, bool) and count == count // 1
    if not whole or not 1 <= cast(float, count) <= MOST_PASSAGES:
        raise UserError(f"The count is not a whole number from 1 to {MOST_PASSAGES}.")
    return int(cast(float, count))


def _without_folders(document: dict[str, Any]) -> dict[str, Any]:
    copies = [Path(copy).name for copy in document["copies"]]
    return {**document, "file": Path(document["file"]).name, "copies": copies}


def _passage(passage: Passage) -> dict[str, Any]:
    paragraph = passage.paragraph
    return {
        "document": paragraph.document,
        "title": passage.title,
        "paragraph": paragraph.number,
        "page": paragraph.page,
        "heading": paragraph.heading,
        "text": paragraph.text,
        "score": round(passage.score, 4),
    }


# Seconds within which an event must come through the queue, and for which that is taken for granted.
LONGEST = 10.0
REMEMBERED = 1.0


class Pulse:
    """Ask whether the queue `moves`, one event at a time and no more than one a second."""

    def __init__(
        self, moves: Callable[[float], Awaitable[bool]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._moves = moves
        self._clock = clock
        self._lock = asyncio.Lock()
        self._until = -1.0
        self._beats = False

    async def beats(self) -> bool:
        """Tell whether an event came through the queue in time, just now or a moment ago."""
        async with self._lock:
            if self._clock() >= self._until:
                self._beats = await self._moves(LONGEST)
                self._until = self._clock() + REMEMBERED
            return self._beats


def health_route(shared: SharedAssistant, pulse: Pulse) -> Route:
    """Return the route that tells whether the assistant is `opening` or `ready`.

    It answers 503 when the assistant has `failed` to open, or questions are `stuck` in the queue.
    """

    async def health(request: Request) -> JSONResponse:
        del request
        if shared.failed:
            return JSONResponse({"status": "failed"}, 503)
        if not shared.ready:
            return JSONResponse({"status": "opening"})
        if not await pulse.beats():
            return JSONResponse({"status": "stuck"}, 503)
        return JSONResponse({"status": "ready"})

    return Route(HEALTH, health, methods=["GET"])
