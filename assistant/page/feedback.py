"""What a person said of an answer, kept as JSON lines that `assistant gold add --from` reads."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.answer import Answer, Message
from corpus.errors import UserError
from corpus.whole_files import room_for

LONGEST_COMMENT = 2000
# Characters of a paragraph's id, which is made from the name of a file.
LONGEST_PARAGRAPH = 1000
# Bytes.
LONGEST_LINE = 1_000_000
LARGEST_FILE = 100_000_000
# Seconds to wait while another process appends.
PATIENCE = 10.0
OWNER_ONLY = 0o600
_REMEDY = "Let ASSISTANT_FEEDBACK name a file that may be written, or unset it to keep none."


@dataclass(frozen=True, slots=True)
class Feedback:
    """A judgement of an answer.

    `history` is the conversation before the question, without which it could not be asked again.
    `paragraph` is the id of the paragraph that would have been right, such as `document#3`, empty where
    none was named.
    """

    answer: Answer
    right: bool
    history: Sequence[Message] = ()
    comment: str = ""
    paragraph: str = ""


def keep_feedback(file: Path, feedback: Feedback) -> None:
    """Append `feedback` to `file` as one line; it is made, for its owner alone to read, when missing.

    What is kept: the answer with its question, the passages it cites and those considered, the conversation
    before it, the judgement, the comment (its first 2,000 characters), the paragraph and the time (UTC).
    It may hold what a person told of a patient. Nothing else is kept, such as who it was. Raise
    `UserError` when it cannot be written, when the line would have more than 1 MB, or the file has 100 MB;
    the file is then as it was.
    """
    place = file.expanduser()
    line = _line(feedback)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not place.is_file():
            raise UserError(f"Feedback cannot be kept in {place}, which is no file. {_REMEDY}")
        lock = FileLock(place.with_name(f"{place.name}.lock"), timeout=PATIENCE, mode=OWNER_ONLY)
        with lock, room_for(place, len(line)):
            _check_room(place)
            _append(place, line)
    except Timeout as error:
        raise UserError(
            f"Feedback cannot be kept now: another process is writing {place}. Try again in a moment."
        ) from error
    except (OSError, NotImplementedError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UserError(f"Feedback cannot be kept in {place} ({reason}). {_REMEDY}") from error


def _line(feedback: Feedback) -> bytes:
    if len(feedback.paragraph) > LONGEST_PARAGRAPH:
        raise UserError("No paragraph has so long a name; choose the one that would have been right again.")
    fields = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "answer": feedback.answer.to_json(),
        "history": list(feedback.history),
        "right": feedback.right,
        "comment": feedback.comment.strip()[:LONGEST_COMMENT],
        "paragraph": feedback.paragraph or None,
    }
    # Half of a surrogate pair, which a browser can send, is no text that could be read back.
    line = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    if len(line) > LONGEST_LINE:
        raise UserError("This conversation is too long to be kept as feedback. Ask again in a new one.")
    return line


def _check_room(file: Path) -> None:
    """Raise `UserError` when `file` has grown so large that nobody can have been reading it."""
    if file.exists() and file.stat().st_size >= LARGEST_FILE:
        raise UserError(
            f"No more feedback is kept: {file} has {LARGEST_FILE // 1_000_000} MB. "
            "Move it away, and a new one is begun."
        )


def _append(file: Path, line: bytes) -> None:
    """Write `line` at the end of `file`, all of it or nothing."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    with os.fdopen(descriptor, "r+b", buffering=0) as opened:
        size = os.fstat(descriptor).st_size
        begun = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        try:
            rest = memoryview(b"\n" + line if begun else line)
            while rest:
                rest = rest[opened.write(rest) :]
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
