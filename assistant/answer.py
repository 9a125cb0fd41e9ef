"""The words of an answer: statements, the citations that carry them, and what was considered."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypedDict

from index.namesakes import full_name
from index.spelling import Correction


class Message(TypedDict):
    """One turn of a conversation, as the caller holds it and passes it in."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer to a paragraph with the words quoted from it.

    `number` counts from 1 within the answer. `text` is the whole paragraph, and
    `text[start:end] == quote` always holds. `heading` is the path of headings above it. `date` (ISO 8601, as
    exactly as it is known), `authors`, `version` and `doi` are what its document states about itself,
    empty where it states nothing. `copies` are other files with the same text, and `newer` is the id of a
    later version that is indexed as well. `file` is the name of its file where another document has the same
    title, else empty.
    """

    number: int
    document: str
    title: str
    paragraph: int
    page: int | None
    text: str
    quote: str
    start: int
    end: int
    heading: str = ""
    date: str = ""
    copies: tuple[str, ...] = ()
    newer: str = ""
    authors: tuple[str, ...] = ()
    version: str = ""
    doi: str = ""
    file: str = ""

    @property
    def name(self) -> str:
        """Return what its document is called: the title, told apart where another one has it as well."""
        return full_name(self.title, self.file)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the numbers of the citations that carry it, at least one."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassageScore:
    """A paragraph that was considered, with its retrieval score (0 to 1, higher is nearer)."""

    document: str
    paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say to a question, or that they do not answer it.

    When `answered` is false there are no statements and no citations; `passages` still holds what
    came closest. `confidence` is between 0 and 1, `timings_ms` maps each step to milliseconds.
    `corrections` are the typing errors that were mended in `standalone_question`.
    """

    question: str
    standalone_question: str
    answered: bool
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    confidence: float
    passages: tuple[PassageScore, ...]
    timings_ms: dict[str, float] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    def __add__(self, later: Answer) -> Answer:
        """Return `later`: an answer that grows holds all that it held before.

        LangChain adds up what a chain streams when the whole is asked for.
        """
        return later

    def to_json(self) -> dict[str, Any]:
        """Return the object that `ask --json` prints; its shape is a promise to its readers."""
        return asdict(self)
