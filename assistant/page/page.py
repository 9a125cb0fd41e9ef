"""The chat page as a whole: components, events, routes, and the assistant opened behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.page.blocks import Page
from assistant.page.events import connect
from assistant.page.layout import TITLE, lay_out
from assistant.page.opening import SharedAssistant
from assistant.page.server.api import add_routes
from assistant.page.server.rates import Rates
from assistant.page.server.received_folder import ReceivedFolder
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

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
