"""`assistant eval` and `assistant gold` as a person uses them, over the bundled document."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running import HEED_CTRL_C
from typer.testing import CliRunner, Result

from assistant.assistant import Assistant
from assistant.cli.command_line import app
from assistant.evaluation import METRICS, read_gold
from assistant.settings import Settings
from corpus.errors import UserError

pytestmark = pytest.mark.slow

DOCUMENT = "juvenile-dermatomyositis"
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "share",
        "question": "What share of children with JDM have calcinosis?",
        "answerable": True,
        "answer": "30-70%",
        "facts": ["30-70%"],
        "evidence": [
            {"document": DOCUMENT, "quote": "estimated that 30-70% of children with JDM will have calcinosis"}
        ],
        "tags": ["fact"],
    },
    {
        "id": "what",
        "question": "What is juvenile dermatomyositis?",
        "answerable": True,
        "answer": "A rare autoimmune inflammatory disease",
        "facts": ["autoimmune"],
        "evidence": [{"document": DOCUMENT, "quote": "a rare autoimmune inflammatory disease"}],
        "tags": ["definition"],
        "conversation": "talk",
    },
    {
        "id": "treated",
        "question": "How is it treated?",
        "answerable": True,
        "answer": "Corticosteroids, with methotrexate or cyclosporin A",
        "facts": ["methotrexate"],
        "evidence": [{"document": DOCUMENT, "quote": "methotrexate or cyclosporin A"}],
        "tags": ["follow-up"],
        "conversation": "talk",
    },
    {
        "id": "capital",
        "question": "What is the capital of France?",
        "answerable": False,
        "answer": "",
        "tags": ["far"],
    },
)


@pytest.fixture(autouse=True)
def _bundled_home(bundled_assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(bundled_assistant.settings.home))
    monkeypatch.setenv("COLUMNS", "100")
    # The command takes the signal over, which is the business of a process of its own.
    monkeypatch.setattr(signal, "signal", lambda *_: None)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return written(tmp_path / "gold.jsonl", *QUESTIONS)


@pytest.fixture(scope="module")
def run_file(tmp_path_factory: pytest.TempPathFactory, bundled_assistant: Assistant) -> Path:
    """Give the cases of a run over the gold questions."""
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_HOME", str(bundled_assistant.settings.home))
        patch.setattr(signal, "signal", lambda *_: None)
        call("eval", str(written(folder / "gold.jsonl", *QUESTIONS)), "--cases", str(folder / "run.jsonl"))
    return folder / "run.jsonl"


def written(path: Path, *questions: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(question) + "\n" for question in questions), encoding="utf-8")
    return path


def call(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def refused(*words: str) -> str:
    result = call(*words)
    assert isinstance(result.exception, UserError), result.output
    return str(result.exception)


def changed(id: str, **fields: Any) -> tuple[dict[str, Any], ...]:
    """Give the questions with other `fields` of the one with that id."""
    return tuple(question | (fields if question["id"] == id else {}) for question in QUESTIONS)


def test_the_tables_give_every_metric_over_all_and_by_tag(gold: Path) -> None:
    result = call("eval", str(gold))
    assert result.exit_code == 0, result.output
    for name in METRICS:
        assert name in result.output
    assert "4 questions" in result.output
    for tag in ("fact", "definition", "follow-up", "far"):
        assert tag in result.output


def test_the_json_says_what_was_measured_and_where_it_comes_from(gold: Path) -> None:
    result = call("eval", str(gold), "--json")
    printed = json.loads(result.stdout)
    assert printed["questions"] == 4
    assert printed["metrics"]["citation_hit"] == 1
    assert printed["metrics"]["abstention_recall"] == 1
    assert len(printed["run"]["gold_sha256"]) == 64
    assert printed["run"]["settings"]["threshold"] == Settings().threshold
    assert printed["run"]["paragraphs"] == 6
    assert "chromadb" in printed["run"]["versions"]
    assert printed["shortfalls"] == []


def test_the_cases_file_has_a_line_per_question_and_nothing_is_left_beside_it(
    gold: Path, tmp_path: Path
) -> None:
    cases = tmp_path / "cases.jsonl"
    call("eval", str(gold), "--cases", str(cases))
    lines = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["share", "what", "treated", "capital"]
    assert sorted(tmp_path.iterdir()) == [cases, gold]


def test_a_later_question_of_a_conversation_leans_on_the_answer_before(run_file: Path) -> None:
    lines = {line["id"]: line for line in map(json.loads, run_file.read_text(encoding="utf-8").splitlines())}
    assert lines["treated"]["history"][0]["content"] == "What is juvenile dermatomyositis?"
    assert "juvenile dermatomyositis" in lines["treated"]["answer"]["standalone_question"]
    assert lines["treated"]["right"]


def test_without_an_index_there_is_nothing_to_evaluate(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "empty"))
    assert "There is no index yet" in refused("eval", str(gold))
    assert "There is no index yet" in refused("eval", "--check", str(gold))


def test_gold_about_documents_that_are_not_indexed_is_refused(tmp_path: Path) -> None:
    evidence = [{"document": "juvenile-dermatomyositis-2", "quote": "a rare disease"}]
    message = refused("eval", str(written(tmp_path / "gold.jsonl", *changed("what", evidence=evidence))))
    assert "juvenile-dermatomyositis-2" in message


@pytest.mark.parametrize("content", ["", "\n\n", "{}", '{"id": "a"}', "no json", "[]"])
def test_a_gold_file_with_faults_or_nothing_in_it_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "gold.jsonl").write_text(content)
    assert "gold.jsonl" in refused("eval", str(tmp_path / "gold.jsonl"))


def test_check_says_that_all_is_well(gold: Path) -> None:
    result = call("eval", "--check", str(gold))
    assert result.exit_code == 0
    assert "no faults in 4 questions, 3 answerable, 1 not" in result.output
    assert "Every quote of its evidence stands in an indexed paragraph." in result.output


def test_check_names_each_quote_that_stands_nowhere_with_the_closest_paragraph(tmp_path: Path) -> None:
    quote = "disease-modifying drugs like azathioprine or rituximab"
    evidence = [{"document": DOCUMENT, "quote": quote}]
    result = call(
        "eval", "--check", str(written(tmp_path / "gold.jsonl", *changed("treated", evidence=evidence)))
    )
    assert result.exit_code == 1
    assert f'treated: "{quote}" stands in no paragraph of {DOCUMENT}.' in result.output
    assert f'{DOCUMENT}#5 "Treatment for JDM includes' in result.output


def test_evidence_that_stands_nowhere_is_told_of_when_questions_are_asked(tmp_path: Path) -> None:
    evidence = [{"document": DOCUMENT, "quote": "methotrexate and rituximab"}]
    result = call("eval", str(written(tmp_path / "gold.jsonl", *changed("treated", evidence=evidence))))
    assert result.exit_code == 0
    assert "1 evidence quote stands in no indexed paragraph" in result.stderr


def test_squad_is_read_as_it_is(tmp_path: Path) -> None:
    context = "It is estimated that 30-70% of children with JDM will have calcinosis."
    squad = {
        "version": "v2.0",
        "data": [
            {
                "title": "JUVENILE DERMATOMYOSITIS (JDM) WITH SOFT TISSUE CALCINOSIS",
                "paragraphs": [
                    {
                        "context": context,
                        "qas": [
                            {
                                "id": "a",
                                "question": "What share of children with JDM have calcinosis?",
                                "answers": [{"text": "30-70%", "answer_start": context.index("30")}],
                                "is_impossible": False,
                            },
                            {
                                "id": "b",
                                "question": "What is the capital of France?",
                                "answers": [],
                                "is_impossible": True,
                            },
                        ],
                    }
                ],
            }
        ],
    }
    gold, cases = tmp_path / "squad.json", tmp_path / "cases.jsonl"
    gold.write_text(json.dumps(squad))
    first = json.loads(call("eval", str(gold), "--json", "--cases", str(cases)).stdout)
    assert (first["questions"], first["metrics"]["accuracy"]) == (2, 1)
    again = json.loads(call("eval", str(gold), "--json", "--resume", str(cases)).stdout)
    assert again["metrics"] == first["metrics"]


def test_the_report_is_a_page_with_the_figures_and_every_failed_case(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", *changed("share", facts=["30-70%", "a third of the adults"]))
    result = call("eval", str(gold), "--report", str(tmp_path / "report"))
    assert result.exit_code == 0, result.output
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "citation_hit" in page
    assert "What share of children with JDM have calcinosis?" in page
    assert "a third of the adults" in page
    assert "What is the capital of France?" not in page
    assert str(tmp_path / "report" / "index.html") in result.stderr


def test_a_limit_that_is_kept_changes_nothing(gold: Path) -> None:
    assert call("eval", str(gold), "--fail-under", "citation_hit=0.9").exit_code == 0


def test_each_limit_that_is_not_kept_has_a_line_and_the_status_is_1(gold: Path) -> None:
    limits = ("--fail-under", "exact_match=0.99", "--fail-under", "latency_ms_p50=0.1")
    result = call("eval", str(gold), *limits, "--fail-under", "citation_hit=0.5")
    assert result.exit_code == 1
    told = [line.split()[0] for line in result.stderr.splitlines() if line.strip()]
    assert told[-2:] == ["exact_match", "latency_ms_p50"]


def test_an_unknown_metric_is_refused_before_anything_is_asked(gold: Path) -> None:
    assert "Known are accuracy, misleading" in refused("eval", str(gold), "--fail-under", "quality=1")


def test_a_run_is_compared_with_an_earlier_one(run_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "1")
    result = call("eval", str(run_file.parent / "gold.jsonl"), "--compare", str(run_file), "--json")
    comparison = json.loads(result.stdout)["comparison"]
    assert comparison["turned_wrong"] == ["share", "what", "treated"]
    assert comparison["p_value"] == 0.25
    assert comparison["differences"]["false_refusal_rate"]["difference"] == 1


def test_runs_over_different_gold_files_are_not_compared(run_file: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "gold.jsonl", *QUESTIONS[:3])
    assert "is over another gold file" in refused("eval", str(other), "--compare", str(run_file))


def test_a_whole_run_can_be_shown_again_without_asking(run_file: Path, tmp_path: Path) -> None:
    before = run_file.read_bytes()
    gold_file = str(run_file.parent / "gold.jsonl")
    result = call(
        "eval", gold_file, "--resume", str(run_file), "--report", str(tmp_path / "report"), "--json"
    )
    assert json.loads(result.stdout)["questions"] == 4
    assert (tmp_path / "report" / "index.html").is_file()
    assert run_file.read_bytes() == before


def test_a_run_is_not_gone_on_with_under_other_settings(
    run_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0.5")
    message = refused("eval", str(run_file.parent / "gold.jsonl"), "--resume", str(run_file))
    assert "begun with other settings" in message


@pytest.mark.parametrize("option", ["--cases", "--report", "--resume", "--compare"])
def test_a_place_that_cannot_be_had_is_named_before_anything_is_asked(
    gold: Path, tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    place = {"--cases": tmp_path / "none" / "cases.jsonl", "--report": tmp_path / "file"}
    monkeypatch.setattr(Assistant, "ask", None)
    monkeypatch.setattr(Assistant, "stream", None)
    path = str(place.get(option, tmp_path / "none.jsonl"))
    assert path in refused("eval", str(gold), option, path)
    assert (tmp_path / "file").read_text() == "mine"


def wait_for(happens: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while not happens():
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_is_kept_and_gone_on_with(tmp_path: Path, ending: signal.Signals) -> None:
    many = [{**QUESTIONS[0], "id": f"q{number}"} for number in range(100)]
    gold, cases = written(tmp_path / "gold.jsonl", *many), tmp_path / "cases.jsonl"
    part = tmp_path / "cases.jsonl.part"
    process = subprocess.Popen(
        [sys.executable, "-c", HEED_CTRL_C, "eval", str(gold), "--cases", str(cases)],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: part.exists() and part.read_bytes().count(b"\n") >= 2, process)
    process.send_signal(ending)
    _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in said
    kept = part.read_bytes().count(b"\n")
    if ending != signal.SIGKILL:
        assert process.returncode == 130
        assert f"Stopped: {kept} of 100 questions are answered and kept" in said
        assert f"--resume {part}" in said
    assert not cases.exists()
    before = part.read_bytes()[:1000]
    result = call("eval", str(gold), "--resume", str(part), "--json")
    assert json.loads(result.stdout)["questions"] == 100, result.output
    assert cases.read_bytes()[:1000] == before
    assert not part.exists()


def test_gold_add_makes_a_line_of_a_question_and_its_answer(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    result = call("gold", "add", str(path), "What share of children", "with JDM have calcinosis?")
    assert result.exit_code == 0, result.output
    (question,) = read_gold(path)
    assert question.question == "What share of children with JDM have calcinosis?"
    assert question.answerable
    assert "to-review" in question.tags
    assert question.evidence[0].document == DOCUMENT
    assert call("eval", "--check", str(path)).exit_code == 0


def test_gold_add_takes_answers_that_were_kept(run_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    assert call("gold", "add", str(path), "--from", str(run_file)).exit_code == 0
    assert [question.answerable for question in read_gold(path)] == [True, True, True, False]


def test_gold_add_does_not_take_a_question_twice(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    call("gold", "add", str(path), "What is JDM?")
    before = path.read_bytes()
    result = call("gold", "add", str(path), "What is JDM?")
    assert result.exit_code == 1
    assert "Nothing was added" in result.output
    assert path.read_bytes() == before


def test_gold_add_wants_either_a_question_or_kept_answers(tmp_path: Path) -> None:
    path = str(tmp_path / "mine.jsonl")
    assert "either a question to ask, or --from" in refused("gold", "add", path)
    assert "either a question to ask, or --from" in refused("gold", "add", path, "Why?", "--from", path)
