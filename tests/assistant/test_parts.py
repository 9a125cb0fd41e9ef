import pytest

from assistant.parts import split_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How common is gout and which drugs are used for it?",
            ("How common is gout?", "which drugs are used for gout?"),
        ),
        ("Why is it done? What does it cost?", ("Why is it done?", "What does it cost?")),
        (
            "At what age does asthma start, and is it curable?",
            ("At what age does asthma start?", "is asthma curable?"),
        ),
    ],
)
def test_a_question_that_asks_two_things_is_cut(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What are the signs and symptoms of gout?",
        "Is it true that gout hurts?",
        "pain and what",
        "children with asthma who are treated and are well",
        "",
    ],
)
def test_a_question_that_asks_one_thing_is_left_whole(question: str) -> None:
    assert split_parts(question) == (question,)


def test_there_are_at_most_three_parts() -> None:
    assert len(split_parts("What is it and how is it made and where is it sold and who buys it?")) == 3
