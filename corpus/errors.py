"""What goes wrong, told to the person at the keyboard; names are made printable in it."""

from __future__ import annotations


class UserError(Exception):
    """Say in one line what happened, to which file or setting, and what to do about it."""


class UnreadableFileError(UserError):
    """Name the reason why one file cannot be read; the other files are not touched by it."""


def printable(text: str) -> str:
    """Return `text` in one line, with what cannot be printed written as an escape sequence.

    A file's name may hold line ends, sequences that steer a terminal, and bytes that are no Unicode.
    """
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    # A byte that is no Unicode stands in a name as one of the last low surrogates.
    if "\udc80" <= letter <= "\udcff":
        return f"\\x{ord(letter) - 0xDC00:02x}"
    return letter.encode("unicode_escape").decode("ascii")
