"""Answers, documents and progress as a terminal shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from assistant.answer import Answer, Citation
from assistant.answering.checking import answer_text
from assistant.evidence.confidence import in_words
from assistant.wording import (
    also_in,
    asked_only,
    capped,
    differ,
    instead_of_written,
    newer_indexed,
    place,
    stands_on,
    stated,
    written_by,
)
from corpus.document import Document, Paragraph
from corpus.errors import UserError, printable
from index.naming import full_names, names_of_chosen

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from corpus.document import Document
    from index.changes import Changes
    from index.ingestion import Progress as Report


CLOSEST = 3
# What JSON lets stand: control characters, line ends of Unicode, and bytes of names that are no Unicode.
_NOT_TO_PRINT = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def console(*, errors: bool = False) -> Console:
    """Return a console that takes nobody's text for markup."""
    return Console(stderr=errors, markup=False, highlight=False, emoji=False, soft_wrap=False)


def print_json(value: object) -> None:
    """Print `value` as JSON, whatever the width of the terminal and whatever files are called."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    typer.echo(_NOT_TO_PRINT.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def print_answer(
    out: Console, answer: Answer, documents: Sequence[Document], chosen: Collection[str] = ()
) -> None:
    """Print the answer with its marks, then its sources; without an answer, what comes closest.

    `chosen` are the documents that were asked, as `find_document` takes them, empty when all were.
    """
    if answer.standalone_question != answer.question:
        out.print(Text(f"Searched for: {answer.standalone_question}", style="dim"))
    _print_statements(out, answer)
    if not (answer.answered or answer.passages):
        # Nothing was looked for: it was a greeting.
        return
    for line in _asked_of(answer, documents, chosen):
        out.print(Text(line, style="dim"))
    sure = f"{in_words(answer.confidence)} ({answer.confidence:.2f}){capped(answer)}"
    out.print(Text(f"Confidence: {sure}", style="dim"))
    out.print()
    if answer.answered:
        print_sources(out, answer.citations)
    else:
        _print_closest(out, answer, documents)


def _print_statements(out: Console, answer: Answer) -> None:
    """Print what is answered, and under each sentence that a chat model wrote what it stands on."""
    if not answer.model:
        out.print(Text(answer.text))
    for statement in answer.statements if answer.model else ():
        out.print(Text(answer_text([statement])))
        if below := stands_on(statement, answer) or instead_of_written(statement):
            out.print(Padding(Text(below, style="dim"), (0, 0, 0, 4), expand=False))
    for said in filter(None, (differ(answer), written_by(answer))):
        out.print(Text(said, style="dim"))


def _asked_of(answer: Answer, documents: Sequence[Document], chosen: Collection[str]) -> Iterator[str]:
    """Yield which documents were chosen to be asked and, where they do not answer, how to ask all."""
    only = names_of_chosen(chosen, documents)
    if only:
        yield asked_only(only)
        if not answer.answered:
            yield f"To ask all {len(documents):,} documents, leave out --document."


def print_sources(out: Console, citations: Sequence[Citation]) -> None:
    """Print each cited paragraph with its quote highlighted."""
    out.print(Text("Sources", style="bold"))
    for citation in citations:
        issued = ", ".join(stated((), citation.date, citation.version, ""))
        date = f" ({issued})" if issued else ""
        where = f"{place(citation.paragraph, citation.page)} ({citation.document}#{citation.paragraph})"
        out.print(Text.assemble((f"[{citation.number}] ", "bold cyan"), f"{citation.name}{date}, {where}"))
        for remark in remarks(citation):
            out.print(Padding(Text(remark), (0, 0, 0, 4), expand=False))
        out.print(Padding(highlighted(out, citation), (0, 0, 1, 4), expand=False))


def remarks(citation: Citation) -> Iterator[str]:
    """Yield what else a reader of a citation should know: heading, other files, a newer version."""
    if citation.heading:
        yield f"Under: {citation.heading}"
    if citation.authors or citation.doi:
        yield "; ".join(stated(citation.authors, "", "", citation.doi))
    yield from filter(None, (also_in(citation.copies), newer_indexed(citation.newer), citation.warning))


def highlighted(out: Console, citation: Citation) -> Text:
    """Return the paragraph with its quote in bold, between » and « where there is no colour."""
    before, after = citation.text[: citation.start], citation.text[citation.end :]
    opening, closing = ("", "") if out.color_system else ("»", "«")
    return Text.assemble((before, "dim"), (f"{opening}{citation.quote}{closing}", "bold"), (after, "dim"))


def _print_closest(out: Console, answer: Answer, documents: Sequence[Document]) -> None:
    paragraphs = {paragraph.id: (document, paragraph) for document, paragraph in _all(documents)}
    names = full_names(documents)
    out.print(Text("Closest passages (not an answer)", style="bold"))
    for passage in answer.passages[:CLOSEST]:
        found = paragraphs.get(f"{passage.document}#{passage.paragraph}")
        if found:
            document, paragraph = found
            out.print(Text(f"{names[document.id]}, paragraph {paragraph.number} ({paragraph.id})"))
            out.print(Padding(Text(paragraph.text, style="dim"), (0, 0, 1, 4), expand=False))


def _all(documents: Sequence[Document]) -> Iterator[tuple[Document, Paragraph]]:
    return ((document, paragraph) for document in documents for paragraph in document.paragraphs)


def summary(changes: Changes) -> str:
    """Return in one line what `index` did."""
    counts: Mapping[str, Sequence[object]] = {
        "new": changes.new,
        "changed": changes.changed,
        "unchanged": changes.unchanged,
        "removed": changes.removed,
        f"duplicate{'s' * (len(changes.duplicates) != 1)}": changes.duplicates,
        "not read": changes.unreadable,
    }
    always = ("new", "changed", "unchanged", "removed")
    done = ", ".join(f"{len(files)} {name}" for name, files in counts.items() if files or name in always)
    mended = f" What was damaged is whole again: {', '.join(changes.mended)}." if changes.mended else ""
    return f"{done}. The index holds {changes.paragraphs} paragraph{'s' * (changes.paragraphs != 1)}.{mended}"


def change_lines(changes: Changes, earlier: Changes) -> list[str]:
    """Return what to say of a run after an `earlier` one, a line a file that it found something new about."""
    told = {"Added": changes.new, "Changed": changes.changed, "Removed": changes.removed}
    lines = [f"{what}: {printable(path)}" for what, paths in told.items() for path in paths]
    copies = (pair for pair in changes.duplicates if pair not in earlier.duplicates)
    return lines + [f"Same text as {document}: {printable(path)}" for path, document in copies]


def fault_lines(changes: Changes) -> list[str]:
    """Return what to say of the files that were read now with warnings, and of those that cannot be read."""
    warnings = [f"Note: {printable(path)}: {printable(warning)}" for path, warning in changes.warnings]
    return warnings + [f"Not read: {printable(path)}: {printable(why)}" for path, why in changes.unreadable]


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Show a bar for each kind of work on the standard error, gone when it is done, in a terminal."""
    if not console(errors=True).is_terminal:
        yield lambda *_: None
        return
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


def opened(settings: Settings) -> Assistant:
    """Open the assistant; index the bundled documents, with a bar, when there is no index yet."""
    from assistant.opening import open_assistant

    with progress_bar() as progress:
        assistant = open_assistant(settings, progress)
    # With another model than the index was made with, that is what is told, and nothing else.
    if assistant.misfit and assistant.documents():
        console(errors=True).print(assistant.misfit, soft_wrap=True)
    return assistant


def indexed(settings: Settings) -> tuple[Document, ...]:
    """Return the indexed documents; raise `UserError` when there is no index."""
    from index.store.catalogue import read_catalogue

    catalogue = read_catalogue(settings.index_folder)
    if catalogue is None:
        raise UserError("There is no index yet. Run `assistant index` with your documents.")
    return catalogue.documents
