"""SQuAD 1.1 and 2.0 as gold questions.

Sources: https://rajpurkar.github.io/SQuAD-explorer/, Rajpurkar et al. 2016
(https://arxiv.org/abs/1606.05250) and 2018 (https://arxiv.org/abs/1806.03822).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assistant.evaluation.gold.checks import (
    Public,
    PublicId,
    Seen,
    Text,
    Words,
    as_indexed,
    faults_of,
    has_words,
)
from assistant.evaluation.gold.question import Checked, Evidence, GoldQuestion
from corpus.text.sentences import Sentence, split_sentences


class _Answer(Public):
    text: Text
    answer_start: int = 0

    @field_validator("text")
    @classmethod
    def _from_the_context(cls, value: str, info: ValidationInfo[Seen]) -> str:
        if info.context.context is not None and value not in info.context.context:
            raise PydanticCustomError("elsewhere", "does not stand in the paragraph's context")
        return value


class _Question(Public):
    """A question; `is_impossible` stands before the answers that it decides about."""

    id: PublicId
    question: Words
    is_impossible: bool = False
    answers: list[_Answer] = Field([], validate_default=True)

    @field_validator("answers")
    @classmethod
    def _answered(cls, value: list[_Answer], info: ValidationInfo) -> list[_Answer]:
        if info.data.get("is_impossible") is False and not value:
            raise PydanticCustomError("no_answer", "an answerable question needs an answer")
        return value


class _Paragraph(Public):
    context: str
    qas: list[_Question]

    @model_validator(mode="before")
    @classmethod
    def _lay_open(cls, value: object, info: ValidationInfo[Seen]) -> object:
        """Let the answers of this paragraph be looked up in its context."""
        context = value.get("context") if isinstance(value, dict) else None
        info.context.context = context if isinstance(context, str) else None
        return value


class _Article(Public):
    title: str = ""
    paragraphs: list[_Paragraph]


class _Squad(Public):
    data: list[_Article]


def check_squad(parsed: object) -> Checked:
    """Read a SQuAD file that was parsed, in its order; an impossible question is not answerable.

    The evidence of an answer are the sentences that hold it; their document goes by the article's
    title, or by its place in the file where it has none.
    """
    try:
        squad = _Squad.model_validate(parsed, context=Seen())
    except ValidationError as error:
        return Checked((), faults_of(error))
    paragraphs = (
        # Some sets have no titles; what their quotes say tells the document then.
        (article.title if has_words(article.title) else f"data[{number}]", paragraph)
        for number, article in enumerate(squad.data)
        for paragraph in article.paragraphs
    )
    return Checked(tuple(gold for each in paragraphs for gold in _questions(*each)), ())


def _questions(title: str, paragraph: _Paragraph) -> Iterator[GoldQuestion]:
    sentences = split_sentences(paragraph.context) if paragraph.qas else ()
    for question in paragraph.qas:
        if question.is_impossible:
            yield GoldQuestion(question.id, question.question, answerable=False)
            continue
        answers = tuple(dict.fromkeys(answer.text for answer in question.answers))
        quotes = dict.fromkeys(_quote(paragraph.context, answer, sentences) for answer in question.answers)
        fact = tuple(filter(has_words, answers))
        yield GoldQuestion(
            id=question.id,
            question=question.question,
            answerable=True,
            answer=answers[0],
            answers=answers,
            facts=(fact,) if fact else (),
            evidence=tuple(Evidence(title, quote, by_name=True) for quote in quotes),
        )


def _quote(context: str, answer: _Answer, sentences: Sequence[Sentence]) -> str:
    """Return the sentences of the context that the answer reaches into."""
    start = _nearest(context, answer.text, answer.answer_start)
    end = start + len(answer.text)
    touched = [sentence for sentence in sentences if sentence.start < end and sentence.end > start]
    return as_indexed(context[touched[0].start : touched[-1].end])


def _nearest(context: str, text: str, start: int) -> int:
    """Return where `text` stands in `context`, as near to `start` as can be.

    Offsets of public sets are often off: they count bytes, or the file was cleaned after them.
    """
    start = min(max(start, 0), len(context))
    found = (context.rfind(text, 0, start + len(text)), context.find(text, start))
    return min((place for place in found if place >= 0), key=lambda place: abs(place - start))
