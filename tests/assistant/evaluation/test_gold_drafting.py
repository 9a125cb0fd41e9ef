import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Message, Statement
from assistant.assistant import Assistant
from assistant.evaluation.gold import Evidence, GoldQuestion, read_gold
from assistant.evaluation.gold.drafting import (
    Drafts,
    KeptAnswer,
    append,
    draft,
    draft_all,
    existing_questions,
    read_answers,
)
from assistant.evaluation.grounding import ground
from corpus.document import Document, Paragraph
from corpus.errors import UserError

STEROIDS = "Steroids are given first."
RASH = "A rash [5] over the eyelids is the hallmark."
HISTORY: tuple[Message, ...] = (
    {"role": "user", "content": "What is JDM?"},
    {"role": "assistant", "content": "A disease."},
)
INDEXED = Document(
    "jdm",
    "JDM",
    "/jdm.txt",
    "00",
    (Paragraph("jdm", 1, RASH, 0, 0), Paragraph("jdm", 2, "It is rare.", 0, 0)),
)


def cited(number: int, text: str, paragraph: int, document: str = "jdm") -> Citation:
    return Citation(number, document, "JDM", paragraph, None, text, text, 0, len(text))


ANSWER = Answer(
    question="How is JDM treated?",
    standalone_question="How is JDM treated?",
    kind="answered",
    text=f"{STEROIDS} [1][2] {RASH} [2]",
    statements=(Statement(STEROIDS, (1, 2)), Statement(RASH, (2,))),
    citations=(cited(1, STEROIDS, 3), cited(2, RASH, 1)),
    confidence=0.9,
    passages=(),
    timings_ms={"search": 1.5},
)
REFUSAL = replace(
    ANSWER, kind="refused", text="The documents do not answer this.", statements=(), citations=()
)


def keep(path: Path, *values: object, indent: int | None = None) -> Path:
    path.write_text("\n".join(json.dumps(value, ensure_ascii=False, indent=indent) for value in values))
    return path


def feedback(answer: Answer = ANSWER, **fields: object) -> dict[str, object]:
    return {
        "answer": answer.to_json(),
        "history": [],
        "right": True,
        "comment": "",
        "paragraph": None,
    } | fields


def drafts(path: Path, *lines: object, existing: tuple[GoldQuestion, ...] = ()) -> Drafts:
    return draft_all(read_answers(keep(path, *lines)), existing=existing, documents=[INDEXED])


def complaint(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_answers(path)
    return str(caught.value)


def test_an_answered_question_becomes_a_gold_question_to_be_reviewed() -> None:
    assert draft(ANSWER, history=HISTORY) == GoldQuestion(
        id="how-is-jdm-treated",
        question="How is JDM treated?",
        answerable=True,
        answer=f"{STEROIDS} {RASH}",
        evidence=(Evidence("jdm", STEROIDS), Evidence("jdm", RASH)),
        tags=("to-review",),
        history=HISTORY,
    )


def test_a_question_that_was_not_answered_becomes_an_unanswerable_one() -> None:
    gold = draft(REFUSAL)
    assert (gold.answerable, gold.answer, gold.evidence, gold.tags) == (False, "", (), ("to-review",))


def test_an_id_can_be_given_and_is_else_made_readable_and_free() -> None:
    assert draft(ANSWER, id="mine").id == "mine"
    assert draft(ANSWER, taken={"how-is-jdm-treated", "how-is-jdm-treated-2"}).id == "how-is-jdm-treated-3"
    assert draft(replace(ANSWER, question="Was heißt „AC/DC“ (v1.5)?")).id == "was-heißt-ac-dc-v1-5"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (replace(ANSWER, question=" ?"), "the question holds no words"),
        (replace(ANSWER, text=" [1]"), "the answer says nothing"),
        (replace(ANSWER, citations=()), "cites nothing"),
        (replace(ANSWER, citations=(cited(1, "...", 1),)), "cites nothing"),
    ],
)
def test_what_a_gold_file_could_not_hold_gives_no_draft(answer: Answer, said: str) -> None:
    with pytest.raises(UserError, match=said):
        draft(answer)


@pytest.mark.parametrize("indent", [None, 2])
def test_what_ask_prints_as_json_is_read_back(tmp_path: Path, indent: int | None) -> None:
    path = keep(tmp_path / "answer.json", ANSWER.to_json(), indent=indent)
    assert read_answers(path) == (KeptAnswer(ANSWER),)


def test_the_cases_of_a_run_are_read_with_their_history_and_without_the_runs_own_judgement(
    tmp_path: Path,
) -> None:
    case = {"id": "q1", "right": False, "gold": {"id": "q1"}, "answer": ANSWER.to_json(), "history": HISTORY}
    path = keep(tmp_path / "cases.jsonl", case, {"id": "q2", "answer": REFUSAL.to_json()})
    assert read_answers(path) == (KeptAnswer(ANSWER, HISTORY), KeptAnswer(REFUSAL))


