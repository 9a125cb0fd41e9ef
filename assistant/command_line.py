"""The command line: index, ask, chat, documents, show, serve; eval and gold stand beside it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.eval_command import evaluate
from assistant.gold_command import gold_commands
from assistant.opening import indexed, opened
from corpus.errors import UserError

if TYPE_CHECKING:
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
Within = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="Answer only from this document; repeatable."),
]


@app.command()
def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; the bundled documents when none is given.")
    ] = None,
    as_json: AsJson = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed everything anew.")] = False,
) -> None:
    """Make the index hold the given files and folders, and nothing else."""
    from assistant.terminal import console, print_json, progress_bar, summary
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
        print_json(asdict(changes) | {"unreadable": unreadable})
    else:
        console().print(summary(changes), soft_wrap=True)
    if changes.unreadable:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question, in quotation marks or not.")],
    document: Within = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell as well why the answer was given or withheld.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the indexed documents."""
    from assistant.explaining import print_explanation
    from assistant.terminal import console, print_answer, print_json

    assistant, asked, within = opened(_settings()), " ".join(question), document or ()
    answer = assistant.ask(asked, documents=within)
    explanation = assistant.explain(asked, documents=within) if explain else None
    if as_json:
        print_json(answer.to_json() | ({"explanation": explanation.to_json()} if explanation else {}))
        return
    print_answer(console(), answer, assistant.documents())
    if explanation:
        print_explanation(console(), explanation)


@app.command()
def chat(document: Within = None) -> None:
    """Ask question after question; each may lean on the ones before."""
    from assistant.chat import converse

    converse(opened(_settings()), document or ())


@app.command()
def documents(as_json: AsJson = False) -> None:
    """List the indexed documents."""
    from assistant.terminal import console, documents_table, print_json

    found = indexed(_settings())
    if as_json:
        print_json([_summary(document) for document in found])
    else:
        console().print(documents_table(found))


@app.command()
def show(
    place: Annotated[str, typer.Argument(metavar="DOCUMENT[#N]", help="A document, or a paragraph of it.")],
) -> None:
    """Print a document, or one paragraph among its neighbours."""
    from assistant.terminal import console, print_paragraphs
    from index.naming import find_document

    name, _, number = place.partition("#")
    document = find_document(name, indexed(_settings()))
    print_paragraphs(console(), document, _paragraph_number(number, document) if number else None)


app.command("eval")(evaluate)
app.add_typer(gold_commands)


@app.command()
def serve() -> None:
    """Open the chat page, as `python app.py` does."""
    from assistant.page import build_page, launch

    settings = _settings()
    launch(build_page(settings), settings)


def _settings() -> Settings:
    from assistant.settings import load_settings

    return load_settings()


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
