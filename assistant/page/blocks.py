"""The page as Gradio serves it, with what answers behind it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.page.opening import SharedAssistant
from assistant.page.server.event_queue import EventQueue
from assistant.page.server.rates import Rates
from assistant.page.server.received_folder import ReceivedFolder


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
