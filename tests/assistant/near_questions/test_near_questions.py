"""Near questions over four small guidelines: another drug, route, patient, severity, sign or product.

`gold.jsonl` has a question a line: with facts that its answer holds and strings of the neighbour that it must
not hold, or without an answer. `kind` says what tells the neighbour apart, `harm` (1 the worst) what a wrong
answer does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from index.synchronise import synchronise

HERE = Path(__file__).parent
# Raise them when the assistant does better.
LEAST_RIGHT, MOST_FALSE = 42, 1


@dataclass(frozen=True)
class Question:
    question: str
    answerable: bool
    facts: list[str]
    must_not: list[str]
    kind: str
    harm: int


def questions() -> list[Question]:
    lines = (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [Question(**json.loads(line)) for line in lines]


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader
) -> Iterator[list[tuple[Question, Answer]]]:
    home = tmp_path_factory.mktemp("near")
    synchronise(home / "index", [HERE / "documents"], embedder)
    assistant = Assistant(Settings(home=home), Library(home / "index", embedder), reader=reader)
    yield [(each, assistant.ask(each.question)) for each in questions()]
    assistant.close()


def told(answer: Answer, words: str) -> bool:
    """Tell whether `words` stand in the text of an answer and are no part of a longer word or number."""
    text = " ".join(answer.text.split()).casefold()
    place = text.find(words.casefold())
    while place >= 0:
        before, behind = text[:place][-1:], text[place + len(words) :][:1]
        if not (before.isalnum() or before == "." or behind.isalnum()):
            return True
        place = text.find(words.casefold(), place + 1)
    return False


def is_right(question: Question, answer: Answer) -> bool:
    if not question.answerable:
        return not answer.answered
    return all(told(answer, fact) for fact in question.facts) and not is_misleading(question, answer)


def is_misleading(question: Question, answer: Answer) -> bool:
    return any(told(answer, neighbour) for neighbour in question.must_not)


def test_most_near_questions_are_answered_rightly(answers: list[tuple[Question, Answer]]) -> None:
    wrong = [question.question for question, answer in answers if not is_right(question, answer)]
    assert len(answers) - len(wrong) >= LEAST_RIGHT, wrong


def test_the_neighbour_stands_in_no_answer(answers: list[tuple[Question, Answer]]) -> None:
    assert not [question.question for question, answer in answers if is_misleading(question, answer)]


def test_what_the_documents_do_not_answer_is_refused(answers: list[tuple[Question, Answer]]) -> None:
    false = [question for question, answer in answers if not question.answerable and answer.answered]
    assert len(false) <= MOST_FALSE, false
    assert all(question.harm > 1 for question in false)


def test_every_kind_of_near_question_is_asked() -> None:
    kinds = {question.kind for question in questions()}
    assert kinds >= {"name", "condition", "population", "severity", "route", "measure", "sign", "product"}
    assert kinds >= {"aspect", "value", "purpose", "synonym", "comparison", "parts", "list", "echo"}
