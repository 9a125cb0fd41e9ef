"""The file of users: names and password hashes, written at one stroke, damage told with its line."""

from __future__ import annotations

import stat
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from assistant.users import add_user, password_is_right, read_users, remove_user
from corpus.errors import UserError

PASSWORD = "correct horse"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "users"


def test_without_a_file_there_are_no_users(file: Path) -> None:
    assert read_users(file) == {}


def test_a_user_who_was_added_is_known_by_their_password_alone(file: Path) -> None:
    assert add_user(file, "ada", PASSWORD)
    users = read_users(file)

    assert password_is_right(users, "ada", PASSWORD)
    assert not password_is_right(users, "ada", "correct house")
    assert not password_is_right(users, "ada", "")
    assert not password_is_right(users, "Ada", PASSWORD)
    assert not password_is_right(users, "grace", PASSWORD)


def test_no_password_stands_in_the_file_and_no_two_hashes_are_alike(file: Path) -> None:
    add_user(file, "ada", PASSWORD)
    add_user(file, "grace", PASSWORD)
    users = read_users(file)

    assert PASSWORD not in file.read_text("utf-8")
    assert all(hashed.startswith("$argon2id$") for hashed in users.values())
    assert users["ada"] != users["grace"]


def test_only_its_owner_may_read_the_file(file: Path) -> None:
    add_user(file, "ada", PASSWORD)
    file.chmod(0o644)
    add_user(file, "grace", PASSWORD)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_adding_a_name_again_gives_it_another_password(file: Path) -> None:
    add_user(file, "ada", PASSWORD)

    assert not add_user(file, "ada", "another word")
    users = read_users(file)
    assert list(users) == ["ada"]
    assert password_is_right(users, "ada", "another word")
    assert not password_is_right(users, "ada", PASSWORD)


def test_removing_leaves_the_others_and_the_comments(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("# the ward\n\n", "utf-8")
    for name in ("ada", "grace", "ada.l"):
        add_user(file, name, PASSWORD)
    remove_user(file, "ada")

    assert list(read_users(file)) == ["grace", "ada.l"]
    assert file.read_text("utf-8").startswith("# the ward\n\ngrace:")
    with pytest.raises(UserError, match="has no user 'ada'"):
        remove_user(file, "ada")


def test_an_accented_letter_is_one_letter_however_it_is_composed(file: Path) -> None:
    add_user(file, "ada", "caf\u00e9 au lait")

    assert password_is_right(read_users(file), "ada", "cafe\u0301 au lait")


@pytest.mark.parametrize("name", ["", " ", "a:b", "a b", "-ada", ".", "é", "a" * 65, "a\nb", "#ada", "a/b"])
def test_a_name_that_will_not_do_is_refused(file: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot be a user's name"):
        add_user(file, name, PASSWORD)
    assert not file.exists()


@pytest.mark.parametrize("name", ["ada", "7", "Ada.Lovelace", "ada@example.org", "a+b_c-d", "a" * 64])
def test_names_as_people_have_them_are_taken(file: Path, name: str) -> None:
    assert add_user(file, name, PASSWORD)


@pytest.mark.parametrize("password", ["", "seven77", "x" * 1001])
def test_a_password_too_short_or_too_long_is_refused(file: Path, password: str) -> None:
    with pytest.raises(UserError, match="it needs 8 to 1,000"):
        add_user(file, "ada", password)


def test_names_that_differ_in_case_only_are_refused(file: Path) -> None:
    add_user(file, "ada", PASSWORD)

    with pytest.raises(UserError, match="There is a user ada already"):
        add_user(file, "Ada", PASSWORD)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("grace", r"users, line 3, is no `name:hash`"),
        ("grace:secret", r"users, line 3, is no `name:hash`"),
        ("gr ace:$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA", r"users, line 3, is no `name:hash`"),
        ("ada:$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA", r"users, line 3, names ada a second time"),
    ],
)
def test_a_damaged_line_is_told_and_nothing_is_written_over_it(file: Path, line: str, reason: str) -> None:
    add_user(file, "ada", PASSWORD)
    file.write_text(f"# people\n{file.read_text('utf-8')}{line}\n", "utf-8")
    before = file.read_bytes()

    with pytest.raises(UserError, match=reason):
        read_users(file)
    with pytest.raises(UserError, match=reason):
        add_user(file, "joan", PASSWORD)
    assert file.read_bytes() == before


def test_a_file_that_is_no_text_or_no_file_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="cannot be read \\(it is not UTF-8 text\\)"):
        read_users(file)
    with pytest.raises(UserError, match="cannot be read"):
        read_users(file.parent)


def test_a_name_that_is_not_known_costs_as_much_as_a_wrong_password(file: Path) -> None:
    add_user(file, "ada", PASSWORD)
    users = read_users(file)

    def cost(name: str) -> float:
        started = time.process_time()
        password_is_right(users, name, "wrong password")
        return time.process_time() - started

    # The least of several, in turn, is what it costs whatever else the machine does.
    known, unknown = map(min, zip(*[(cost("ada"), cost("nobody")) for _ in range(6)], strict=True))
    assert unknown == pytest.approx(known, rel=0.5)
    assert unknown > 0.01


@pytest.mark.slow
def test_two_processes_add_users_and_none_is_lost(file: Path) -> None:
    names = [f"user{number}" for number in range(6)]
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        added = list(processes.map(add_user, [file] * 6, names, [PASSWORD] * 6))

    assert all(added)
    assert sorted(read_users(file)) == names
