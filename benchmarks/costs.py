"""What a command costs beside another checkout of this project, measured side by side on this machine.

    python -m benchmarks.costs OTHER [--runs 5]

OTHER is the folder of the other checkout, set up with `make`. Each command runs by turns here and there; the
ratios are of the medians, so a machine that is busy now and then does them little harm.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

HERE = Path(__file__).parents[1]
QUESTION = "What share of children with JDM have calcinosis?"
COMMANDS = {"--help": ["--help"], "documents": ["documents"], "ask": ["ask", QUESTION]}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took: seconds by the clock and of CPU, and megabytes at most."""

    wall: float
    cpu: float
    memory: float


def measure(checkout: Path, words: list[str], home: Path) -> Cost:
    """Run `assistant` of a checkout, with its data in `home`, in a process that is waited for alone."""
    program = [str(checkout / ".venv" / "bin" / "python"), "-P", "-m", "assistant", *words]
    environment = os.environ | {"ASSISTANT_HOME": str(home), "PYTHONPATH": str(checkout)}
    started = time.perf_counter()
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, env=environment, cwd=home) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"`assistant {' '.join(words)}` of {checkout} ended with {process.returncode}.")
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compare(other: Path, words: list[str], homes: tuple[Path, Path], runs: int) -> tuple[Cost, Cost]:
    """Return the medians of a command here and in the `other` checkout, after one run of each to warm up."""
    checkouts = (HERE, other)
    found: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(runs + 1):
        for checkout, home, costs in zip(checkouts, homes, found, strict=True):
            cost = measure(checkout, words, home)
            if turn:
                costs.append(cost)
    here, there = (
        Cost(*(statistics.median(values) for values in zip(*map(_numbers, costs), strict=True)))
        for costs in found
    )
    return here, there


def _numbers(cost: Cost) -> tuple[float, float, float]:
    return cost.wall, cost.cpu, cost.memory


def main(
    other: Annotated[Path, typer.Argument(help="Folder of the other checkout.", exists=True)],
    runs: Annotated[int, typer.Option(min=1, help="Runs of each command, here and there.")] = 5,
) -> None:
    """Print what commands cost here, there, and in proportion."""
    sys.stdout.write(f"{'command':<12}{'':<12}{'here':>9}{'there':>9}{'ratio':>8}\n")
    with tempfile.TemporaryDirectory() as temporary:
        homes = (Path(temporary, "here"), Path(temporary, "there"))
        for home in homes:
            home.mkdir()
        for name, words in COMMANDS.items():
            if name != "--help":
                # The first question indexes the bundled document, and is nobody's measure.
                for checkout, home in zip((HERE, other), homes, strict=True):
                    measure(checkout, ["ask", QUESTION], home)
            here, there = compare(other.absolute(), words, homes, runs)
            sys.stdout.write("".join(_rows(name, here, there)))
            sys.stdout.flush()


def _rows(name: str, here: Cost, there: Cost) -> Iterator[str]:
    units = ("wall, s", "CPU, s", "memory, MB")
    for unit, ours, theirs in zip(units, _numbers(here), _numbers(there), strict=True):
        yield f"{name:<12}{unit:<12}{ours:>9.2f}{theirs:>9.2f}{ours / theirs:>8.2f}\n"


if __name__ == "__main__":
    typer.run(main)
