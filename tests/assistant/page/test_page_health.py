"""`/health`: whether the page can answer, for whoever watches over it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest
from page_server import browsing, served, settings_for

from assistant.page.server.api import Pulse
from assistant.users import add_user

pytestmark = pytest.mark.slow

SECONDS = 60


def last(web: httpx.Client, *states: str) -> httpx.Response:
    """Ask until the page is in none of `states`."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        answer = web.get("/health")
        if answer.json()["status"] not in states:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"still {states} after {SECONDS} seconds")


def test_the_page_is_opening_then_ready_and_says_no_more_than_that(tmp_path: Path) -> None:
    add_user(tmp_path / "users", "ada", "correct horse")
    with served(settings_for(tmp_path)) as url, browsing(url) as web:
        first, ready = web.get("/health"), last(web, "opening")

    assert (first.status_code, first.json()) == (200, {"status": "opening"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


def test_a_model_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, embedding_model=str(tmp_path / "no-model"))
    with served(settings) as url, browsing(url) as web:
        failed = last(web, "opening")

    assert (failed.status_code, failed.json()) == (503, {"status": "failed"})


def test_however_many_want_to_know_one_event_a_second_is_put_through_the_queue() -> None:
    asked, now = 0, 100.0

    async def moves(seconds: float) -> bool:
        nonlocal asked
        assert seconds > 0
        asked += 1
        await asyncio.sleep(0)
        return asked == 1

    async def probes() -> list[bool]:
        nonlocal now
        pulse = Pulse(moves, lambda: now)
        first = await asyncio.gather(*(pulse.beats() for _ in range(20)))
        now += 1
        return [*first, *await asyncio.gather(*(pulse.beats() for _ in range(20)))]

    assert asyncio.run(probes()) == [True] * 20 + [False] * 20
    assert asked == 2