def test_answers_that_were_kept_before_they_said_their_kind_are_read(tmp_path: Path) -> None:
    def before(answer: Answer) -> dict[str, Any]:
        return {name: value for name, value in answer.to_json().items() if name != "kind"}

    path = keep(tmp_path / "answer.json", before(ANSWER))
    assert read_answers(path) == (KeptAnswer(ANSWER),)
    path = keep(tmp_path / "cases.jsonl", {"id": "q2", "answer": before(REFUSAL)})
    assert read_answers(path) == (KeptAnswer(REFUSAL),)


def test_feedback_is_read_with_what_the_person_said(tmp_path: Path) -> None:
    line = feedback(right=False, comment="No – 5 mg.", paragraph="jdm#2", history=HISTORY, page="later field")
    assert read_answers(keep(tmp_path / "feedback.jsonl", line, feedback(right=None, comment=None))) == (
        KeptAnswer(ANSWER, HISTORY, False, "No – 5 mg.", "jdm#2"),
        KeptAnswer(ANSWER),
    )


def test_every_fault_of_a_file_of_answers_is_named_all_at_once(tmp_path: Path) -> None:
    path = keep(
        tmp_path / "feedback.jsonl",
        feedback(),
        feedback(right="yes", paragraph=3),
        {"id": "q1"},
        ANSWER.to_json() | {"kind": "yes"},
        feedback() | {"answer": "text"},
        [1],
    )
    path.write_text(path.read_text() + "\n{torn")
    found = complaint(path).splitlines()
    assert "7 faults" in found[0]
    assert [line.removeprefix(f"{path}:").split(": ")[:2] for line in found[1:]] == [
        ["2", "right"],
        ["2", "paragraph"],
        ["3", "answer"],
        ["4", "kind"],
        ["5", "answer"],
        ["6", "Input should be an object"],
        ["7", "Invalid JSON"],
    ]


def test_faults_of_what_ask_printed_are_named_by_their_fields(tmp_path: Path) -> None:
    printed = ANSWER.to_json()
    del printed["citations"][0]["quote"]
    path = keep(tmp_path / "answer.json", printed, indent=2)
    assert complaint(path).splitlines()[1:] == [f"{path}: citations[0].quote: is missing"]


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "9" * 100_000, '{"answer":' * 100_000, "null", "{}", "", "\n"]
)
def test_other_files_are_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(content)
    assert str(path) in complaint(path)
    assert str(tmp_path) in complaint(tmp_path)
    assert "no file of answers" in complaint(tmp_path / "none")


def test_feedback_that_says_right_keeps_the_answer(tmp_path: Path) -> None:
    assert drafts(tmp_path / "f", feedback(history=HISTORY)).questions == (draft(ANSWER, history=HISTORY),)
    assert drafts(tmp_path / "f", feedback(REFUSAL)).questions == (draft(REFUSAL),)


@pytest.mark.parametrize("answer", [ANSWER, REFUSAL])
def test_feedback_that_names_the_right_paragraph_makes_it_evidence_and_answer(
    tmp_path: Path, answer: Answer
) -> None:
    (gold,) = drafts(tmp_path / "f", feedback(answer, right=False, paragraph="jdm#2")).questions
    assert gold.answerable
    assert (gold.answer, gold.evidence) == ("It is rare.", (Evidence("jdm", "It is rare."),))
    assert gold.tags == ("to-review",)


def test_a_paragraph_that_the_answer_cites_need_not_be_indexed_any_more(tmp_path: Path) -> None:
    (gold,) = drafts(tmp_path / "f", feedback(right=False, paragraph="jdm#3")).questions
    assert gold.evidence == (Evidence("jdm", STEROIDS),)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"right": False}, "names no paragraph that is right"),
        ({"right": False, "paragraph": "jdm#9"}, "no indexed paragraph with words is called 'jdm#9'"),
        ({"right": False, "paragraph": "jdm"}, "no indexed paragraph with words is called 'jdm'"),
    ],
)
def test_feedback_that_leaves_nothing_to_review_is_left_out_with_the_reason(
    tmp_path: Path, fields: dict[str, Any], reason: str
) -> None:
    made = drafts(tmp_path / "f", feedback(**fields), feedback(REFUSAL))
    assert [question.answerable for question in made.questions] == [False]
    (left_out,) = made.left_out
    assert left_out.startswith("How is JDM treated?: ")
    assert reason in left_out


