"""What every metric looks at."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Message
from assistant.evaluation.gold import GoldQuestion
from corpus.document import Paragraph


@dataclass(frozen=True, slots=True)
class Case:
    """A gold question and the answer that was given to it.

    `history` is the conversation that it was asked in. `expected` holds, for each of the gold
    evidence in its order, the indexed paragraphs that it stands in. `first_ms` is how many
    milliseconds it took until there was something to read.
    """

    gold: GoldQuestion
    answer: Answer
    history: tuple[Message, ...] = ()
    expected: tuple[tuple[Paragraph, ...], ...] = ()
    first_ms: float | None = None
