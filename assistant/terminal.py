"""Answers, documents and progress as a terminal shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import typer
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer, Citation
from assistant.confidence import in_words
from corpus.document import Document, Paragraph
from index.synchronise import Changes
from index.synchronise import Progress as Report

CLOSEST = 3


def console(*, errors: bool = False) -> Console:
    """Return a console that takes nobody's text for markup."""
    return Console(stderr=errors, markup=False, highlight=False, emoji=False, soft_wrap=False)


def print_json(value: object) -> None:
    """Print `value` as JSON, whatever the width of the terminal."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_answer(out: Console, answer: Answer, documents: Sequence[Document]) -> None:
    """Print the answer with its marks, then its sources; without an answer, what comes closest."""
    if answer.standalone_question != answer.question:
        out.print(Text(f"Searched for: {answer.standalone_question}", style="dim"))
    out.print(Text(answer.text))
    if not (answer.answered or answer.passages):
        # Nothing was looked for: it was a greeting.
        return
    out.print(Text(f"Confidence: {in_words(answer.confidence)} ({answer.confidence:.2f})", style="dim"))
    out.print()
    if answer.answered:
        print_sources(out, answer.citations)
    else:
        _print_closest(out, answer, documents)


def print_sources(out: Console, citations: Sequence[Citation]) -> None:
    """Print each cited paragraph with its quote highlighted."""
    out.print(Text("Sources", style="bold"))
    for citation in citations:
        page = f", page {citation.page}" if citation.page else ""
        place = f"paragraph {citation.paragraph}{page} ({citation.document}#{citation.paragraph})"
        out.print(Text.assemble((f"[{citation.number}] ", "bold cyan"), f"{citation.title}, {place}"))
        out.print(Padding(highlighted(out, citation), (0, 0, 1, 4), expand=False))


def highlighted(out: Console, citation: Citation) -> Text:
    """Return the paragraph with its quote in bold, between » and « where there is no colour."""
    before, after = citation.text[: citation.start], citation.text[citation.end :]
    opening, closing = ("", "") if out.color_system else ("»", "«")
    return Text.assemble((before, "dim"), (f"{opening}{citation.quote}{closing}", "bold"), (after, "dim"))


def _print_closest(out: Console, answer: Answer, documents: Sequence[Document]) -> None:
    paragraphs = {paragraph.id: (document, paragraph) for document, paragraph in _all(documents)}
    out.print(Text("Closest passages (not an answer)", style="bold"))
    for passage in answer.passages[:CLOSEST]:
        found = paragraphs.get(f"{passage.document}#{passage.paragraph}")
        if found:
            document, paragraph = found
            out.print(Text(f"{document.title}, paragraph {paragraph.number} ({paragraph.id})"))
            out.print(Padding(Text(paragraph.text, style="dim"), (0, 0, 1, 4), expand=False))


def _all(documents: Sequence[Document]) -> Iterator[tuple[Document, Paragraph]]:
    return ((document, paragraph) for document in documents for paragraph in document.paragraphs)


def documents_table(documents: Sequence[Document]) -> Table:
    """Return the indexed documents as a table."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("document", overflow="fold")
    table.add_column("title", overflow="fold")
    table.add_column("paragraphs", justify="right")
    table.add_column("file", overflow="fold", style="dim")
    for document in documents:
        row = (document.id, document.title, str(len(document.paragraphs)), document.source)
        table.add_row(*map(Text, row))
    return table


def print_paragraphs(out: Console, document: Document, number: int | None) -> None:
    """Print a document, or the paragraph `number` of it between its neighbours."""
    out.print(Text(document.title, style="bold"))
    out.print(Text(document.source, style="dim"))
    heading = ""
    for paragraph in document.paragraphs:
        if number is not None and abs(paragraph.number - number) > 1:
            continue
        if paragraph.heading != heading:
            heading = paragraph.heading
            out.print(Text(f"\n{heading}", style="bold"))
        chosen = paragraph.number == number
        mark = "▶" if chosen else " "
        page = f" (page {paragraph.page})" if paragraph.page else ""
        out.print(Text(f"\n{mark} {paragraph.number}{page}", style="bold cyan" if chosen else "cyan"))
        out.print(
            Padding(
                Text(paragraph.text, style="" if chosen or number is None else "dim"),
                (0, 0, 0, 4),
                expand=False,
            )
        )


def summary(changes: Changes) -> str:
    """Return in one line what `index` did."""
    counts: Mapping[str, Sequence[object]] = {
        "new": changes.new,
        "changed": changes.changed,
        "unchanged": changes.unchanged,
        "removed": changes.removed,
        "not read": changes.unreadable,
    }
    done = ", ".join(f"{len(files)} {name}" for name, files in counts.items() if files or name != "not read")
    return f"{done}. The index holds {changes.paragraphs} paragraph{'s' * (changes.paragraphs != 1)}."


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Show a bar for each kind of work on the standard error, gone when it is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console(errors=True), transient=True)
    tasks: dict[str, TaskID] = {}

    def report(work: str, done: int, total: int) -> None:
        if not tasks:
            # Started late, since even a bar without work prints a line.
            bar.start()
        if work not in tasks:
            tasks[work] = bar.add_task(work, total=total)
        bar.update(tasks[work], completed=done, total=total)

    try:
        yield report
    finally:
        if tasks:
            bar.stop()