def test_a_question_that_the_gold_file_has_is_left_out_unless_its_history_is_another(tmp_path: Path) -> None:
    lines = feedback(), feedback(history=HISTORY), feedback()
    made = drafts(tmp_path / "f", *lines)
    assert [question.id for question in made.questions] == ["how-is-jdm-treated", "how-is-jdm-treated-2"]
    assert len(made.left_out) == 1
    again = drafts(tmp_path / "f", *lines, existing=made.questions)
    assert (again.questions, len(again.left_out)) == ((), 3)


def test_drafts_are_appended_to_a_gold_file_that_reads_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    first = draft(replace(ANSWER, question="Why\u2028so?"), history=HISTORY)
    assert existing_questions(path) == ()
    append(path, [first])
    append(path, [draft(REFUSAL), replace(draft(ANSWER, id="c"), question="A visit?", conversation="visit")])
    assert existing_questions(path) == read_gold(path)
    assert read_gold(path)[0] == first
    assert [question.id for question in read_gold(path)] == ["why-so", "how-is-jdm-treated", "c"]
    assert len(path.read_text().splitlines()) == 3
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("before", [b"", b"\n", b"\xef\xbb\xbf"])
def test_a_blank_gold_file_takes_lines(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(before)
    append(path, [draft(ANSWER)])
    assert read_gold(path) == (draft(ANSWER),)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_last_line_without_an_end_is_ended_and_what_stood_there_stays_byte_for_byte(
    tmp_path: Path, mark: bytes
) -> None:
    path = tmp_path / "gold.jsonl"
    lines = (
        b'{"id":"q1",  "question":"Why?", "answerable":false}',
        b'{"id":"q2","question":"W","answerable":false}',
    )
    before = mark + b"\r\n\n".join(lines)
    path.write_bytes(before)
    append(path, [draft(ANSWER)])
    assert path.read_bytes().startswith(before + b"\n{")
    assert path.read_bytes().endswith(b"}\n")
    assert len(read_gold(path)) == 3


def test_a_linked_gold_file_stays_a_link_and_keeps_its_permissions(tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "gold.jsonl"
    append(target, [draft(ANSWER)])
    target.chmod(0o640)
    link.symlink_to(target)
    append(link, [draft(ANSWER, history=HISTORY, id="other")])
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert len(read_gold(target)) == 2


FAULTY = '{"id": "q1", "question": "Why?"}'
SQUAD = '{"data": [{"title": "A", "paragraphs": []}]}'


@pytest.mark.parametrize(
    ("before", "added", "said"),
    [
        (FAULTY, draft(ANSWER), "answerable: is missing"),
        (SQUAD, draft(ANSWER), "is SQuAD JSON, to which nothing is added"),
        ("not gold", draft(ANSWER), "none of the formats"),
        (None, replace(draft(ANSWER), answer=""), "answer: an answerable question needs an answer"),
        (None, replace(draft(ANSWER), id=""), "id: is missing"),
        (None, replace(draft(ANSWER), answer="\ud800"), "cannot be written"),
        ("SAME", draft(ANSWER, id="other"), r"'How is JDM treated\?' stands there"),
        ("SAME", draft(ANSWER, history=HISTORY), "id: stands on line 1 already"),
    ],
)
def test_what_would_leave_a_faulty_file_is_refused_and_the_file_stays(
    tmp_path: Path, before: str | None, added: GoldQuestion, said: str
) -> None:
    path = tmp_path / "gold.jsonl"
    if before == "SAME":
        append(path, [draft(ANSWER)])
    elif before is not None:
        path.write_text(before)
    kept = path.read_bytes() if path.exists() else None
    with pytest.raises(UserError, match=said):
        append(path, [added])
    assert (path.read_bytes() if path.exists() else None) == kept
    assert set(tmp_path.iterdir()) <= {path}


def test_the_very_question_twice_at_once_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="stands there already"):
        append(tmp_path / "gold.jsonl", [draft(ANSWER), draft(ANSWER, id="other")])
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none.gold\.jsonl cannot be written"):
        append(tmp_path / "none" / "gold.jsonl", [draft(ANSWER)])
    with pytest.raises(UserError, match="is no file"):
        append(tmp_path, [draft(ANSWER)])


@pytest.mark.skipif(os.name != "posix", reason="a pipe has a name only there")
def test_nothing_is_added_to_what_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="is no file"):
        append(pipe, [draft(ANSWER)])
    assert pipe.is_fifo()


def test_what_the_assistant_answers_becomes_gold_that_stands_in_its_documents(
    tmp_path: Path, library_assistant: Assistant
) -> None:
    answer = library_assistant.ask("How is an acute attack of gout treated?")
    assert answer.answered
    printed = keep(tmp_path / "answer.json", answer.to_json(), indent=2)
    append(tmp_path / "gold.jsonl", draft_all(read_answers(printed)).questions)
    (grounded,) = ground(read_gold(tmp_path / "gold.jsonl"), library_assistant.documents())
    assert all(grounded.expected)
    assert "[1]" not in grounded.gold.answer
