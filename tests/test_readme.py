"""The README agrees with the code: its settings, its commands, and where its picture lies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import corpus
from assistant.assistant import Assistant
from assistant.cli.command_line import app
from assistant.evaluation import METRICS
from assistant.settings import Settings

ROOT = Path(corpus.__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_there_with_its_default(name: str) -> None:
    field = Settings.model_fields[name]
    (row,) = re.findall(rf"^\| `ASSISTANT_{name.upper()}` \| (.*?) \| (.*) \|$", README, re.M)
    default, description = row
    unnamed = ("home", "llm", "reranker", "password", "ocr", "root_path", "users", "proxies", "feedback")
    if name not in unnamed:
        assert default == f"`{field.default}`"
    assert description == field.description


def test_every_command_stands_there() -> None:
    commands = getattr(get_command(app), "commands", {})
    named = set(re.findall(r"^\| `assistant ([\w-]+)", README, re.M))
    assert named == set(commands)


def test_no_other_setting_stands_there() -> None:
    named = set(re.findall(r"ASSISTANT_([A-Z_]+)", README)) - {"SETTINGS"}
    assert named <= {name.upper() for name in Settings.model_fields}


def test_every_metric_stands_there() -> None:
    evaluating = README[README.index("## Evaluating") : README.index("## How it works")]
    for name in METRICS:
        assert f"`{name}`" in evaluating


def test_every_option_of_eval_stands_there() -> None:
    evaluate = get_command(app).commands["eval"]  # type: ignore[attr-defined]
    for parameter in evaluate.params:
        for option in parameter.opts:
            assert not option.startswith("--") or option in README, option


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#:]+)\)", README))
def test_what_it_links_to_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


# An answer of every part: two words of it are mended.
ASKED = "What share of chldren with JDM have calcinossis?"
TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "number or null": (int, float, type(None)),
    "boolean": (bool,),
    "list": (list,),
    "object": (dict,),
    "object or null": (dict, type(None)),
}


def test_every_field_of_ask_as_json_stands_there_with_its_type(
    bundled_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(bundled_assistant.settings.home))
    printed = CliRunner().invoke(app, ["ask", ASKED, "--json", "--explain"]).stdout
    promised = dict(_promised_fields())
    found = dict(_fields(json.loads(printed)))

    assert set(found) == set(promised)
    for name, value in found.items():
        assert isinstance(value, TYPES[promised[name]]), name


def _promised_fields() -> Iterator[tuple[str, str]]:
    """Yield the fields of the table with their types; one type in a row is that of all its fields."""
    table = README[README.index("`assistant ask --json` prints") : README.index("## Limits")]
    for names, types, _ in re.findall(r"^\| (`.*?) \| (.*?) \| (.*) \|$", table, re.M):
        fields = re.findall(r"`([\w.]+)`", names)
        each = types.split(", ")
        yield from zip(fields, each if len(each) > 1 else each * len(fields), strict=True)


def _fields(printed: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """Yield the fields of an object and of the first object in each of its lists, with their values."""
    for name, value in printed.items():
        yield above + name, value
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from _fields(value[0], f"{above}{name}.")


def test_its_python_works(
    bundled_assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(bundled_assistant.settings.home))
    example, *_ = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(example, "README.md", "exec"), {})
    assert "steroids have been used" in capsys.readouterr().out
