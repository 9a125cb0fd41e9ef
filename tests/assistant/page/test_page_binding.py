"""Whom the page is served to: other machines only with a login, or when that was said twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_server import HOST, browsing, run_app, served, settings_for

from assistant.page.server.guarding import login_for
from assistant.users import add_user
from corpus.errors import UserError

pytestmark = pytest.mark.slow

ADA = ("ada", "correct horse")


def test_other_machines_are_not_served_without_a_login() -> None:
    ended = run_app(ASSISTANT_HOST="0.0.0.0")

    assert ended.stderr == (
        "Error: At 0.0.0.0 other machines could use the page without a login. Add a user with "
        "`assistant users add NAME`, or set ASSISTANT_WITHOUT_LOGIN=1 to serve them all the same.\n"
    )
    assert ended.returncode == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_is_served_without_a_login(tmp_path: Path, host: str) -> None:
    assert login_for(settings_for(tmp_path), host) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_machines_are_served_when_told_twice_or_with_a_login(tmp_path: Path, host: str) -> None:
    with pytest.raises(UserError, match="assistant users add NAME"):
        login_for(settings_for(tmp_path), host)
    assert login_for(settings_for(tmp_path, without_login=True), host) is None

    add_user(tmp_path / "users", *ADA)
    assert login_for(settings_for(tmp_path), host) is not None
    assert login_for(settings_for(tmp_path, without_login=True), host) is not None


def test_a_file_without_users_or_with_damage_is_not_taken_for_no_login(tmp_path: Path) -> None:
    named = settings_for(tmp_path, users=tmp_path / "ward")
    with pytest.raises(UserError, match=r"There are no users in .*ward"):
        login_for(named, HOST)
    (tmp_path / "users").write_text("# nobody yet\n", "utf-8")
    with pytest.raises(UserError, match=r"There are no users in .*users"):
        login_for(settings_for(tmp_path), HOST)
    (tmp_path / "users").write_text("ada\n", "utf-8")
    with pytest.raises(UserError, match="line 1"):
        login_for(settings_for(tmp_path), HOST)


def test_without_a_login_the_page_answers_under_names_of_this_machine_alone(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    with served(settings) as url, browsing(url) as web:
        for name in ("localhost", "LOCALHOST", "127.0.0.1", "[::1]"):
            for host in (name, f"{name}:{settings.port}", f"{name}:80"):
                assert web.get("/", headers={"host": host}).status_code == 200, host
        for host in (
            "rebound.example",
            f"rebound.example:{settings.port}",
            "localhost.example",
            "",
            "[",
            "10.0.0.1",
        ):
            for path in ("/", "/health", "/config", "/gradio_api/upload"):
                answer = web.get(path, headers={"host": host})
                assert answer.status_code == 403, (host, path)
                assert answer.json()["detail"].startswith("The page answers under no such name")


def test_with_a_login_or_when_told_twice_the_page_answers_under_any_name(tmp_path: Path) -> None:
    elsewhere = {"host": "ward.example"}
    with served(settings_for(tmp_path, without_login=True)) as url, browsing(url) as web:
        assert web.get("/", headers=elsewhere).status_code == 200
    add_user(tmp_path / "users", *ADA)
    with served(settings_for(tmp_path)) as url, browsing(url) as web:
        assert web.get("/", headers=elsewhere).status_code == 200
