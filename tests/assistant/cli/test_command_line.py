"""The command line as a person uses it; what belongs to a process is shown with one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import LIMIT_SECONDS, assistant, assistant_process, refused


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with the bundled documents indexed."""
    home = tmp_path_factory.mktemp("command-line")
    run = assistant("index", home=home)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "1 new, 0 changed, 0 unchanged, 0 removed. The index holds 6 paragraphs.\n"
    return home


@pytest.mark.slow
def test_help_answers_at_once_and_names_the_commands(tmp_path: Path) -> None:
    run = assistant_process("--help", home=tmp_path)
    assert run.returncode == 0
    for command in ("index", "ask", "chat", "documents", "show", "eval", "serve"):
        assert f"  {command} " in run.stdout


@pytest.mark.slow
def test_ask_works_at_once_without_an_index(tmp_path: Path) -> None:
    run = assistant_process("ask", "What is JDM?", home=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "autoimmune inflammatory disease" in run.stdout
    assert "[1] JUVENILE DERMATOMYOSITIS (JDM) WITH SOFT TISSUE CALCINOSIS, paragraph 1" in run.stdout
    assert "»Juvenile dermatomyositis (JDM) is a rare" in run.stdout


def test_ask_as_json_prints_one_object_and_nothing_else(home: Path) -> None:
    run = assistant("ask", "--json", "How", "is", "JDM", "treated?", home=home)
    answer = json.loads(run.stdout)
    assert answer["question"] == "How is JDM treated?"
    assert answer["answered"] is True
    assert run.stderr == ""


def test_what_is_not_answered_shows_the_closest_passages(home: Path) -> None:
    run = assistant("ask", "What is the capital of Australia?", home=home)
    assert run.returncode == 0
    assert run.stdout.startswith("The documents do not answer this.")
    assert "Closest passages (not an answer)" in run.stdout


def test_a_chat_remembers_until_it_is_told_to_forget(home: Path) -> None:
    typed = "What is JDM?\nHow is it treated?\n/sources\n/new\n/sources\n/nonsense\n\n/quit\n"
    run = assistant("chat", home=home, typed=typed)
    assert run.returncode == 0, run.stderr
    assert "Searched for: How is JDM treated?" in run.stdout
    assert run.stdout.count("high dose corticosteroid initially") >= 2
    assert run.stdout.index("A new conversation.") < run.stdout.index("There are no sources yet.")
    assert run.stdout.count("/sources shows") == 2


@pytest.mark.slow
def test_a_chat_ends_with_its_input(home: Path) -> None:
    assert assistant_process("chat", home=home, typed="What is JDM?\n").returncode == 0


def test_eval_prints_the_metrics_and_writes_the_cases(home: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    questions = [
        {
            "id": "definition",
            "question": "What is JDM?",
            "answerable": True,
            "answer": "A rare autoimmune disease.",
            "facts": ["autoimmune"],
            "evidence": [
                {"document": "juvenile-dermatomyositis", "quote": "is a rare autoimmune inflammatory disease"}
            ],
        },
        {"id": "weather", "question": "Will it rain in Berlin?", "answerable": False, "answer": ""},
    ]
    gold.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    cases = tmp_path / "cases.jsonl"
    run = assistant("eval", str(gold), "--json", "--cases", str(cases), home=home)
    result = json.loads(run.stdout)
    assert result["questions"] == 2
    assert result["metrics"]["fact_recall"] == 1
    assert result["metrics"]["abstention_recall"] == 1
    assert result["metrics"]["quote_fidelity"] == 1
    lines = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["definition", "weather"]
    assert lines[0]["answer"]["answered"] is True
    assert "fact_recall" in assistant("eval", str(gold), home=home).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask", "   "], "The question is empty"),
        (["ask", "x" * 100_000], "at most 2,000"),
        (["index", "/no/such/folder"], "/no/such/folder does not exist"),
        (["show", "nothing"], "No indexed document is called 'nothing'"),
        (["show", "juvenile-dermatomyositis#9"], "numbered 1 to 6"),
        (["show", "juvenile-dermatomyositis#x"], "numbered 1 to 6"),
        (["eval", "/no/such/gold.jsonl"], "/no/such/gold.jsonl"),
    ],
)
def test_bad_input_gets_one_line(home: Path, words: list[str], said: str) -> None:
    assert said in refused(assistant(*words, home=home))


def test_a_misspelt_document_is_met_with_a_proposal(home: Path) -> None:
    line = refused(assistant("show", "juvenile-dermatomyosits", home=home))
    assert "Did you mean juvenile-dermatomyositis?" in line


def test_a_folder_without_readable_files_gets_one_line_and_nothing_is_lost(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert "No readable file" in refused(assistant("index", str(tmp_path), home=home))
    assert "juvenile-dermatomyositis" in assistant("documents", home=home).stdout


@pytest.mark.slow
def test_without_an_index_documents_says_what_to_run(tmp_path: Path) -> None:
    assert "Run `assistant index`" in refused(assistant_process("documents", home=tmp_path))


def test_a_data_folder_that_cannot_be_made_gets_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert "ASSISTANT_HOME" in refused(assistant("ask", "What is JDM?", home=blocked / "home"))


def test_an_unknown_embedding_model_gets_one_line(tmp_path: Path) -> None:
    run = assistant("ask", "What is JDM?", home=tmp_path, ASSISTANT_EMBEDDING_MODEL="no-such-model")
    assert "'no-such-model' cannot be loaded from this machine" in refused(run)


def test_another_model_than_the_index_was_made_with_gets_one_line(home: Path) -> None:
    run = assistant("ask", "What is JDM?", home=home, ASSISTANT_EMBEDDING_MODEL="no-such-model")
    assert "assistant index --rebuild" in refused(run)


def test_an_unknown_chat_model_gets_one_line(home: Path) -> None:
    assert "nowhere:gpt" in refused(assistant("ask", "What is JDM?", home=home, ASSISTANT_LLM="nowhere:gpt"))


def test_an_unknown_setting_gets_one_line(home: Path) -> None:
    assert "ASSISTANT_PASAGES" in refused(assistant("documents", home=home, ASSISTANT_PASAGES="3"))


@pytest.mark.slow
def test_output_cut_short_by_its_reader_is_no_fault(home: Path) -> None:
    command = f"{sys.executable} -m assistant show juvenile-dermatomyositis | head -n 1"
    run = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "ASSISTANT_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert "JUVENILE" in run.stdout
