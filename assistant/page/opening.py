"""One assistant for every session of the page, opened in the background."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Lock, Thread
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.chain import Assistant


class SharedAssistant:
    """Open the assistant once, off the page's threads; whoever asks before it is ready waits.

    An opening that failed (a locked index, say) is tried again by the next `open` or `wait`.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._opening: Future[Assistant] | None = None

    @property
    def ready(self) -> bool:
        """Return whether a question would be answered without waiting for the model."""
        opening = self._opening
        return opening is not None and opening.done() and opening.exception() is None

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

    def _load(self, opening: Future[Assistant]) -> None:
        try:
            from assistant.chain import open_assistant

            assistant = open_assistant(self._settings)
            assistant.warm()
        except BaseException as error:
            opening.set_exception(error)
        else:
            opening.set_result(assistant)
