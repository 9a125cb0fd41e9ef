"""Write a run to a file and read it again, files of older versions included."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from assistant.answer import Answer, Message
from assistant.evaluation.case import Case, right, verdict
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.provenance import Provenance
from assistant.evaluation.scores import measure
from corpus.document import Paragraph
from corpus.errors import UserError
from corpus.whole_files import NoRoomError, is_full


def with_kind(content: bytes) -> bytes:
    """Return a JSON object that is an answer, or holds one, so that the answer says its kind.

    What is no such object, or says it already, is returned as it is.
    """
    if b'"kind"' in content:
        return content
    try:
        whole = from_json(content)
    except ValueError:
        return content
    if not isinstance(whole, dict):
        return content
    inner = whole.get("answer")
    answer: dict[str, Any] = inner if isinstance(inner, dict) else whole
    if not isinstance(answer.get("answered"), bool):
        return content
    answer["kind"] = _kind(answer)
    return json.dumps(whole).encode()


def _kind(answer: dict[str, Any]) -> str:
    if answer["answered"]:
        return "answered"
    # A greeting was told by nothing having been looked at.
    return "refused" if answer.get("passages") or answer.get("confidence") else "greeted"


# JSON lets these stand in a string as they are, but many readers take them for the end of a line.
LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation, as a line holds it."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What is read back of a line; the rest of it is for its readers and follows from these."""

    id: str
    answer: Answer
    history: tuple[Turn, ...]
    expected: tuple[tuple[Paragraph, ...], ...]
    first_ms: float | None
    run: Provenance

    def case(self, gold: GoldQuestion) -> Case:
        """Return the case that the line was written for, `gold` being its question."""
        history = tuple(
            Message(role="user" if turn.role == "user" else "assistant", content=turn.content)
            for turn in self.history
        )
        return Case(gold, self.answer, history, self.expected, self.first_ms)


class RunFile:
    """A file that takes the cases of a run one by one, and gets its name when all are there.

    Until then an older file of that name stays, and what was answered is kept in `part` whatever
    happens. Without a `target` nothing is left when the run is finished.
    """

    def __init__(self, part: Path, target: Path | None, provenance: Provenance, *, append: bool) -> None:
        """Open `part`, to `append` to it or anew; raise `UserError` when it cannot be written."""
        self.part = part
        self._target = target
        self._provenance = provenance
        try:
            if append:
                _cut_torn_line(part)
            # Unbuffered: nothing is left over that a full disk could refuse once more when it is closed.
            self._file = part.open("ab" if append else "wb", buffering=0)
        except OSError as error:
            raise _unwritable(part, error) from error

    def __enter__(self) -> RunFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self.part.exists() and not self.part.stat().st_size:
            self.part.unlink()

    def add(self, case: Case) -> None:
        """Write `case` so that it outlives this process; raise `UserError` when it cannot be written."""
        content = line(case, self._provenance).encode()
        try:
            while content:
                content = content[self._file.write(content) :]
        except OSError as error:
            raise _unwritable(self.part, error) from error

    def finish(self) -> None:
        """Give the file its name, or remove it without one; raise `UserError` when that cannot be done."""
        self._file.close()
        try:
            if self._target is None:
                self.part.unlink()
            elif self._target != self.part:
                _move(self.part, self._target)
        except OSError as error:
            raise _unwritable(self._target or self.part, error) from error


def line(case: Case, provenance: Provenance) -> str:
    """Return the line of a case: the answer as `ask --json` prints it, and all it is judged by."""
    fields = {
        "id": case.gold.id,
        "right": right(case),
        "verdict": verdict(case),
        "answer": case.answer.to_json(),
        "gold": asdict(case.gold),
        "history": case.history,
        "expected": [[asdict(paragraph) for paragraph in found] for found in case.expected],
        "first_ms": case.first_ms,
        "metrics": measure(case),
        "run": asdict(provenance),
    }
    return json.dumps(fields, ensure_ascii=False).translate(LINE_BREAKS) + "\n"


def read_run(path: Path) -> tuple[Stored, ...]:
    """Read the cases of a run, finished or not; a last line that was torn off is left out.

    Raise `UserError` when the file cannot be read, or holds something else.
    """
    try:
        *lines, _torn = path.read_bytes().split(b"\n")
    except OSError as error:
        raise UserError(f"The run {path} cannot be read: {error.strerror or error}.") from error
    adapter = TypeAdapter(Stored)
    stored = []
    for number, content in enumerate(lines, start=1):
        try:
            stored.append(adapter.validate_json(with_kind(content)))
        except ValidationError as error:
            raise UserError(
                f"{path}:{number} is no case of a run; give a file that `assistant eval --cases` wrote."
            ) from error
    if lines and len({case.run.gold_sha256 for case in stored}) != 1:
        raise UserError(f"The run {path} mixes cases of several gold files; run it anew.")
    return tuple(stored)


def restore(stored: Sequence[Stored], gold: Sequence[GoldQuestion]) -> Mapping[str, Case]:
    """Return the cases that `stored` holds of the `gold` questions, by the questions' ids."""
    questions = {question.id: question for question in gold}
    return {item.id: item.case(questions[item.id]) for item in stored if item.id in questions}


def part_of(target: Path) -> Path:
    """Return the file beside `target` that takes the cases of a run until all are there."""
    whole = target.resolve()
    return whole.with_name(whole.name + UNFINISHED)


def _cut_torn_line(path: Path) -> None:
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.open("r+b") as file:
            file.truncate(whole)


def _move(part: Path, target: Path) -> None:
    if not target.exists() or target.is_file():
        # Moved beside it first: over the border of a disk a move is a copy, which can break off.
        beside = part_of(target)
        shutil.move(part, beside)
        beside.replace(target.resolve())
        return
    # A pipe or a device is written into: a file moved into its place would do away with it.
    with part.open("rb") as lines, target.open("wb") as pipe:
        shutil.copyfileobj(lines, pipe)
    part.unlink()


def _unwritable(path: Path, error: OSError) -> UserError:
    if is_full(error):
        return NoRoomError(path)
    return UserError(
        f"The cases cannot be written to {path}: {error.strerror or error}; "
        "name a file in a folder that exists and that you may write to."
    )
