"""A gold file of JSON lines that grows: what stands in it stays byte for byte, or nothing is changed."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

from assistant.evaluation.gold.lines import gold_line
from assistant.evaluation.gold.question import GoldQuestion
from assistant.evaluation.gold.reading import GoldFormat, read_content
from corpus.errors import UserError
from corpus.whole_files import replace_file


def existing_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """Return the questions of a gold file that is to grow; none when it is missing or blank.

    Raise `UserError` when it has faults or is of a public format, to which no line can be added.
    """
    return _so_far(path)[1]


def append(path: Path, questions: Sequence[GoldQuestion]) -> None:
    """Add a line per question to a gold file, which is made when it is missing.

    Raise `UserError`, and leave the file as it is, when it has faults or is of a public format, when
    it cannot be written, or when a question stands in it already or would be faulty in it.
    """
    before, known = _so_far(path)
    for number, question in enumerate(questions):
        if any(same_question(question, other) for other in (*known, *questions[:number])):
            raise UserError(
                f"Nothing was added to {path}: the question {question.question!r} stands there already."
            )
    if questions:
        after = _grown(before, questions, path)
        try:
            read_content(path, after.removeprefix(codecs.BOM_UTF8))
        except UserError as error:
            raise UserError(f"Nothing was added to {path}, for then it would read so: {error}") from error
        _replace(path, after)


def same_question(one: GoldQuestion, other: GoldQuestion) -> bool:
    """Tell whether the two ask the very same after the same history."""
    return (one.question.strip(), one.history) == (other.question.strip(), other.history)


def _so_far(path: Path) -> tuple[bytes, tuple[GoldQuestion, ...]]:
    """Return what stands in a gold file, as bytes and as questions; nothing for one that is missing."""
    if path.exists() and not path.is_file():
        # A file moved into the place of a pipe or a device would do away with it.
        raise UserError(f"{path} is no file that could be added to; name a gold file.")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return b"", ()
    except OSError as error:
        raise UserError(f"The gold file {path} cannot be read: {error.strerror or error}.") from error
    text = content.removeprefix(codecs.BOM_UTF8)
    if not text.strip():
        return content, ()
    kind, questions = read_content(path, text)
    if kind is not GoldFormat.LINES:
        raise UserError(f"The gold file {path} is {kind}, to which nothing is added; name one of JSON lines.")
    return content, questions


def _grown(before: bytes, questions: Sequence[GoldQuestion], path: Path) -> bytes:
    parting = b"" if not before or before.endswith(b"\n") else b"\n"
    try:
        return before + parting + "".join(f"{gold_line(question)}\n" for question in questions).encode()
    except UnicodeEncodeError as error:
        raise UserError(f"A question cannot be written to {path} as UTF-8: {error.reason}.") from error


def _replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of what is at `path`: all of it or nothing."""
    try:
        replace_file(path, content)
    except OSError as error:
        raise UserError(
            f"The gold file {path} cannot be written: {error.strerror or error}; it is as it was. "
            "Name a file in a folder that exists and that you may write to."
        ) from error
