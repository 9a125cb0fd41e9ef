"""The command line: ask, chat and serve; index, documents, show, eval, check-model, gold, users beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.check_model import check_model
from assistant.cli.documents import documents, show
from assistant.cli.evaluate import evaluate
from assistant.cli.gold import gold_commands
from assistant.cli.index import index
from assistant.cli.terminal import opened
from assistant.cli.users import users_commands

if TYPE_CHECKING:
    from assistant.settings import Settings

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


app.command("index")(index)


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
    from assistant.cli.terminal import console, print_answer, print_json

    assistant, asked, within = opened(_settings()), " ".join(question), document or ()
    if explain:
        answer, explanation = assistant.ask_and_explain(asked, documents=within)
    else:
        answer, explanation = assistant.ask(asked, documents=within), None
    if as_json:
        print_json(answer.to_json() | ({"explanation": explanation.to_json()} if explanation else {}))
        return
    print_answer(console(), answer, assistant.documents(), within)
    if explanation:
        from assistant.cli.explanation import print_explanation

        print_explanation(console(), explanation)


@app.command()
def chat(document: Within = None) -> None:
    """Ask question after question; each may lean on the ones before."""
    from assistant.cli.chat import converse

    converse(opened(_settings()), document or ())


app.command("documents")(documents)
app.command("show")(show)
app.command("eval")(evaluate)
app.command("check-model")(check_model)
app.add_typer(gold_commands)
app.add_typer(users_commands)


@app.command()
def serve() -> None:
    """Open the chat page, as `python app.py` does."""
    from assistant.page import build_page, launch

    settings = _settings()
    launch(build_page(settings), settings)


def _settings() -> Settings:
    from assistant.settings import load_settings

    return load_settings()
