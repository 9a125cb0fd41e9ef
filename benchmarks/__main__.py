"""The entry of `python -m benchmarks DATA`."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError

RESULTS = Path(__file__).with_name("RESULTS.md")


def bench(
    data: Annotated[
        Path, typer.Argument(help="Folder of question sets: folders with documents/ and gold.jsonl.")
    ],
    only: Annotated[str | None, typer.Option("--set", metavar="NAME", help="Run this set alone.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask so many questions of each set.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="File to write; a whole run writes benchmarks/RESULTS.md.")
    ] = None,
    work: Annotated[Path | None, typer.Option(help="Folder in which the indexes are kept.")] = None,
) -> None:
    """Print the assistant beside what a user would build instead, as Markdown."""
    from benchmarks.measuring import measure
    from benchmarks.question_sets import find_sets
    from benchmarks.results import introduction, section
    from benchmarks.timed_embedder import TimedEmbedder

    sets = find_sets(data, only, limit)
    # A part of the questions is for trying things out, and does not take the place of the results of the day.
    target = output or (RESULTS if only is None and limit is None else None)
    if target:
        _check(target)
    embedder = TimedEmbedder()
    parts = [introduction()]
    typer.echo(parts[0])
    with ExitStack() as stack:
        folder = work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for questions in sets:
            parts.append(section(measure(questions, embedder, folder / questions.name)))
            typer.echo(parts[-1])
    if target:
        _write(target, "\n".join(parts))


def _check(target: Path) -> None:
    """Raise `UserError` when `target` cannot be a file: better now than after the questions."""
    if target.is_dir() or not target.parent.is_dir():
        raise UserError(f"{target} cannot be written; name a file in a folder that exists.")


def _write(target: Path, text: str) -> None:
    from benchmarks.results import by_hand

    try:
        kept = by_hand(target.read_text(encoding="utf-8")) if target.exists() else ""
        target.write_text(text + kept, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror or error}.") from error


def main() -> None:
    """Run the command; what a person can mend is said in one line, with status 1."""
    try:
        typer.run(bench)
    except UserError as error:
        sys.stderr.write(f"Error: {error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
