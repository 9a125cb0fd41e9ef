"""A conversation as one HTML file that holds all it needs, loads nothing and runs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answer import shown_with
from assistant.transcript.references import (
    DISCLAIMER,
    NOTHING_ASKED,
    Conversation,
    Exchange,
    Reference,
    below,
    cited_documents,
    exported_on,
    is_refused,
    marks,
    one_line,
    references,
    remarks,
    reply,
)
from assistant.wording.visible import environment, policy_hash

# Nothing is loaded, nothing runs, and no style applies but the page's own.
POLICY = "default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in an answer: the reference it leads to, and the statement (from 1) to come back to."""

    number: int
    statement: int
    id: str


@dataclass(frozen=True, slots=True)
class Part:
    """A statement with what it is about, its marks, and what stands under it."""

    about: str
    text: str
    marks: tuple[Mark, ...]
    below: str


@dataclass(frozen=True, slots=True)
class Section:
    """A question with its answer as the page shows it; `leading` are the marks that lead to a reference."""

    question: str
    parts: tuple[Part, ...]
    reply: str
    refused: bool
    remarks: tuple[str, ...]
    references: tuple[Reference, ...]
    leading: Mapping[int, Sequence[Mark]]


def conversation_as_html(conversation: Conversation, exported: date, title: str) -> str:
    """Return the page; every word of a document or a person is text and nothing else."""
    from markupsafe import Markup

    style = Path(__file__).with_name("web_page.css").read_text(encoding="utf-8")
    sections = [_section(exchange, number) for number, exchange in enumerate(conversation, start=1)]
    return (
        environment(Path(__file__).parent)
        .get_template("web_page.html")
        .render(
            title=one_line(title),
            style=Markup(style),
            policy=POLICY.format(style=policy_hash(style)),
            exported=exported_on(exported),
            disclaimer=DISCLAIMER,
            nothing_asked=NOTHING_ASKED,
            sections=sections,
            documents=cited_documents(conversation),
        )
    )


def _section(exchange: Exchange, number: int) -> Section:
    parts: list[Part] = []
    leading: dict[int, list[Mark]] = defaultdict(list)
    for position, (about, statement) in enumerate(shown_with(exchange.answer.statements), start=1):
        own = tuple(
            Mark(cited, position, f"mark-{number}-{position}-{cited}")
            for cited in marks(statement, exchange.answer)
        )
        for mark in own:
            leading[mark.number].append(mark)
        parts.append(Part(about, statement.text, own, below(statement, exchange.answer)))
    return Section(
        question=one_line(exchange.question),
        parts=tuple(parts),
        reply="" if parts else reply(exchange),
        refused=is_refused(exchange.answer),
        remarks=remarks(exchange),
        references=references(exchange.answer),
        leading=leading,
    )
