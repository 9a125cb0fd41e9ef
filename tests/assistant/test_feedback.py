"""Thumbs, comments and right paragraphs are kept as lines that become gold questions."""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from running import assistant

from assistant.answer import Answer, Message
from assistant.assistant import Assistant
from assistant.evaluation.gold import Evidence, read_gold
from assistant.evaluation.gold.kept_answers import KeptAnswer, read_answers
from assistant.page.feedback import LONGEST_COMMENT, LONGEST_PARAGRAPH, Feedback, keep_feedback
from assistant.settings import Settings, load_settings
from corpus.errors import UserError

ANSWER = Answer(
    question="What is JDM?",
    standalone_question="What is JDM?",
    kind="refused",
    text="The documents do not answer this.",
    statements=(),
    citations=(),
    confidence=0.1,
    passages=(),
)
HISTORY: tuple[Message, ...] = (
    {"role": "user", "content": "What is scabies?"},
    {"role": "assistant", "content": "An infestation.\n\u2028It itches."},
)


def test_no_feedback_is_kept_unless_a_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().feedback is None
    monkeypatch.setenv("ASSISTANT_FEEDBACK", "")
    assert load_settings().feedback is None
    monkeypatch.setenv("ASSISTANT_FEEDBACK", "/srv/feedback.jsonl")
    assert load_settings().feedback == Path("/srv/feedback.jsonl")


def test_feedback_is_read_back_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "made" / "for it" / "feedback.jsonl"
    keep_feedback(file, Feedback(ANSWER, False, HISTORY, " See the <b>table</b>.\nIt says 5 mg. ", "jdm#3"))
    keep_feedback(file, Feedback(ANSWER, right=True))
    assert read_answers(file) == (
        KeptAnswer(ANSWER, HISTORY, False, "See the <b>table</b>.\nIt says 5 mg.", "jdm#3"),
        KeptAnswer(ANSWER, (), True),
    )


def test_only_what_is_said_to_be_kept_is_kept(tmp_path: Path) -> None:
    keep_feedback(tmp_path / "f", Feedback(ANSWER, right=True))
    kept = json.loads((tmp_path / "f").read_text(encoding="utf-8"))
    assert kept.keys() == {"time", "answer", "history", "right", "comment", "paragraph"}
    assert kept["time"].endswith("+00:00")
    assert kept["paragraph"] is None


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    keep_feedback(file, Feedback(ANSWER, right=True))
    assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o600}
    file.chmod(0o640)
    keep_feedback(file, Feedback(ANSWER, right=True))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640, "what its owner has set stays"


def test_a_comment_is_cut_at_its_greatest_length(tmp_path: Path) -> None:
    keep_feedback(tmp_path / "f", Feedback(ANSWER, right=True, comment="é" * 5000))
    assert read_answers(tmp_path / "f")[0].comment == "é" * LONGEST_COMMENT


def test_half_a_character_does_not_spoil_the_file(tmp_path: Path) -> None:
    keep_feedback(tmp_path / "f", Feedback(ANSWER, right=True, comment="bad \ud83d, \x85 and \x00."))
    assert read_answers(tmp_path / "f")[0].comment == "bad ?, \x85 and \x00."


def test_what_would_fill_the_disk_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "f"
    talk: list[Message] = [{"role": "user", "content": "x" * 1_000_000}]
    with pytest.raises(UserError, match="too long to be kept as feedback"):
        keep_feedback(file, Feedback(ANSWER, True, talk))
    with pytest.raises(UserError, match="No paragraph has so long a name"):
        keep_feedback(file, Feedback(ANSWER, right=True, paragraph="p" * (LONGEST_PARAGRAPH + 1)))
    assert not file.exists()
    keep_feedback(file, Feedback(ANSWER, right=True, paragraph="p" * LONGEST_PARAGRAPH))
    os.truncate(file, 100_000_000)
    with pytest.raises(UserError, match=r"No more feedback is kept: .*f has 100 MB\. Move it away"):
        keep_feedback(file, Feedback(ANSWER, right=True))
    assert file.stat().st_size == 100_000_000


@pytest.mark.slow
def test_several_processes_keep_whole_lines(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    said = [Feedback(ANSWER, right=True, comment=f"{number} {'x' * 1900}") for number in range(80)]
    # Not a fork: other tests have left threads in this process.
    with ProcessPoolExecutor(4, get_context("spawn")) as processes:
        list(processes.map(keep_feedback, [file] * 80, said, chunksize=5))
    assert len(read_answers(file)) == 80


def test_a_line_that_broke_off_before_does_not_spoil_the_next(tmp_path: Path) -> None:
    (tmp_path / "f").write_text('{"answer": {"ques', encoding="utf-8")
    keep_feedback(tmp_path / "f", Feedback(ANSWER, right=True))
    assert json.loads((tmp_path / "f").read_text(encoding="utf-8").splitlines()[1])["right"] is True


@pytest.mark.parametrize("name", ["folder", "pipe", "plain/feedback.jsonl", "full"])
def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "plain").write_text("a file where a folder is wanted", encoding="utf-8")
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(UserError, match=r"Feedback cannot be kept in .*ASSISTANT_FEEDBACK"):
        keep_feedback(tmp_path / name, Feedback(ANSWER, right=True))


def test_a_write_that_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    file = tmp_path / "feedback.jsonl"
    keep_feedback(file, Feedback(ANSWER, right=True))
    before = file.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limits[1]))
        with pytest.raises(UserError, match="Feedback cannot be kept"):
            keep_feedback(file, Feedback(ANSWER, right=True))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert file.read_bytes() == before


def test_feedback_on_real_answers_becomes_gold_questions(
    library_assistant: Assistant, library_index: Path, tmp_path: Path
) -> None:
    file, gold, home = tmp_path / "feedback.jsonl", tmp_path / "gold.jsonl", library_index.parent
    first = library_assistant.ask("How is an acute attack of gout treated?")
    history: list[Message] = [
        {"role": "user", "content": first.question},
        {"role": "assistant", "content": first.text},
    ]
    second = library_assistant.ask("How soon should it begin?", history)
    refused = library_assistant.ask("Is there a vaccine against malaria?")
    keep_feedback(file, Feedback(first, right=True))
    keep_feedback(file, Feedback(second, False, history, "The next paragraph says it.", "gout#3"))
    keep_feedback(file, Feedback(refused, right=False, comment="It should know."))

    ran = assistant("gold", "add", str(gold), "--from", str(file), home=home)

    assert ran.returncode == 0, ran.stderr
    assert "2 questions added" in ran.stdout
    assert "names no paragraph that is right" in ran.stderr
    one, other = read_gold(gold)
    assert (one.question, one.tags) == (first.question, ("to-review",))
    assert {evidence.document for evidence in one.evidence} == {"gout"}
    assert (other.question, list(other.history)) == ("How soon should it begin?", history)
    (paragraph,) = other.evidence
    assert paragraph == Evidence("gout", paragraph.quote)
    assert "within 24 hours" in paragraph.quote
