"""The benchmark as a person runs it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from bench_sets import answerable, unanswerable, write_set
from clinical_library import TEXTS
from run_here import Run, run_here

from benchmarks.__main__ import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "benchmarks" / "RESULTS.md"

# Each is a paragraph and short enough to be a chunk, so the recipe and BM25 both cite all three.
GOUT = "Gout is caused by crystals of urate in the joints, and allopurinol prevents further attacks of it."
SCABIES = "Scabies is caused by a mite under the skin, and permethrin cream kills the mite within hours."
MIGRAINE = "Migraine is a headache that throbs on one side, and sumatriptan is given early in an attack."
SMALL = MappingProxyType({"gout.txt": GOUT, "scabies.txt": SCABIES, "migraine.txt": MIGRAINE})
SYSTEMS = ("assistant", "assistant, never refusing", "recipe", "BM25")
FIGURES = (
    "hit@1: the first citation is right",
    "hit@3: one of the first three is",
    "citations that are right",
    "ROUGE-2 recall",
    "ROUGE-2 F1",
    "words of an answer",
    "text holds the accepted answer",
    "AUROC, answerable or not",
    "calibration error: answers that are right",
    "calibration error: questions that are answerable",
    "accuracy, refusals included",
    "answerable, but refused",
    "unanswerable, and refused",
    "evidence among five passages",
    "nDCG@10 of the passages",
    "question, median",
    "question, 95th percentile",
    "indexing",
    "indexing, over embedding itself",
    "indexing, pieces per second",
)
Table = Mapping[str, Mapping[str, str]]


def bench(*words: str | Path) -> Run:
    environment = {**os.environ, "COLUMNS": "100"}
    return run_here(main, "benchmarks", *map(str, words), typed="", environment=environment)


def table(markdown: str, name: str) -> Table:
    """Return the figures of the set `name`: by row and by system."""
    section = markdown.split(f"## {name}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def values(found: Table, row: str, *systems: str) -> list[float]:
    return [float(found[row][system].split()[0]) for system in systems]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give two sets: a small one whose figures can be worked out by hand, and the library's."""
    data = tmp_path_factory.mktemp("sets")
    write_set(
        data / "small",
        SMALL,
        [
            answerable("q1", "Which cream kills the mite that causes scabies?", "scabies", SCABIES),
            answerable("q2", "What is given early in an attack of migraine?", "migraine", MIGRAINE),
            # Words lead elsewhere than the evidence: wrong at first, right among three.
            answerable("q3", "What causes scabies under the skin, the mite?", "gout", GOUT),
            unanswerable("u1", "Who won yesterday's football match?"),
        ],
    )
    write_set(
        data / "library",
        TEXTS,
        [
            answerable("q1", "What prevents attacks of gout?", "gout", "Allopurinol lowers the urate"),
            unanswerable("u1", "What is the dose of amoxicillin for otitis media?"),
        ],
    )
    (data / "no-set").mkdir()
    return data


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("output") / "results.md"


@pytest.fixture(scope="module")
def markdown(data: Path, output: Path) -> str:
    run = bench(data, "--output", output)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def small(markdown: str) -> Table:
    return table(markdown, "small")


@pytest.mark.parametrize("name", ["small", "library"])
def test_every_figure_of_every_system_is_in_the_table_of_each_set(markdown: str, name: str) -> None:
    found = table(markdown, name)
    assert tuple(found) == FIGURES
    assert all(tuple(row) == SYSTEMS for row in found.values())
    empty = {(row, system) for row in found for system in SYSTEMS if found[row][system] == "–"}
    # A chunk is no paragraph that could be looked for in a ranking.
    assert empty >= {("evidence among five passages", "recipe"), ("nDCG@10 of the passages", "recipe")}
    # BM25 embeds nothing.
    empty -= {("indexing, over embedding itself", "BM25")}
    assert {system for _, system in empty} <= {"recipe", "assistant"}


def test_the_hand_worked_set_gives_its_figures_for_the_recipe_and_for_bm25(small: Table) -> None:
    baselines = ("recipe", "BM25")
    assert values(small, "hit@1: the first citation is right", *baselines) == [0.667, 0.667]
    assert values(small, "hit@3: one of the first three is", *baselines) == [1.0, 1.0]
    assert values(small, "citations that are right", *baselines) == [0.333, 0.333]
    assert values(small, "ROUGE-2 recall", *baselines)[0] == values(small, "ROUGE-2 recall", *baselines)[1]
    assert values(small, "text holds the accepted answer", *baselines) == [0.667, 0.667]
    assert values(small, "AUROC, answerable or not", *baselines) == [1.0, 1.0]
    assert values(small, "accuracy, refusals included", *baselines) == [0.75, 0.75]
    assert values(small, "evidence among five passages", "BM25") == [1.0]


