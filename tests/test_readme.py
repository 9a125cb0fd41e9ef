"""The README agrees with the code: its settings, its commands, and where its picture lies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

import corpus
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
    named = set(re.findall(r"^\| `assistant (\w+)", README, re.M))
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
