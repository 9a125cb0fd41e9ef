"""Open the assistant: the index in the data folder, and the models that the settings name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.assistant import Assistant
from assistant.settings import READER, UNREAD, Settings
from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from index.models.reranker import Reranker
from index.store.transaction import finish_broken_off

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index.changes import Changes
    from index.ingestion import Progress


# The providers whose package is an extra of this one.
EXTRAS = ("openai", "ollama")


def open_assistant(
    settings: Settings, progress: Progress | None = None, chat_model: BaseChatModel | None = None
) -> Assistant:
    """Open the index in the data folder; when there is none, index the bundled documents and the uploads.

    `chat_model` writes the answers in the place of the one that `settings` name.
    Raise `UserError` when the index, the embedding model or the chat model cannot be opened.
    """
    embedder = Embedder(settings.embedding_model, settings.sound_weights)
    if chat_model is None and settings.llm:
        chat_model = open_chat_model(settings.llm, settings.llm_seconds, settings.llm_tokens)
    reader = Reader() if settings.reranker == READER else None
    reranker = None if settings.reranker in (READER, UNREAD) else Reranker(settings.reranker)
    library = Library(
        settings.index_folder, embedder, embedding_weight=settings.embedding_weight, reranker=reranker
    )
    finish_broken_off(settings.index_folder, settings.lock_timeout)
    if not library.exists():
        _index_what_is_there(settings, embedder, progress)
    return Assistant(settings, library, chat_model, reader)


def _index_what_is_there(settings: Settings, embedder: Embedder, progress: Progress | None) -> None:
    from assistant.uploads import with_uploads
    from corpus.files import bundled_documents

    index_files(settings, with_uploads([bundled_documents()], settings), embedder, progress)


def index_files(
    settings: Settings,
    paths: Sequence[Path],
    embedder: Embedder,
    progress: Progress | None = None,
    *,
    rebuild: bool = False,
) -> Changes:
    """Make the index in the data folder hold what is below `paths`, as the settings say.

    All else is as in `index.synchronise.synchronise`.
    """
    from index.synchronise import synchronise

    return synchronise(
        settings.index_folder,
        paths,
        embedder,
        lock_timeout=settings.lock_timeout,
        rebuild=rebuild,
        progress=progress,
        options=settings.reading_options,
        limits=settings.reading_limits,
    )


def open_chat_model(name: str, seconds: float, tokens: int) -> BaseChatModel:
    """Return the LangChain chat model that `provider:model` names; raise `UserError` without it.

    It is asked once for an answer, and told of the most `seconds` and `tokens` that one may take.
    """
    from langchain.chat_models import init_chat_model

    try:
        model: Any = init_chat_model(name, temperature=0, timeout=seconds, max_tokens=tokens, max_retries=0)
    except Exception as error:
        raise UserError(
            f"The chat model {name!r} (ASSISTANT_LLM) cannot be used: {_why_not(name, error)} "
            "Unset ASSISTANT_LLM to answer by quoting."
        ) from error
    return model  # type: ignore[no-any-return]


def _why_not(name: str, error: Exception) -> str:
    """Return why a chat model cannot be had, with what to do where that is known here."""
    provider = name.partition(":")[0]
    if isinstance(error, ImportError) and provider in EXTRAS:
        return (
            "the package for it is not installed; "
            f"`.venv/bin/pip install -c constraints.txt -e '.[{provider}]'` installs it."
        )
    if provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
        return (
            "no key is set; set OPENAI_API_KEY (to any word, where OPENAI_BASE_URL names a service of your "
            "own that asks for none)."
        )
    return str(error).strip().split("\n")[0]
