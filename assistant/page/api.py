"""The page's one public route, for programs: `gradio_client` calls it as `/ask`."""

from collections.abc import Callable
from typing import Any, cast

import gradio as gr

from assistant.answer import Message
from assistant.page.opening import SharedAssistant
from corpus.errors import UserError

Ask = Callable[[str, list[dict[str, str]] | None], dict[str, Any]]


def ask_route(shared: SharedAssistant) -> Ask:
    """Return the function behind `/ask`; its signature and docstring are the route's documentation."""

    def ask(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question from the documents, with the paragraph behind every statement.

        `history` holds the conversation so far, each message with a `role` ("user" or "assistant")
        and its `content` in plain text. The result is the object that `assistant ask --json` prints.
        """
        try:
            return shared.wait().ask(_checked_question(question), _checked_history(history)).to_json()
        except UserError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask


def _checked_question(question: object) -> str:
    if not isinstance(question, str):
        raise UserError("The question is not text; send it as a string.")
    return question


def _checked_history(history: object) -> list[Message]:
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
