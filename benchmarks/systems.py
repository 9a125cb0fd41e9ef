"""What is measured: whatever indexes a folder of documents and then answers questions from it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer, Citation, Message, PassageScore, Statement
from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.files import find_files
from corpus.reading import read_document

CITATIONS = 3


class System(Protocol):
    """A way to answer questions from documents; `pieces` names what it indexes."""

    name: str
    pieces: str

    def index(self, documents: Path) -> int:
        """Index the folder `documents` and return how many pieces there are; it may hold them already."""

    def ask(self, question: str, history: Sequence[Message]) -> Answer:
        """Answer `question`, timed as a whole."""

    def close(self) -> None:
        """Let go of what is open."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document as it was indexed: `number` counts from 1 within the document."""

    document: str
    number: int
    text: str


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Return the documents below `folder` that can be read; raise `UserError` when there is no file."""
    documents = []
    for file in find_files([folder]):
        try:
            documents.append(read_document(file))
        except UnreadableFileError:
            # The assistant passes over it as well.
            continue
    return tuple(documents)


def answer_with(
    question: str,
    found: Sequence[Piece],
    confidence: float,
    started: float,
    passages: tuple[PassageScore, ...] = (),
) -> Answer:
    """Return the answer of a system that never refuses: the text of the first piece.

    The first three pieces are cited, each whole. `started` is what `time.perf_counter` said when the
    question came; `passages` are for systems whose pieces are the paragraphs of `corpus`.
    """
    citations = tuple(_cite(number, piece) for number, piece in enumerate(found[:CITATIONS], start=1))
    text = found[0].text
    return Answer(
        question=question,
        standalone_question=question,
        kind="answered",
        text=text,
        statements=(Statement(text, (1,)),),
        citations=citations,
        confidence=confidence,
        passages=passages,
        timings_ms={"total": 1000 * (time.perf_counter() - started)},
    )


def _cite(number: int, piece: Piece) -> Citation:
    return Citation(
        number=number,
        document=piece.document,
        title=piece.document,
        paragraph=piece.number,
        page=None,
        text=piece.text,
        quote=piece.text,
        start=0,
        end=len(piece.text),
    )
