"""The page behind a proxy that serves it under a path, beside other pages of the same host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from page_browser import Visitor
from page_documents import COLCHICINE
from page_proxy import proxied
from page_server import browsing, connected, log_in, served, settings_for
from playwright.sync_api import Browser, expect
from pydantic import ValidationError

from assistant.users import add_user

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

ADA = ("ada", "correct horse")
QUESTION = "What is juvenile dermatomyositis?"


@dataclass(frozen=True, slots=True)
class Behind:
    """A page behind a proxy: its addresses there and without it, and what was asked for beside its path."""

    url: str
    direct: str
    beside: list[str]


@pytest.fixture(scope="module", params=[True, False], ids=["stripped", "whole"])
def behind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """Give a page under `/ward/kb` that ada may use."""
    home = tmp_path_factory.mktemp("behind")
    add_user(home / "users", *ADA)
    settings = settings_for(home, root_path="/ward/kb")
    with served(settings) as direct, proxied(settings.port, "/ward/kb", strip=request.param) as (url, beside):
        yield Behind(url, direct, beside)


def test_behind_a_proxy_the_page_does_all_that_it_does(
    browser: Browser, behind: Behind, tmp_path: Path
) -> None:
    gout = tmp_path / "gout.md"
    gout.write_text(COLCHICINE, "utf-8")
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        visitor = Visitor(context.new_page())
        visitor.page.goto(behind.url)
        visitor.page.get_by_label("username").fill(ADA[0])
        visitor.page.get_by_label("password").fill(ADA[1])
        visitor.page.get_by_role("button", name="Login").click()
        expect(visitor.box).to_be_visible()
        expect(visitor.ask(QUESTION)).to_contain_text("autoimmune")
        visitor.reload()
        expect(visitor.page.locator("#chat .answer")).to_contain_text("autoimmune")
        expect(visitor.upload(gout)).to_contain_text("added")
        cookies = context.cookies()
        visitor.page.get_by_role("link", name="Log out").click()
        expect(visitor.page.get_by_role("button", name="Login")).to_be_visible()
        assert visitor.page.url == behind.url
    assert visitor.errors == []
    assert {cookie["path"] for cookie in cookies} == {"/ward/kb"}
    # A browser looks for that by itself.
    assert set(behind.beside) <= {"/favicon.ico"}


def test_programs_and_who_watches_over_it_reach_the_page_there_and_directly(behind: Behind) -> None:
    for url in (behind.url, behind.direct):
        with connected(url, ADA) as client:
            assert "autoimmune" in client.predict(QUESTION, api_name="/ask")["text"]
        with browsing(url) as web:
            assert web.get("health").json() == {"status": "ready"}


def test_what_is_beside_the_page_is_not_served(behind: Behind) -> None:
    with browsing(behind.direct.removesuffix("/ward/kb/")) as web:
        log_in(web, *ADA)
        for path in ("/ward/kbx/config", "/ward/config", "/ward/kb/ward/kb/config", "/ward/kb//config"):
            assert web.get(path).status_code == 404, path
        moved = web.get("/ward/kb")
        assert (moved.status_code, moved.headers["location"]) == (307, "/ward/kb/")


def test_over_https_cookies_do_not_leave_it(tmp_path: Path) -> None:
    add_user(tmp_path / "users", *ADA)
    settings = settings_for(tmp_path, root_path="/kb")
    with (
        served(settings),
        proxied(settings.port, "/kb", strip=True, https=True) as (url, _),
        browsing(url) as web,
    ):
        cookies = web.post("login", data={"username": ADA[0], "password": ADA[1]}).headers.get_list(
            "set-cookie"
        )
    assert len(cookies) == 3
    assert all("Secure" in cookie and "Path=/kb" in cookie for cookie in cookies)


def test_what_is_counted_is_counted_under_a_path_that_begins_as_the_servers_own_do(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, root_path="/gradio", questions_per_minute=1)
    with served(settings), browsing(f"http://127.0.0.1:{settings.port}") as web:
        asked = [web.post("/gradio_api/cancel", json={}).status_code for _ in range(110)]
    assert asked[-1] == 429


@pytest.mark.parametrize("path", ["kb", "/kb/", "/", "//kb", "http://ward.example/kb", "/a b", "/../kb?"])
def test_a_path_that_is_none_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValidationError, match="root_path"):
        settings_for(tmp_path, root_path=path)
