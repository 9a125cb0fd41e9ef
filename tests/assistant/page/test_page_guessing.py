"""Guessing passwords: who guesses is slowed down, and keeps nobody out who knows theirs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from page_server import browsing, log_in, settings_for

from assistant.page import build_page, launch
from assistant.page.server.slowing import FullLineError, WaitingLine
from assistant.users import add_user

pytestmark = pytest.mark.slow

ADA = ("ada", "correct horse")
GUESSERS = 3
GUESSES = 12


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    """Give the address of a page behind a login, and behind a proxy that says who asks."""
    add_user(tmp_path / "users", *ADA)
    settings = settings_for(tmp_path, proxies="127.0.0.1")
    page = build_page(settings)
    page.extra_startup_events.clear()
    try:
        yield launch(page, settings, wait=False)
    finally:
        page.close(verbose=False)


def visitor(url: str, address: str) -> httpx.Client:
    """Return a browser at `address`."""
    web = browsing(url)
    web.headers["X-Forwarded-For"] = address
    return web


def guess(url: str, address: str) -> list[int]:
    """Try one password after the other, many at once; return how each was answered."""
    with visitor(url, address) as web, ThreadPoolExecutor(GUESSES) as pool:
        tries = [pool.submit(log_in, web, "ada", f"wrong horse {number}") for number in range(GUESSES)]
        return [one.result().status_code for one in tries]


def test_who_guesses_elsewhere_keeps_nobody_out(guarded: str) -> None:
    with ThreadPoolExecutor(GUESSERS) as pool, visitor(guarded, "192.0.2.100") as ada:
        guessing = [pool.submit(guess, guarded, f"192.0.2.{number}") for number in range(GUESSERS)]
        time.sleep(3)
        assert log_in(ada, *ADA).status_code == 200
        # Those who guess still wait.
        assert not any(guesses.done() for guesses in guessing)
        assert all(429 in guesses.result() for guesses in guessing)


def test_a_browser_that_was_logged_in_with_before_is_let_in_wherever_guesses_come_from(guarded: str) -> None:
    with ThreadPoolExecutor(1) as pool, visitor(guarded, "192.0.2.1") as ada:
        log_in(ada, *ADA)
        ada.get("/logout", params={"all_session": "false"})
        assert ada.get("/config").status_code == 401
        guessing = pool.submit(guess, guarded, "192.0.2.1")
        time.sleep(3)
        assert log_in(ada, *ADA).status_code == 200
        assert not guessing.done()
        assert 429 in guessing.result()


def test_what_a_browser_keeps_is_of_no_use_for_another_name_or_after_a_new_password(
    guarded: str, tmp_path: Path
) -> None:
    add_user(tmp_path / "users", "grace", "tabulating")
    with visitor(guarded, "192.0.2.1") as web:
        kept = log_in(web, *ADA).headers.get_list("set-cookie")
        known = next(cookie for cookie in kept if cookie.startswith("known-"))
        assert "HttpOnly" in known
        assert "SameSite=Lax" in known
        assert "ada" not in known
        add_user(tmp_path / "users", "ada", "another word")
        web.get("/logout", params={"all_session": "false"})
        for name in ("grace", "ada"):
            statuses = [log_in(web, name, f"wrong {number}").status_code for number in range(3)]
            assert statuses == [400] * 3
        started = time.monotonic()
        log_in(web, "ada", "wrong again")
        assert time.monotonic() - started > 0.4


def test_a_browser_that_is_known_is_slowed_down_as_well(guarded: str) -> None:
    with visitor(guarded, "192.0.2.1") as web:
        log_in(web, *ADA)
        for number in range(3):
            assert log_in(web, "ada", f"wrong {number}").status_code == 400
        started = time.monotonic()
        assert log_in(web, *ADA).status_code == 200
        assert time.monotonic() - started > 0.4


def test_no_more_wait_at_once_than_there_is_room_for() -> None:
    line = WaitingLine(most=3, each=2)
    with line.waiting("here"), line.waiting("here"):
        with pytest.raises(FullLineError), line.waiting("here"):
            pass
        with line.waiting("there"), pytest.raises(FullLineError), line.waiting("elsewhere"):
            pass
        with line.waiting("elsewhere"):
            pass
