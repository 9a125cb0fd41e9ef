"""The users of the page: a file of names and password hashes, one `name:hash` a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import UserError
from corpus.whole_files import NoRoomError, is_full, replace_file

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1000
# Seconds to wait while another process writes the file.
PATIENCE = 10.0
OWNER_ONLY = 0o600
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
# What `argon2` writes: its parameters, the salt and the hash.
_HASH = re.compile(r"\$argon2(id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+")
# A hash that no password is known for: an unknown name is checked against it.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$cf9ZTfBpdRxDPxL/qjlXng$EkIFNSBV+UFvNsQHYGKQb7IHNYn3y9dJwCrd6W3zFt8"


def read_users(file: Path) -> dict[str, str]:
    """Return the password hash of each name in `file`; none when there is no such file.

    Raise `UserError` when it cannot be read, or with its line when one is damaged.
    """
    users: dict[str, str] = {}
    for number, line in enumerate(_lines(file), start=1):
        if not _is_user(line):
            continue
        name, _, hashed = line.strip().partition(":")
        if not _NAME.fullmatch(name) or not _HASH.fullmatch(hashed):
            raise UserError(
                f"{file}, line {number}, is no `name:hash`. Mend or delete the line, "
                "then `assistant users add` the name anew."
            )
        if name in users:
            raise UserError(f"{file}, line {number}, names {name} a second time. Delete one of the lines.")
        users[name] = hashed
    return users


def add_user(file: Path, name: str, password: str) -> bool:
    """Add `name` with `password` to `file`, which is made when missing; a name that is there gets it anew.

    Return whether the name is new. Comments and blank lines stay. Raise `UserError` when name or password
    will not do, or the file cannot be read or written.
    """
    check_name(name)
    _check_password(password)
    from argon2 import PasswordHasher

    line = f"{name}:{PasswordHasher().hash(_normal(password))}"
    with _writing(file):
        users = read_users(file)
        same = next((other for other in users if other != name and other.lower() == name.lower()), None)
        if same:
            raise UserError(f"There is a user {same} already, and names that differ in case only mislead.")
        kept = [line if _is_line_of(name, old) else old for old in _lines(file)]
        _write(file, kept if name in users else [*kept, line])
    return name not in users


def remove_user(file: Path, name: str) -> None:
    """Remove `name` from `file`; raise `UserError` when it is not there or the file cannot be written."""
    with _writing(file):
        if name not in read_users(file):
            raise UserError(f"{file} has no user {name!r}. `assistant users list` names them.")
        _write(file, [line for line in _lines(file) if not _is_line_of(name, line)])


def password_is_right(users: Mapping[str, str], name: str, password: str) -> bool:
    """Tell whether `name` is one of `users` and `password` theirs; both faults take the same time.

    It takes a tenth of a second and 64 MiB on purpose.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    known = name in users
    try:
        right = PasswordHasher().verify(users.get(name, _NOBODY), _normal(password[:LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False
    return right and known and len(password) <= LONGEST_PASSWORD


def check_name(name: str) -> None:
    """Raise `UserError` when `name` will not do for a user."""
    if not _NAME.fullmatch(name):
        raise UserError(
            f"{name!r} cannot be a user's name: take 1 to 64 letters from a to z, digits and . _ @ + -, "
            "a letter or digit first."
        )


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UserError(
            f"The password has {len(password)} characters; it needs {SHORTEST_PASSWORD} to "
            f"{LONGEST_PASSWORD:,}."
        )


def _normal(password: str) -> bytes:
    """Return the bytes to hash: keyboards differ in how they compose an accented letter."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UserError(f"The file of users {file} cannot be read ({reason}).") from error


def _is_user(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _is_line_of(name: str, line: str) -> bool:
    return line.strip().startswith(f"{name}:")


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Keep other processes from writing `file`; tell the person why it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_name(f"{file.name}.lock"), timeout=PATIENCE, mode=OWNER_ONLY):
            yield
    except Timeout as error:
        raise UserError(f"Another process is writing {file}. Try again in a moment.") from error
    except OSError as error:
        if is_full(error):
            raise NoRoomError(file) from error
        raise UserError(f"The file of users {file} cannot be written ({error.strerror}).") from error


def _write(file: Path, lines: list[str]) -> None:
    """Put `lines` in the place of `file` at one stroke; nobody but its owner may read it."""
    replace_file(file, "".join(f"{line}\n" for line in lines).encode(), mode=OWNER_ONLY)
