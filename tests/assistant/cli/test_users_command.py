"""`assistant users`, as a person runs it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from running import LIMIT_SECONDS, assistant, environment, refused

from assistant.users import password_is_right, read_users

pytestmark = pytest.mark.slow

PASSWORD = "correct horse"


def at_a_terminal(*words: str, home: Path, answers: list[str]) -> tuple[int, str]:
    """Run `assistant` at a terminal, answer what it asks, and return its status and what was seen."""
    screen, keyboard = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", *words],
        env=environment(home),
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
    )
    os.close(keyboard)
    seen, left = "", list(answers)
    # Unlike select, poll takes whatever number a file has in a process that has many open.
    waiting = select.poll()
    waiting.register(screen, select.POLLIN)
    while waiting.poll(LIMIT_SECONDS * 1000):
        try:
            part = os.read(screen, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part.decode()
        if left and seen.endswith(": "):
            os.write(screen, f"{left.pop(0)}\n".encode())
    os.close(screen)
    return process.wait(LIMIT_SECONDS), seen


def test_a_user_is_added_listed_and_removed(tmp_path: Path) -> None:
    added = assistant("users", "add", "ada", home=tmp_path, typed=f"{PASSWORD}\n")
    listed = assistant("users", "list", home=tmp_path)
    removed = assistant("users", "remove", "ada", home=tmp_path)

    assert added.stdout == f"ada may use the page now ({tmp_path}/users).\n"
    assert listed.stdout == "ada\n"
    assert removed.stdout == f"ada was removed from {tmp_path}/users.\n"
    assert read_users(tmp_path / "users") == {}


def test_at_a_terminal_the_password_is_asked_for_twice_and_never_shown(tmp_path: Path) -> None:
    status, seen = at_a_terminal("users", "add", "ada", home=tmp_path, answers=[PASSWORD, PASSWORD])

    assert status == 0, seen
    assert "Password for ada: " in seen
    assert "Once more: " in seen
    assert PASSWORD not in seen
    assert password_is_right(read_users(tmp_path / "users"), "ada", PASSWORD)


def test_two_passwords_that_differ_change_nothing(tmp_path: Path) -> None:
    status, seen = at_a_terminal("users", "add", "ada", home=tmp_path, answers=[PASSWORD, "correct house"])

    assert status == 1
    assert "Error: The two passwords differ; nothing was changed." in seen
    assert not (tmp_path / "users").exists()


def test_the_setting_names_another_file(tmp_path: Path) -> None:
    file = tmp_path / "people" / "ward"
    run = assistant("users", "add", "ada", home=tmp_path, typed=f"{PASSWORD}\n", ASSISTANT_USERS=str(file))

    assert run.returncode == 0
    assert list(read_users(file)) == ["ada"]
    assert not (tmp_path / "users").exists()


@pytest.mark.parametrize(
    ("words", "typed", "reason"),
    [
        (("add", "ada"), "short\n", "The password has 5 characters"),
        (("add", "ada"), "", "The password has 0 characters"),
        (("add", "a:b"), f"{PASSWORD}\n", "'a:b' cannot be a user's name"),
        (("remove", "ada"), "", "has no user 'ada'"),
        (("list",), "", "There are no users in"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, words: tuple[str, ...], typed: str, reason: str
) -> None:
    assert reason in refused(assistant("users", *words, home=tmp_path, typed=typed))
