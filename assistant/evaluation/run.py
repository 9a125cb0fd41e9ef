"""Asking every gold question, each in its conversation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.answer import Answer, Message
from assistant.evaluation.case import Case
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.grounding import Grounded
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
