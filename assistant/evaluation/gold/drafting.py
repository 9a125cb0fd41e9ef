"""Answered questions and feedback on them as gold questions that a person has still to review."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from assistant.answer import Answer, Message
from assistant.evaluation.document_names import name_slug
from assistant.evaluation.gold.appending import append, existing_questions, same_question
from assistant.evaluation.gold.checks import has_words
from assistant.evaluation.gold.kept_answers import KeptAnswer, read_answers
from assistant.evaluation.gold.question import Evidence, GoldQuestion
from corpus.document import Document
from corpus.errors import UserError

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
