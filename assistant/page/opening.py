"""One assistant for every session of the page, opened in the background."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from assistant.settings import Settings
from corpus.errors import UserError
from index.store.catalogue import read_generation

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.assistant import Assistant

# Choices of documents whose suggestions are remembered.
MOST_SUGGESTED = 100


class SharedAssistant:
    """Open the assistant once, off the page's threads; whoever asks before it is ready waits.

    An opening that failed (a locked index, say) is tried again by the next `open` or `wait`. `chat_model`
    writes the answers in the place of the one that the settings name.
    """

    def __init__(self, settings: Settings, chat_model: BaseChatModel | None = None) -> None:
        self._settings = settings
        self._chat_model = chat_model
        self._lock = Lock()
        self._opening: Future[Assistant] | None = None
        self._suggested: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}

    @property
    def ready(self) -> bool:
        """Return whether a question would be answered without waiting for the model."""
        opening = self._opening
        return opening is not None and opening.done() and opening.exception() is None

    @property
    def failed(self) -> bool:
        """Return whether the last opening failed; the next `open` or `wait` tries again."""
        opening = self._opening
        return opening is not None and opening.done() and opening.exception() is not None

    def open(self) -> Future[Assistant]:
        """Start opening unless that is under way or done, and return without waiting."""
        with self._lock:
            opening = self._opening
            if opening is None or (opening.done() and opening.exception() is not None):
                opening = self._opening = Future()
                # A daemon, so that a page which is stopped while it loads ends at once.
                Thread(target=self._load, args=(opening,), name="open-assistant", daemon=True).start()
            return opening

    def wait(self) -> Assistant:
        """Return the assistant, ready to answer; raise `UserError` when it cannot be opened."""
        return self.open().result()

    def first_questions(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """Return questions that `documents` (ids, or all) answer, found once for each state of the index.

        Raise `UserError` as `wait` does, and when a document is not indexed.
        """
        return self._first_questions(self.wait(), documents)

    def close(self) -> None:
        """Let go of the assistant, of its models and its index, once it is opened; `open` opens another."""
        with self._lock:
            opening, self._opening = self._opening, None
        if opening:
            opening.add_done_callback(_close)

    def _first_questions(self, assistant: Assistant, documents: Sequence[str] = ()) -> tuple[str, ...]:
        from assistant.suggestions import first_questions

        key = (read_generation(self._settings.index_folder), tuple(sorted(documents)))
        if key not in self._suggested:
            found = first_questions(assistant, documents=documents)
            if len(self._suggested) >= MOST_SUGGESTED:
                self._suggested.clear()
            self._suggested[key] = found
        return self._suggested[key]

    def _load(self, opening: Future[Assistant]) -> None:
        try:
            from assistant.opening import open_assistant

            assistant = open_assistant(self._settings, chat_model=self._chat_model)
            assistant.warm()
        except BaseException as error:
            opening.set_exception(error)
        else:
            opening.set_result(assistant)
            with suppress(UserError):
                self._first_questions(assistant)


def _close(opening: Future[Assistant]) -> None:
    if opening.exception() is None:
        opening.result().close()
