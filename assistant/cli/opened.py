"""What a command works with: the opened assistant, or the documents that are indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import UserError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from corpus.document import Document


def opened(settings: Settings) -> Assistant:
    """Open the assistant; index the bundled documents, with a bar, when there is no index yet."""
    from assistant.cli.terminal import console, progress_bar
    from assistant.opening import open_assistant

    with progress_bar() as progress:
        assistant = open_assistant(settings, progress)
    # With another model than the index was made with, that is what is told, and nothing else.
    if assistant.misfit and assistant.documents():
        console(errors=True).print(assistant.misfit, soft_wrap=True)
    return assistant


def indexed(settings: Settings) -> tuple[Document, ...]:
    """Return the indexed documents; raise `UserError` when there is no index."""
    from index.store.catalogue import read_catalogue

    catalogue = read_catalogue(settings.index_folder)
    if catalogue is None:
        raise UserError("There is no index yet. Run `assistant index` with your documents.")
    return catalogue.documents
