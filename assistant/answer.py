"""The words of an answer: statements, the citations that carry them, and what was considered."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, TypedDict

from index.lexicon.spelling import Correction
from index.naming import full_name
from index.passage import Passage

NOT_ANSWERED = "The documents do not answer this."
GREETING = (
    "I answer clinical questions from the indexed documents, and show the paragraph behind every statement. "
    "What would you like to know?"
)


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
    later version that is indexed as well. `lead_in` is what leads in to the quote
    of a written sentence and was checked with it: an item's lines above it, a cell's row and column.
    `file` is the name of its file where another document has the same title, else empty. `warning` tells that
    it may not have been read as it is printed, empty where nothing speaks for that.
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
    lead_in: str = ""
    file: str = ""
    warning: str = ""

    @property
    def name(self) -> str:
        """Return what its document is called: the title, told apart where another one has it as well."""
        return full_name(self.title, self.file)


Kind = Literal["answered", "refused", "greeted"]
Checked = Literal["verbatim", "entailed", "replaced"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer with the numbers of the citations that carry it, at least one.

    It is `checked` as being verbatim in its document, as written by a chat model and entailed by the quote
    that it cites (two quotes, where it joins two), or as a quote that has replaced a written sentence which
    was not. `context` is what it is about, from far to near; `about` what of that is shown with a quote,
    empty where it can be understood without.
    """

    text: str
    citations: tuple[int, ...]
    checked: Checked = "verbatim"
    context: tuple[str, ...] = ()
    about: str = ""


def shown_with(statements: Iterable[Statement]) -> Iterator[tuple[str, Statement]]:
    """Yield the statements, each behind what it is about ("Children, oral: "), which a run shares once.

    A list of several lines stands below it.
    """
    above = ""
    for statement in statements:
        border = "\n" if "\n" in statement.text else " "
        is_new = statement.about not in ("", above)
        yield f"{statement.about}:{border}" if is_new else "", statement
        above = statement.about


@dataclass(frozen=True, slots=True)
class PassageScore:
    """A paragraph that was considered, with its retrieval score (0 to 1, higher is nearer)."""

    document: str
    paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the sentences that a chat model wrote, how many of each.

    They passed the check, were replaced by the statement that they cite, or were dropped: they say nothing
    that a cited passage says, or are `unmarked`, for they cite none.
    """

    passed: int = 0
    replaced: int = 0
    dropped: int = 0
    unmarked: int = 0

    @property
    def sentences(self) -> int:
        """Return how many there were."""
        return self.passed + self.replaced + self.dropped + self.unmarked


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say to a question, or that they do not answer it.

    Its `kind` tells an answer from a refusal, which has no statements and no citations but the `passages`
    that came closest, and from the reply to a greeting, for which nothing was searched. `confidence` is
    between 0 and 1, `timings_ms` maps each step to milliseconds.
    `corrections` are the typing errors that were mended in `standalone_question`. `model` is the chat model
    that wrote the answer, empty of one that quotes; `note` says why it quotes where a chat model was to
    write. `written` tells what became of the sentences of a chat model that was asked, be they shown or not.
    `differing` are the numbers of citations, two and two, of documents that give different figures.
    """

    question: str
    standalone_question: str
    kind: Kind
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    confidence: float
    passages: tuple[PassageScore, ...]
    timings_ms: dict[str, float] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    model: str = ""
    note: str = ""
    written: Written | None = None
    differing: tuple[tuple[int, int], ...] = ()

    @property
    def answered(self) -> bool:
        """Tell whether the documents answer."""
        return self.kind == "answered"

    def to_json(self) -> dict[str, Any]:
        """Return the object that `ask --json` prints; its shape is a promise to its readers."""
        return asdict(self) | {"answered": self.answered}


def greeting(question: str) -> Answer:
    """Return what is said to a greeting, to thanks, and to the question what this can do."""
    return Answer(question, question, "greeted", GREETING, (), (), 0.0, ())


def refusal(
    question: str,
    standalone: str,
    corrections: tuple[Correction, ...],
    confidence: float,
    passages: Sequence[Passage],
    reason: str = "",
) -> Answer:
    """Return what is said when the documents do not answer, with the `reason` where it can be told.

    Its passages are those that come closest.
    """
    scores = (
        PassageScore(passage.paragraph.document, passage.paragraph.number, round(passage.score, 4))
        for passage in passages
    )
    return Answer(
        question=question,
        standalone_question=standalone,
        kind="refused",
        text=f"{NOT_ANSWERED} {reason}".strip(),
        statements=(),
        citations=(),
        confidence=round(confidence, 4),
        passages=tuple(scores),
        corrections=corrections,
    )


class Clock:
    """A clock that is started with a question and notes the milliseconds of each step."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self._steps: dict[str, float] = {}

    def note(self, step: str) -> None:
        """Note that `step` is done; it has taken the time since the step before."""
        now = time.perf_counter()
        self._steps[step] = _milliseconds(now - self._last)
        self._last = now

    def stamp(self, answer: Answer) -> Answer:
        """Return `answer` with the milliseconds of each step, of answering, and in total until now."""
        now = time.perf_counter()
        since = {"answer": _milliseconds(now - self._last), "total": _milliseconds(now - self._started)}
        return replace(answer, timings_ms=self._steps | since)


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 2)
