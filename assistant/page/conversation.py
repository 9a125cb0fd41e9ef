"""A conversation as the page holds it: turns that grow while an answer streams in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Message, PassageScore
from assistant.page.blocks import Block, blocks_of
from assistant.page.opening import SharedAssistant
from corpus.document import Document, Paragraph
from corpus.errors import UserError
from index.naming import files_apart, names_of_chosen, newer_versions

if TYPE_CHECKING:
    from assistant.assistant import Assistant

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
class Turn:
    """A question, and what is known of its answer so far.

    `closest` are the paragraphs that came closest, of a question that is not answered, each a citation
    without a quote. `message` says why a turn failed, `notice` what is to be read before any answer,
    `searched` how many of the `indexed` documents were asked. `only` names those that were chosen, empty
    when all were asked. `blocks` are the statements of the answer as they stand in their documents.
    """

    question: str
    progress: Progress
    answer: Answer | None = None
    closest: tuple[Citation, ...] = ()
    message: str = ""
    notice: str = ""
    searched: int = 0
    indexed: int = 0
    only: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def running(self) -> bool:
        """Return whether more of this turn is still to come."""
        return self.progress in {Progress.OPENING, Progress.SEARCHING, Progress.STREAMING}

    @property
    def answered(self) -> bool:
        """Return whether there is a statement to read."""
        return self.answer is not None and bool(self.answer.statements)

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Return the paragraphs to show beside the turn: those it cites, else the closest ones."""
        return self.answer.citations if self.answer and self.answered else self.closest


Conversation = tuple[Turn, ...]


def history(conversation: Conversation) -> list[Message]:
    """Return the completed turns in plain text, as the assistant takes them."""
    messages: list[Message] = []
    for turn in conversation:
        if turn.answer is not None and turn.progress is Progress.DONE:
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.text})
    return messages


def converse(
    shared: SharedAssistant,
    question: str,
    conversation: Conversation,
    documents: Collection[str] = (),
    *,
    notice: str = "",
    permit: Callable[[], None] | None = None,
) -> Iterator[Conversation]:
    """Yield the conversation with a new turn in it, again each time the turn has grown.

    It is answered from `documents` (ids), from all when that is empty, unless `permit` raises `UserError`;
    `notice` is to be read before the answer. The last one yielded is complete or says in words why it
    failed; nothing is raised.
    """
    turn = Turn(question, Progress.SEARCHING if shared.ready else Progress.OPENING, notice=notice)
    yield (*conversation, turn)
    try:
        if permit:
            permit()
        assistant = shared.wait()
        if turn.progress is Progress.OPENING:
            turn = replace(turn, progress=Progress.SEARCHING)
            yield (*conversation, turn)
        for grown in _grow(assistant, turn, history(conversation), documents):
            turn = grown
            yield (*conversation, turn)
        turn = replace(turn, progress=Progress.DONE)
    except UserError as error:
        turn = replace(turn, progress=Progress.FAILED, answer=None, closest=(), message=str(error))
    except Exception:
        log.exception("a question could not be answered")
        turn = replace(turn, progress=Progress.FAILED, answer=None, closest=(), message=UNEXPECTED)
    yield (*conversation, turn)


def _grow(
    assistant: Assistant, turn: Turn, messages: Sequence[Message], chosen: Collection[str]
) -> Iterator[Turn]:
    documents = {document.id: document for document in assistant.documents()}
    if not documents.keys() >= set(chosen):
        raise UserError(
            "A document that you chose is no longer indexed. Choose others, or ask all documents."
        )
    only, count = names_of_chosen(chosen, tuple(documents.values())), len(documents)
    turn = replace(turn, progress=Progress.STREAMING, searched=len(only) or count, indexed=count, only=only)
    for answer in assistant.stream(turn.question, messages, chosen):
        near = () if answer.statements else closest(answer, documents)
        yield replace(turn, answer=answer, closest=near, blocks=blocks_of(answer, documents))


def stop(conversation: Conversation) -> Conversation:
    """Return the conversation with its last turn marked as stopped, if it was still running."""
    if not conversation or not conversation[-1].running:
        return conversation
    return (*conversation[:-1], replace(conversation[-1], progress=Progress.STOPPED))


def closest(answer: Answer, documents: dict[str, Document]) -> tuple[Citation, ...]:
    """Return the three passages that came closest to a question which was not answered."""
    found = (_passage(score, documents) for score in answer.passages)
    passages = [passage for passage in found if passage is not None][:CLOSEST_PASSAGES]
    newer, apart = newer_versions(documents.values()), files_apart(documents.values())
    return tuple(
        Citation(
            number=number,
            document=document.id,
            title=document.title,
            paragraph=paragraph.number,
            page=paragraph.page,
            text=paragraph.text,
            quote="",
            start=0,
            end=0,
            heading=paragraph.heading,
            date=document.date,
            copies=document.copies,
            newer=newer.get(document.id, ""),
            authors=document.authors,
            version=document.version,
            doi=document.doi,
            file=apart.get(document.id, ""),
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
