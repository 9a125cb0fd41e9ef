"""The chain: question and history -> standalone question -> passages -> evidence -> checked answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from assistant.answer import Answer, Message, PassageScore
from assistant.checking import NOT_ANSWERED, answer_text, check_answers
from assistant.confidence import load_coefficients
from assistant.evidence import Evidence, weigh_evidence
from assistant.explanation import Explanation, explain_turn
from assistant.follow_ups import standalone_question
from assistant.quoting import quote_answer
from assistant.settings import Settings
from assistant.small_talk import REPLY, is_small_talk
from assistant.uploads import with_uploads
from assistant.writing import Written, write_answer
from corpus.document import Document
from corpus.errors import UserError
from corpus.files import bundled_documents
from index.models.embedder import Embedder
from index.models.reranker import Reranker
from index.reader import IndexReader, Passage
from index.reading_processes import Limits
from index.spelling import Correction
from index.synchronise import synchronise
from index.taking_in import Progress

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# What a terminal sends for colours and arrow keys.
_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z~]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way through the chain, with what each step has added and its milliseconds.

    It is answered from `documents` (their ids), from all when that is empty.
    """

    question: str
    history: tuple[Message, ...] = ()
    documents: tuple[str, ...] = ()
    standalone: str = ""
    corrections: tuple[Correction, ...] = ()
    passages: tuple[Passage, ...] = ()
    evidence: Evidence | None = None
    started: float = field(default_factory=time.perf_counter)
    timings_ms: Mapping[str, float] = field(default_factory=dict)


class Assistant:
    """An opened index and the way to answer from it; it can be used from several threads.

    `chat_model` writes the answers; without one the answers are quotes.
    """

    def __init__(
        self,
        settings: Settings,
        reader: IndexReader,
        chat_model: BaseChatModel | None = None,
    ) -> None:
        self.settings = settings
        self._reader = reader
        self._chat_model = chat_model
        self._coefficients = load_coefficients()
        self._steps = self._build()
        self.chain: Runnable[Turn, Answer] = (
            self._steps | RunnableGenerator(self._answer) | RunnableGenerator(check_answers)
        )

    def ask(self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()) -> Answer:
        """Answer `question` from `documents` (their ids), from all when that is empty.

        Raise `UserError` when the question is empty or too long, a document is not indexed, or the index
        cannot be read.
        """
        return self.chain.invoke(self._turn(question, history, documents))

    def stream(
        self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()
    ) -> Iterator[Answer]:
        """Yield growing answers, a statement more each time; the last is the whole. Raise as `ask` does."""
        return self.chain.stream(self._turn(question, history, documents))

    def explain(
        self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()
    ) -> Explanation:
        """Tell why `ask` answers `question` or does not. Raise as `ask` does."""
        turn = self._steps.invoke(self._turn(question, history, documents))
        return explain_turn(
            turn, self._reader.lexicon(documents), self._coefficients, self.settings.threshold
        )

    def search(self, question: str, count: int = 8, documents: Collection[str] = ()) -> tuple[Passage, ...]:
        """Return the `count` paragraphs nearest to `question`, best first. Raise as `ask` does."""
        turn = self._mend(stand_alone(self._turn(question, (), documents)))
        return self._reader.search(turn.standalone, count, turn.documents)

    def quoting(self) -> Assistant:
        """Return the assistant that answers from the same index without a chat model."""
        return Assistant(self.settings, self._reader)

    def documents(self) -> tuple[Document, ...]:
        """Return the indexed documents."""
        return self._reader.documents()

    @property
    def embedder(self) -> Embedder:
        """Return the embedding model that the index is read with."""
        return self._reader.embedder

    def warm(self) -> None:
        """Load the model and open the index, so that the first question need not wait for them."""
        self.embedder.load()
        if self.documents():
            self._reader.search("What is this about?", 1)

    def close(self) -> None:
        """Let go of the index."""
        self._reader.close()

    def _turn(self, question: str, history: Sequence[Message], documents: Collection[str]) -> Turn:
        clean = clean_question(question, self.settings.max_question_length)
        return Turn(clean, tuple(history), tuple(documents))

    def _build(self) -> Runnable[Turn, Turn]:
        """Chain the steps up to the evidence; each can be called alone."""
        return (
            RunnableLambda(timed("standalone", stand_alone))
            | RunnableLambda(timed("spelling", self._mend))
            | RunnableLambda(timed("retrieval", self._retrieve))
            | RunnableLambda(timed("evidence", self._weigh))
        )

    def _mend(self, turn: Turn) -> Turn:
        """Mend the typing errors of the question; what is searched for is shown."""
        mended, corrections = self._reader.lexicon().correct(turn.standalone)
        return replace(turn, standalone=mended, corrections=corrections)

    def _retrieve(self, turn: Turn) -> Turn:
        passages = self._reader.search(turn.standalone, self.settings.passages, turn.documents)
        return replace(turn, passages=passages)

    def _weigh(self, turn: Turn) -> Turn:
        evidence = weigh_evidence(
            turn.standalone, turn.passages, self._reader.lexicon(turn.documents), self._coefficients
        )
        return replace(turn, evidence=evidence)

    def _answer(self, turns: Iterator[Turn]) -> Iterator[Answer]:
        for turn in turns:
            assert turn.evidence is not None
            answer = unanswered(turn)
            if is_small_talk(turn.question):
                answer = replace(answer, text=REPLY, confidence=0.0, passages=())
            elif turn.evidence.confidence >= self.settings.threshold:
                for statements, citations in self._say(turn, turn.evidence):
                    answer = replace(
                        answer,
                        answered=True,
                        text=answer_text(statements),
                        statements=statements,
                        citations=citations,
                    )
                    yield _finished(answer, turn)
            if not answer.answered:
                yield _finished(answer, turn)

    def _say(self, turn: Turn, evidence: Evidence) -> Iterator[Written]:
        most = self.settings.max_statements
        if self._chat_model is not None:
            yield from write_answer(turn.standalone, turn.passages, self._chat_model, most)
            return
        statements, citations = quote_answer(evidence, most)
        for count in range(1, len(statements) + 1):
            yield statements[:count], citations[:count]


