"""A question that leans on the conversation is made to stand alone; any other is left as it is."""

from __future__ import annotations

import pytest
from conversations import (
    EARLIER,
    LEFT_OUT,
    POINTING,
    REPLACED,
    REPLIES,
    SUBJECT_OF_THEIR_OWN,
    conversation,
)
from growth import grows_in_proportion

from assistant.answer import Message
from assistant.question.standalone import standalone_question

REFUSED = "The documents do not answer this."


@pytest.mark.parametrize(("earlier", "question", "standalone"), POINTING)
def test_a_word_that_points_back_is_replaced_by_what_it_means(
    earlier: list[str], question: str, standalone: str
) -> None:
    assert standalone_question(question, conversation(earlier)) == standalone


@pytest.mark.parametrize(("earlier", "question", "standalone"), LEFT_OUT)
def test_what_a_question_leaves_out_is_put_in(earlier: list[str], question: str, standalone: str) -> None:
    assert standalone_question(question, conversation(earlier)) == standalone


@pytest.mark.parametrize(("earlier", "question", "standalone"), REPLACED)
def test_a_part_takes_the_place_of_its_like_in_the_question_before(
    earlier: list[str], question: str, standalone: str
) -> None:
    assert standalone_question(question, conversation(earlier)) == standalone


@pytest.mark.parametrize(("earlier", "question", "standalone"), REPLIES)
def test_a_reply_of_a_few_words_asks_for_more_or_for_the_reason(
    earlier: list[str], question: str, standalone: str
) -> None:
    assert standalone_question(question, conversation(earlier)) == standalone


@pytest.mark.parametrize(("earlier", "question", "standalone"), EARLIER)
def test_the_topic_is_carried_on_changed_and_taken_up_again(
    earlier: list[str], question: str, standalone: str
) -> None:
    assert standalone_question(question, conversation(earlier)) == standalone


@pytest.mark.parametrize("question", SUBJECT_OF_THEIR_OWN)
def test_a_question_that_needs_nothing_from_before_is_left_alone(question: str) -> None:
    assert standalone_question(question, conversation(["What is the prognosis of asthma?"])) == question


@pytest.mark.parametrize("question", ["How is it treated?", "And on MRI?", "Why?", "I meant adults", "both"])
def test_without_a_conversation_nothing_is_changed(question: str) -> None:
    assert standalone_question(question, []) == question


def test_a_question_after_a_refused_one_still_leans_on_its_topic() -> None:
    history = conversation(["What is the dose of colchicine in gout?"], REFUSED)
    assert standalone_question("Then what drugs are used?", history) == "What drugs are used in gout?"


def test_yes_takes_up_what_the_assistant_offered() -> None:
    history = conversation(["What is gout?"], "Gout is arthritis. [1] Shall I tell you about its treatment?")
    asked = standalone_question("yes please", history)
    assert asked == "Tell me more about gout's treatment"


def test_yes_to_no_offer_asks_nothing() -> None:
    assert standalone_question("yes please", conversation(["What is gout?"])) == "yes please"


def test_a_noun_with_this_leans_only_on_what_was_spoken_of() -> None:
    history = conversation(["What causes cystic fibrosis?"], "A mutation of the CFTR gene. [1]")
    asked = standalone_question("How common is this mutation?", history)
    assert asked == "How common is this mutation (cystic fibrosis)?"
    assert standalone_question("How common is this allergy?", history) == "How common is this allergy?"


def test_a_man_or_woman_spoken_of_is_meant_by_he_or_she() -> None:
    history = conversation(["Which drugs has the present patient been given?"])
    assert standalone_question("Who looks after him?", history) == "Who looks after the present patient?"


def test_what_the_assistant_said_is_not_taken_for_the_topic() -> None:
    history: list[Message] = [{"role": "assistant", "content": "What is gout?"}]
    assert standalone_question("How is it treated?", history) == "How is it treated?"


def test_a_question_in_capitals_is_understood_as_well() -> None:
    assert (
        standalone_question("HOW IS IT TREATED?", conversation(["What is gout?"])) == "HOW IS gout TREATED?"
    )


@pytest.mark.parametrize(
    "question", ["?", "\\1", "both the latter", "it " * 5000, "back to : ", "日本", "no, no, no"]
)
def test_nonsense_is_taken_without_complaint(question: str) -> None:
    assert standalone_question(question, conversation(["What is gout?", question]))


def test_a_long_question_takes_time_in_proportion() -> None:
    grows_in_proportion(
        lambda size: standalone_question("it " * size, conversation(["What is gout?", "it " * size])), 20_000
    )
