"""Gold files of public formats as the tests write them, and what reading them says."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.gold import GoldQuestion, read_gold
from corpus.errors import UserError


def read(folder: Path, content: object) -> tuple[GoldQuestion, ...]:
    """Return the questions of a file that holds `content` as JSON."""
    path = folder / "gold.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return read_gold(path)


def faults(folder: Path, content: object) -> list[str]:
    """Return the faults of a file that holds `content` as JSON, each "field: reason"."""
    with pytest.raises(UserError) as caught:
        read(folder, content)
    first, *rest = str(caught.value).splitlines()
    prefix = f"{folder / 'gold.json'}: "
    assert first.startswith(f"The gold file {folder / 'gold.json'}, read as ")
    assert f"{len(rest)} fault" in first
    assert all(line.startswith(prefix) for line in rest)
    return [line.removeprefix(prefix) for line in rest]
