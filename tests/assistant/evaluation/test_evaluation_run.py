from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from evaluation_cases import answer, answerable, grounded, refusal, unanswerable

from assistant.answer import Answer, Message
from assistant.evaluation import Case, GoldQuestion, Grounded, run
from corpus.document import Paragraph
from corpus.errors import UserError

WHAT, DISEASE = Message(role="user", content="What is JDM?"), Message(role="assistant", content="A disease.")


class Listener:
    """Refuse every question, and remember how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[Message]]] = []

    def stream(self, question: str, history: Sequence[Message]) -> Iterator[Answer]:
        self.asked.append((question, list(history)))
        yield refusal(f"No {len(self.asked)}.")


def follow_up(id: str, question: str, conversation: str, *history: Message) -> GoldQuestion:
    return GoldQuestion(id, question, False, conversation=conversation, history=history)


def test_every_question_is_asked_once_in_order_with_its_history() -> None:
    listener = Listener()
    gold = (answerable(), GoldQuestion("f1", "How is it treated?", False, history=(WHAT, DISEASE)))
    cases = tuple(run(grounded(*gold), listener.stream))
    assert listener.asked == [("What for?", []), ("How is it treated?", [WHAT, DISEASE])]
    assert [case.gold for case in cases] == list(gold)
    assert [case.answer.text for case in cases] == ["No 1.", "No 2."]
    assert [case.history for case in cases] == [(), (WHAT, DISEASE)]


def test_each_case_is_told_of_before_the_next_question_is_asked() -> None:
    listener = Listener()
    cases = run(grounded(answerable(id="q1"), unanswerable(id="u1")), listener.stream)
    assert next(cases).gold.id == "q1"
    assert len(listener.asked) == 1


def test_a_later_question_of_a_conversation_has_the_answers_before_it_as_its_history() -> None:
    listener = Listener()
    tuple(
        run(
            grounded(
                follow_up("a1", "What is JDM?", "a"),
                follow_up("b1", "What is gout?", "b"),
                follow_up("a2", "How is it treated?", "a"),
                follow_up("a3", "Why?", "a"),
            ),
            listener.stream,
        )
    )
    first = [Message(role="user", content="What is JDM?"), Message(role="assistant", content="No 1.")]
    second = [Message(role="user", content="How is it treated?"), Message(role="assistant", content="No 3.")]
    assert [history for _, history in listener.asked] == [[], [], first, [*first, *second]]


def test_a_conversation_can_begin_with_a_history_of_its_own() -> None:
    listener = Listener()
    first = follow_up("a1", "How is it treated?", "a", WHAT, DISEASE)
    tuple(run(grounded(first, follow_up("a2", "Why?", "a")), listener.stream))
    assert listener.asked[0][1] == [WHAT, DISEASE]
    assert listener.asked[1][1][:2] == [WHAT, DISEASE]
    assert len(listener.asked[1][1]) == 4


def test_what_was_answered_before_is_not_asked_again_but_is_remembered_in_its_conversation() -> None:
    listener = Listener()
    first, second = follow_up("a1", "What is JDM?", "a"), follow_up("a2", "How is it treated?", "a")
    kept = {"a1": Case(first, answer("A rare disease. [1]"))}
    cases = tuple(run(grounded(first, second), listener.stream, kept))
    assert cases[0] == kept["a1"]
    assert [question for question, _ in listener.asked] == ["How is it treated?"]
    assert listener.asked[0][1][1]["content"] == "A rare disease. [1]"


def test_the_last_of_the_growing_answers_counts_and_the_first_is_timed() -> None:
    def stream(_question: str, _history: Sequence[Message]) -> Iterator[Answer]:
        yield answer("It prevents")
        yield answer("It prevents calcinosis.")

    (case,) = run(grounded(answerable()), stream)
    assert case.answer.text == "It prevents calcinosis."
    assert case.first_ms is not None
    assert 0 <= case.first_ms < 1000


def test_a_case_knows_the_paragraphs_that_should_have_been_cited() -> None:
    expected = ((Paragraph("jdm", 3, "Early treatment.", 0, 16),),)
    (case,) = run((Grounded(answerable(), expected),), Listener().stream)
    assert case.expected == expected


def test_a_question_that_cannot_be_asked_is_named() -> None:
    def stream(_question: str, _history: Sequence[Message]) -> Iterator[Answer]:
        raise UserError("The question is longer than 2000 characters; shorten it.")

    with pytest.raises(UserError, match="Gold question q9: The question is longer"):
        tuple(run(grounded(replace(answerable(), id="q9")), stream))
