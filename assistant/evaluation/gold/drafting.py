"""A gold file of JSON lines that grows: what stands in it stays byte for byte, or nothing is changed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from assistant.answer import Answer, Message
from assistant.evaluation.document_names import name_slug
from assistant.evaluation.gold.gold_files import GoldFormat, read_content
from assistant.evaluation.gold.kept_answers import KeptAnswer, read_answers
from assistant.evaluation.gold.lines import gold_line
from assistant.evaluation.gold.question import Evidence, GoldQuestion, has_words
from corpus.document import Document
from corpus.errors import UserError
from corpus.whole_files import replace_file


def existing_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """Return the questions of a gold file that is to grow; none when it is missing or blank.

    Raise `UserError` when it has faults or is of a public format, to which no line can be added.
    """
    return _so_far(path)[1]


def append(path: Path, questions: Sequence[GoldQuestion]) -> None:
    """Add a line per question to a gold file, which is made when it is missing.

    Raise `UserError`, and leave the file as it is, when it has faults or is of a public format, when
    it cannot be written, or when a question stands in it already or would be faulty in it.
    """
    before, known = _so_far(path)
    for number, question in enumerate(questions):
        if any(same_question(question, other) for other in (*known, *questions[:number])):
            raise UserError(
                f"Nothing was added to {path}: the question {question.question!r} stands there already."
            )
    if questions:
        after = _grown(before, questions, path)
        try:
            read_content(path, after.removeprefix(codecs.BOM_UTF8))
        except UserError as error:
            raise UserError(f"Nothing was added to {path}, for then it would read so: {error}") from error
        _replace(path, after)


def same_question(one: GoldQuestion, other: GoldQuestion) -> bool:
    """Tell whether the two ask the very same after the same history."""
    return (one.question.strip(), one.history) == (other.question.strip(), other.history)


def _so_far(path: Path) -> tuple[bytes, tuple[GoldQuestion, ...]]:
    """Return what stands in a gold file, as bytes and as questions; nothing for one that is missing."""
    if path.exists() and not path.is_file():
        # A file moved into the place of a pipe or a device would do away with it.
        raise UserError(f"{path} is no file that could be added to; name a gold file.")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return b"", ()
    except OSError as error:
        raise UserError(f"The gold file {path} cannot be read: {error.strerror or error}.") from error
    text = content.removeprefix(codecs.BOM_UTF8)
    if not text.strip():
        return content, ()
    kind, questions = read_content(path, text)
    if kind is not GoldFormat.LINES:
        raise UserError(f"The gold file {path} is {kind}, to which nothing is added; name one of JSON lines.")
    return content, questions


def _grown(before: bytes, questions: Sequence[GoldQuestion], path: Path) -> bytes:
    parting = b"" if not before or before.endswith(b"\n") else b"\n"
    try:
        return before + parting + "".join(f"{gold_line(question)}\n" for question in questions).encode()
    except UnicodeEncodeError as error:
        raise UserError(f"A question cannot be written to {path} as UTF-8: {error.reason}.") from error


def _replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of what is at `path`: all of it or nothing."""
    try:
        replace_file(path, content)
    except OSError as error:
        raise UserError(
            f"The gold file {path} cannot be written: {error.strerror or error}; it is as it was. "
            "Name a file in a folder that exists and that you may write to."
        ) from error


__all__ = ["Drafts", "KeptAnswer", "append", "draft", "draft_all", "existing_questions", "read_answers"]

TO_REVIEW = "to-review"


@dataclass(frozen=True, slots=True)
class Drafts:
    """Gold questions to be reviewed, and a line for each answer that none was made of."""

    questions: tuple[GoldQuestion, ...]
    left_out: tuple[str, ...]


def draft(
    answer: Answer, *, history: Sequence[Message] = (), id: str = "", taken: Collection[str] = ()
) -> GoldQuestion:
    """Return the gold question that is sound if `answer` is right, its evidence what the answer cites.

    `id` defaults to the question as a slug, with a number behind it when it is among `taken`. Raise
    `UserError` when an answer says nothing or cites nothing: a gold file could not hold it.
    """
    question = _unanswerable(answer.question.strip(), history, id, taken)
    if not answer.answered:
        return question
    quotes = (Evidence(citation.document, citation.quote) for citation in answer.citations)
    evidence = tuple(dict.fromkeys(item for item in quotes if has_words(item.quote)))
    text = _without_marks(answer)
    if not evidence:
        raise UserError("the answer cites nothing that could be evidence.")
    if not has_words(text):
        raise UserError("the answer says nothing.")
    return replace(question, answerable=True, answer=text, evidence=evidence)


def draft_all(
    kept: Iterable[KeptAnswer], *, existing: Sequence[GoldQuestion] = (), documents: Sequence[Document] = ()
) -> Drafts:
    """Return a draft for each answer that allows of one and whose question does not stand in `existing`.

    An answer said to be wrong gives a draft only where a paragraph is named as right: that is then
    both evidence and answer, for the reviewer to shorten. `documents` are the indexed ones, in which
    paragraphs are looked up that the answer does not cite.
    """
    known = list(existing)
    questions: list[GoldQuestion] = []
    left_out: list[str] = []
    for one in kept:
        try:
            question = _draft_kept(one, {question.id for question in known}, documents)
            if any(same_question(question, other) for other in known):
                raise UserError("it stands in the gold file already.")
        except UserError as error:
            left_out.append(f"{one.answer.question}: {error}")
        else:
            questions.append(question)
            known.append(question)
    return Drafts(tuple(questions), tuple(left_out))


def _draft_kept(kept: KeptAnswer, taken: Collection[str], documents: Sequence[Document]) -> GoldQuestion:
    if kept.paragraph and kept.right is not True:
        evidence = _paragraph(kept, documents)
        question = _unanswerable(kept.answer.question.strip(), kept.history, "", taken)
        return replace(question, answerable=True, answer=evidence.quote, evidence=(evidence,))
    if kept.right is False:
        raise UserError("the feedback says that the answer is wrong, and names no paragraph that is right.")
    return draft(kept.answer, history=kept.history, taken=taken)


def _unanswerable(question: str, history: Sequence[Message], id: str, taken: Collection[str]) -> GoldQuestion:
    if not has_words(question):
        raise UserError("the question holds no words.")
    slug = name_slug(question)
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    free = id or next(name for name in numbered if name not in taken)
    return GoldQuestion(free, question, answerable=False, tags=(TO_REVIEW,), history=tuple(history))


def _without_marks(answer: Answer) -> str:
    """Return the answer's text without the marks of its citations; other numbers in brackets stay."""
    numbers = "|".join(str(citation.number) for citation in answer.citations)
    return re.sub(rf"\s*\[(?:{numbers})\]", "", answer.text).strip()


def _paragraph(kept: KeptAnswer, documents: Sequence[Document]) -> Evidence:
    """Return the paragraph that feedback names as right, whole; raise `UserError` when it is not known."""
    name = kept.paragraph.rpartition("#")[0]
    texts = {f"{each.document}#{each.paragraph}": each.text for each in kept.answer.citations}
    for document in documents:
        if document.id == name:
            texts |= {paragraph.id: paragraph.text for paragraph in document.paragraphs}
    text = texts.get(kept.paragraph, "")
    if not has_words(text):
        raise UserError(f"no indexed paragraph with words is called {kept.paragraph!r}.")
    return Evidence(name, text)
