"""The commands about the users of the page: users add, users list and users remove."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError

users_commands = typer.Typer(
    name="users", help="Say who may use the page.", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that the user logs in with.")]


@users_commands.command("add")
def add(name: Name) -> None:
    """Let a user in, or give one another password; it is asked for, or read from standard input."""
    from assistant.cli.terminal import console
    from assistant.users import add_user, check_name

    check_name(name)
    file = _file()
    new = add_user(file, name, _password(name))
    done = "may use the page now" if new else "has another password now and is logged out"
    console().print(f"{name} {done} ({file}).", markup=False, highlight=False, soft_wrap=True)


@users_commands.command("list")
def list_names() -> None:
    """Print the names of the users, one a line."""
    from assistant.cli.terminal import console
    from assistant.users import read_users

    file = _file()
    names = sorted(read_users(file), key=str.lower)
    if not names:
        raise UserError(f"There are no users in {file}. `assistant users add NAME` adds one.")
    for name in names:
        console().print(name, markup=False, highlight=False)


@users_commands.command("remove")
def remove(name: Name) -> None:
    """Lock a user out, at once."""
    from assistant.cli.terminal import console
    from assistant.users import remove_user

    file = _file()
    remove_user(file, name)
    console().print(f"{name} was removed from {file}.", markup=False, highlight=False, soft_wrap=True)


def _file() -> Path:
    from assistant.settings import load_settings

    return load_settings().users_file


def _password(name: str) -> str:
    """Return the password that is typed twice without an echo, or the first line of standard input."""
    import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        password = getpass.getpass(f"Password for {name}: ")
        again = getpass.getpass("Once more: ")
    except EOFError as error:
        raise UserError("No password was typed; nothing was changed.") from error
    if password != again:
        raise UserError("The two passwords differ; nothing was changed.")
    return password
