"""Questions and their answers as they are kept: by `ask --json`, as the cases of a run, or as feedback."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from assistant.answer import Answer, Message
from assistant.evaluation.gold.lines import Turn
from assistant.evaluation.gold.question import Fault, Public, faults_of, report
from assistant.evaluation.run_file import with_kind
from corpus.errors import UserError


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer, the conversation before it, and what a person said of it, if anyone did.

    `right` is `None` where nobody judged it. `paragraph` is the id of the paragraph that a person
    named as the right one, such as `document#3`, and empty where none was named.
    """

    answer: Answer
    history: tuple[Message, ...] = ()
    right: bool | None = None
    comment: str = ""
    paragraph: str = ""


class _Case(Public):
    answer: Answer
    history: tuple[Turn, ...] = ()

    def kept(self) -> KeptAnswer:
        return KeptAnswer(self.answer, tuple(turn.message() for turn in self.history))


class _Feedback(_Case):
    right: bool | None = None
    comment: str | None = None
    paragraph: str | None = None

    def kept(self) -> KeptAnswer:
        return replace(
            super().kept(), right=self.right, comment=self.comment or "", paragraph=self.paragraph or ""
        )


def read_answers(path: Path) -> tuple[KeptAnswer, ...]:
    """Read an object that `ask --json` printed, the cases of a run, or feedback, in the file's order.

    Cases and feedback are JSON lines with an `answer` each; fields that are not wanted here are left
    alone. Raise one `UserError` with a line per fault.
    """
    content = _read(path)
    pieces: Iterable[tuple[int | None, bytes]] = enumerate(content.split(b"\n"), start=1)
    if _fields(content):
        pieces = [(None, content)]
    kept: list[KeptAnswer] = []
    faults: list[Fault] = []
    for number, piece in pieces:
        try:
            kept += [_kept(piece)] if piece.strip() else []
        except ValidationError as error:
            faults.extend(faults_of(error, number))
    if faults:
        raise UserError(report(path, f"The file of answers {path}", faults))
    if not kept:
        raise UserError(
            f"The file of answers {path} is empty; keep what `assistant ask --json` prints in it."
        )
    return tuple(kept)


def _kept(piece: bytes) -> KeptAnswer:
    fields, piece = _fields(piece), with_kind(piece)
    if "answered" in fields:
        return KeptAnswer(TypeAdapter(Answer).validate_json(piece, strict=True))
    # The case of a run says for itself whether it counts as right, which is no person's judgement.
    kind = _Case if "gold" in fields else _Feedback
    return kind.model_validate_json(piece, strict=True).kept()


def _fields(piece: bytes) -> Collection[str]:
    """Return the names of the fields of a JSON object; none where it is something else."""
    try:
        parsed = from_json(piece)
    except ValueError:
        return ()
    return parsed.keys() if isinstance(parsed, dict) else ()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        raise UserError(f"There is no file of answers {path}; give the path of one.") from None
    except OSError as error:
        raise UserError(f"The file of answers {path} cannot be read: {error.strerror or error}.") from error
