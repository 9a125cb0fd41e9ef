"""A question with its answer, as it is taken out of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was asked and its complete answer; `searched` documents, 0 when unknown.

    `only` names those that were chosen to be asked, empty when all were.
    """

    question: str
    answer: Answer
    searched: int
    only: tuple[str, ...] = ()


Conversation = Sequence[Exchange]
