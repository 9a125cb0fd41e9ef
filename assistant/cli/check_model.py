"""The command that tries the chat model: assistant check-model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from corpus.errors import UserError, printable

if TYPE_CHECKING:
    from assistant.answering.trying import Trial

_UNMARKED = (
    "It cites no passage, and what cites nothing is not shown: answers will quote. Take a model that "
    "follows instructions more closely, mostly a larger one."
)
_NOTHING_PASSED = (
    "It cites, but changes what it cites: answers will quote. Take a model that keeps closer to the passages."
)
_SILENT = (
    "It wrote nothing but what it thought aloud, or nothing at all: answers will quote. Raise "
    "ASSISTANT_LLM_TOKENS, or take another model."
)
_DECLINED = "It said that the passages hold no answer, which they do: answers will quote. Take another model."


def check_model() -> None:
    """Ask the chat model (ASSISTANT_LLM) a question over a sample document, and say what works."""
    from assistant.answering.trying import QUESTION, try_model
    from assistant.cli.terminal import console
    from assistant.opening import open_chat_model
    from assistant.settings import load_settings

    settings = load_settings()
    if not settings.llm:
        raise UserError(
            "No chat model is named, so answers quote. Set ASSISTANT_LLM to provider:model, "
            "ollama:llama3.2 for example, to try one."
        )
    model = open_chat_model(settings.llm, settings.llm_seconds, settings.llm_tokens)
    trial = try_model(model, settings)
    out = console()
    out.print(f"Model: {printable(settings.llm)}", f"Question: {QUESTION}", *told(trial), sep="\n")
    if not works(trial):
        raise typer.Exit(1)


def works(trial: Trial) -> bool:
    """Tell whether the model can write answers: it came to an end, and something of it passed the check."""
    return not trial.failed and trial.written.passed > 0


def told(trial: Trial) -> tuple[str, ...]:
    """Return what came of a trial, a line each."""
    if trial.failed:
        reached = "no words came" if trial.first is None else f"first words after {trial.first:.1f} s"
        return f"Reply: failed after {trial.whole:.1f} s ({reached}): {trial.failed}.", f"To do: {trial.mend}"
    written = trial.written
    cited = written.sentences - written.unmarked
    dropped = written.dropped + written.unmarked
    first = "no words" if trial.first is None else f"first words after {trial.first:.1f} s"
    lines = (
        f"Reply: {first}, the whole after {trial.whole:.1f} s",
        f"Marks: {cited} of {written.sentences} sentences cite a passage",
        f"Check: {written.passed} passed, {written.replaced} replaced by the statement they cite, "
        f"{dropped} dropped",
    )
    return *lines, f"To do: {_to_do(trial)}" if not works(trial) else _verdict(trial)


def _verdict(trial: Trial) -> str:
    if trial.written.passed == trial.written.sentences:
        return "It works."
    return "It works; what does not pass is replaced or dropped, and the confidence is the lower for it."


def _to_do(trial: Trial) -> str:
    if trial.declined:
        return _DECLINED
    if not trial.written.sentences:
        return _SILENT
    return _UNMARKED if trial.written.sentences == trial.written.unmarked else _NOTHING_PASSED
