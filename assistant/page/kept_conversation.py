"""A conversation as the browser keeps it and hands it back: nothing of it rests on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.page.conversation import Conversation, Turn, cited
from corpus.errors import UserError

MOST_TURNS = 200


def to_json(turn: Turn) -> dict[str, Any]:
    """Return `turn` as JSON; what its answer cites is not written twice."""
    answered = turn.answer is not None and bool(turn.answer.statements)
    kept = replace(turn, sources=()) if answered else turn
    written: dict[str, Any] = TypeAdapter(Turn).dump_python(kept, mode="json")
    return written


def from_json(turns: object) -> Conversation:
    """Return the conversation that a browser hands back.

    Raise `UserError` when it is none, or was kept by another version of the page.
    """
    if not isinstance(turns, Sequence) or len(turns) > MOST_TURNS:
        raise UserError(
            f"This conversation cannot be read: at most {MOST_TURNS} questions are taken. Start a new one."
        )
    try:
        kept = TypeAdapter(tuple[Turn, ...]).validate_python(turns)
    except ValidationError as error:
        raise UserError(
            "This conversation was kept by another version of the page and cannot be read. Start a new one."
        ) from error
    return tuple(map(_with_sources, kept))


def _with_sources(turn: Turn) -> Turn:
    if turn.answer is not None and turn.answer.statements:
        return replace(turn, sources=cited(turn.answer))
    return turn
