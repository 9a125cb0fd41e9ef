"""The page as Gradio serves it, with what answers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.page.events import connect
from assistant.page.layout import TITLE, lay_out
from assistant.page.opening import SharedAssistant
from assistant.page.server.api import add_routes
from assistant.page.server.event_queue import EventQueue
from assistant.page.server.rates import Rates
from assistant.page.server.received_folder import ReceivedFolder
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class Page(gr.Blocks):
    """Gradio's page; `launch` takes the routes beside it from its `shared` assistant and its `rates`.

    Uploads lie in `received` until they are taken in; questions wait in `event_queue`.
    """

    def __init__(
        self, shared: SharedAssistant, rates: Rates, received: ReceivedFolder, **options: Any
    ) -> None:
        super().__init__(**options)
        self.shared = shared
        self.rates = rates
        self.received = received

    def queue_events(self, at_once: int) -> None:
        """Have events wait their turn, `at_once` of each kind running; no route leads past the queue."""
        super().queue(default_concurrency_limit=at_once, api_open=False)
        self.event_queue = self._queue = EventQueue(self, at_once)

    def close(self, verbose: bool = True) -> None:
        """Stop serving, and let go of the assistant: what Gradio keeps of a page it never lets go of."""
        super().close(verbose=verbose)
        self.shared.close()


# Measured with twenty people on two cores: from 1 to 20 the page answers as many questions a second.
CONCURRENT_QUESTIONS = 8


def build_page(settings: Settings, chat_model: BaseChatModel | None = None) -> Page:
    """Return the page, not yet served; the index and the model are opened in the background once it is.

    `chat_model` writes the answers in the place of the one that `settings` name.
    """
    shared, rates = SharedAssistant(settings, chat_model), Rates(settings.questions_per_minute)
    received = ReceivedFolder(settings.received_folder)
    # Before the components are made: each remembers the folder.
    received.use()
    looks: dict[str, Any] = {"title": TITLE, "fill_height": True, "fill_width": True}
    page = Page(shared, rates, received, analytics_enabled=False, **looks)
    with page:
        connect(shared, settings, rates, lay_out(shared, settings, rates))
        add_routes(shared, rates)

    async def open_in_background() -> None:
        shared.open()

    # Once the server listens: loading the model while it starts would hold up the first page.
    page.extra_startup_events.append(open_in_background)
    page.queue_events(CONCURRENT_QUESTIONS)
    return page
