import json
import os
import threading
from pathlib import Path

import pytest
from evaluation_cases import CALCINOSIS, answer, answerable, cite, refusal, source, unanswerable
from small_disk import filled, small_disk

from assistant.answer import Message
from assistant.evaluation import Case, RunFile, read_run, restore
from assistant.evaluation.run import refuse_another_gold, refuse_another_setup
from assistant.evaluation.run_file import part_of
from corpus.document import Paragraph
from corpus.errors import UserError

CASES = (
    Case(
        answerable(id="q1", facts=(("calcinosis",),)),
        answer("It prevents “calcinosis”.\u2028[1]", cite("calcinosis", CALCINOSIS), timings={"total": 12.5}),
        (Message(role="user", content="What is JDM?"), Message(role="assistant", content="A disease.")),
        ((Paragraph("jdm", 3, CALCINOSIS, 0, len(CALCINOSIS), page=2, heading="Outlook"),),),
        7.5,
    ),
    Case(unanswerable(id="u1"), refusal()),
)


def write(path: Path, *cases: Case) -> None:
    with RunFile(part_of(path), path, source(), append=False) as file:
        for case in cases:
            file.add(case)
        file.finish()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_file_holds_a_line_per_question_with_its_id_and_the_whole_answer(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    first, second = lines(path)
    assert (first["id"], second["id"]) == ("q1", "u1")
    assert first["answer"] == json.loads(json.dumps(CASES[0].answer.to_json()))


def test_a_line_holds_all_that_its_case_is_judged_by(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert first["gold"]["question"] == "What for?"
    assert first["gold"]["evidence"][0]["quote"] == "Early treatment is thought to prevent calcinosis"
    assert first["history"][1]["content"] == "A disease."
    assert first["expected"][0][0]["text"] == CALCINOSIS
    assert (first["right"], first["metrics"]["fact_recall"], second["metrics"]["fact_recall"]) == (
        True,
        1,
        None,
    )
    assert first["run"]["gold_sha256"] == "a" * 64
    assert first["run"]["settings"]["threshold"] == 0.2


def test_the_file_is_utf_8_that_a_person_can_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    assert "“calcinosis”".encode() in path.read_bytes()


def test_what_was_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    restored = restore(read_run(path), [case.gold for case in CASES])
    assert tuple(restored.values()) == CASES


def test_an_older_file_stays_until_all_cases_are_there(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("an older run")
    with RunFile(part_of(path), path, source(), append=False) as file:
        file.add(CASES[0])
        assert path.read_text() == "an older run"
        file.finish()
    assert lines(path)[0]["id"] == "q1"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_answered_before_an_interruption_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    with pytest.raises(KeyboardInterrupt), RunFile(part_of(path), path, source(), append=False) as file:
        file.add(CASES[0])
        raise KeyboardInterrupt
    assert not path.exists()
    assert [stored.id for stored in read_run(part_of(path))] == ["q1"]
    with RunFile(part_of(path), path, source(), append=True) as file:
        file.add(CASES[1])
        file.finish()
    assert [line["id"] for line in lines(path)] == ["q1", "u1"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_line_that_was_torn_off_is_left_out_and_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    path.write_bytes(path.read_bytes()[:-40])
    assert [stored.id for stored in read_run(path)] == ["q1"]
    with RunFile(path, path, source(), append=True) as file:
        file.add(CASES[1])
        file.finish()
    assert [stored.id for stored in read_run(path)] == ["q1", "u1"]


def test_without_a_name_nothing_is_left_of_a_finished_run(tmp_path: Path) -> None:
    with RunFile(tmp_path / "run.part", None, source(), append=False) as file:
        file.add(CASES[0])
        file.finish()
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_answered_nothing_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError), RunFile(tmp_path / "run.part", None, source(), append=False):
        raise UserError("The model cannot be loaded.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    with RunFile(tmp_path / "run.part", pipe, source(), append=False) as file:
        for case in CASES:
            file.add(case)
        file.finish()
    reader.join(timeout=5)
    assert len(received[0].splitlines()) == 2
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "cases.jsonl"
    with pytest.raises(UserError, match=r"none/cases\.jsonl\.part: No such file or directory"):
        write(path, *CASES)
    assert not path.parent.exists()


def test_when_the_disk_is_full_what_was_written_before_is_kept_and_an_older_file_stays(
    tmp_path: Path,
) -> None:
    resource = pytest.importorskip("resource", reason="needs a limit on the size of files")
    path = tmp_path / "cases.jsonl"
    path.write_text("an older run")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with RunFile(part_of(path), path, source(), append=False) as file:
        file.add(CASES[0])
        resource.setrlimit(resource.RLIMIT_FSIZE, (part_of(path).stat().st_size + 100, hard))
        try:
            with pytest.raises(UserError, match=r"cannot be written to .*cases\.jsonl\.part: File too large"):
                file.add(CASES[1])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "an older run"
    assert [stored.id for stored in read_run(part_of(path))] == ["q1"]


@pytest.mark.parametrize(
    "content", [b"no run\n", b"{}\n", b'{"id": "q1", "answer": {}}\n', b"[]\n", b"\xff\xfe\n", b"\n"]
)
def test_a_file_that_is_no_run_is_refused_with_its_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"cases\.jsonl:1 is no case of a run"):
        read_run(path)


def test_a_run_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"The run .*none\.jsonl cannot be read: No such file"):
        read_run(tmp_path / "none.jsonl")


@pytest.mark.slow
def test_a_disk_without_room_is_told_and_an_older_run_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        path = disk / "cases.jsonl"
        write(path, *CASES)
        with filled(disk), pytest.raises(UserError, match=r"The disk is full: .* Make room"):
            write(path, *CASES)
        assert [stored.id for stored in read_run(path)] == ["q1", "u1"]


def test_a_run_over_another_gold_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    refuse_another_gold(path, read_run(path), source(gold_file="renamed.jsonl", index="c" * 64))
    with pytest.raises(UserError, match="is over another gold file"):
        refuse_another_gold(path, read_run(path), source(gold_sha256="c" * 64))


@pytest.mark.parametrize(
    ("name", "value"),
    [("index", "c" * 64), ("settings", {"threshold": 0.3}), ("versions", {}), ("commit", "def")],
)
def test_a_run_is_not_gone_on_with_when_something_has_changed(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "cases.jsonl"
    write(path, *CASES)
    refuse_another_setup(path, read_run(path), source(started="2026-02-02T00:00:00+00:00"))
    with pytest.raises(UserError, match=f"begun with other {name} than now"):
        refuse_another_setup(path, read_run(path), source(**{name: value}))
