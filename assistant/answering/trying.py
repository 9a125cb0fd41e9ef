"""Try a chat model on a sample document: whether it answers, cites, and writes what the document says."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Written
from assistant.answering.replying import NoReplyError, reply
from assistant.answering.writing import DECLINED, MOST_PASSAGES, Writing, growing, prompt
from assistant.settings import Settings
from index.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_core.language_models import BaseChatModel

# Answered by the document that the package brings along.
QUESTION = "What share of children with JDM have calcinosis, and how is it treated?"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a chat model did with a question over the sample document.

    `failed` says why it gave no whole reply, empty where it did, and `mend` what to do then. `first` and
    `whole` are the seconds until its first words and its last, `first` None where none came. It `declined`
    where it said that the passages hold no answer.
    """

    written: Written
    first: float | None
    whole: float
    failed: str = ""
    mend: str = ""
    declined: bool = False


def try_model(model: BaseChatModel, settings: Settings) -> Trial:
    """Ask `model` a question over the sample document, as it is asked for an answer."""
    passages = sample_passages()
    asked = prompt(QUESTION, passages, settings.max_statements)
    writing, watch = Writing(passages, settings.max_statements), _Watch()
    failed = mend = ""
    declined = False
    try:
        coming = watch.over(reply(model, asked, settings.llm_seconds, settings.llm_tokens))
        for text, sentences in growing(coming):
            declined = DECLINED in text.upper()
            writing.take(sentences)
            if writing.is_full:
                break
    except NoReplyError as error:
        failed, mend = str(error), error.mend
    whole = time.monotonic() - watch.started
    return Trial(writing.written, watch.first, whole, failed, mend, declined)


def sample_passages() -> tuple[Passage, ...]:
    """Return the first paragraphs of the document that the package brings along."""
    from corpus.files import bundled_documents, find_files
    from corpus.reading import read_document

    (file, *_) = find_files([bundled_documents()])
    document = read_document(file)
    told = document.paragraphs[:MOST_PASSAGES]
    return tuple(Passage(paragraph, document.title, 1.0, 1.0, 0.0) for paragraph in told)


class _Watch:
    """Notes when the first words come."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.first: float | None = None

    def over(self, pieces: Iterator[str]) -> Iterator[str]:
        """Yield `pieces` as they come."""
        for piece in pieces:
            if self.first is None and piece.strip():
                self.first = time.monotonic() - self.started
            yield piece
