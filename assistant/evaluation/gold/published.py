"""Read the question sets of BioASQ and SQuAD as they are published.

Sources: http://participants-area.bioasq.org/general_information/Task9b/, Tsatsaronis et al. 2015
(https://doi.org/10.1186/s12859-015-0564-6).

Sources: https://rajpurkar.github.io/SQuAD-explorer/, Rajpurkar et al. 2016
(https://arxiv.org/abs/1606.05250) and 2018 (https://arxiv.org/abs/1806.03822).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assistant.evaluation.gold.question import (
    Checked,
    Evidence,
    GoldQuestion,
    Public,
    PublicId,
    Seen,
    Text,
    Words,
    as_indexed,
    faults_of,
    has_words,
)
from corpus.text.sentences import Sentence, split_sentences

Items = tuple[tuple[str, ...], ...]


def _ideal(value: Any) -> tuple[str, ...]:
    """Take an ideal answer, a string in older files and a list of them in later ones."""
    texts = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise PydanticCustomError("ideal", "an ideal answer is a string or a list of strings")
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _exact(value: Any) -> Items:
    """Take an exact answer as items with their synonyms; what holds no words is left out."""
    listed = [value] if isinstance(value, str) else [] if value is None else value
    items = (
        [[item] if isinstance(item, str) else item for item in listed] if isinstance(listed, list) else [0]
    )
    if not all(isinstance(item, list) and all(isinstance(name, str) for name in item) for item in items):
        raise PydanticCustomError(
            "exact", "an exact answer is a string, a list of them or a list of such lists"
        )
    named = (tuple(dict.fromkeys(filter(has_words, item))) for item in items if isinstance(item, list))
    return tuple(filter(None, named))


class _Snippet(Public):
    text: Words
    document: Text


class _BioasqQuestion(Public):
    """A question; the ideal answer stands behind the exact one, which can take its place."""

    id: PublicId
    body: Words
    type: Literal["yesno", "factoid", "list", "summary"]
    snippets: list[_Snippet] = Field([], validate_default=True)
    exact_answer: Annotated[Items, PlainValidator(_exact)] = ()
    ideal_answer: Annotated[tuple[str, ...], PlainValidator(_ideal)] = Field((), validate_default=True)

    @field_validator("snippets")
    @classmethod
    def _evident(cls, value: list[_Snippet]) -> list[_Snippet]:
        if not value:
            raise PydanticCustomError("no_snippets", "a question without snippets has no evidence")
        return value

    @field_validator("ideal_answer")
    @classmethod
    def _answered(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not value and not info.data.get("exact_answer", True):
            raise PydanticCustomError("no_answer", "a question needs an ideal or an exact answer")
        return value

    def facts(self) -> Items:
        """Return the exact answer as facts; a yes or a no is none that could be found in a text."""
        if self.type == "factoid":
            names = tuple(dict.fromkeys(name for item in self.exact_answer for name in item))
            return (names,) if names else ()
        return self.exact_answer if self.type == "list" else ()

    def gold(self) -> GoldQuestion:
        """Return the question as the rest of the evaluation knows it."""
        answers = self.ideal_answer or (", ".join(item[0] for item in self.exact_answer),)
        snippets = dict.fromkeys((snippet.document, as_indexed(snippet.text)) for snippet in self.snippets)
        return GoldQuestion(
            id=self.id,
            question=self.body,
            answerable=True,
            answer=answers[0],
            answers=answers,
            facts=self.facts(),
            evidence=tuple(Evidence(document, quote, by_name=True) for document, quote in snippets),
            tags=(self.type,),
        )


class _BioAsq(Public):
    questions: list[_BioasqQuestion]


def check_bioasq(parsed: object) -> Checked:
    """Read a file of BioASQ's golden questions that was parsed, in its order.

    The snippets are the evidence; their documents go by their addresses.
    """
    try:
        golden = _BioAsq.model_validate(parsed, context=Seen())
    except ValidationError as error:
        return Checked((), faults_of(error))
    return Checked(tuple(question.gold() for question in golden.questions), ())


class _Answer(Public):
    text: Text
    answer_start: int = 0

    @field_validator("text")
    @classmethod
    def _from_the_context(cls, value: str, info: ValidationInfo[Seen]) -> str:
        if info.context.context is not None and value not in info.context.context:
            raise PydanticCustomError("elsewhere", "does not stand in the paragraph's context")
        return value


class _SquadQuestion(Public):
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
    qas: list[_SquadQuestion]

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
