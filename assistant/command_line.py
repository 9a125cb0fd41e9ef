"""The command line: index, ask, chat, documents, show, eval, serve."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import UserError

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.settings import Settings
    from corpus.document import Document

app = typer.Typer(
    name="assistant",
    help="Answer clinical questions only from your documents, with the paragraph behind every statement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command()
def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; the bundled documents when none is given.")
    ] = None,
    as_json: AsJson = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed everything anew.")] = False,
) -> None:
    """Make the index hold the given files and folders, and nothing else."""
    from assistant.terminal import console, progress_bar, summary
    from corpus.files import bundled_documents
    from index.embeddings import Embedder
    from index.synchronise import synchronise

    settings = _settings()
    with progress_bar() as progress:
        changes = synchronise(
            settings.index_folder,
            paths or [bundled_documents()],
            Embedder(settings.embedding_model),
            lock_timeout=settings.lock_timeout,
            rebuild=rebuild,
            progress=progress,
        )
    for path, reason in changes.unreadable:
        console(errors=True).print(f"Not read: {path}: {reason}", soft_wrap=True)
    if as_json:
        unreadable = [{"file": path, "reason": reason} for path, reason in changes.unreadable]
        _print_json(asdict(changes) | {"unreadable": unreadable})
    else:
        console().print(summary(changes), soft_wrap=True)
    if changes.unreadable:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question, in quotation marks or not.")],
    as_json: AsJson = False,
) -> None:
    """Answer a question from the indexed documents."""
    from assistant.terminal import console, print_answer

    assistant = _open(_settings())
    answer = assistant.ask(" ".join(question))
    if as_json:
        _print_json(answer.to_json())
    else:
        print_answer(console(), answer, assistant.documents())


@app.command()
def chat() -> None:
    """Ask question after question; each may lean on the ones before."""
    from assistant.chat import converse

    converse(_open(_settings()))


@app.command()
def documents(as_json: AsJson = False) -> None:
    """List the indexed documents."""
    from assistant.terminal import console, documents_table

    indexed = _indexed(_settings())
    if as_json:
        _print_json([_summary(document) for document in indexed])
    else:
        console().print(documents_table(indexed))


@app.command()
def show(
    place: Annotated[str, typer.Argument(metavar="DOCUMENT[#N]", help="A document, or a paragraph of it.")],
) -> None:
    """Print a document, or one paragraph among its neighbours."""
    from assistant.terminal import console, print_paragraphs

    name, _, number = place.partition("#")
    document = _named(name, _indexed(_settings()))
    print_paragraphs(console(), document, _paragraph_number(number, document) if number else None)


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold questions as JSON lines, such as corpus/gold.jsonl.")],
    as_json: AsJson = False,
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a JSON line per question with its answer.")
    ] = None,
) -> None:
    """Answer gold questions and print how good the answers are."""
    from assistant.evaluation import Case, read_gold, render, run, summarise, write_cases
    from assistant.terminal import console, progress_bar

    settings = _settings()
    questions = read_gold(gold)
    assistant = _open(settings)
    assistant.warm()
    done: list[Case] = []
    with progress_bar() as progress:

        def count(case: Case) -> None:
            done.append(case)
            progress("Asking", len(done), len(questions))

        answered = run(questions, assistant.ask, count)
    if cases:
        write_cases(cases, answered)
    result = summarise(answered)
    if as_json:
        _print_json(result.to_json())
    else:
        for table in render(result):
            console().print(table)


@app.command()
def serve() -> None:
    """Open the chat page, as `python app.py` does."""
    from assistant.page import build_page, launch

    settings = _settings()
    launch(build_page(settings), settings)


def _settings() -> Settings:
    from assistant.settings import load_settings

    return load_settings()


def _open(settings: Settings) -> Assistant:
    from assistant.chain import open_assistant
    from assistant.terminal import progress_bar

    with progress_bar() as progress:
        return open_assistant(settings, progress)


def _indexed(settings: Settings) -> tuple[Document, ...]:
    from index.catalogue import read_catalogue

    catalogue = read_catalogue(settings.index_folder)
    if catalogue is None:
        raise UserError("There is no index yet. Run `assistant index` with your documents.")
    return catalogue.documents


def _named(name: str, indexed: Sequence[Document]) -> Document:
    by_id = {document.id: document for document in indexed}
    if name in by_id:
        return by_id[name]
    near = difflib.get_close_matches(name, by_id, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`assistant documents` lists them."
    raise UserError(f"No indexed document is called {name!r}. {hint}")


def _paragraph_number(text: str, document: Document) -> int:
    last = len(document.paragraphs)
    if not text.isdecimal() or not 1 <= int(text) <= last:
        raise UserError(f"{document.id} has no paragraph {text!r}; its paragraphs are numbered 1 to {last}.")
    return int(text)


def _summary(document: Document) -> dict[str, object]:
    return {
        "document": document.id,
        "title": document.title,
        "paragraphs": len(document.paragraphs),
        "file": document.source,
        "content_hash": document.content_hash,
    }


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
