"""A passage that says nothing about what is asked of a thing does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.evidence.aspects import aspects_asked, load_aspects, speaks_of
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

TEXT = """Psoriasis

Psoriasis is a chronic inflammatory disease of the skin with red, scaly plaques on the elbows and knees.

Plaque psoriasis is treated with calcipotriol ointment and with methotrexate when the skin is widely affected.

In nine of ten patients with psoriasis new plaques recur within a year after treatment is stopped.
"""


@pytest.fixture(scope="module")
def psoriasis(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("psoriasis")
    (home / "psoriasis.txt").write_text(TEXT, encoding="utf-8")
    synchronise(home / "index", [home / "psoriasis.txt"], embedder)
    library = Library(home / "index", embedder)
    yield Assistant(Settings(home=home), library)
    library.close()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the prognosis of psoriasis?", ["prognosis"]),
        ("Is it hereditary?", ["inheritance"]),
        ("What are the side effects of methotrexate in pregnancy?", ["harms", "pregnancy"]),
        ("Is psoriasis contagious?", ["transmission"]),
        ("How is psoriasis treated in children?", ["children"]),
        ("What is given to a patient with an allergy to methotrexate?", ["allergy"]),
        ("How is psoriasis treated?", []),
        ("What does the general practitioner do?", []),
    ],
)
def test_what_a_question_asks_about_is_known_by_its_words(question: str, names: list[str]) -> None:
    assert [aspect.name for aspect in aspects_asked(question)] == names


def test_a_passage_speaks_of_an_aspect_in_other_words() -> None:
    prognosis = aspects_asked("What is the prognosis?")
    assert speaks_of("Most patients recover within a year.", prognosis)
    assert not speaks_of("It is treated with ointment.", prognosis)
    assert speaks_of("A vial is $20.", aspects_asked("What does it cost?"))


def test_every_word_that_asks_about_an_aspect_tells_of_it_as_well() -> None:
    silent = [
        (aspect.name, words)
        for aspect in load_aspects()
        for words in re.sub(r"\\b|\\", "", aspect.asked.pattern).split("|")
        if not speaks_of(words, [aspect])
    ]
    assert silent == []


@pytest.mark.parametrize(
    "question",
    [
        "Is psoriasis hereditary?",
        "Is psoriasis contagious?",
        "What are the side effects of calcipotriol in psoriasis?",
        "What dose of methotrexate do children with psoriasis get?",
    ],
)
def test_a_question_about_what_the_document_is_silent_about_is_not_answered(
    psoriasis: Assistant, question: str
) -> None:
    assert not psoriasis.ask(question).answered


def test_the_passage_that_speaks_of_what_is_asked_goes_first(psoriasis: Assistant) -> None:
    answer = psoriasis.ask("What is the prognosis of psoriasis?")
    assert answer.answered
    assert "recur" in answer.citations[0].quote
    assert all("red, scaly" not in citation.quote for citation in answer.citations)


def test_the_explanation_says_what_no_passage_speaks_of(psoriasis: Assistant) -> None:
    assert psoriasis.explain("Is psoriasis hereditary?").missing == "anything about inheritance"
