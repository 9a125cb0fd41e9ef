"""Which event does what; all of it is the page's own and no route for programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.emergency import emergency_notice
from assistant.page.browser_calls import taken
from assistant.page.conversation import Conversation, converse, stop
from assistant.page.kept_conversation import LONGEST_QUESTION, from_json, to_json
from assistant.page.layout import Components
from assistant.page.opening import SharedAssistant
from assistant.page.server.rates import Rates
from assistant.page.streaming import stream
from assistant.page.views.chat_messages import messages
from assistant.page.views.sources_panel import panel
from assistant.page.views.uploads_list import uploads_failure, uploads_list
from assistant.settings import Settings
from assistant.uploads import Received, upload_all
from corpus.errors import UserError

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Gradio would drop what is asked while it still cancels the question before.
AT_ANY_TIME: dict[str, Any] = {**PRIVATE, "trigger_mode": "multiple"}
# The script keeps the conversation, so it is told what was typed, and empties the box.
ASK = "(typed) => window.clinicalAssistant.ask(typed) ? '' : typed"
STOP = "() => { window.clinicalAssistant.stop(); return []; }"
LIST = "() => { window.clinicalAssistant.listDocuments(); return []; }"


@dataclass(frozen=True, slots=True)
class Asking:
    """What the script sends: the turns so far, a question, documents (ids) to ask; `id` comes back to it."""

    id: str
    turns: list[Any]
    question: str = ""
    documents: tuple[str, ...] = ()


def connect(shared: SharedAssistant, settings: Settings, rates: Rates, parts: Components) -> None:
    """Tie the events to the components."""
    _connect_chat(shared, settings, rates, parts)
    if parts.received is not None:
        _connect_uploads(shared, settings, parts)


def _connect_chat(shared: SharedAssistant, settings: Settings, rates: Rates, parts: Components) -> None:
    outputs = [parts.chat, parts.sources, parts.question, parts.script]
    feedback = settings.feedback is not None
    longest = settings.max_question_length * LONGEST_QUESTION

    def shown(conversation: Conversation, id: str, error: str = "") -> tuple[Any, ...]:
        running = bool(conversation) and conversation[-1].running
        told: dict[str, Any] = {"id": id, "running": running, "error": error}
        if conversation:
            told["turn"] = to_json(conversation[-1])
        box = gr.update(submit_btn=not running, stop_btn=running)
        return messages(conversation, feedback=feedback), panel(conversation, feedback=feedback), box, told

    async def answer(event: gr.EventData, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        try:
            asking = taken(Asking, event._data)
            before = from_json(asking.turns, longest)
        except UserError as error:
            yield shown((), _id(event), str(error))
            return
        notice, permit = emergency_notice(asking.question, settings), partial(rates.check, request)
        growing = converse(shared, asking.question, before, asking.documents, notice=notice, permit=permit)
        async for grown in stream(growing):
            yield shown(grown, asking.id)

    def interrupt(event: gr.EventData) -> tuple[Any, ...]:
        try:
            asking = taken(Asking, event._data)
            return shown(stop(from_json(asking.turns, longest)), asking.id)
        except UserError as error:
            return shown((), _id(event), str(error))

    answering = parts.script.ask(answer, None, outputs, **AT_ANY_TIME)
    for event in (parts.script.stop, parts.script.open):
        event(interrupt, None, outputs, cancels=[answering], **AT_ANY_TIME)
    parts.question.submit(None, parts.question, parts.question, js=ASK)
    parts.question.stop(None, None, None, js=STOP)


def _id(event: gr.EventData) -> str:
    """Return what tells the script which of its events this is, whatever else is wrong with it."""
    data = event._data
    return str(data.get("id", "")) if isinstance(data, dict) else ""


def _connect_uploads(shared: SharedAssistant, settings: Settings, parts: Components) -> None:
    assert parts.received is not None
    assert parts.uploads is not None

    def indexed(received: list[str] | None) -> Iterator[str]:
        """Yield how far each file has come; the file box is emptied by the first of them."""
        files = [Received(Path(path), Path(path).name) for path in received or ()]
        try:
            for states in upload_all(files, settings, shared.wait().embedder):
                yield uploads_list(states)
        except UserError as error:
            yield uploads_failure(str(error))

    async def add(received: list[str] | None) -> AsyncIterator[tuple[Any, str]]:
        async for html in stream(indexed(received)):
            yield None, html

    adding = parts.received.upload(add, parts.received, [parts.received, parts.uploads], **PRIVATE)
    adding.then(None, None, None, js=LIST)