def test_only_the_assistant_with_its_threshold_refuses(small: Table) -> None:
    assert values(small, "unanswerable, and refused", *SYSTEMS) == [1.0, 0.0, 0.0, 0.0]
    assert values(small, "answerable, but refused", *SYSTEMS[1:]) == [0.0, 0.0, 0.0]
    assert small["AUROC, answerable or not"]["assistant"] == small["AUROC, answerable or not"][SYSTEMS[1]]


def test_quality_comes_with_its_interval_and_time_with_its_unit(small: Table) -> None:
    value, interval = small["hit@1: the first citation is right"]["recipe"].split()
    low, high = map(float, interval.strip("()").split("–"))
    assert low <= float(value) <= high
    assert " ms" in small["question, median"]["BM25"]
    assert small["indexing"]["recipe"].endswith(" s")
    assert re.fullmatch(r"[+-]\d+%", small["indexing, over embedding itself"]["assistant"])
    assert small["indexing, pieces per second"]["recipe"].endswith("/s of 3 chunks")
    assert small["indexing, pieces per second"]["assistant"].endswith("/s of 3 paragraphs")


def test_the_file_holds_what_was_printed_and_nothing_of_the_data(
    markdown: str, output: Path, data: Path
) -> None:
    written = output.read_text(encoding="utf-8")
    assert written.strip() == markdown.strip()
    assert "3 documents; 4 questions, 3 of them answerable." in written
    for secret in ("mite", "allopurinol", "football", "urate", str(data), str(ROOT)):
        assert secret not in written
    for known in ("commit", "python 3.", "chromadb 1.", "torch 2.", "CPUs", "GiB"):
        assert known in written


def test_a_part_of_a_run_asks_so_many_questions_and_leaves_the_results_of_the_day_alone(
    data: Path, tmp_path: Path
) -> None:
    before = RESULTS.read_bytes() if RESULTS.exists() else None
    words = ("--set", "small", "--limit", "2", "--work", tmp_path / "work")
    first = bench(data, *words)
    again = bench(data, *words)
    assert first.returncode == again.returncode == 0, first.stderr + again.stderr
    assert "3 documents; 2 questions" in first.stdout
    assert "## library" not in first.stdout
    assert (RESULTS.read_bytes() if RESULTS.exists() else None) == before
    # The indexes are still there the second time, so there is nothing to be timed.
    assert table(first.stdout, "small")["indexing"]["recipe"].endswith(" s")
    kept = table(again.stdout, "small")["indexing"]
    assert kept["assistant"] == kept["recipe"] == "–"
    assert kept["BM25"].endswith(" s")
    for row in FIGURES[:14]:
        assert table(first.stdout, "small")[row] == table(again.stdout, "small")[row]


def refused(*words: str | Path) -> str:
    """Return the one line that a refused command printed."""
    run = bench(*words)
    assert run.returncode == 1
    assert run.stdout == ""
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 1, run.stderr
    return lines[0]


def test_a_folder_without_sets_is_told_in_one_line(tmp_path: Path) -> None:
    assert "There is no question set below" in refused(tmp_path / "none")
    (tmp_path / "set" / "documents").mkdir(parents=True)
    assert "each hold documents/ and gold.jsonl" in refused(tmp_path)


def test_an_unknown_set_is_told_with_those_there_are(data: Path) -> None:
    assert refused(data, "--set", "smal").endswith("there are library, small.")


def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(data: Path, tmp_path: Path) -> None:
    assert "cannot be written" in refused(data, "--output", tmp_path / "none" / "results.md")


def test_faults_of_a_gold_file_are_told_with_their_lines(tmp_path: Path) -> None:
    write_set(tmp_path / "broken", SMALL, [{"id": "q1", "question": "Why?"}])
    run = bench(tmp_path)
    assert run.returncode == 1
    assert "gold.jsonl:1: answerable: is missing" in run.stderr
    assert "Traceback" not in run.stderr