def stand_alone(turn: Turn) -> Turn:
    """Return `turn` with the question made to stand without its history."""
    return replace(turn, standalone=standalone_question(turn.question, turn.history))


def timed(name: str, step: Callable[[Turn], Turn]) -> Callable[[Turn], Turn]:
    """Return `step` so that it notes its milliseconds under `name`."""

    def run(turn: Turn) -> Turn:
        started = time.perf_counter()
        after = step(turn)
        spent = _milliseconds(started)
        return replace(after, timings_ms={**after.timings_ms, name: spent})

    run.__name__ = name
    return run


def unanswered(turn: Turn) -> Answer:
    """Return what is said when the documents do not answer: the passages that come closest."""
    assert turn.evidence is not None
    return Answer(
        question=turn.question,
        standalone_question=turn.standalone,
        answered=False,
        text=NOT_ANSWERED,
        statements=(),
        citations=(),
        confidence=round(turn.evidence.confidence, 4),
        passages=tuple(
            PassageScore(passage.paragraph.document, passage.paragraph.number, round(passage.score, 4))
            for passage in turn.passages
        ),
        corrections=turn.corrections,
    )


def clean_question(question: str, longest: int) -> str:
    """Return `question` without control characters and needless white space.

    Raise `UserError` when nothing is left or when it has more than `longest` characters.
    """
    plain = _ESCAPE_SEQUENCE.sub(" ", question)
    printable = "".join(letter if letter.isprintable() else " " for letter in plain)
    text = " ".join(printable.split())
    if not any(map(str.isalnum, text)):
        raise UserError("The question is empty. Ask in a few words, for example: What is JDM?")
    if len(text) > longest:
        raise UserError(
            f"The question has {len(text):,} characters; at most {longest:,} are taken. Ask in fewer words."
        )
    return text


def open_assistant(
    settings: Settings, progress: Progress | None = None, chat_model: BaseChatModel | None = None
) -> Assistant:
    """Open the index in the data folder; when there is none, index the bundled documents and the uploads.

    `chat_model` writes the answers in the place of the one that `settings` name.
    Raise `UserError` when the index, the embedding model or the chat model cannot be opened.
    """
    embedder = Embedder(settings.embedding_model, settings.sound_weights)
    folder = settings.index_folder
    if chat_model is None and settings.llm:
        chat_model = open_chat_model(settings.llm)
    reranker = Reranker(settings.reranker) if settings.reranker else None
    reader = IndexReader(folder, embedder, embedding_weight=settings.embedding_weight, reranker=reranker)
    if not reader.exists():
        synchronise(
            folder,
            with_uploads([bundled_documents()], settings),
            embedder,
            lock_timeout=settings.lock_timeout,
            progress=progress,
            options=settings.reading_options,
            limits=Limits(settings.reading_seconds, file_size=settings.largest_file),
        )
    return Assistant(settings, reader, chat_model)


def open_chat_model(name: str) -> BaseChatModel:
    """Return the LangChain chat model that `provider:model` names; raise `UserError` without it."""
    from langchain.chat_models import init_chat_model

    try:
        model: Any = init_chat_model(name, temperature=0)
    except Exception as error:
        reason = str(error).strip().split("\n")[0]
        raise UserError(
            f"The chat model {name!r} (ASSISTANT_LLM) cannot be used: {reason} "
            "Unset ASSISTANT_LLM to answer by quoting."
        ) from error
    return model  # type: ignore[no-any-return]


def _finished(answer: Answer, turn: Turn) -> Answer:
    total = _milliseconds(turn.started)
    spent = sum(turn.timings_ms.values())
    return replace(answer, timings_ms={**turn.timings_ms, "answer": round(total - spent, 2), "total": total})


def _milliseconds(started: float) -> float:
    return round(1000 * (time.perf_counter() - started), 2)
