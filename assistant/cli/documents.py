"""The commands that list the documents and show one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.cli.terminal import indexed
from assistant.wording import NOT_NOTED, count_of, not_read
from corpus.document import BlockKind, Document, Paragraph
from corpus.errors import UserError, printable
from corpus.ledger import LeftOut, Reason
from index.naming import Original, newer_version, original

if TYPE_CHECKING:
    from corpus.document import Document


def documents(
    name: Annotated[str, typer.Argument(metavar="[DOCUMENT]", help="Only this document.")] = "",
    left_out: Annotated[
        bool,
        typer.Option("--left-out", help="Print which words of the document are in no paragraph, and why."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array instead of text.")] = False,
) -> None:
    """List the indexed documents, with what is to be known of their files and what of them was not read."""
    from assistant.cli.terminal import console, print_json
    from assistant.settings import load_settings
    from assistant.wording.sources import summary
    from index.naming import find_document

    if left_out and not name:
        raise UserError(
            "Name the document whose left-out words are to be shown: `assistant documents ID --left-out`."
        )
    found = indexed(load_settings())
    chosen = [find_document(name, found)] if name else found
    out = console()
    if left_out:
        omitted = _omitted(chosen[0])
        if as_json:
            print_json([asdict(each) for each in omitted])
        else:
            print_left_out(out, omitted)
    elif as_json:
        print_json([summary(document, found) for document in chosen])
    else:
        out.print(documents_table(chosen))
        for line in notes(chosen, found):
            out.print(line, soft_wrap=True)


def _omitted(document: Document) -> Sequence[LeftOut]:
    if document.ledger is None:
        raise UserError(f"{document.id}: {NOT_NOTED}")
    return document.ledger.left_out


def print_left_out(out: Console, omitted: Sequence[LeftOut]) -> None:
    """Print what was left out, page by page and class by class; what is in no class is marked."""
    if not omitted:
        out.print("No word was left out.")
    page: int | None = None
    for each in omitted:
        if each.page is not None and each.page != page:
            page = each.page
            out.print(Text(f"\nPage {page}", style="bold"))
        style = "yellow" if each.why == Reason.LOST else "cyan"
        out.print(Text(f"  {each.why}: {count_of(each.words)}", style=style))
        if each.text:
            words = " / ".join(printable(line) for line in each.text.split("\n"))
            out.print(Padding(Text(words), (0, 0, 0, 4), expand=False))


def show(
    place: Annotated[str, typer.Argument(metavar="DOCUMENT[#N]", help="A document, or a paragraph of it.")],
) -> None:
    """Print a document, or one paragraph among its neighbours."""
    from assistant.cli.terminal import console
    from assistant.settings import load_settings
    from index.naming import find_document

    name, _, number = place.partition("#")
    found = indexed(load_settings())
    document = find_document(name, found)
    chosen = _paragraph_number(number, document) if number else None
    out = console()
    print_header(out, document, found)
    print_paragraphs(out, document, chosen)


def _paragraph_number(text: str, document: Document) -> int:
    last = len(document.paragraphs)
    if not text.isdecimal() or not 1 <= int(text) <= last:
        raise UserError(f"{document.id} has no paragraph {text!r}; its paragraphs are numbered 1 to {last}.")
    return int(text)


NUMBERS = ("pages", "paragraphs", "warnings")
LONG = ("document", "title")
WHAT_BECAME: dict[Original, str] = {
    Original.CHANGED: "The file has changed since it was read; run `assistant index` again.",
    Original.GONE: "The file is no longer there; this is what it held when it was read.",
    Original.UNREADABLE: "The file cannot be opened now; this is what it held when it was read.",
}


def documents_table(documents: Sequence[Document]) -> Table:
    """Return the indexed documents as a table; a column that would be empty is left out."""
    columns: dict[str, Callable[[Document], str]] = {
        "document": lambda document: document.id,
        "title": lambda document: printable(document.title),
        "date": lambda document: printable(document.date),
        "pages": lambda document: str(document.pages or ""),
        "paragraphs": lambda document: str(len(document.paragraphs)),
        "indexed": lambda document: local_time(document.indexed),
        "warnings": lambda document: str(len(document.warnings) or ""),
    }
    table = Table(box=box.SIMPLE_HEAD)
    cells: list[list[str]] = []
    for name, cell in columns.items():
        column = [*map(cell, documents)]
        if any(column):
            cells.append(column)
            table.add_column(
                name,
                justify="right" if name in NUMBERS else "left",
                overflow="fold",
                no_wrap=name not in LONG,
            )
    for row in zip(*cells, strict=True):
        table.add_row(*map(Text, row))
    return table


def notes(chosen: Sequence[Document], documents: Sequence[Document]) -> Iterator[str]:
    """Yield a line for each warning, copy and newer version of those `chosen`, and for what was not read."""
    for document in chosen:
        name = printable(Path(document.source).name)
        yield from (f"{name}: {printable(warning)}" for warning in document.warnings)
        yield from (f"{printable(copy)} has the same text as {document.id}" for copy in document.copies)
        newer = newer_version(document, documents)
        if newer:
            yield f"{document.id}: {_newer(newer)}"
        if unread := "; ".join(each.in_words() for each in not_read(document)):
            yield f"{name}: not read: {unread}"


def print_header(out: Console, document: Document, documents: Sequence[Document]) -> None:
    """Print what a document is, where it comes from, and what has become of its file."""
    out.print(Text(printable(document.title), style="bold"))
    for line in _facts(document):
        out.print(Text(line, style="dim"), soft_wrap=True)
    newer = newer_version(document, documents)
    cautions = [WHAT_BECAME.get(original(document), ""), _newer(newer) if newer else ""]
    for caution in filter(None, cautions):
        out.print(Text(caution, style="yellow"), soft_wrap=True)


def print_paragraphs(out: Console, document: Document, number: int | None) -> None:
    """Print the paragraphs of a document, or only `number` between its neighbours."""
    heading = ""
    for paragraph in document.paragraphs:
        if number is not None and abs(paragraph.number - number) > 1:
            continue
        if paragraph.heading != heading:
            heading = paragraph.heading
            out.print(Text(f"\n{heading}", style="bold"))
        chosen = paragraph.number == number
        mark = "▶" if chosen else " "
        style = "bold cyan" if chosen else "cyan"
        out.print(Text(f"\n{mark} {paragraph.number}{_place(paragraph)}", style=style))
        text = Text(paragraph.text, style="" if chosen or number is None else "dim")
        out.print(Padding(text, (0, 0, 0, 4), expand=False))


def local_time(moment: str) -> str:
    """Return an ISO date and time in the time zone of this machine, to the minute."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""


def _facts(document: Document) -> Iterator[str]:
    stated = {
        "": ", ".join(document.authors),
        "dated ": document.date,
        "version ": document.version,
        "doi:": document.doi,
    }
    if line := "; ".join(f"{name}{value}" for name, value in stated.items() if value):
        yield printable(line)
    yield printable(document.source)
    yield from (f"Same text: {printable(copy)}" for copy in document.copies)
    counts = {"page": document.pages or 0, "paragraph": len(document.paragraphs)}
    parts = [f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items() if count]
    yield ", ".join(parts + [f"read {local_time(document.indexed)}"] * bool(document.indexed))
    yield from (f"Note: {printable(warning)}" for warning in document.warnings)


def _newer(newer: Document) -> str:
    return f"A newer version is indexed: {newer.id} ({printable(newer.date)})"


def _place(paragraph: Paragraph) -> str:
    kind = "" if paragraph.kind is BlockKind.PARAGRAPH else str(paragraph.kind)
    page = f"page {paragraph.page}" if paragraph.page else ""
    place = ", ".join(filter(None, (page, kind)))
    return f" ({place})" if place else ""
