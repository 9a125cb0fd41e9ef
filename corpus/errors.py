"""Errors that are meant for the person at the keyboard."""


class UserError(Exception):
    """Say in one line what happened, to which file or setting, and what to do about it."""


class UnreadableFileError(UserError):
    """Name the reason why one file cannot be read; the other files are not touched by it."""
