"""Ask gold questions, those that an interrupted run has answered already left out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.answer import Answer, Message
from assistant.evaluation.case import Case
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.grounding import Grounded
from assistant.evaluation.provenance import Provenance
from assistant.evaluation.run_file import (
    UNFINISHED,
    RunFile,
    Stored,
    part_of,
    read_run,
    restore,
)
from corpus.errors import UserError

Stream = Callable[[str, Sequence[Message]], Iterator[Answer]]


def run(
    grounded: Sequence[Grounded], stream: Stream, kept: Mapping[str, Case] | None = None
) -> Iterator[Case]:
    """Ask every question in order and yield each case as soon as it is done.

    `stream` yields growing answers, as `Assistant.stream` does. Questions that share a conversation
    get the answers given before in it as their history. `kept` holds cases, by their questions' ids,
    that an earlier run has answered: they are not asked again. Raise `UserError` naming the question
    that could not be asked.
    """
    conversations: dict[str, tuple[Message, ...]] = {}
    for item in grounded:
        gold = item.gold
        history = conversations.get(gold.conversation) or gold.history
        case = (kept or {}).get(gold.id) or _ask(item, history, stream)
        if gold.conversation:
            conversations[gold.conversation] = (*history, *_turns(gold, case.answer))
        yield case


def _ask(item: Grounded, history: tuple[Message, ...], stream: Stream) -> Case:
    started = time.perf_counter()
    try:
        growing = stream(item.gold.question, history)
        answer = next(growing)
        first_ms = round(1000 * (time.perf_counter() - started), 2)
        for longer in growing:
            answer = longer
    except UserError as error:
        raise UserError(f"Gold question {item.gold.id}: {error}") from error
    return Case(item.gold, answer, history, item.expected, first_ms)


def _turns(gold: GoldQuestion, answer: Answer) -> tuple[Message, Message]:
    return Message(role="user", content=gold.question), Message(role="assistant", content=answer.text)


def earlier_cases(path: Path, gold: Sequence[GoldQuestion], now: Provenance) -> tuple[Case, ...]:
    """Return the cases of the run at `path`, to compare with.

    Raise `UserError` when it is over another gold file, or answered nothing.
    """
    stored = read_run(path)
    refuse_another_gold(path, stored, now)
    cases = restore(stored, gold)
    if not cases:
        raise UserError(f"The run {path} holds no answered question; there is nothing to compare with.")
    return tuple(cases.values())


def kept_cases(path: Path, gold: Sequence[GoldQuestion], now: Provenance) -> Mapping[str, Case]:
    """Return the cases of the run at `path` by their questions' ids, to go on with.

    Raise `UserError` when they would have been answered otherwise now.
    """
    stored = read_run(path)
    refuse_another_setup(path, stored, now)
    return restore(stored, gold)


def open_run_file(cases: Path | None, resume: Path | None, source: Provenance, unfinished: Path) -> RunFile:
    """Open the file that takes the cases: the resumed one, or one beside `cases`, or one in `unfinished`.

    Raise `UserError` when it cannot be written.
    """
    if resume:
        whole = resume.with_suffix("") if resume.suffix == UNFINISHED else resume
        asked_for = resume.resolve().parent != unfinished.resolve()
        return RunFile(resume, cases or (whole if asked_for else None), source, append=True)
    if cases and (cases.is_file() or not cases.exists()):
        return RunFile(part_of(cases), cases, source, append=False)
    # A pipe or a device has no place beside it, and without `cases` nobody asked for a file.
    started = source.started.replace(":", "").replace("+0000", "Z")
    name = f"{Path(source.gold_file).stem}-{started}-{os.getpid()}{UNFINISHED}"
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The answers cannot be kept in {unfinished}: {error.strerror or error}; give --cases FILE."
        ) from error
    return RunFile(unfinished / name, cases, source, append=False)


def refuse_another_gold(path: Path, stored: Sequence[Stored], now: Provenance) -> None:
    """Raise `UserError` unless the run was over the same gold file, byte for byte."""
    if stored and stored[0].run.gold_sha256 != now.gold_sha256:
        raise UserError(
            f"The run {path} is over another gold file ({stored[0].run.gold_file}, SHA-256 "
            f"{stored[0].run.gold_sha256[:12]}..., not {now.gold_sha256[:12]}...); runs can be put side by "
            "side only over the same one."
        )


def refuse_another_setup(path: Path, stored: Sequence[Stored], now: Provenance) -> None:
    """Raise `UserError` when the run was answered with another gold file, index, setting or version."""
    refuse_another_gold(path, stored, now)
    changed = now.differences(stored[0].run) if stored else ()
    if changed:
        raise UserError(
            f"The run {path} was begun with other {' and '.join(changed)} than now; "
            "go on with the same, or run it anew."
        )
