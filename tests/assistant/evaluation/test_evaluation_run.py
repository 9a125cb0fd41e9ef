import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from evaluation_cases import CALCINOSIS, answer, answerable, cite, refusal, unanswerable

from assistant.answer import Answer, Message
from assistant.evaluation import Case, GoldQuestion, run, write_cases
from corpus.errors import UserError

CASES = (
    Case(
        answerable(id="q1"),
        answer("It prevents “calcinosis”.\u2028[1]", cite("calcinosis", CALCINOSIS), timings={"total": 12.5}),
    ),
    Case(unanswerable(id="u1"), refusal()),
)


def test_every_question_is_asked_once_in_order_with_its_history() -> None:
    history = (Message(role="user", content="What is JDM?"), Message(role="assistant", content="A disease."))
    gold = (answerable(), GoldQuestion("f1", "How is it treated?", False, history=history))
    asked: list[tuple[str, Sequence[Message]]] = []

    def ask(question: str, history: Sequence[Message]) -> Answer:
        asked.append((question, history))
        return refusal(question)

    cases = run(gold, ask)
    assert asked == [("What for?", ()), ("How is it treated?", history)]
    assert [case.gold for case in cases] == list(gold)
    assert [case.answer.text for case in cases] == ["What for?", "How is it treated?"]


def test_each_case_is_told_of_before_the_next_question_is_asked() -> None:
    events: list[str] = []

    def ask(_question: str, _history: Sequence[Message]) -> Answer:
        events.append("asked")
        return refusal()

    run((answerable(id="q1"), unanswerable(id="u1")), ask, lambda case: events.append(case.gold.id))
    assert events == ["asked", "q1", "asked", "u1"]


def test_a_question_that_cannot_be_asked_is_named() -> None:
    def ask(_question: str, _history: Sequence[Message]) -> Answer:
        raise UserError("The question is longer than 2000 characters; shorten it.")

    with pytest.raises(UserError, match="Gold question q9: The question is longer"):
        run((answerable(id="q9"),), ask)


def test_the_cases_file_holds_a_line_per_question_with_its_id_and_the_whole_answer(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write_cases(path, CASES)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [set(line) for line in lines] == [{"id", "answer"}, {"id", "answer"}]
    assert [line["id"] for line in lines] == ["q1", "u1"]
    assert lines[0]["answer"] == json.loads(json.dumps(CASES[0].answer.to_json()))
    assert lines[0]["answer"]["citations"][0]["quote"] == "calcinosis"
    assert lines[1]["answer"]["answered"] is False


def test_the_cases_file_is_utf_8_that_a_person_can_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write_cases(path, CASES)
    assert "“calcinosis”".encode() in path.read_bytes()


def test_a_cases_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("an older run")
    write_cases(path, CASES[1:])
    assert path.read_text(encoding="utf-8").startswith('{"id": "u1"')
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []

    def read() -> None:
        received.append(pipe.read_text(encoding="utf-8"))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    write_cases(pipe, CASES)
    reader.join(timeout=5)
    assert len(received[0].splitlines()) == 2
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "cases.jsonl"
    with pytest.raises(UserError, match=r"none/cases\.jsonl: No such file or directory"):
        write_cases(path, CASES)
    assert not path.parent.exists()


def test_an_older_file_stays_as_it_is_when_the_new_one_breaks_off_halfway(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="needs a limit on the size of files")
    path = tmp_path / "cases.jsonl"
    path.write_text("an older run")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(UserError, match=r"cannot be written to .*cases\.jsonl: File too large"):
            write_cases(path, CASES)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "an older run"
    assert list(tmp_path.iterdir()) == [path]
