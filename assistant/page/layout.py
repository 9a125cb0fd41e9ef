"""The page's components, and which event does what."""

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.page import rendering
from assistant.page.api import ask_route
from assistant.page.conversation import Conversation, converse, stop
from assistant.page.opening import SharedAssistant
from assistant.page.streaming import stream
from assistant.settings import Settings

CONCURRENT_QUESTIONS = 8
TITLE = "Clinical assistant"
PROMISE = "Answers only from the documents it was given, and shows the paragraph behind every statement."
HEADER = (
    '<div class="heading"><span class="logo" aria-hidden="true">¶</span>'
    f"<div><h1>{TITLE}</h1><p>{PROMISE}</p></div></div>"
)
WELCOME = (
    "<h2>Ask the documents</h2><p>Each statement of an answer is marked with the paragraph it comes from.</p>"
)
DISCLAIMER = (
    "Not a substitute for clinical judgement. Check the cited paragraphs before you act on an answer."
)
EXAMPLES = (
    "What is juvenile dermatomyositis?",
    "How common is calcinosis in children with JDM?",
    "How is it treated?",
    "What does MRI show?",
)


def build_page(settings: Settings) -> gr.Blocks:
    """Return the page, not yet served; the index and the model are opened in the background once it is.

    Its one public route is `/ask`; every other event is the page's own.
    """
    shared = SharedAssistant(settings)
    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True)
    with page:
        new = _header()
        with gr.Row(elem_id="main"):
            with gr.Column(elem_id="conversation", scale=3, min_width=320):
                chat, question = _chat(), _question()
                gr.HTML(f"<p>{DISCLAIMER}</p>", elem_id="disclaimer", apply_default_css=False)
            with gr.Column(elem_id="panel", scale=2, min_width=320):
                sources = _sources()
        _connect(shared, new, chat, question, sources)
        api(ask_route(shared), api_name="ask")

    async def open_in_background() -> None:
        shared.open()

    # Once the server listens: loading the model while it starts would hold up the first page.
    page.extra_startup_events.append(open_in_background)
    page.queue(default_concurrency_limit=CONCURRENT_QUESTIONS)
    return page


def _header() -> gr.Button:
    with gr.Row(elem_id="header"):
        gr.HTML(HEADER, elem_id="title", apply_default_css=False)
        return gr.Button("New conversation", elem_id="new", size="sm", scale=0, min_width=150)


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        container=False,
        height="100%",
        buttons=[],
        latex_delimiters=[],
        allow_tags=False,
        feedback_options=None,
        group_consecutive_messages=False,
        placeholder=WELCOME,
        examples=[{"text": example} for example in EXAMPLES],
    )


def _question() -> gr.Textbox:
    return gr.Textbox(
        elem_id="question",
        label="Your question",
        show_label=False,
        container=False,
        placeholder="Ask a clinical question",
        lines=1,
        max_lines=8,
        autofocus=True,
        submit_btn=True,
        html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
    )


def _sources() -> gr.HTML:
    gr.HTML("<h2>Sources</h2>", elem_id="panel-title", apply_default_css=False)
    return gr.HTML(rendering.panel(()), elem_id="sources", apply_default_css=False)


def _connect(
    shared: SharedAssistant, new: gr.Button, chat: gr.Chatbot, question: gr.Textbox, sources: gr.HTML
) -> None:
    """Let Enter or an example ask, the square stop, and the button start over; all of it private."""
    # Held by the session on the server: each tab is a session of its own.
    conversation = gr.State(())
    outputs = [conversation, chat, sources, question]
    own: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    async def answer(typed: str, turns: Conversation, event: gr.EventData) -> AsyncIterator[tuple[Any, ...]]:
        asked = event.value["text"] if isinstance(event.target, gr.Chatbot) else typed
        cleared: dict[str, Any] = {"value": ""}
        async for grown in stream(converse(shared, asked, turns)):
            # Cleared only once: the next question may be typed while this one is answered.
            yield *_shown(grown), _box(grown, **cleared)
            cleared = {}

    def interrupt(turns: Conversation) -> tuple[Any, ...]:
        return *_shown(stop(turns)), _box(())

    def start_over() -> tuple[Any, ...]:
        return *_shown(()), _box((), value="")

    answering = gr.on(
        [question.submit, chat.example_select], answer, [question, conversation], outputs, **own
    )
    question.stop(interrupt, conversation, outputs, cancels=[answering], **own)
    gr.on([new.click, chat.clear], start_over, None, outputs, cancels=[answering], **own)


def _shown(conversation: Conversation) -> tuple[Conversation, list[dict[str, Any]], str]:
    return conversation, rendering.messages(conversation), rendering.panel(conversation)


def _box(conversation: Conversation, **changes: Any) -> dict[str, Any]:
    answering = bool(conversation) and conversation[-1].running
    return gr.update(submit_btn=not answering, stop_btn=answering, **changes)
