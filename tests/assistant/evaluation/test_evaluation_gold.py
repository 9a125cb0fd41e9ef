import json
from pathlib import Path

import pytest

from assistant.evaluation import Evidence, read_gold
from corpus.errors import UserError

SOUND: dict[str, object] = {
    "id": "q1",
    "question": "What is JDM?",
    "answerable": True,
    "answer": "A disease of children.",
    "evidence": [{"document": "jdm", "quote": "an autoimmune disease"}],
}


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(UserError) as caught:
        read_gold(path)
    return str(caught.value).splitlines()


def test_a_gold_file_is_read_with_every_field(tmp_path: Path) -> None:
    line = SOUND | {
        "answers": ["A disease.", "An illness."],
        "facts": ["children", ["autoimmune", "immune-mediated"]],
        "tags": ["lay words"],
        "history": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hello."}],
    }
    (question,) = read_gold(write(tmp_path / "gold.jsonl", line))
    assert question.id == "q1"
    assert question.question == "What is JDM?"
    assert question.answerable is True
    assert question.answer == "A disease of children."
    assert question.answers == ("A disease.", "An illness.")
    assert question.facts == (("children",), ("autoimmune", "immune-mediated"))
    assert question.evidence == (Evidence("jdm", "an autoimmune disease"),)
    assert question.tags == ("lay words",)
    assert question.history == (
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hello."},
    )


def test_what_is_optional_may_be_left_out_and_an_unanswerable_question_needs_no_evidence(
    tmp_path: Path,
) -> None:
    unanswerable = {"id": "u1", "question": "Which dose?", "answerable": False, "answer": "", "evidence": []}
    known, unknown = read_gold(write(tmp_path / "gold.jsonl", SOUND, "", unanswerable, ""))
    assert (known.answers, known.facts, known.tags, known.history) == ((), (), (), ())
    assert (unknown.id, unknown.answerable, unknown.evidence) == ("u1", False, ())


def test_a_line_separator_inside_a_text_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    line = json.dumps(SOUND | {"question": "What\u2028is JDM?"}, ensure_ascii=False)
    path.write_bytes(f"\ufeff{line}\r\n".encode())
    assert read_gold(path)[0].question == "What\u2028is JDM?"


def test_every_fault_is_named_with_its_file_line_and_field_all_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        SOUND,
        "{not json",
        {"id": "q3", "question": "Why?", "answerable": "yes", "answer": "So.", "evidence": [], "note": 1},
        SOUND | {"id": "q4", "evidence": [{"document": "jdm"}, {"document": "", "quote": "?"}]},
        "",
        SOUND | {"question": " ", "facts": ["one", [], 3], "tags": "treatment"},
        SOUND | {"id": "q7", "evidence": [], "answer": " "},
        [1],
        {"question": "Why?", "answerable": False, "history": [{"role": "system", "content": "x"}]},
    )
    found = faults(path)
    assert "16 faults" in found[0]
    assert str(path) in found[0]
    places = [line.removeprefix(f"{path}:").split(": ") for line in found[1:]]
    assert [(line, field) for line, field, *_ in places] == [
        ("2", "Invalid JSON"),
        ("3", "answerable"),
        ("3", "note"),
        ("4", "evidence[0].quote"),
        ("4", "evidence[1].document"),
        ("4", "evidence[1].quote"),
        ("6", "id"),
        ("6", "question"),
        ("6", "facts[1]"),
        ("6", "facts[2]"),
        ("6", "tags"),
        ("7", "answer"),
        ("7", "evidence"),
        ("8", "Input should be an object"),
        ("9", "id"),
        ("9", "history[0].role"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"id": 7}, ":1: id: Input should be a valid string"),
        ({"reviewed": True}, ":1: reviewed: is not a field of a gold question"),
        ({"evidence": []}, ":1: evidence: an answerable question needs evidence"),
        ({"answer": ""}, ":1: answer: an answerable question needs an answer"),
        ({"facts": ["..."]}, ":1: facts[0]: every alternative of a fact is a string that holds words"),
        ({"facts": ["JDM", []]}, ":1: facts[1]: a fact is a string or a list of strings"),
        ({"question": "?"}, ":1: question: holds no words"),
        ({"answerable": 1}, ":1: answerable: Input should be a valid boolean"),
    ],
)
def test_a_fault_says_what_is_wrong(tmp_path: Path, line: dict[str, object], said: str) -> None:
    path = write(tmp_path / "gold.jsonl", SOUND | line)
    assert faults(path)[1:] == [f"{path}{said}"]


def test_a_missing_field_of_an_answerable_question_is_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", {"id": "q1", "answerable": True})
    assert faults(path)[1:] == [
        f"{path}:1: question: is missing",
        f"{path}:1: answer: an answerable question needs an answer",
        f"{path}:1: evidence: an answerable question needs evidence",
    ]


def test_an_id_that_stands_twice_is_a_fault_even_where_a_line_has_others(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", SOUND | {"tags": 1}, SOUND | {"id": "q2"}, SOUND)
    assert f"{path}:3: id: stands on line 1 already" in faults(path)


def test_text_that_is_not_utf_8_is_a_fault_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    sound = json.dumps(SOUND).encode()
    path.write_bytes(sound + b"\n" + sound.replace(b"JDM", b"\xe4\xf6\xfc"))
    assert [line for line in faults(path) if line.startswith(f"{path}:2: Invalid JSON")]


@pytest.mark.parametrize("content", ["", "\n  \n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: str) -> None:
    (said,) = faults(write(tmp_path / "gold.jsonl", content))
    assert "gold.jsonl is empty" in said


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    (said,) = faults(tmp_path / "none.jsonl")
    assert f"no gold file {tmp_path / 'none.jsonl'}" in said
    (said,) = faults(tmp_path)
    assert f"{tmp_path} cannot be read" in said
