"""The ablation: a line for each part that is left out, with what became of the questions."""

from __future__ import annotations

import json

import pytest

from assistant.settings import Settings
from benchmarks.ablation import COLUMNS, READ, measured
from index.models.embedder import Embedder
from index.synchronise import synchronise

GOUT = """# Gout

## Attacks

Colchicine 500 micrograms is given twice a day in an acute attack of gout.

Naproxen 500 mg is an alternative.

## Other diseases

Pericarditis is an inflammation around the heart.
"""
QUESTIONS = (
    {
        "id": "dose",
        "question": "What is the dose of colchicine in gout?",
        "answerable": True,
        "answer": "500 micrograms twice a day",
        "facts": ["500 micrograms"],
        "evidence": [{"document": "gout", "quote": "Colchicine 500 micrograms"}],
    },
    {"id": "other", "question": "What is the dose of colchicine in pericarditis?", "answerable": False},
)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> dict[str, tuple[str, ...]]:
    home = tmp_path_factory.mktemp("ablation")
    (home / "gout.md").write_text(GOUT, "utf-8")
    gold = home / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, QUESTIONS)), "utf-8")
    settings = Settings(home=home)
    synchronise(settings.index_folder, [home / "gout.md"], embedder)
    return {name: figures for name, *figures in measured(gold, settings)}  # type: ignore[misc]


def test_there_is_a_line_for_all_and_for_each_part_that_is_left_out(
    lines: dict[str, tuple[str, ...]],
) -> None:
    read = [f"reads {count} passages" for count in READ]
    assert list(lines) == ["all", *read, "without the reader", "without the requirements"]
    assert all(len(figures) == len(COLUMNS) for figures in lines.values())


def test_the_requirements_refuse_the_dose_in_another_disease(lines: dict[str, tuple[str, ...]]) -> None:
    right, refused = COLUMNS.index("right"), COLUMNS.index("others refused")
    assert (lines["all"][right], lines["all"][refused]) == ("1.000", "1 of 1")
    assert lines["without the requirements"][refused] == "0 of 1"
