"""Damaged files of every format are read or refused with a reason; nothing crashes, nothing hangs.

To see one again: `python tests/corpus/formats/read_mutants.py .pdf 17 18 60`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from mutations import mutate
from small_files import SMALL_FILES

from corpus.formats import FORMATS, Format

pytestmark = pytest.mark.slow

MUTANTS = 1000
SECONDS_A_MUTANT = 5
SECONDS = 240
PROCESSES = 2
FEWEST_READ = 100

Finished = subprocess.CompletedProcess[str]


def ending_of(each: Format) -> str:
    return next((ending for ending in each.endings if ending in SMALL_FILES), "")


@pytest.fixture(scope="module")
def runs() -> Iterator[Mapping[str, Future[Finished]]]:
    """Give the run of each format's mutants, two at a time."""
    with ThreadPoolExecutor(PROCESSES) as pool:
        yield {each.name: pool.submit(read_mutants, ending_of(each)) for each in FORMATS if ending_of(each)}


def read_mutants(ending: str) -> Finished:
    program = Path(__file__).with_name("read_mutants.py")
    command: list[str] = [
        sys.executable,
        "-X",
        "faulthandler",
        str(program),
        ending,
        "0",
        str(MUTANTS),
        str(SECONDS_A_MUTANT),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_no_mutant_of_a_file_crashes_or_hangs(each: Format, runs: Mapping[str, Future[Finished]]) -> None:
    assert each.name in runs, f"write a small file of the format {each.name} in small_files.py"
    run = runs[each.name].result()
    said = run.stdout.splitlines()
    ended = f"the process ended with {run.returncode} at {said[-1:]}: {run.stderr[-2000:]}"
    assert run.returncode == 0, ended
    assert [line for line in said if line.startswith("fault")] == []
    assert int(said[-1].split()[1]) >= FEWEST_READ, "the mutations leave too little to be read"


def test_a_mutant_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    data = SMALL_FILES[".docx"]()
    mutants = [mutate(data, seed) for seed in range(50)]
    assert mutants == [mutate(data, seed) for seed in range(50)]
    assert len(set(mutants)) > 40
