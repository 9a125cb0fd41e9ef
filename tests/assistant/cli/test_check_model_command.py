"""`assistant check-model`: what works of the chat model, in a few lines, and what to do about the rest."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from chat_service import Behaviour, chat_service
from run_here import Run
from running import assistant, refused

from assistant.answering.trying import sample_passages

# Each speaks with a server.
pytestmark = pytest.mark.slow

SAID = "It is estimated that 30-70% of children with JDM will have calcinosis"
NOTHING_THERE = "http://127.0.0.1:9/v1"


def number() -> int:
    """Return the number under which the model sees the paragraph that answers."""
    texts = [one.paragraph.text for one in sample_passages()]
    return next(n for n, text in enumerate(texts, start=1) if SAID in text)


def check(home: Path, behaviour: Behaviour, address: str = "", **variables: str) -> Run:
    with chat_service(behaviour) as own:
        run = assistant(
            "check-model",
            home=home,
            ASSISTANT_LLM="openai:small",
            OPENAI_API_KEY="none",
            OPENAI_BASE_URL=address or own,
            **variables,
        )
        # Whoever is gone is noticed at the next word.
        assert not behaviour.endless or behaviour.left.wait(20)
        return run


def lines(run: Run) -> str:
    """Return what was printed with its lines joined, for the terminal may break them anywhere."""
    assert "Traceback" not in run.stdout + run.stderr
    return " ".join(run.stdout.split())


def test_a_model_that_works_is_told_with_its_seconds_and_sentences(tmp_path: Path) -> None:
    n = number()
    run = check(tmp_path, Behaviour(f"{SAID} [{n}]. Calcinosis is seen in 30-70% of children [{n}]."))
    said = lines(run)
    assert run.returncode == 0
    assert "Model: openai:small" in said
    assert "first words after 0." in said
    assert "Marks: 2 of 2 sentences cite a passage" in said
    assert "Check: 1 passed, 1 replaced by the statement they cite, 0 dropped" in said
    assert "It works" in said


def test_nothing_is_indexed_or_kept_for_it(tmp_path: Path) -> None:
    check(tmp_path, Behaviour(f"{SAID} [{number()}]."))
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("status", "said", "to_do"),
    [
        (400, "does not take the request (400)", "context"),
        (401, "it refused the key (401)", "OPENAI_API_KEY"),
        (403, "it refused access (403)", "key"),
        (404, "does not know the model or the address (404)", "ollama pull"),
        (429, "takes no more requests now (429)", "Wait"),
        (500, "it failed (500)", "logs"),
    ],
)
def test_a_service_that_refuses_is_told_with_what_to_do(
    tmp_path: Path, status: int, said: str, to_do: str
) -> None:
    run = check(tmp_path, Behaviour(status=status))
    assert run.returncode == 1
    assert said in lines(run)
    assert to_do in lines(run).partition("To do: ")[2]


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour(), address=NOTHING_THERE)
    assert run.returncode == 1
    assert "it cannot be reached" in lines(run)
    assert "OPENAI_BASE_URL" in lines(run).partition("To do: ")[2]


def test_one_that_sends_no_json_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour(raw=b"data: {nonsense\n\n"))
    assert run.returncode == 1
    assert "it sent what cannot be read" in lines(run)


def test_one_that_breaks_off_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour(f"{SAID} [{number()}]. But", breaks_off=True))
    assert run.returncode == 1
    assert "its answer broke off" in lines(run)


def test_one_that_never_ends_is_told_and_left(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour("Gout is", endless=True), ASSISTANT_LLM_SECONDS="0.5")
    assert run.returncode == 1
    assert "did not come to an end within 0.5 seconds" in lines(run)
    assert "ASSISTANT_LLM_SECONDS" in lines(run).partition("To do: ")[2]


def test_one_that_writes_too_much_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour("Gout is", endless=True), ASSISTANT_LLM_TOKENS="16")
    assert run.returncode == 1
    assert "ASSISTANT_LLM_TOKENS" in lines(run).partition("To do: ")[2]


def test_one_that_sends_no_word_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour(""))
    assert run.returncode == 1
    assert "it wrote nothing" in lines(run)


@pytest.mark.parametrize("words", [" ", "<think> It says 30-70% [1]."])
def test_one_that_writes_nothing_is_told(tmp_path: Path, words: str) -> None:
    run = check(tmp_path, Behaviour(words))
    assert run.returncode == 1
    assert "Marks: 0 of 0 sentences" in lines(run)
    assert "It wrote nothing" in lines(run)


def test_one_that_ignores_the_marks_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour(f"{SAID}. It is treated with steroids."))
    assert run.returncode == 1
    assert "Marks: 0 of 2 sentences cite a passage" in lines(run)
    assert "It cites no passage" in lines(run)


def test_one_that_writes_on_without_marks_is_stopped(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour("Children have it. " * 40, endless=True))
    assert "It cites no passage" in lines(run)


def test_one_that_changes_what_it_cites_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour(f"It is estimated that 3-7% of adults have calcinosis [{number()}]."))
    assert run.returncode == 1
    assert "0 passed, 1 replaced" in lines(run)
    assert "changes what it cites" in lines(run)


def test_one_that_finds_no_answer_is_told(tmp_path: Path) -> None:
    run = check(tmp_path, Behaviour("NOT ANSWERED"))
    assert run.returncode == 1
    assert "the passages hold no answer, which they do" in lines(run)


def test_without_a_chat_model_the_setting_is_named(tmp_path: Path) -> None:
    assert "ASSISTANT_LLM" in refused(assistant("check-model", home=tmp_path))


@pytest.mark.parametrize(
    ("model", "said"), [("openai:small", "OPENAI_API_KEY"), ("nowhere:small", "nowhere:small")]
)
def test_a_model_that_cannot_be_had_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, said: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert said in refused(assistant("check-model", home=tmp_path, ASSISTANT_LLM=model))


@pytest.mark.skipif(find_spec("langchain_ollama") is not None, reason="langchain-ollama is installed here")
def test_a_provider_whose_package_is_not_installed_names_the_extra(tmp_path: Path) -> None:
    told = refused(assistant("check-model", home=tmp_path, ASSISTANT_LLM="ollama:llama3.2"))
    assert "pip install -c constraints.txt -e '.[ollama]'" in told
