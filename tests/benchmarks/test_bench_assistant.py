"""Asking once is enough: what a threshold refuses can be told from the answers given without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from clinical_library import write_library

from assistant.answer import Answer
from assistant.evaluation import Case, GoldQuestion
from benchmarks.assistant_system import AssistantSystem, default_settings, with_refusals
from index.models.embedder import Embedder

QUESTIONS = (
    "What is asthma?",
    "How is asthma diagnosed?",
    "What calms the inflammation of the airways?",
    "When is omalizumab an option?",
    "Is a low dose of budesonide enough for mild asthma?",
    "What causes gout?",
    "Which joint does gout strike first?",
    "What proves the diagnosis of gout?",
    "How is an acute attack of gout treated?",
    "What dose of allopurinol is one started on?",
    "What is an alternative to allopurinol?",
    "How long does a migraine last?",
    "What is an aura?",
    "Who must not take sumatriptan?",
    "What makes migraine attacks rarer?",
    "Which mite causes scabies?",
    "How is permethrin used?",
    "What is the dose of amoxicillin in children?",
    "How is tuberculosis treated?",
    "Who won the football match?",
    "What is the capital of Mongolia?",
    "How do I bake bread?",
    "Is there a vaccine against malaria?",
    "What does gout cost the health service?",
    "Which surgeon first described migraine?",
    "Can scabies be seen on an X-ray of the chest?",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    home = tmp_path_factory.mktemp("bench")
    library = write_library(home / "library")
    with closing(AssistantSystem(home, embedder)) as system:
        assert system.index(library) > 10
    return home


def ask_all(system: AssistantSystem) -> Iterator[Case]:
    with closing(system):
        for number, question in enumerate(QUESTIONS):
            yield Case(GoldQuestion(f"q{number}", question, False), system.ask(question, ()))


def untimed(answer: Answer) -> Answer:
    """Leave out the times, and of a refusal why it is one, which keeping back does not know."""
    return replace(answer, timings_ms={}, text=answer.text if answer.answered else "")


def test_keeping_back_what_is_below_the_threshold_gives_what_the_assistant_gives_by_default(
    home: Path, embedder: Embedder
) -> None:
    threshold = default_settings(home).threshold
    derived = with_refusals(ask_all(AssistantSystem(home, embedder)), threshold)
    asked = tuple(ask_all(AssistantSystem(home, embedder, threshold=None)))
    assert [untimed(case.answer) for case in derived] == [untimed(case.answer) for case in asked]
    answered = [case.answer.answered for case in asked]
    assert 5 < sum(answered) < len(answered) - 3


def test_with_the_threshold_at_0_everything_is_answered(home: Path, embedder: Embedder) -> None:
    assert all(case.answer.answered for case in ask_all(AssistantSystem(home, embedder)))


def test_the_settings_are_the_default_ones_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = default_settings(tmp_path)
    monkeypatch.setenv("ASSISTANT_PASSAGES", "2")
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0.9")
    assert default_settings(tmp_path) == before
    assert before.threshold < 0.9
    assert default_settings(tmp_path, 0.0).model_dump() == before.model_dump() | {"threshold": 0.0}
