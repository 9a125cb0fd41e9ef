import pytest

from assistant.numbers import answers_with_number, asks_for_number


@pytest.mark.parametrize(
    "question",
    [
        "How many children have it?",
        "How old are patients?",
        "When was it first described?",
        "And since when?",
        "What dose is given?",
        "What is the usual starting dose?",
        "dose of colchicine",
        "peak age?",
        "What percentage of patients relapse?",
        "What is the incubation period?",
        "What is the mortality rate?",
        "How common is it?",
    ],
)
def test_what_only_a_number_answers(question: str) -> None:
    assert asks_for_number(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is given when steroids fail?",
        "How is it treated?",
        "What happens when the disease is left alone?",
        "Which drugs are used at a high dose?",
        "What are the signs in old age?",
        "Who is at risk?",
        "When is sumatriptan given?",
    ],
)
def test_what_words_answer(question: str) -> None:
    assert not asks_for_number(question)


@pytest.mark.parametrize("text", ["30-70% have it.", "Take half a tablet.", "It is given twice daily."])
def test_sentences_that_give_a_number(text: str) -> None:
    assert answers_with_number("How much is given?", text)


def test_a_word_for_how_often_answers_how_common_but_not_how_many() -> None:
    assert answers_with_number("How common is gout?", "Gout is a rare disease.")
    assert not answers_with_number("How many people have gout?", "Gout is a rare disease.")
    assert not answers_with_number("What dose is given?", "A high dose of steroids is given.")


@pytest.mark.parametrize("text", ["The blood count is taken every month.", "Liver tests are done regularly."])
def test_what_is_done_again_and_again_answers_how_often(text: str) -> None:
    assert answers_with_number("How often is blood taken?", text)
