"""A conversation on the page grows while it is answered, and survives what goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from page_server import SECONDS, settings_for

from assistant.page.conversation import Conversation, Progress, Turn, converse, history, stop
from assistant.page.events import stream
from assistant.page.opening import SharedAssistant

# It opens the bundled documents as the server does, on a port of its own.
pytestmark = pytest.mark.slow

QUESTION = "How is juvenile dermatomyositis treated?"


@dataclass(frozen=True)
class Opening:
    """An assistant whose data folder could not be used at first, and was mended before the next question."""

    shared: SharedAssistant
    home: Path
    failed: list[Conversation]
    mended: list[Conversation]


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Opening:
    home = tmp_path_factory.mktemp("conversation") / "home"
    shared = SharedAssistant(settings_for(home))
    home.write_text("This is a file, not a folder.")
    failed = list(converse(shared, QUESTION, ()))
    home.unlink()
    return Opening(shared, home, failed, list(converse(shared, QUESTION, ())))


@pytest.fixture
def shared(opening: Opening) -> SharedAssistant:
    return opening.shared


@pytest.fixture
def asked(opening: Opening) -> Conversation:
    """Give a conversation of one question and its answer."""
    return opening.mended[-1]


def test_a_data_folder_that_cannot_be_used_is_said_in_the_chat(opening: Opening) -> None:
    steps = [conversation[-1].progress for conversation in opening.failed]

    assert steps == [Progress.OPENING, Progress.FAILED]
    assert str(opening.home) in opening.failed[-1][-1].message


def test_a_question_waits_until_the_documents_are_open_and_its_answer_grows(opening: Opening) -> None:
    grown = [conversation[-1] for conversation in opening.mended]

    steps = list(dict.fromkeys(turn.progress for turn in grown))
    assert steps == [Progress.OPENING, Progress.SEARCHING, Progress.STREAMING, Progress.DONE]
    lengths = [len(turn.answer.statements) for turn in grown if turn.answer]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 1
    assert [source.number for source in grown[-1].sources] == list(range(1, lengths[-1] + 1))


def test_once_open_the_next_question_is_searched_for_at_once(shared: SharedAssistant) -> None:
    assert next(converse(shared, QUESTION, ()))[-1].progress is Progress.SEARCHING


def test_a_follow_up_leans_on_the_turns_before_it(shared: SharedAssistant, asked: Conversation) -> None:
    *_, conversation = converse(shared, "How is it treated?", asked)

    assert conversation[0] == asked[0]
    assert conversation[1].answer
    assert conversation[1].answer.standalone_question == "How is juvenile dermatomyositis treated?"


def test_a_turn_that_failed_or_was_stopped_is_no_part_of_the_history(
    shared: SharedAssistant, asked: Conversation
) -> None:
    *_, failed = converse(shared, " ", asked)
    stopped = stop((*failed, Turn("And in adults?", Progress.STREAMING, asked[0].answer)))

    assert [turn.progress for turn in stopped] == [Progress.DONE, Progress.FAILED, Progress.STOPPED]
    assert asked[0].answer
    assert history(stopped) == [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": asked[0].answer.text},
    ]


def test_a_turn_that_is_complete_cannot_be_stopped(asked: Conversation) -> None:
    assert stop(asked) == asked
    assert stop(()) == ()


def test_what_is_streamed_comes_out_whole_and_in_order() -> None:
    async def collect() -> list[int]:
        return [item async for item in stream(iter(range(100)))]

    assert asyncio.run(collect()) == list(range(100))


def test_a_stream_that_is_cancelled_ends_at_once_and_its_work_at_its_next_item() -> None:
    seen: list[str] = []
    worked: list[str] = []
    go_on, ended = threading.Event(), threading.Event()

    def work() -> Iterator[str]:
        try:
            for item in ("first", "second", "third"):
                worked.append(item)
                yield item
                go_on.wait(SECONDS)
        finally:
            ended.set()

    async def read() -> None:
        async for item in stream(work()):
            seen.append(item)

    async def leave() -> None:
        reading = asyncio.create_task(read())
        while not seen:
            await asyncio.sleep(0)
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading
        assert not ended.is_set()
        go_on.set()
        assert await asyncio.to_thread(ended.wait, SECONDS)

    asyncio.run(leave())
    assert seen == ["first"]
    assert worked == ["first", "second"]
