"""The command that makes the index: index, once or for as long as it watches."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import UserError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.changes import Changes

# What a shell reports of a program that Ctrl-C ended.
INTERRUPTED = 130
Run = Callable[[bool], "Changes"]


def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files and folders; the bundled documents when none is given. "
            "What was uploaded on the page comes with them."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything anew.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Then keep the index in step with the files, until Ctrl-C.")
    ] = False,
) -> None:
    """Make the index hold the given files and folders, what was uploaded on the page, and nothing else."""
    from assistant.settings import load_settings
    from assistant.uploads import with_uploads
    from corpus.files import bundled_documents

    if as_json and watch:
        raise UserError("--json prints one object and --watch goes on for ever: take one of them.")
    settings = load_settings()
    named = with_uploads(paths or [bundled_documents()], settings)
    run = _prepared(named, settings)
    # An ending that can be asked for (a time limit, a closed terminal) is told of like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        changes = run(rebuild)
    except KeyboardInterrupt:
        _stopped(rebuild)
        raise typer.Exit(INTERRUPTED) from None
    _print(changes, as_json=as_json)
    if watch:
        _watch(named, run, changes)
    elif changes.unreadable:
        raise typer.Exit(1)


def _prepared(paths: Sequence[Path], settings: Settings) -> Run:
    """Return what makes the index match `paths`, with a bar; its argument tells whether to rebuild it."""
    from assistant.cli.terminal import progress_bar
    from assistant.opening import index_files
    from index.models.embedder import Embedder

    embedder = Embedder(settings.embedding_model, settings.sound_weights)

    def run(rebuild: bool) -> Changes:
        with progress_bar() as progress:
            return index_files(settings, paths, embedder, progress, rebuild=rebuild)

    return run


def _print(changes: Changes, *, as_json: bool) -> None:
    from assistant.cli.terminal import console, fault_lines, print_json, summary

    for line in fault_lines(changes):
        console(errors=True).print(line, soft_wrap=True)
    if as_json:
        print_json(
            asdict(changes)
            | {
                "unreadable": [{"file": path, "reason": reason} for path, reason in changes.unreadable],
                "duplicates": [{"file": path, "document": copied} for path, copied in changes.duplicates],
                "warnings": [{"file": path, "warning": warning} for path, warning in changes.warnings],
            }
        )
    else:
        console().print(summary(changes), soft_wrap=True)


def _watch(paths: Sequence[Path], run: Run, found: Changes) -> None:
    """Keep the index in step with `paths`, a line a change, until Ctrl-C.

    `found` is what the first run found. What goes wrong is said when it is new, and watching goes on.
    """
    from assistant.cli.terminal import change_lines, console, fault_lines
    from index.watching import changes

    out, errors, said = console(), console(errors=True), fault_lines(found)
    out.print("Watching for changes; Ctrl-C ends it.")
    try:
        for _ in changes(paths):
            try:
                earlier, found = found, run(False)
                faults = fault_lines(found)
                for line in change_lines(found, earlier):
                    out.print(line, soft_wrap=True)
            except UserError as error:
                faults = [str(error)]
            for line in faults:
                if line not in said:
                    errors.print(line, soft_wrap=True)
            said = faults
    except KeyboardInterrupt:
        out.print("Stopped watching.")


def _stopped(rebuild: bool) -> None:
    from assistant.cli.terminal import console

    kept = (
        "The index is as it was; a rebuild begins anew."
        if rebuild
        else ("What was done is kept; run the same command to go on.")
    )
    console(errors=True).print(f"Stopped. {kept}", soft_wrap=True)
