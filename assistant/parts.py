"""Questions that ask two things at once, cut into the questions that they hold."""

from __future__ import annotations

import re

from assistant.answer import Message
from assistant.follow_ups import standalone_question

_ASKING = (
    r"(?:what|which|how|where|when|why|who|whom|whose|is|are|was|were|does|do|did|can|could|should|will|would|has|"
    r"have|may)"
)
_BORDER = re.compile(rf"(?:\?\s+|[,;]?\s+(?:and|but|or)\s+(?:also\s+|then\s+)?|;\s+)(?={_ASKING}\b)", re.I)
_BEGINS = re.compile(rf"\W*(?:\w+ ){{0,2}}{_ASKING}\b", re.I)
MOST = 3


def split_parts(question: str) -> tuple[str, ...]:
    """Return the questions that `question` holds, each to be understood alone; itself where it is one.

    "How common is it, and which drugs help?" holds two, "bread and butter" does not. At most three.
    """
    pieces = [piece.strip(" ,;?") for piece in _BORDER.split(question, maxsplit=MOST - 1)]
    if len(pieces) == 1 or not _BEGINS.match(pieces[0]) or any(len(piece.split()) < 2 for piece in pieces):
        return (question,)
    first = f"{pieces[0]}?"
    history = [Message(role="user", content=first)]
    return first, *(standalone_question(f"{piece}?", history) for piece in pieces[1:])
