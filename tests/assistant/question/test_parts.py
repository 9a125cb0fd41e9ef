import pytest

from assistant.question.parts import split_parts


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
        (
            "What are the causes and the treatment of gout?",
            ("What are the causes of gout?", "What are the treatment of gout?"),
        ),
        (
            "What are the clinical features and first line drugs for acute gout in adults?",
            (
                "What are the clinical features for acute gout in adults?",
                "What are the first line drugs for acute gout in adults?",
            ),
        ),
        ("What is scabies and its treatment?", ("What is scabies?", "What is treatment of scabies?")),
        (
            "How does the dose of magnesium differ between adults and children?",
            (
                "How does the dose of magnesium differ between adults?",
                "How does the dose of magnesium differ between children?",
            ),
        ),
        (
            "Which drug in stage 1 and in stage 2 hypertension?",
            ("Which drug in stage 1 hypertension?", "Which drug in stage 2 hypertension?"),
        ),
        # A later part is about what the first one names, where it names nothing.
        (
            "Is dexamethasone given in croup, and how much?",
            ("Is dexamethasone given in croup?", "How much (dexamethasone) (croup)?"),
        ),
        (
            "How much adrenaline is given in croup and how long should the child be watched afterwards?",
            (
                "How much adrenaline is given in croup?",
                "how long should the child be watched afterwards (adrenaline, croup)?",
            ),
        ),
        (
            "Describe calcinosis universalis, and its complications",
            ("Describe calcinosis universalis?", "Describe complications of calcinosis universalis?"),
        ),
    ],
)
def test_a_question_that_asks_two_things_is_cut(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that gout hurts?",
        "pain and what",
        "What is the role of iron and zinc in anaemia?",
        "What is the link between gout and diet?",
        "What are bread and butter?",
        "Which drugs and diets help in gout?",
        "children with asthma who are treated and are well",
        "",
    ],
)
def test_a_question_that_asks_one_thing_is_left_whole(question: str) -> None:
    assert split_parts(question) == (question,)


def test_there_are_at_most_three_parts() -> None:
    assert len(split_parts("What is it and how is it made and where is it sold and who buys it?")) == 3
