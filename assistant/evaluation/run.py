"""Asking every gold question, and keeping what was answered."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from assistant.answer import Answer, Message
from assistant.evaluation.case import Case
from assistant.evaluation.gold import GoldQuestion
from corpus.errors import UserError

# JSON lets these stand in a string as they are, but many readers take them for the end of a line.
LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def run(
    gold: Iterable[GoldQuestion],
    ask: Callable[[str, Sequence[Message]], Answer],
    on_case: Callable[[Case], None] | None = None,
) -> tuple[Case, ...]:
    """Ask every question with its history, in order; `on_case` hears of each case as it is done.

    Raise `UserError` naming the question that could not be asked.
    """
    cases = []
    for question in gold:
        try:
            case = Case(question, ask(question.question, question.history))
        except UserError as error:
            raise UserError(f"Gold question {question.id}: {error}") from error
        cases.append(case)
        if on_case is not None:
            on_case(case)
    return tuple(cases)


def write_cases(path: Path, cases: Iterable[Case]) -> None:
    """Write a JSON line per case in UTF-8: the question's `id`, and `answer` as `ask --json` prints it.

    A file that stands there is replaced only when everything is written. Raise `UserError` when it
    cannot be written.
    """
    content = "".join(_line(case) for case in cases)
    try:
        _replace(path, content)
    except OSError as error:
        raise UserError(
            f"The cases cannot be written to {path}: {error.strerror or error}; "
            "name a file in a folder that exists and that you may write to."
        ) from error


def _line(case: Case) -> str:
    fields = {"id": case.gold.id, "answer": case.answer.to_json()}
    return json.dumps(fields, ensure_ascii=False).translate(LINE_BREAKS) + "\n"


def _replace(path: Path, content: str) -> None:
    if path.exists() and not path.is_file():
        # A pipe or a device is written into: a file moved into its place would do away with it.
        path.write_text(content, encoding="utf-8")
        return
    target = path.resolve()
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        beside.write_text(content, encoding="utf-8", newline="\n")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
