"""A conversation as the page holds it: turns that grow while an answer streams in."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.answer import Answer, Message, PassageScore
from assistant.page.opening import SharedAssistant
from corpus.document import Document, Paragraph
from corpus.errors import UserError

if TYPE_CHECKING:
    from assistant.chain import Assistant

CLOSEST_PASSAGES = 3
UNEXPECTED = "Something went wrong while answering; the server's log says what. Please ask again."

log = logging.getLogger(__name__)


class Progress(StrEnum):
    """How far a turn has come."""

    OPENING = "opening"
    SEARCHING = "searching"
    STREAMING = "streaming"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph to show beside the chat; `text[start:end]` is its quote, empty when there is none.

    `number` counts from 1 within its turn.
    """

    number: int
    title: str
    heading: str
    paragraph: int
    page: int | None
    text: str
    start: int = 0
    end: int = 0
    date: str = ""
    copies: tuple[str, ...] = ()
    newer: str = ""
    authors: tuple[str, ...] = ()
    version: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and what is known of its answer so far; `message` says why a turn failed."""

    question: str
    progress: Progress
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    message: str = ""

    @property
    def running(self) -> bool:
        """Return whether more of this turn is still to come."""
        return self.progress in {Progress.OPENING, Progress.SEARCHING, Progress.STREAMING}


Conversation = tuple[Turn, ...]


def history(conversation: Conversation) -> list[Message]:
    """Return the completed turns in plain text, as the assistant takes them."""
    messages: list[Message] = []
    for turn in conversation:
        if turn.answer is not None and turn.progress is Progress.DONE:
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.text})
    return messages


def converse(shared: SharedAssistant, question: str, conversation: Conversation) -> Iterator[Conversation]:
    """Yield the conversation with a new turn in it, again each time the turn has grown.

    The last one yielded is complete or says in words why it failed; nothing is raised.
    """
    turn = Turn(question, Progress.SEARCHING if shared.ready else Progress.OPENING)
    yield (*conversation, turn)
    try:
        assistant = shared.wait()
        if turn.progress is Progress.OPENING:
            turn = replace(turn, progress=Progress.SEARCHING)
            yield (*conversation, turn)
        for turn in _grow(assistant, question, history(conversation)):
            yield (*conversation, turn)
        turn = replace(turn, progress=Progress.DONE)
    except UserError as error:
        turn = Turn(question, Progress.FAILED, message=str(error))
    except Exception:
        log.exception("a question could not be answered")
        turn = Turn(question, Progress.FAILED, message=UNEXPECTED)
    yield (*conversation, turn)


def _grow(assistant: Assistant, question: str, messages: Sequence[Message]) -> Iterator[Turn]:
    documents = {document.id: document for document in assistant.documents()}
    for answer in assistant.stream(question, messages):
        sources = cited(answer) if answer.statements else closest(answer, documents)
        yield Turn(question, Progress.STREAMING, answer, sources)


def stop(conversation: Conversation) -> Conversation:
    """Return the conversation with its last turn marked as stopped, if it was still running."""
    if not conversation or not conversation[-1].running:
        return conversation
    return (*conversation[:-1], replace(conversation[-1], progress=Progress.STOPPED))


def cited(answer: Answer) -> tuple[Source, ...]:
    """Return the cited paragraphs in the order of their numbers, with the heading each stands under."""
    return tuple(
        Source(
            number=citation.number,
            title=citation.title,
            heading=citation.heading,
            paragraph=citation.paragraph,
            page=citation.page,
            text=citation.text,
            start=citation.start,
            end=citation.end,
            date=citation.date,
            copies=citation.copies,
            newer=citation.newer,
            authors=citation.authors,
            version=citation.version,
            doi=citation.doi,
        )
        for citation in answer.citations
    )


def closest(answer: Answer, documents: dict[str, Document]) -> tuple[Source, ...]:
    """Return the three passages that came closest to a question which was not answered."""
    found = (_passage(score, documents) for score in answer.passages)
    passages = [passage for passage in found if passage is not None][:CLOSEST_PASSAGES]
    return tuple(
        Source(
            number=number,
            title=document.title,
            heading=paragraph.heading,
            paragraph=paragraph.number,
            page=paragraph.page,
            text=paragraph.text,
            date=document.date,
            authors=document.authors,
            version=document.version,
            doi=document.doi,
        )
        for number, (document, paragraph) in enumerate(passages, start=1)
    )


def _passage(score: PassageScore, documents: dict[str, Document]) -> tuple[Document, Paragraph] | None:
    document = documents.get(score.document)
    paragraph = _paragraph(document, score.paragraph)
    return (document, paragraph) if document and paragraph else None


def _paragraph(document: Document | None, number: int) -> Paragraph | None:
    paragraphs = document.paragraphs if document else ()
    return next((paragraph for paragraph in paragraphs if paragraph.number == number), None)
