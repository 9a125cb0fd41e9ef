"""An answer with its references as text to paste into a note or a mail."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent

from assistant.answer import Statement, shown_with
from assistant.transcript.references import (
    DISCLAIMER,
    Exchange,
    Reference,
    below,
    bracketed,
    marks,
    one_line,
    references,
    remarks,
    reply,
)
from assistant.wording.visible import visible

# Deeper than what the assistant says, so that no line of a document can pass for one of its own.
MARGIN = "    "


def answer_as_text(exchange: Exchange) -> str:
    """Return the question, its answer with numbered marks, and the references with their full quotes."""
    return visible("\n\n".join(_blocks(exchange))) + "\n"


def _blocks(exchange: Exchange) -> Iterator[str]:
    answer = exchange.answer
    yield f"Question: {one_line(exchange.question)}"
    yield "\n".join(_statement(exchange, *shown) for shown in shown_with(answer.statements)) or reply(
        exchange
    )
    if remarked := remarks(exchange):
        yield "\n".join(remarked)
    if listed := references(answer):
        yield "References"
        yield from map(_entry, listed)
    yield DISCLAIMER


def _statement(exchange: Exchange, about: str, statement: Statement) -> str:
    said = f"{about}{statement.text} {bracketed(marks(statement, exchange.answer))}".rstrip()
    beneath = below(statement, exchange.answer)
    return f"{said}\n{indent(beneath, MARGIN)}" if beneath else said


def _entry(reference: Reference) -> str:
    below = "\n".join((*reference.details, f"“{reference.quote}”"))
    return f"[{reference.number}] {reference.title}\n{indent(below, MARGIN)}"
