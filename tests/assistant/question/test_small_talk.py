import pytest

from assistant.assistant import Assistant
from assistant.question.clean import is_small_talk

TALK = ["Hello!", "hi there", "Thanks a lot.", "What can you do?", "hello, who are you?"]
QUESTIONS = [
    "Hello, what is JDM?",
    "Thanks. And on MRI?",
    "What is this disease?",
    "Can you treat it?",
    "help with pain",
    "JDM",
]


@pytest.mark.parametrize("text", TALK)
def test_a_greeting_gets_a_line_that_says_what_this_can_do(bundled_assistant: Assistant, text: str) -> None:
    answer = bundled_assistant.ask(text)
    assert not answer.answered
    assert answer.text.startswith("I answer clinical questions from the indexed documents")
    assert answer.passages == ()
    assert answer.confidence == 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_with_a_greeting_is_a_question(question: str) -> None:
    assert not is_small_talk(question)


def test_a_question_behind_a_greeting_is_answered(bundled_assistant: Assistant) -> None:
    assert bundled_assistant.ask("Hello, what is JDM?").answered
