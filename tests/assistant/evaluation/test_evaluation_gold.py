import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.evaluation.gold import Evidence, read_gold
from assistant.evaluation.gold.lines import gold_line
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


def test_what_must_not_be_said_the_harm_and_a_note_are_read_and_written_again(tmp_path: Path) -> None:
    told = {"harm": 1, "note": "The adult's dose stands in the row above."}
    path = write(
        tmp_path / "gold.jsonl",
        SOUND | told | {"must_not": "10 mg"},
        SOUND | told | {"id": "q2", "must_not": ["10 mg", "2 tablets"]},
    )
    one, two = read_gold(path)
    assert (one.must_not, two.must_not) == (("10 mg",), ("10 mg", "2 tablets"))
    assert (one.harm, one.note) == (1, told["note"])

    again = tmp_path / "again.jsonl"
    again.write_text("\n".join(map(gold_line, (one, two))))
    assert read_gold(again) == (one, two)


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
        ({"facts": ["..."]}, ":1: facts[0]: has to hold words in each of its strings"),
        ({"facts": ["JDM", []]}, ":1: facts[1]: has to be a string or a list of strings"),
        ({"must_not": []}, ":1: must_not: has to be a string or a list of strings"),
        ({"must_not": ["5 mg", "!"]}, ":1: must_not: has to hold words in each of its strings"),
        ({"harm": 4}, ":1: harm: Input should be 1, 2 or 3"),
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


def test_questions_of_a_conversation_share_its_key_and_only_the_first_brings_a_history(
    tmp_path: Path,
) -> None:
    history = [{"role": "user", "content": "Hello"}]
    first, alone, later = read_gold(
        write(
            tmp_path / "gold.jsonl",
            SOUND | {"conversation": "a visit", "history": history},
            SOUND | {"id": "q2", "history": history},
            SOUND | {"id": "q3", "conversation": "a visit", "history": []},
        )
    )
    assert (first.conversation, alone.conversation, later.conversation) == ("a visit", "", "a visit")
    assert (len(first.history), len(alone.history), len(later.history)) == (1, 1, 0)


def test_a_later_question_of_a_conversation_with_a_history_of_its_own_is_a_fault(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        SOUND | {"conversation": "a visit", "tags": 1},
        SOUND | {"id": "q2", "conversation": "a visit", "history": [{"role": "user", "content": "Hello"}]},
    )
    tags, history = faults(path)[1:]
    assert tags.startswith(f"{path}:1: tags")
    assert history.startswith(f"{path}:2: history: stands on the first line of a conversation, here line 1")
    assert "has the answers before it as its history" in history


@pytest.mark.parametrize("conversation", ["", None, 3, ["a"]])
def test_the_key_of_a_conversation_is_a_string_that_is_not_empty(
    tmp_path: Path, conversation: object
) -> None:
    path = write(tmp_path / "gold.jsonl", SOUND | {"conversation": conversation})
    assert faults(path)[1].startswith(f"{path}:1: conversation: ")


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


def test_a_single_line_without_data_or_questions_is_still_json_lines(tmp_path: Path) -> None:
    assert [question.id for question in read_gold(write(tmp_path / "gold.json", SOUND))] == ["q1"]
    assert (
        "1: question: is missing"
        in faults(write(tmp_path / "bad.json", {"id": "q1", "answerable": False}))[1]
    )


@pytest.mark.parametrize(
    "content",
    [
        "id,question\n1,What is JDM?\n",
        json.dumps([SOUND, SOUND], indent=1),
        json.dumps(SOUND, indent=1),
        '{"data": [{"title": "JDM", "paragraphs": [{"context": "JDM is',
        '"a string"',
        "null",
        "7",
        "NaN",
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"data":' * 100_000,
        "9" * 100_000,
        "\x00",
    ],
)
def test_a_file_that_is_none_of_the_formats_is_told_so_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content)
    (said,) = faults(path)
    assert str(path) in said
    assert "none of the formats" in said
    assert "SQuAD" in said
    assert "BioASQ" in said


def test_bytes_that_are_no_text_are_none_of_the_formats(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(json.dumps(SOUND).encode("utf-16"))
    (said,) = faults(path)
    assert "none of the formats" in said


def test_a_field_nested_without_end_or_a_number_without_end_is_a_fault_of_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        SOUND,
        '{"id": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"id": ' + "9" * 100_000 + "}",
        SOUND | {"id": "q4", "answerable": 10**400},
    )
    assert [line.removeprefix(f"{path}:")[:15] for line in faults(path)[1:]] == [
        "2: Invalid JSON",
        "3: Invalid JSON",
        "4: answerable: ",
    ]


@pytest.mark.parametrize("name", ["data", "questions"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_public_set_without_questions_is_said_to_hold_none(tmp_path: Path, name: str, mark: bytes) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(mark + json.dumps({name: []}).encode())
    (said,) = faults(path)
    assert "holds no questions" in said


JSON_KEYS = st.sampled_from(
    "data title paragraphs context qas id question is_impossible answers text answer_start questions body "
    "type snippets document ideal_answer exact_answer answerable answer facts evidence quote tags history "
    "conversation role content".split()
)
JSON_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["factoid", "list", "a word", "user"])
)
JSON_VALUES = st.recursive(
    JSON_LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(JSON_KEYS, inner, max_size=6),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(JSON_VALUES, *(st.fixed_dictionaries({name: JSON_VALUES}) for name in ("data", "questions")))
)
def test_whatever_json_a_file_holds_it_gives_questions_or_a_message(value: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.json"
        path.write_text(json.dumps(value))
        try:
            assert read_gold(path)
        except UserError as error:
            assert str(path) in str(error)
