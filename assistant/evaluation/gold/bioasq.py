"""BioASQ's golden questions (task b) as gold questions.

Sources: http://participants-area.bioasq.org/general_information/Task9b/, Tsatsaronis et al. 2015
(https://doi.org/10.1186/s12859-015-0564-6).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationError, ValidationInfo, field_validator
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


class _Question(Public):
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
    questions: list[_Question]


def check_bioasq(parsed: object) -> Checked:
    """Read a file of BioASQ's golden questions that was parsed, in its order.

    The snippets are the evidence; their documents go by their addresses.
    """
    try:
        golden = _BioAsq.model_validate(parsed, context=Seen())
    except ValidationError as error:
        return Checked((), faults_of(error))
    return Checked(tuple(question.gold() for question in golden.questions), ())
