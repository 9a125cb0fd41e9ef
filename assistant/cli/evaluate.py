"""The command that measures: eval."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.terminal import indexed, opened
from corpus.errors import UserError

if TYPE_CHECKING:
    from assistant.evaluation import Case, Comparison, Grounded, Provenance, RunFile, Summary
    from assistant.evaluation.grounding import Missing
    from assistant.settings import Settings

# What a shell reports of a program that Ctrl-C ended.
INTERRUPTED = 130


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Gold questions: JSON lines, SQuAD's JSON or BioASQ's.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Only check the file, and that its evidence is indexed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a JSON line per question with its answer.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a page to read and print, DIR/index.html.")
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Compare with the run that --cases wrote into RUN.")
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="METRIC=VALUE", help="End with status 1 when a metric is worse; repeatable."),
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Go on with the run that was interrupted.")
    ] = None,
) -> None:
    """Answer gold questions and print how good the answers are."""
    from assistant.cli.terminal import print_json
    from assistant.evaluation import ground, provenance, read_gold, read_limits, shortfalls, summarise
    from assistant.evaluation.case import harm_in_words
    from assistant.evaluation.run import earlier_cases, kept_cases, open_run_file
    from assistant.settings import load_settings

    settings = load_settings()
    if check:
        _check(gold, settings)
        return
    limits = read_limits(fail_under or ())
    questions = read_gold(gold)
    documents = indexed(settings)
    grounded = ground(questions, documents)
    source = provenance(gold, documents, settings)
    asked = [item.gold for item in grounded]
    earlier = earlier_cases(compare, asked, source) if compare else None
    _make_room(report, cases)
    kept = kept_cases(resume, asked, source) if resume else {}
    _warn_of_missing(grounded)
    with open_run_file(cases, resume, source, settings.home.expanduser() / "unfinished") as file:
        answered = _answer(grounded, kept, file, settings)
    summary = summarise(answered)
    comparison = _compared(earlier, answered) if earlier is not None else None
    if report:
        _report(report, summary, answered, source)
    short = shortfalls(summary, limits)
    if as_json:
        print_json(_as_json(summary, source, comparison, short))
    else:
        _print(summary, comparison, harm_in_words(answered))
    _fail(short)


def _fail(shortfalls: Sequence[str]) -> None:
    """Print what falls short, a line each, and end with status 1 if anything does."""
    from assistant.cli.terminal import console

    for line in shortfalls:
        console(errors=True).print(line, soft_wrap=True)
    if shortfalls:
        raise typer.Exit(1)


def _check(gold: Path, settings: Settings) -> None:
    """Say what is in the file and which quotes stand in no indexed document; then end with status 1."""
    from assistant.cli.terminal import console
    from assistant.evaluation import read_gold
    from assistant.evaluation.grounding import unsupported

    questions = read_gold(gold)
    answerable = sum(question.answerable for question in questions)
    out = console()
    count = f"{len(questions)} question{'s' * (len(questions) != 1)}"
    out.print(
        f"{gold}: no faults in {count}, {answerable} answerable, {len(questions) - answerable} not.",
        soft_wrap=True,
    )
    missing = unsupported(questions, indexed(settings))
    for item in missing:
        out.print(f"{item.question}: {_place(item)}", soft_wrap=True)
    if missing:
        raise typer.Exit(1)
    out.print("Every quote of its evidence stands in an indexed paragraph.")


def _place(missing: Missing) -> str:
    """Say which quote stands nowhere and what comes closest to it."""
    where = f"in no paragraph of {missing.document}" if missing.indexed else "in no indexed document"
    unknown = "" if missing.indexed else f" ({missing.document} is not indexed)"
    text = f'"{missing.quote}" stands {where}{unknown}.'
    if missing.closest is None:
        return text
    return f'{text} Closest ({missing.similarity:.0%}): {missing.closest.id} "{missing.closest.text}"'


def _make_room(report: Path | None, cases: Path | None) -> None:
    """Find out before the questions are asked that there is no place for what is to be written."""
    from assistant.evaluation.report import check_report_folder

    if report:
        check_report_folder(report)
    if cases and cases.is_dir():
        raise UserError(f"The cases cannot be written to {cases}: it is a folder; name a file in it.")


def _warn_of_missing(grounded: Sequence[Grounded]) -> None:
    from assistant.cli.terminal import console

    missing = sum(not paragraphs for item in grounded for paragraphs in item.expected)
    if missing:
        console(errors=True).print(
            f"{missing} evidence quote{' stands' if missing == 1 else 's stand'} in no indexed paragraph; "
            "`assistant eval --check` names them.",
            soft_wrap=True,
        )


def _answer(
    grounded: Sequence[Grounded], kept: Mapping[str, Case], file: RunFile, settings: Settings
) -> tuple[Case, ...]:
    """Ask what is not kept yet, with a bar; end with a hint on how to go on when that is interrupted."""
    from assistant.cli.terminal import console

    done: list[Case] = []
    # An ending that can be asked for (a time limit, a closed terminal) is told of like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if len(kept) < len(grounded):
            _ask(grounded, kept, file, settings, done)
    except KeyboardInterrupt:
        answered = len({*kept, *(case.gold.id for case in done)})
        hint = f" and kept; go on with --resume {file.part}" if answered else ""
        console(errors=True).print(
            f"Stopped: {answered} of {len(grounded)} questions are answered{hint}.", soft_wrap=True
        )
        raise typer.Exit(INTERRUPTED) from None
    file.finish()
    return tuple(done) or tuple(kept[item.gold.id] for item in grounded)


def _ask(
    grounded: Sequence[Grounded],
    kept: Mapping[str, Case],
    file: RunFile,
    settings: Settings,
    done: list[Case],
) -> None:
    from assistant.cli.terminal import progress_bar
    from assistant.evaluation import run

    assistant = opened(settings)
    assistant.warm()
    with progress_bar() as progress:
        for case in run(grounded, assistant.stream, kept):
            if case.gold.id not in kept:
                file.add(case)
            done.append(case)
            progress("Asking", len(done), len(grounded))


def _report(folder: Path, summary: Summary, cases: Sequence[Case], source: Provenance) -> None:
    from assistant.cli.terminal import console
    from assistant.evaluation.report import write_report

    console(errors=True).print(f"Report: {write_report(folder, summary, cases, source)}", soft_wrap=True)


def _compared(earlier: Sequence[Case], now: Sequence[Case]) -> Comparison:
    from assistant.cli.terminal import console
    from assistant.evaluation import compare

    comparison = compare(earlier, now)
    if comparison.questions < len(now):
        console(errors=True).print(
            f"The earlier run answered {comparison.questions} of {len(now)} questions; these are compared.",
            soft_wrap=True,
        )
    return comparison


def _print(summary: Summary, comparison: Comparison | None, harm: str) -> None:
    from assistant.cli.terminal import console
    from assistant.evaluation.table import render, render_comparison, turned

    out = console()
    if harm:
        out.print(harm, soft_wrap=True)
    for table in render(summary):
        out.print(table)
    if comparison:
        out.print(render_comparison(comparison))
        for line in turned(comparison):
            out.print(line, soft_wrap=True)


def _as_json(
    summary: Summary, source: Provenance, comparison: Comparison | None, short: Sequence[str]
) -> dict[str, Any]:
    whole = summary.to_json() | {"run": asdict(source), "shortfalls": list(short)}
    return whole | ({"comparison": comparison.to_json()} if comparison else {})
