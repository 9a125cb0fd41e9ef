"""A question that leans on the conversation is made to stand alone; any other is left as it is."""

from __future__ import annotations

import pytest

from assistant.answer import Message
from assistant.follow_ups import standalone_question


def conversation(*questions: str) -> list[Message]:
    messages: list[Message] = []
    for question in questions:
        messages.append({"role": "user", "content": question})
        messages.append({"role": "assistant", "content": "Some answer. [1]"})
    return messages


@pytest.mark.parametrize(
    ("earlier", "question", "standalone"),
    [
        (["What is gout?"], "How is it treated?", "How is gout treated?"),
        (["What is migraine?"], "What are its triggers?", "What are migraine's triggers?"),
        (["Tell me about scabies."], "Does it itch?", "Does scabies itch?"),
        (["What is the treatment of asthma?"], "What about children?", "What about children (asthma)?"),
        (["What is asthma?"], "And on spirometry?", "And on spirometry (asthma)?"),
        (["Which drugs are used for gout?"], "what dose?", "what dose (gout)?"),
        (["What is gout?"], "Why?", "Why (gout)?"),
        (["What is gout?"], "Is this disease hereditary?", "Is gout hereditary?"),
        (["What is gout?"], "Thanks. How is it treated?", "Thanks. How is gout treated?"),
    ],
)
def test_a_question_that_points_back_takes_up_the_topic(
    earlier: list[str], question: str, standalone: str
) -> None:
    assert standalone_question(question, conversation(*earlier)) == standalone


def test_the_topic_is_carried_over_several_follow_ups() -> None:
    history = conversation("What is gout?", "How is it treated?", "And how is it diagnosed?")
    assert standalone_question("Can it be prevented?", history) == "Can gout be prevented?"


def test_a_new_subject_changes_the_topic() -> None:
    history = conversation("What is gout?", "How is it treated?", "What is migraine?")
    assert standalone_question("How is it treated?", history) == "How is migraine treated?"


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Which enzymes are raised in juvenile dermatomyositis?",
        "Is it true that colchicine is used for gout?",
        "Will it rain tomorrow?",
        "Which patients with asthma say that they wheeze at night?",
    ],
)
def test_a_question_with_a_subject_of_its_own_is_left_alone(question: str) -> None:
    assert standalone_question(question, conversation("What is gout?")) == question


@pytest.mark.parametrize("question", ["How is it treated?", "And on MRI?", "Why?"])
def test_without_a_conversation_nothing_is_changed(question: str) -> None:
    assert standalone_question(question, []) == question


def test_what_the_assistant_said_is_not_taken_for_the_topic() -> None:
    history: list[Message] = [{"role": "assistant", "content": "What is gout?"}]
    assert standalone_question("How is it treated?", history) == "How is it treated?"
