"""The command about gold questions of one's own: gold add."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.terminal import indexed, opened
from corpus.errors import UserError

if TYPE_CHECKING:
    from assistant.evaluation import GoldQuestion
    from assistant.evaluation.gold.drafting import Drafts
    from assistant.settings import Settings

gold_commands = typer.Typer(
    name="gold", help="Write gold questions.", no_args_is_help=True, rich_markup_mode=None
)


@gold_commands.command("add")
def add(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The file of gold questions to add to.")],
    question: Annotated[
        list[str] | None, typer.Argument(help="A question to ask now, in quotation marks or not.")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Answers kept by `ask --json`, `eval --cases`, or as feedback."
        ),
    ] = None,
) -> None:
    """Turn a question and its answer into a gold line to be reviewed."""
    from assistant.cli.terminal import console
    from assistant.evaluation.gold.drafting import append, existing_questions
    from assistant.settings import load_settings

    if bool(question) == bool(answers):
        raise UserError("Give either a question to ask, or --from FILE with answers kept before.")
    existing = existing_questions(gold)
    drafts = _drafts(" ".join(question or ()), answers, existing, load_settings())
    append(gold, drafts.questions)
    for line in drafts.left_out:
        console(errors=True).print(f"Left out: {line}", soft_wrap=True)
    console().print(_added(gold, len(drafts.questions)), soft_wrap=True)
    if not drafts.questions:
        raise typer.Exit(1)


def _drafts(
    question: str, answers: Path | None, existing: Sequence[GoldQuestion], settings: Settings
) -> Drafts:
    from assistant.evaluation.gold.drafting import draft_all, read_answers
    from assistant.evaluation.gold.kept_answers import KeptAnswer

    if answers:
        return draft_all(read_answers(answers), existing=existing, documents=indexed(settings))
    answer = opened(settings).ask(question)
    return draft_all([KeptAnswer(answer)], existing=existing)


def _added(gold: Path, count: int) -> str:
    if not count:
        return f"Nothing was added to {gold}."
    questions = "1 question" if count == 1 else f"{count} questions"
    return f"{questions} added to {gold}, tagged to-review: check the answer, add facts, then remove the tag."
