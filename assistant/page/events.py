"""Running a blocking generator beside the event loop, so that Stop takes effect at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeVar

import gradio as gr

from assistant.page.browser_calls import taken
from assistant.page.conversation import Conversation, converse, stop
from assistant.page.emergency import emergency_notice
from assistant.page.kept_conversation import LONGEST_QUESTION, Decided, from_json, to_json
from assistant.page.layout import Components
from assistant.page.opening import SharedAssistant
from assistant.page.server.rates import Rates
from assistant.page.views.chat_messages import messages
from assistant.page.views.documents_list import uploads_failure, uploads_list
from assistant.page.views.sources_panel import panel
from assistant.settings import Settings
from assistant.uploads import Policy, Received, Stage, UploadState, still_wanted, upload_all
from corpus.errors import UserError

T = TypeVar("T")


async def stream(blocking: Iterator[T]) -> AsyncIterator[T]:
    """Yield what `blocking` yields; leave it behind, and end it at its next item, when cancelled.

    Gradio would wait for a blocking generator that is cancelled, and hold up every session meanwhile.
    """
    loop = asyncio.get_running_loop()
    items: asyncio.Queue[tuple[T] | None] = asyncio.Queue()
    cancelled = Event()

    def pump() -> None:
        # The loop may be closed by now, when the page is stopped in the middle of an answer.
        with contextlib.suppress(RuntimeError):
            try:
                for item in blocking:
                    if cancelled.is_set():
                        break
                    loop.call_soon_threadsafe(items.put_nowait, (item,))
            finally:
                loop.call_soon_threadsafe(items.put_nowait, None)

    Thread(target=pump, name="answer", daemon=True).start()
    try:
        while (item := await items.get()) is not None:
            yield item[0]
    finally:
        cancelled.set()


PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Gradio would drop what is asked while it still cancels the question before.
AT_ANY_TIME: dict[str, Any] = {**PRIVATE, "trigger_mode": "multiple"}
# The script keeps the conversation, so it is told what was typed, and empties the box.
ASK = "(typed) => window.clinicalAssistant.ask(typed) ? '' : typed"
STOP = "() => { window.clinicalAssistant.stop(); return []; }"
UPLOADED = "() => { window.clinicalAssistant.uploaded(); return []; }"
# Seconds after which a question about an upload is withdrawn; received files are swept after as many.
FORGOTTEN_AFTER = 3600
Waiting = list[tuple[Received, UploadState]]


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
    # Gradio forgets it some time after the tab was closed; an answer that never comes counts as none.
    asked = gr.State([], time_to_live=FORGOTTEN_AFTER, delete_callback=_forget)

    def indexed(files: Sequence[Received]) -> Iterator[tuple[str, Waiting]]:
        """Yield how far each file has come, and those that wait for an answer."""
        try:
            for states in upload_all(files, settings, shared.wait().embedder):
                yield uploads_list(states), still_wanted(files, states)
        except UserError as error:
            yield uploads_failure(str(error)), []

    async def add(received: list[str] | None) -> AsyncIterator[tuple[Any, ...]]:
        """Take the files in; the box of files is emptied by the first word of them."""
        files = [Received(Path(path), Path(path).name) for path in received or ()]
        async for html, waiting in stream(indexed(files)):
            yield None, html, waiting

    async def decide(event: gr.EventData, waiting: Waiting) -> AsyncIterator[tuple[Any, ...]]:
        """Take the files in that were asked about, as their person wants it."""
        try:
            files = answered(waiting, taken(Decided, event._data).policies)
        except UserError as error:
            yield uploads_failure(str(error)), []
            return
        async for html, still in stream(indexed(files)):
            yield html, still

    adding = parts.received.upload(add, parts.received, [parts.received, parts.uploads, asked], **PRIVATE)
    adding.then(None, None, None, js=UPLOADED)
    deciding = parts.script.decide(decide, asked, [parts.uploads, asked], **PRIVATE)
    deciding.then(None, None, None, js=UPLOADED)


def answered(waiting: Waiting, policies: Sequence[Policy]) -> list[Received]:
    """Return the files that waited, each that was asked about with its policy, in order.

    Raise `UserError` when there are not as many answers as there were questions.
    """
    asked = [state.stage is Stage.ASKING for _, state in waiting]
    if not any(asked) or sum(asked) != len(policies):
        raise UserError("The files wait no longer for an answer. Choose them again.")
    answers = iter(policies)
    return [
        replace(one, policy=next(answers), agreed=state.agreed) if state.stage is Stage.ASKING else one
        for one, state in waiting
    ]


def _forget(waiting: Waiting) -> None:
    """Delete the files of a tab that was closed before it answered."""
    for one, _ in waiting:
        with suppress(OSError):
            one.path.unlink(missing_ok=True)
