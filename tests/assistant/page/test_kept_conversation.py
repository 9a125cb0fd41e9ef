"""A conversation as a browser hands it back: bounded, and with texts that can be written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.page.conversation import Progress, Turn
from assistant.page.kept_conversation import MOST_TURNS, Place, from_json, taken, to_json, whole
from corpus.errors import UserError

TOO_LONG = "This conversation is too long to be read"


def kept(**others: Any) -> dict[str, Any]:
    return to_json(Turn(**{"question": "What is JDM?", "progress": Progress.FAILED, **others}))


def test_a_full_conversation_is_read_with_the_answer_to_its_last_question() -> None:
    turns = [kept() for _ in range(MOST_TURNS + 1)]
    assert len(from_json(turns)) == MOST_TURNS + 1
    with pytest.raises(UserError, match="at most 200 questions are taken"):
        from_json([*turns, kept()])


@pytest.mark.parametrize("name", ["question", "message", "notice"])
def test_an_absurdly_long_text_is_refused_wherever_it_is(name: str) -> None:
    assert from_json([kept(**{name: "x" * 200_000})])
    with pytest.raises(UserError, match=TOO_LONG):
        from_json([kept(**{name: "x" * 200_001})])


def test_an_absurdly_long_text_is_refused_in_what_nobody_reads() -> None:
    with pytest.raises(UserError, match=TOO_LONG):
        from_json([kept() | {"more": [{"deep": "x" * 200_001}]}])


def test_a_question_has_a_bound_of_its_own() -> None:
    turns = [kept(question="x" * 101, message="y" * 5000)]
    assert from_json(turns, 101)
    with pytest.raises(UserError, match=TOO_LONG):
        from_json(turns, 100)


def test_half_a_character_is_replaced_on_the_way_in() -> None:
    sent = json.loads(json.dumps([kept(question="A fever \ud83d", message="\udc00 of 😀")]))
    (turn,) = from_json(sent)
    assert (turn.question, turn.message) == ("A fever �", "� of 😀")
    assert taken(Place, {"document": "half \udfff"}).document == "half �"


@pytest.mark.parametrize("text", ["", "plain", "grün 😀 日本 \ud7ff\ue000"])
def test_a_whole_text_stays_as_it_is(text: str) -> None:
    assert whole(text) == text
