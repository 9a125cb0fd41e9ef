"""The page behind a login: who is not logged in learns nothing, and wrong passwords are slowed down."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client.exceptions import AuthenticationError
from page_browser import Visitor
from page_routes import filled, routes
from page_server import browsing, connected, log_in, settings_for
from playwright.sync_api import Browser, expect

from assistant.page import build_page, launch
from assistant.page.server.files import ADDRESS as TYPEFACE
from assistant.users import add_user, remove_user

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

ADA = ("ada", "correct horse")
OTTO = ("otto", "battery staple")
QUESTION = "What is juvenile dermatomyositis?"
# Words of the bundled document, of the question that was asked of it, and of its file.
SECRETS = re.compile(r"dermatomyositis|autoimmune|calcinosis|corticosteroid", re.I)
REFUSED = {401, 403, 404, 405, 411}
# What the login form is made of.
SHOWN = {
    *("/", "/login", "/logout", "/health", "/theme.css", "/favicon.ico", "/robots.txt", f"/{TYPEFACE}"),
    *("/gradio_api/user", "/gradio_api/app_id", "/gradio_api/startup-events", "/gradio_api/login_check"),
}


@contextmanager
def guarded(home: Path, *, asked: bool) -> Iterator[tuple[Any, str, Path]]:
    """Serve a page with ada for its only user; yield its application, its address and the file of users.

    Where nothing is `asked`, the model is not loaded.
    """
    file = home / "users"
    add_user(file, *ADA)
    settings = settings_for(home)
    page = build_page(settings)
    if not asked:
        page.extra_startup_events.clear()
    try:
        url = launch(page, settings, wait=False)
        yield page.app, url, file
    finally:
        page.close(verbose=False)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """Give a page behind a login that ada has asked a question of."""
    with (
        guarded(tmp_path_factory.mktemp("guarded"), asked=True) as (app, url, _),
        connected(url, ADA) as client,
    ):
        assert "autoimmune" in client.predict(QUESTION, api_name="/ask")["text"]
        yield app, url


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Give the address and the file of users of a page that nobody has tried to log in to."""
    with guarded(tmp_path, asked=False) as (_, url, file):
        yield url, file


def shows(web: httpx.Client, method: str, address: str) -> bool:
    """Tell whether anything is served at `address`; whatever it says must not tell of the documents."""
    with web.stream(method, address, json={"data": []}) as answer:
        # A stream of events would not end.
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            answer.read()
            assert not SECRETS.search(answer.text), (method, address)
        return answer.status_code not in REFUSED


def test_every_route_shows_nothing_to_who_is_not_logged_in(asked: tuple[Any, str]) -> None:
    app, url = asked
    served = routes(app)
    shown = set()
    with browsing(url) as web:
        for method, path in served:
            for query in ("", "?all_endpoints=true&page=&deep_link=x&session_hash=x"):
                if shows(web, method, f"{filled(path)}{query}"):
                    shown.add(path)

    assert {path for _, path in served} >= {"/config", "/gradio_api/queue/join", "/gradio_api/upload"}
    assert len(served) > 60
    assert shown <= SHOWN


def test_the_login_form_names_no_event_of_the_page(asked: tuple[Any, str]) -> None:
    _, url = asked
    with browsing(url) as web:
        form = web.get("/", params={"all_endpoints": "true"}).text

    assert '"auth_required":true' in form
    assert '"components":[]' in form
    assert '"unnamed_endpoints":{}' in form


def test_a_program_without_a_password_is_told_to_log_in(asked: tuple[Any, str]) -> None:
    _, url = asked
    with pytest.raises(AuthenticationError, match="login"), connected(url):
        pass


def test_who_logs_in_sees_the_page_until_they_log_out(asked: tuple[Any, str]) -> None:
    _, url = asked
    with browsing(url) as web:
        assert web.get("/config").status_code == 401
        assert log_in(web, *ADA).status_code == 200
        config = web.get("/config")
        assert config.json()["username"] == "ada"
        web.get("/logout", params={"all_session": "false"})
        web.cookies.clear()
        assert web.get("/config").status_code == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [("ada", "wrong horse"), ("ada", ""), ("", ""), ("Ada", "correct horse"), ("x" * 500, "y" * 5000)],
)
def test_a_wrong_name_or_password_is_refused(fresh: tuple[str, Path], name: str, password: str) -> None:
    with browsing(fresh[0]) as web:
        answer = log_in(web, name, password)

        assert answer.status_code in {400, 422}
        assert not web.cookies
        assert web.get("/config").status_code == 401


def test_a_form_that_would_fill_the_memory_is_not_read(fresh: tuple[str, Path]) -> None:
    def endless() -> Iterator[bytes]:
        yield b"username=ada&password="
        yield b"x" * 100

    with browsing(fresh[0]) as web:
        assert log_in(web, "ada", "x" * 20_000).status_code == 413
        assert web.post("/login", content=endless()).status_code == 411


