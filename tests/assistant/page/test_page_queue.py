"""The queue of questions: nobody can fill it for others, and nothing that is sent ends it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from page_server import browsing, connected, settings_for

from assistant.page import build_page, launch
from assistant.page.page import Page
from assistant.page.server import api, event_queue
from assistant.page.server.event_queue import MOST_EVENTS_EACH

pytestmark = pytest.mark.slow

JOIN = "/gradio_api/queue/join"
QUESTION = "What is JDM?"


@contextmanager
def page(home: Path, **settings: Any) -> Iterator[tuple[Page, str]]:
    """Serve a page that many questions may be asked of; yield it and its address."""
    chosen = settings_for(home, **{"questions_per_minute": 10_000} | settings)
    page = build_page(chosen)
    try:
        yield page, launch(page, chosen, wait=False)
    finally:
        page.shared.open().exception(60)
        page.close(verbose=False)


def event(page: Page, name: str) -> int:
    """Return the number under which Gradio knows the event called `name`."""
    return next(number for number, fn in page.fns.items() if fn.name == name)


def settle(page: Page) -> None:
    """Wait until nothing that was asked is under way any more."""
    ends = time.monotonic() + 60
    while page.event_queue.event_ids_to_events and time.monotonic() < ends:
        time.sleep(0.05)


def join(web: httpx.Client, number: int, session: str, **sent: Any) -> httpx.Response:
    """Send an event as the page does, and do not listen to what comes of it."""
    return web.post(JOIN, json={"fn_index": number, "data": [], "session_hash": session, **sent})


def test_sessions_that_nobody_listens_to_do_not_end_the_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_queue, "MOST_SESSIONS", 30)
    with page(tmp_path) as (served, url), browsing(url) as web, connected(url) as client:
        served.shared.wait()
        # Fewer than Gradio's table has room for by far, so that the test is short.
        served.event_queue.pending_messages_per_session.max_size = 40
        number = event(served, "answer")
        for count in range(100):
            sent = {"id": "x", "turns": [], "question": QUESTION}
            assert join(web, number, f"session {count}", event_data=sent).status_code in {200, 429, 503}
        settle(served)
        assert client.predict(QUESTION, api_name="/ask")["answered"]
        assert web.get("/health").json() == {"status": "ready"}
        assert len(served.event_queue.pending_messages_per_session) <= 31


def test_one_asker_has_so_many_questions_under_way_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "LONGEST", 0.5)
    with page(tmp_path) as (served, url), browsing(url) as web:
        served.shared.wait()
        number = event(served, "documents")
        # Nothing is taken out of the queue.
        monkeypatch.setattr(served.event_queue, "get_events", lambda: None)
        statuses = [join(web, number, f"session {count}").status_code for count in range(MOST_EVENTS_EACH)]
        assert statuses == [200] * MOST_EVENTS_EACH

        refused = join(web, number, "one more")
        assert refused.status_code == 429
        assert refused.json() == {"detail": "You have 40 questions under way; wait for their answers."}
        stuck = web.get("/health")
        assert (stuck.status_code, stuck.json()) == (503, {"status": "stuck"})


def test_a_queue_that_breaks_off_says_so_and_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with page(tmp_path) as (served, url), connected(url) as client, browsing(url) as web:
        right = served.event_queue.get_events

        def broken() -> Any:
            monkeypatch.setattr(served.event_queue, "get_events", right)
            raise KeyError("session")

        monkeypatch.setattr(served.event_queue, "get_events", broken)
        assert client.predict(QUESTION, api_name="/ask")["answered"]
        assert web.get("/health").json() == {"status": "ready"}
    assert "broke off and starts anew" in caplog.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"fn_index": 999}, 404),
        ({"fn_index": -1}, 404),
        ({"fn_index": "answer"}, 404),
        ({"fn_index": None}, 404),
        ({"data": [1, 2]}, 422),
        ({"data": {}}, 422),
        ({"trigger_id": "x"}, 422),
        ({"session_hash": ""}, 422),
        ({"session_hash": "s" * 101}, 422),
        ({"session_hash": None}, 400),
    ],
)
def test_an_event_that_is_none_is_refused_in_words(
    malformed: tuple[httpx.Client, int], capfd: pytest.CaptureFixture[str], sent: dict[str, Any], status: int
) -> None:
    web, number = malformed
    answer = web.post(JOIN, json={"fn_index": number, "data": [], "session_hash": "session", **sent})

    assert answer.status_code == status
    assert answer.json()["detail"]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("event_data", [None, "x", [1], {"id": {}}, {"id": "x", "turns": "y"}])
def test_an_event_that_says_nothing_sensible_is_told_so_and_not_logged(
    malformed: tuple[httpx.Client, int], capfd: pytest.CaptureFixture[str], event_data: object
) -> None:
    web, number = malformed
    join(web, number, "odd", event_data=event_data).raise_for_status()
    with web.stream("GET", "/gradio_api/queue/data", params={"session_hash": "odd"}) as answer:
        assert "reload the page" in answer.read().decode()
    assert capfd.readouterr().err == ""


def test_a_session_that_nothing_was_asked_in_and_a_second_page_are_not_there(
    malformed: tuple[httpx.Client, int], capfd: pytest.CaptureFixture[str]
) -> None:
    web, _ = malformed
    assert web.get("/gradio_api/queue/data", params={"session_hash": "nobody"}).status_code == 404
    assert web.get("/", params={"page": "second"}).status_code == 404
    assert web.get("/config", params={"page": "second"}).status_code == 404
    assert capfd.readouterr().err == ""


@pytest.fixture(scope="module")
def malformed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, int]]:
    """Give what sends anything to a page, and the number of its event `answer`."""
    with page(tmp_path_factory.mktemp("malformed")) as (served, url), browsing(url) as web:
        served.shared.wait()
        yield web, event(served, "answer")


def test_events_and_uploads_are_counted(tmp_path: Path) -> None:
    with page(tmp_path, questions_per_minute=1) as (served, url), browsing(url) as web:
        number = event(served, "documents")
        file = {"files": ("a.txt", b"text")}
        assert web.post("/gradio_api/upload", files=file).status_code == 200
        statuses = [join(web, number, "session").status_code for _ in range(100)]
        assert 429 in statuses
        for refused in (join(web, number, "session"), web.post("/gradio_api/upload", files=file)):
            assert refused.status_code == 429
            assert refused.json()["detail"].startswith("That was too much in a minute; wait ")
            assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert web.get("/health").status_code == 200
