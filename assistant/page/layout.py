"""The page's components and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gradio as gr

from assistant.page.browser_calls import browser_calls
from assistant.page.opening import SharedAssistant
from assistant.page.server.rates import Rates
from assistant.page.views.sources_panel import panel
from assistant.settings import Settings
from assistant.transcript import DISCLAIMER
from corpus.formats import endings

TITLE = "Clinical assistant"
PROMISE = "Answers only from the documents it was given, and shows the paragraph behind every statement."
SCRIPTS = (
    "storage",
    "state",
    "asking",
    "refusals",
    "answers",
    "conversations",
    "rail",
    "reading",
    "sources",
    "viewer",
    "documents",
    "choosing",
    "start",
)


@dataclass(frozen=True, slots=True)
class Components:
    """What events are tied to.

    `script` is not seen: it runs the page's own script, which raises the events `ask`, `stop` and `open`,
    and its value is the turn that the script is to keep.
    """

    chat: gr.Chatbot
    question: gr.Textbox
    sources: gr.HTML
    script: gr.HTML
    received: gr.File | None
    uploads: gr.HTML | None


def lay_out(shared: SharedAssistant, settings: Settings, rates: Rates) -> Components:
    """Put the components into the page that is being built, and return those that events are tied to."""
    with gr.Row(elem_id="shell"):
        _plain(_part("rail"), "rail-place")
        with gr.Column(elem_id="stage", min_width=0):
            _plain(_part("header"), "header")
            with gr.Row(elem_id="main"):
                with gr.Column(elem_id="conversation", scale=3, min_width=320):
                    _plain(_part("welcome"), "first-sight")
                    chat = _chat()
                    _plain(_part("asking"), "asking")
                    question = _question()
                    _plain(_part("below"), "below")
                with gr.Column(elem_id="panel", scale=2, min_width=320):
                    _plain(_part("sources"), "panel-title")
                    sources = _plain(panel(()), "sources")
            with gr.Column(elem_id="documents-view", min_width=0):
                received, uploads = (None, None) if settings.read_only else _uploads()
                _plain(_part("documents"), "documents")
    _plain(_part("dialogs"), "dialogs")
    return Components(chat, question, sources, _script(shared, settings, rates), received, uploads)


def _plain(html: str, elem_id: str) -> gr.HTML:
    return gr.HTML(html, elem_id=elem_id, apply_default_css=False, js_on_load=None)


@cache
def _part(name: str) -> str:
    """Return a part of the page that never changes."""
    part = Path(__file__).with_name("parts") / f"{name}.html"
    written = part.read_text(encoding="utf-8")
    return written.replace("TITLE", TITLE).replace("PROMISE", PROMISE).replace("DISCLAIMER", DISCLAIMER)


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
        # The script says where the chat stands.
        autoscroll=False,
        placeholder="",
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


def _uploads() -> tuple[gr.File, gr.HTML]:
    received = gr.File(
        elem_id="received",
        label="Add documents: drop files here",
        file_count="multiple",
        file_types=sorted(endings()),
        height=120,
    )
    return received, _plain("", "uploads")


def _script(shared: SharedAssistant, settings: Settings, rates: Rates) -> gr.HTML:
    folder = Path(__file__).with_name("script")
    written = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return gr.HTML(
        {},
        elem_id="script",
        html_template="",
        js_on_load="\n".join(written),
        server_functions=browser_calls(shared, settings, rates),
        visible="hidden",
        largest_file=settings.largest_file,
        longest_question=settings.max_question_length,
    )
