"""Answers and conversations as Markdown in which every word of a document or a person is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.answer import Statement, shown_with
from assistant.transcript.references import (
    DISCLAIMER,
    NOTHING_ASKED,
    CitedDocument,
    Conversation,
    Exchange,
    Reference,
    below,
    bracketed,
    cited_documents,
    exported_on,
    marks,
    one_line,
    references,
    remarks,
    reply,
)
from assistant.wording.visible import visible

# What may begin syntax anywhere in CommonMark 0.31, in GitHub's tables, mentions and strikethrough, and in
# the formulas, attributes and :signs: of others. A bare address is a link by its colon or its dots.
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$^#@{}]|(?<==)=|=(?==)|:(?=//|[\w+-]+:)|(?<=\w)\.(?=[^\W\d_]{2})")
# What does so only where a line begins: lists, setext underlines, definitions.
_OPENING = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
# A line end that is kept (CommonMark 0.31, section 6.7).
_LINE_BREAK = "\\\n"


def answer_as_markdown(exchange: Exchange) -> str:
    """Return the question, its answer with numbered marks, and the references with their full quotes."""
    question = f"**Question:** {escaped(exchange.question)}"
    return _joined((question, *_answer(exchange, "**References**"), escaped(DISCLAIMER)))


def conversation_as_markdown(conversation: Conversation, exported: date, title: str) -> str:
    """Return the conversation as one document, with the references under each answer."""
    return _joined(_conversation(conversation, exported, title))


def _conversation(conversation: Conversation, exported: date, title: str) -> Iterator[str]:
    yield f"# {escaped(title)}"
    yield f"{escaped(exported_on(exported))} {escaped(DISCLAIMER)}"
    if not conversation:
        yield NOTHING_ASKED
    for number, exchange in enumerate(conversation, start=1):
        yield f"## Question {number}: {escaped(exchange.question)}"
        yield from _answer(exchange, f"### References of answer {number}")
    if documents := cited_documents(conversation):
        yield "## Documents cited"
        yield "\n".join(map(_document, documents))


def _answer(exchange: Exchange, heading: str) -> Iterator[str]:
    answer = exchange.answer
    for about, statement in shown_with(answer.statements):
        yield _statement(exchange, about, statement)
        if beneath := below(statement, answer):
            yield _quoted(beneath)
    if not answer.statements:
        yield escaped_lines(reply(exchange))
    if said := remarks(exchange):
        yield _LINE_BREAK.join(map(escaped, said))
    if listed := references(answer):
        yield heading
        for reference in listed:
            yield _head(reference)
            yield _quoted(reference.quote)


def _statement(exchange: Exchange, about: str, statement: Statement) -> str:
    said = escaped_lines(f"{about}{statement.text}")
    return f"{said} {_marks(marks(statement, exchange.answer))}".rstrip()


def _marks(numbers: tuple[int, ...]) -> str:
    # Escaped too: pasted above a definition of [1], a bare mark would become a link to it.
    return escaped(bracketed(numbers))


def _head(reference: Reference) -> str:
    first = f"**{_marks((reference.number,))}** {escaped(reference.title)}".rstrip()
    return _LINE_BREAK.join((first, *map(escaped, reference.details)))


def _quoted(quote: str) -> str:
    return "\n".join(f"> {line}" for line in escaped_lines(quote).split("\n"))


def _document(document: CitedDocument) -> str:
    lines = filter(None, (document.title, document.stated, document.warning, document.where))
    return "- " + f"{_LINE_BREAK}  ".join(map(escaped, lines))


def escaped(text: str) -> str:
    """Return `text` in one line of Markdown that shows it letter by letter."""
    line = _INLINE.sub(r"\\\g<0>", one_line(visible(text)))
    return _OPENING.sub(_opening, line)


def _opening(found: re.Match[str]) -> str:
    opening = found.group()
    return f"\\{opening}" if not opening.isdigit() else f"{opening}\\"


def escaped_lines(text: str) -> str:
    """Return `text` as `escaped` does, with its line ends kept and blank lines left out."""
    return _LINE_BREAK.join(filter(None, map(escaped, text.split("\n"))))


def _joined(blocks: Iterator[str] | tuple[str, ...]) -> str:
    return "\n\n".join(filter(None, blocks)) + "\n"
