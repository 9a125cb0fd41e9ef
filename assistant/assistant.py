"""The way from a question to its checked answer, step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer import Answer, Clock, Message, greeting, refusal
from assistant.answering.checking import check_answers
from assistant.answering.quoting import grow_quotes
from assistant.evidence.confidence import load_confidence
from assistant.evidence.judging import Evidence, assemble, judge
from assistant.evidence.reading import AtOnce
from assistant.question.clean import clean_question, is_small_talk
from assistant.question.parts import split_parts
from assistant.question.standalone import standalone_question
from assistant.settings import Settings
from corpus.document import Document
from index.lexicon.lexicon import Lexicon
from index.lexicon.spelling import Correction
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from index.passage import Passage
from index.snapshot import Snapshot

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.evidence.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question before anything is said, all of it in one snapshot of the index.

    `documents` are the names of those that were asked, all when there are none; `lexicon` is what they
    teach about words.
    """

    question: str
    standalone: str
    corrections: tuple[Correction, ...]
    documents: tuple[str, ...]
    evidence: Evidence
    lexicon: Lexicon


class Assistant:
    """An opened index and the way to answer from it; it can be used from several threads.

    `chat_model` writes the answers; without one the answers are quotes. `reader` reads what is found; without
    one, words and nearness alone tell what answers.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        chat_model: BaseChatModel | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.settings = settings
        self._library = library
        self._chat_model = chat_model
        self._reader = reader
        self._confidence = load_confidence(with_reader=reader is not None)
        self._at_once = AtOnce()

    def ask(self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()) -> Answer:
        """Answer `question` from `documents` (their ids), from all when that is empty.

        Raise `UserError` when the question is empty or too long, a document is not indexed, or the index
        cannot be read.
        """
        *_, answer = self.stream(question, history, documents)
        return answer

    def stream(
        self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()
    ) -> Iterator[Answer]:
        """Yield growing answers, a statement more each time; the last is the whole. Raise as `ask` does."""
        clock, asked = Clock(), clean_question(question, self.settings.max_question_length)
        if is_small_talk(asked):
            return iter([clock.stamp(greeting(asked))])
        return self._say(self._findings(asked, history, documents, clock), clock)

    def explain(
        self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()
    ) -> Explanation:
        """Tell why `ask` answers `question` or does not. Raise as `ask` does."""
        return self.ask_and_explain(question, history, documents)[1]

    def ask_and_explain(
        self, question: str, history: Sequence[Message] = (), documents: Collection[str] = ()
    ) -> tuple[Answer, Explanation]:
        """Answer `question`, and tell what the answer was made of. Raise as `ask` does."""
        from assistant.evidence.explanation import explain

        clock, asked = Clock(), clean_question(question, self.settings.max_question_length)
        findings = self._findings(asked, history, documents, clock)
        said = [clock.stamp(greeting(asked))] if is_small_talk(asked) else self._say(findings, clock)
        *_, answer = said
        return answer, explain(findings, self._confidence, self.settings.threshold)

    def search(self, question: str, count: int = 8, documents: Collection[str] = ()) -> tuple[Passage, ...]:
        """Return the `count` paragraphs nearest to `question`, best first. Raise as `ask` does."""
        asked, names = clean_question(question, self.settings.max_question_length), tuple(documents)

        def look(snapshot: Snapshot) -> tuple[Passage, ...]:
            mended, _ = snapshot.lexicon().correct(asked)
            return snapshot.search(mended, count, names)

        return self._library.see(look)

    def _findings(
        self, question: str, history: Sequence[Message], documents: Collection[str], clock: Clock
    ) -> Findings:
        """Find in one snapshot of the index what answers."""
        return self._library.see(partial(self._find, question, tuple(history), tuple(documents), clock))

    def _find(
        self,
        question: str,
        history: Sequence[Message],
        documents: tuple[str, ...],
        clock: Clock,
        snapshot: Snapshot,
    ) -> Findings:
        """Find what answers: stand alone, mend, part, search, judge, assemble."""
        standalone = standalone_question(question, history)
        clock.note("standalone")
        mended, corrections = snapshot.lexicon().correct(standalone)
        clock.note("spelling")
        parts = split_parts(mended)
        found = [snapshot.search(part, self.settings.passages, documents) for part in parts]
        clock.note("retrieval")
        lexicon = snapshot.lexicon(documents)
        with self._at_once.one_more(self.settings.passages_read) as most:
            judged = [
                judge(part, passages, lexicon, self._confidence, self._reader, most)
                for part, passages in zip(parts, found, strict=True)
            ]
        evidence = assemble(judged, self.settings.threshold)
        clock.note("evidence")
        return Findings(question, mended, corrections, documents, evidence, lexicon)

    def _say(self, findings: Findings, clock: Clock) -> Iterator[Answer]:
        """Yield the answer as it grows and is checked, or the refusal where the evidence is not enough."""
        evidence = findings.evidence
        refused = refusal(
            findings.question,
            findings.standalone,
            findings.corrections,
            evidence.confidence,
            evidence.passages,
            evidence.reason,
        )
        if evidence.confidence < self.settings.threshold or not any(evidence.parts):
            yield clock.stamp(refused)
            return
        for answer in check_answers(self._grow(refused, evidence)):
            yield clock.stamp(answer)

    def _grow(self, refused: Answer, evidence: Evidence) -> Iterator[Answer]:
        """Turn the refusal into a growing answer: written where there is a chat model, else quoted."""
        if self._chat_model is None:
            return grow_quotes(refused, evidence, self.settings.max_statements)
        from assistant.answering.writing import write_answer

        return write_answer(refused, evidence, self._chat_model, self.settings)

    def quoting(self, *, read: bool = True) -> Assistant:
        """Return the assistant over this index without a chat model, and without a reader unless `read`."""
        return Assistant(self.settings, self._library, reader=self._reader if read else None)

    def documents(self) -> tuple[Document, ...]:
        """Return the indexed documents; raise `UserError` when the index cannot be read."""
        return self._library.documents()

    @property
    def embedder(self) -> Embedder:
        """Return the embedding model that the index is read with."""
        return self._library.embedder

    @property
    def misfit(self) -> str:
        """Return why the confidence may mean something else with these models; empty when it does not."""
        return self._confidence.misfit(
            self.settings.embedding_model,
            self.settings.embedding_weight,
            self._reader.name if self._reader else self.settings.reranker,
        )

    def warm(self) -> None:
        """Load the models and open the index, so that the first question need not wait for them."""
        self.embedder.load()
        if self._reader:
            self._reader.load()
        if self.documents():
            self._library.see(partial(self._find, "What is this about?", (), (), Clock()))

    def close(self) -> None:
        """Let go of the index."""
        self._library.close()
