import pytest

from assistant.evidence.numbers import answers_with_number, asks_for_number


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


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("At what dose is it given?", "He took 15 mg a week.", "He was seen in 2015."),
        ("What dose is given?", "Two tablets are taken daily.", "Two of the three patients took it."),
        ("How old was the patient?", "He was aged 9 years.", "He was diagnosed in 2015."),
        ("What percentage relapses?", "It comes back in 30%.", "It was studied in 2015."),
        ("What proportion relapses?", "One in three relapses.", "It was seen 12 weeks later."),
        ("How long is it taken?", "It is taken for 6 weeks.", "It is taken in 2 doses."),
        ("What is the ratio of girls to boys?", "The ratio is 2:1.", "It begins at 7 years."),
        ("What is the incidence?", "There are 3 cases per million.", "The peak is at 7 years, in 2015."),
    ],
)
def test_a_number_of_another_kind_does_not_answer(question: str, answers: str, does_not: str) -> None:
    assert asks_for_number(question)
    assert answers_with_number(question, answers)
    assert not answers_with_number(question, does_not)