def test_wrong_passwords_are_slowed_down_and_the_right_one_waits_too(fresh: tuple[str, Path]) -> None:
    with browsing(fresh[0]) as web:
        for _ in range(4):
            assert log_in(web, "ada", "wrong horse").status_code == 400

        def took() -> float:
            started = time.monotonic()
            assert log_in(web, *ADA).status_code == 200
            return time.monotonic() - started

        slowed = took()
        assert slowed > 0.9
        # What a login costs beside that depends on what else the machine does.
        assert min(took() for _ in range(8)) < slowed - 0.5


def test_many_guesses_at_once_are_slowed_down_and_hold_up_nobody(fresh: tuple[str, Path]) -> None:
    url, _ = fresh

    def guess(number: int) -> httpx.Response:
        with browsing(url) as web:
            return log_in(web, "ada", f"wrong horse {number}")

    with ThreadPoolExecutor(20) as guessers, browsing(url) as web:
        guesses = [guessers.submit(guess, number) for number in range(20)]
        time.sleep(1)
        assert web.get("/health").status_code == 200
        assert not all(guess.done() for guess in guesses)
        answers = [guess.result() for guess in guesses]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert {answer.status_code for answer in answers} == {400, 429}
    assert len(refused) >= 10
    assert re.search(r"Too many wrong passwords; try again in \d+ seconds", refused[0].text)
    assert int(refused[0].headers["Retry-After"]) > 30


def test_users_come_and_go_without_a_restart(fresh: tuple[str, Path]) -> None:
    url, file = fresh
    with browsing(url) as ada, browsing(url) as grace:
        log_in(ada, *ADA)
        assert log_in(grace, "grace", "tabulating").status_code == 400
        add_user(file, "grace", "tabulating")
        assert log_in(grace, "grace", "tabulating").status_code == 200
        assert ada.get("/config").status_code == 200

        remove_user(file, "ada")
        assert ada.get("/config").status_code == 401
        assert '"auth_required":true' in ada.get("/").text
        assert log_in(ada, *ADA).status_code == 400
        assert grace.get("/config").status_code == 200

        add_user(file, "grace", "another word")
        assert grace.get("/config").status_code == 401
        assert log_in(grace, "grace", "another word").status_code == 200


def test_a_file_that_breaks_lets_nobody_new_in_and_says_so(
    fresh: tuple[str, Path], caplog: pytest.LogCaptureFixture
) -> None:
    url, file = fresh
    with browsing(url) as web, caplog.at_level(logging.ERROR):
        log_in(web, *ADA)
        with file.open("a", encoding="utf-8") as opened:
            opened.write("mallory\n")
        assert web.get("/config").status_code == 200
        assert "line 2, is no `name:hash`" in caplog.text

        file.unlink()
        assert web.get("/config").status_code == 401


@pytest.mark.parametrize(
    "sent",
    [{"Origin": "http://evil.example"}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_cannot_ask_in_the_name_of_who_is_logged_in(
    asked: tuple[Any, str], sent: dict[str, str]
) -> None:
    _, url = asked
    with browsing(url) as web:
        log_in(web, *ADA)
        assert web.get("/config", headers=sent).status_code == 403
        assert web.post("/gradio_api/queue/join", json={}, headers=sent).status_code == 403
        assert web.get("/config", headers={"Origin": url.rstrip("/")}).status_code == 200


def test_in_a_browser_the_form_lets_in_who_knows_the_password(
    browser: Browser, asked: tuple[Any, str]
) -> None:
    _, url = asked
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url)
        page.get_by_label("username").fill("ada")
        page.get_by_label("password").fill("wrong horse")
        page.get_by_role("button", name="Login").click()
        expect(page.get_by_text("Incorrect Credentials")).to_be_visible()
        expect(page.locator("#question")).to_have_count(0)

        page.get_by_label("username").fill("ada")
        page.get_by_label("password").fill("correct horse")
        page.get_by_role("button", name="Login").click()
        expect(page.locator("#question textarea")).to_be_visible(timeout=60_000)


def test_two_people_who_share_a_browser_do_not_see_each_others_conversations(
    browser: Browser, tmp_path: Path
) -> None:
    with guarded(tmp_path, asked=True) as (_, url, file), browser.new_context() as context:
        add_user(file, *OTTO)
        visitor = Visitor(context.new_page())
        for name, password in (ADA, OTTO):
            visitor.page.goto(url)
            visitor.page.get_by_label("username").fill(name)
            visitor.page.get_by_label("password").fill(password)
            visitor.page.get_by_role("button", name="Login").click()
            expect(visitor.box).to_be_visible(timeout=60_000)
            expect(visitor.page.locator("#chat .message")).to_have_count(0)
            expect(visitor.kept()).to_have_count(0)
            visitor.ask(QUESTION)
            visitor.page.get_by_role("link", name="Log out").click()
            expect(visitor.page.get_by_role("button", name="Login")).to_be_visible()
    assert visitor.errors == []
