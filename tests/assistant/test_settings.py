"""Settings come from the environment, from a file or as arguments; a wrong one is named, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import load_settings
from corpus.errors import UserError


def test_the_defaults_need_no_key_and_no_network() -> None:
    settings = load_settings()
    assert settings.llm is None
    assert settings.embedding_model == "all-MiniLM-L6-v2"
    assert settings.host == "127.0.0.1"
    assert settings.port == 7860


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PASSAGES", "5")
    assert load_settings().passages == 5


def test_a_file_sets_them_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('passages = 5\nport = 8000\nllm = "ollama:llama3.2"\n', encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_SETTINGS", str(file))
    monkeypatch.setenv("ASSISTANT_PORT", "9000")
    settings = load_settings()
    assert (settings.passages, settings.port, settings.llm) == (5, 9000, "ollama:llama3.2")


def test_an_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PASSAGES", "5")
    assert load_settings(passages=7).passages == 7


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PASAGES", "5")
    with pytest.raises(UserError, match=r"ASSISTANT_PASAGES.*Known are .*ASSISTANT_PASSAGES"):
        load_settings()


def test_an_unknown_key_in_the_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("pasages = 5\n", encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_SETTINGS", str(file))
    with pytest.raises(UserError, match="PASAGES"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSAGES", "0"),
        ("PASSAGES", "many"),
        ("THRESHOLD", "1.5"),
        ("PORT", "99999"),
        ("MAX_STATEMENTS", "-1"),
        ("LLM", "no-provider"),
        ("EMBEDDING_WEIGHT", "nan"),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    with pytest.raises(UserError, match=f"ASSISTANT_{name}") as refused:
        load_settings()
    assert "\n" not in str(refused.value)


def test_every_fault_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PASSAGES", "0")
    monkeypatch.setenv("ASSISTANT_PORT", "0")
    with pytest.raises(UserError, match=r"PASSAGES.*PORT|PORT.*PASSAGES"):
        load_settings()


def test_a_settings_file_that_is_missing_or_broken_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_SETTINGS", str(tmp_path / "none.toml"))
    with pytest.raises(UserError, match=r"none\.toml"):
        load_settings()
    broken = tmp_path / "broken.toml"
    broken.write_text("passages = = 5", encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_SETTINGS", str(broken))
    with pytest.raises(UserError, match="cannot be read"):
        load_settings()
