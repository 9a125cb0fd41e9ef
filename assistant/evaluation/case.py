"""What every metric looks at."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer
from assistant.evaluation.gold import GoldQuestion


@dataclass(frozen=True, slots=True)
class Case:
    """A gold question and the answer that was given to it."""

    gold: GoldQuestion
    answer: Answer
