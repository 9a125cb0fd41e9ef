"""The page as Gradio serves it, with what answers behind it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.page.opening import SharedAssistant
from assistant.page.server.rates import Rates
from assistant.page.server.received_folder import ReceivedFolder


class Page(gr.Blocks):
    """Gradio's page; `launch` takes the routes beside it from its `shared` assistant and its `rates`.

    Uploads lie in `received` until they are taken in.
    """

    def __init__(
        self, shared: SharedAssistant, rates: Rates, received: ReceivedFolder, **options: Any
    ) -> None:
        super().__init__(**options)
        self.shared = shared
        self.rates = rates
        self.received = received
