"""The entry of `python -m benchmarks.reading`: how well documents are read, layout by layout."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError

RESULTS = Path(__file__).with_name("READING.md")
SEEDS = 3
LONGEST_SHOWN = 160


def measure_reading(
    only: Annotated[
        str | None,
        typer.Option("--layout", metavar="NAME", help="Read this layout alone, and say what is lost."),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Make so many documents in each layout.")] = SEEDS,
    first: Annotated[int, typer.Option(help="The first document's seed.")] = 1,
    output: Annotated[
        Path | None, typer.Option(help="File to write; a whole run writes benchmarks/READING.md.")
    ] = None,
    documents: Annotated[Path | None, typer.Option(help="Folder to keep the documents in.")] = None,
) -> None:
    """Print how whole the paragraphs of documents come out, beside pypdf with a splitter, as Markdown."""
    from benchmarks.layouts import LAYOUTS
    from benchmarks.reading_results import measure, table
    from benchmarks.reading_systems import read_with_assistant, read_with_recipe

    names = [make.__name__.replace("_", "-") for make in LAYOUTS]
    if only is not None and only not in names:
        raise UserError(f"There is no layout named {only!r}; there are {', '.join(names)}.")
    measured = []
    for name, make in zip(names, LAYOUTS, strict=True):
        if only in (None, name):
            made = [make(seed) for seed in range(first, first + seeds)]
            for seed, layout in enumerate(made, start=first):
                _keep(documents, f"{seed}-{layout.file_name}", layout.data)
            measured.append(measure(made, read_with_assistant, read_with_recipe))
    text = f"# How documents are read\n\n{_provenance(seeds)}\n\n{table(measured)}"
    if only is None:
        from benchmarks.guidelines.results import measure_guidelines

        told = measure_guidelines(range(first, first + seeds))
        text += f"\n## What values are about\n\n{told}"
    typer.echo(text)
    if only is not None:
        _tell_lost(measured[0].assistant)
    target = output or (RESULTS if only is None and seeds >= SEEDS else None)
    _keep(target and target.parent, target.name if target else "", text.encode())


def _provenance(seeds: int) -> str:
    from assistant.evaluation.provenance import commit

    return f"{datetime.now(UTC):%Y-%m-%d}, commit {commit() or 'unknown'}. {seeds} documents in each layout."


def _tell_lost(scores: tuple[object, ...]) -> None:
    """Print the beginnings of the paragraphs that did not come out, and of what came out in their place."""
    from benchmarks.paragraph_score import ParagraphScore

    for score in scores:
        assert isinstance(score, ParagraphScore)
        for sign, texts in (("lost", score.lost), ("untrue", score.untrue)):
            for each in texts:
                typer.echo(f"{sign}, page {each.page}: {each.text[:LONGEST_SHOWN]!r}")


def _keep(folder: Path | None, name: str, data: bytes) -> None:
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    except OSError as error:
        raise UserError(f"{folder / name} cannot be written: {error.strerror or error}.") from error


def main() -> None:
    """Run the command; what a person can mend is said in one line, with status 1."""
    try:
        typer.run(measure_reading)
    except UserError as error:
        sys.stderr.write(f"Error: {error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
