"""Twenty people at once: each gets every answer, and the page answers as many questions as for one."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from page_server import ROOT, connected, served, settings_for

from assistant.evaluation import read_gold

pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

PEOPLE = 20
QUESTIONS_EACH = 10


@dataclass(frozen=True)
class Run:
    """How long each question took, in seconds, and all of them; what came back."""

    latencies: Sequence[float]
    duration: float
    answers: Sequence[dict[str, Any]]

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.latencies, n=20)[-1]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.duration


@pytest.fixture(scope="module")
def busy_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page that allows one address as many questions as twenty people have."""
    settings = settings_for(tmp_path_factory.mktemp("load"), questions_per_minute=10_000)
    with served(settings) as url:
        yield url


def run(url: str, people: int, questions: Sequence[str]) -> Run:
    """Have `people` ask `questions` in turn, all at once, each another question first."""

    def ask(person: int) -> list[tuple[float, dict[str, Any]]]:
        with connected(url) as client:
            asked = []
            for number in range(QUESTIONS_EACH):
                question = questions[(person * 7 + number) % len(questions)]
                started = time.perf_counter()
                answer = client.predict(question=question, api_name="/ask")
                asked.append((time.perf_counter() - started, answer | {"asked": question}))
            return asked

    started = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        asked = [pair for pairs in pool.map(ask, range(people)) for pair in pairs]
    latencies, answers = zip(*asked, strict=True)
    return Run(latencies, time.perf_counter() - started, answers)


def test_twenty_people_who_ask_at_once_all_get_their_answers(
    busy_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = read_gold(ROOT / "corpus" / "gold.jsonl")
    questions = [case.question for case in gold if not case.history]
    run(busy_url, 1, questions)
    before, together, after = (run(busy_url, people, questions) for people in (1, PEOPLE, 1))
    # Whatever else the machine did meanwhile, it did beside the slower of the two as well.
    alone = max(before, after, key=lambda one: one.p95)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(together.answers)} questions of {PEOPLE} people: no errors, "
            f"p95 {1000 * together.p95:.0f} ms, {together.per_second:.0f} a second; "
            f"one person: p95 {1000 * alone.p95:.0f} ms, {alone.per_second:.0f} a second\n"
        )

    assert len(together.answers) == PEOPLE * QUESTIONS_EACH
    assert all(answer["question"] == answer["asked"] for answer in together.answers)
    by_question: dict[str, set[str]] = {}
    for answer in (*alone.answers, *together.answers):
        by_question.setdefault(answer["question"], set()).add(answer["text"])
    assert all(len(texts) == 1 for texts in by_question.values())
    # Nobody waits longer than if they all stood in one line.
    assert together.p95 < 1.5 * PEOPLE * alone.p95
