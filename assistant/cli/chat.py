"""A conversation in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from assistant.answer import Answer, Message
from assistant.cli.terminal import console, print_answer, print_sources
from corpus.errors import UserError
from index.naming import find_document

if TYPE_CHECKING:
    from assistant.assistant import Assistant

HELP = "/sources shows the last answer's paragraphs again, /new forgets the conversation, /quit ends it."


def converse(assistant: Assistant, documents: Collection[str] = ()) -> None:
    """Answer what is typed until /quit or the end of the input; nothing of it is kept.

    The answers come from `documents` (their ids), from all when that is empty. Raise `UserError` when one
    is not indexed.
    """
    for name in documents:
        find_document(name, assistant.documents())
    out = console()
    out.print(f"Ask about your documents. {HELP}")
    history: list[Message] = []
    last: Answer | None = None
    for line in iter(_reader(), "/quit"):
        if line == "/new":
            history, last = [], None
            out.print("A new conversation.")
        elif line == "/sources":
            if last and last.citations:
                print_sources(out, last.citations)
            else:
                out.print("There are no sources yet.")
        elif line.startswith("/"):
            out.print(HELP)
        elif line:
            last = _answer(assistant, line, history, documents) or last


def _answer(
    assistant: Assistant, question: str, history: list[Message], documents: Collection[str]
) -> Answer | None:
    """Print the answer and add both to `history`; an error is said and the conversation goes on."""
    out = console()
    try:
        answer = assistant.ask(question, history, documents)
        print_answer(out, answer, assistant.documents(), documents)
    except UserError as error:
        out.print(str(error), soft_wrap=True)
        return None
    history += [{"role": "user", "content": question}, {"role": "assistant", "content": answer.text}]
    return answer


def _reader() -> Callable[[], str]:
    """Return what reads the next line: with arrow-key history at a terminal, plainly from a pipe."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return lambda: _line(sys.stdin.readline)
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory

    session: PromptSession[str] = PromptSession("> ", history=InMemoryHistory())

    def prompt() -> str:
        try:
            return session.prompt().strip()
        except KeyboardInterrupt:
            return ""
        except EOFError:
            return "/quit"

    return prompt


def _line(read: Callable[[], str]) -> str:
    line = read()
    return line.strip() if line else "/quit"
