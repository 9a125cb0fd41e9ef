"""The assistant as a fresh installation is, made to answer everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answer import Answer, Message
from assistant.answering.checking import withhold
from assistant.assistant import Assistant
from assistant.evaluation import Case
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from index.synchronise import synchronise


def default_settings(home: Path, threshold: float | None = None) -> Settings:
    """Return the settings of a fresh installation, whatever the environment says.

    `threshold` (0 to 1) takes the place of the default one; with 0 nothing is refused.
    """
    # Made without being read from anywhere: the environment may choose a chat model or other passages.
    settings = Settings.model_construct(home=home)
    return settings if threshold is None else settings.model_copy(update={"threshold": threshold})


def with_refusals(cases: Iterable[Case], threshold: float) -> tuple[Case, ...]:
    """Return `cases` of an assistant that answers everything as one with `threshold` would give them.

    The threshold does nothing but keep back what was found, so nothing has to be asked twice. That
    holds for questions asked alone, not where an earlier answer is the history of a later question.
    """
    return tuple(
        replace(case, answer=withhold(case.answer)) if case.answer.confidence < threshold else case
        for case in cases
    )


class AssistantSystem:
    """The assistant by quoting, with its default settings but for the threshold."""

    name = "assistant"
    pieces = "paragraphs"

    def __init__(self, home: Path, embedder: Embedder, threshold: float | None = 0.0) -> None:
        settings = default_settings(home, threshold)
        library = Library(settings.index_folder, embedder, embedding_weight=settings.embedding_weight)
        self._embedder = embedder
        self._assistant = Assistant(settings, library, reader=Reader())

    def index(self, documents: Path) -> int:
        """Make the index match `documents`; return how many paragraphs it holds."""
        folder = self._assistant.settings.index_folder
        return synchronise(folder, [documents], self._embedder).paragraphs

    def ask(self, question: str, history: Sequence[Message]) -> Answer:
        """Answer `question`."""
        return self._assistant.ask(question, history)

    def close(self) -> None:
        """Let go of the index."""
        self._assistant.close()
