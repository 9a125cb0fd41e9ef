"""Turns as HTML in which every word of a document or a person is text and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation, Statement
from assistant.confidence import in_words
from assistant.page.conversation import Conversation, Progress, Source, Turn

# Unicode's Bidi_Control property: invisible characters that reorder the text around them.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
CLIPPED_LENGTH = 300
WAITING = {
    Progress.OPENING: "Opening the documents; the first time takes a moment",
    Progress.SEARCHING: "Looking in the documents",
    Progress.STREAMING: "Reading on",
}
EMPTY_PANEL = (
    '<p class="panel-note">'
    "The paragraphs behind an answer appear here, with the words that count highlighted.</p>"
)


def plain(text: str) -> str:
    """Return `text` as HTML that a browser, a Markdown or a LaTeX renderer shows letter by letter.

    All ASCII punctuation becomes character references, so that no renderer on the way finds syntax;
    control characters become U+FFFD, and those that reorder text are spelled out, as "[U+202E]".
    """
    return "".join(map(_character, text))


def _character(character: str) -> str:
    if character in BIDI_CONTROLS:
        return f"&#91;U&#43;{ord(character):04X}&#93;"
    if character.isascii() and (character in "\n\t" or (character.isprintable() and not character.isalnum())):
        return character if character == " " else f"&#{ord(character)};"
    if unicodedata.category(character) in {"Cc", "Cs"}:
        return "\ufffd"
    return character


def messages(conversation: Conversation) -> list[dict[str, Any]]:
    """Return the conversation as chat messages, each one HTML block on a single line."""
    shown: list[dict[str, Any]] = []
    for number, turn in enumerate(conversation):
        if turn.question.strip():
            question = _clipped(turn.question) if turn.progress is Progress.FAILED else turn.question
            shown.append({"role": "user", "content": f'<div class="question">{plain(question)}</div>'})
        shown.append({"role": "assistant", "content": f'<div class="answer">{_reply(turn, number)}</div>'})
    return shown


def _reply(turn: Turn, number: int) -> str:
    if turn.progress is Progress.FAILED:
        return f'<p class="failure">{plain(turn.message)}</p>'
    parts = []
    if turn.answer is not None:
        parts.append(_statements(turn.answer, number) if turn.answer.statements else _refusal(turn.answer))
    if turn.running:
        parts.append(f'<p class="waiting">{WAITING[turn.progress]}</p>')
    elif turn.progress is Progress.STOPPED:
        parts.append('<p class="remark">Stopped before the answer was complete and checked.</p>')
    elif turn.answer is not None:
        parts.append(_remarks(turn.answer))
    return "".join(parts)


def _statements(answer: Answer, number: int) -> str:
    citations = {citation.number: citation for citation in answer.citations}
    return "".join(_statement(statement, citations, number) for statement in answer.statements)


def _statement(statement: Statement, citations: dict[int, Citation], number: int) -> str:
    marks = "".join(_mark(citations[n], number) for n in statement.citations if n in citations)
    # The last word and its marks share a line: a mark alone on the next one looks like no one's.
    beginning, space, ending = statement.text.rpartition(" ")
    kept_together = f'<span class="ending">{plain(ending)}{marks}</span>'
    return f'<p class="statement">{plain(beginning + space)}{kept_together}</p>'


def _mark(citation: Citation, number: int) -> str:
    place = _place(citation.paragraph, citation.page)
    hover = plain(f"{citation.title}, {place}: “{_clipped(citation.quote)}”")
    return (
        f'<a class="mark" href="#source-{number}-{citation.number}" title="{hover}">'
        f'<span class="bracket">[</span>{citation.number}<span class="bracket">]</span></a>'
    )


def _clipped(text: str) -> str:
    return text if len(text) <= CLIPPED_LENGTH else f"{text[:CLIPPED_LENGTH]}…"


def _refusal(answer: Answer) -> str:
    lead = ""
    if answer.passages:
        lead = "<p>The closest passages are listed under Sources. They are a lead, not an answer.</p>"
    return f'<p class="refusal">{plain(answer.text)}</p>{lead}'


def _remarks(answer: Answer) -> str:
    if not (answer.answered or answer.passages):
        # Nothing was looked for: it was a greeting.
        return ""
    remarks = [f"Confidence: {confidence(answer)}"]
    if answer.standalone_question.strip() != answer.question.strip():
        remarks.insert(0, f"Searched for: “{plain(answer.standalone_question)}”")
    return "".join(f'<p class="remark">{remark}</p>' for remark in remarks)


def confidence(answer: Answer) -> str:
    """Return how sure the answer is, in words and as a number from 0 to 1."""
    words = in_words(answer.confidence) if answer.answered else "too low to answer"
    return f"{words} ({answer.confidence:.2f})"


def panel(conversation: Conversation) -> str:
    """Return the sources of every turn; only the latest turn's are visible until a mark is followed."""
    if not conversation:
        return EMPTY_PANEL
    last = len(conversation) - 1
    return "".join(_section(turn, number, number == last) for number, turn in enumerate(conversation))


def _section(turn: Turn, number: int, visible: bool) -> str:
    hidden = "" if visible else " hidden"
    return (
        f'<section class="turn" id="turn-{number}"{hidden}>'
        f'<p class="asked">{plain(_clipped(turn.question))}</p>{_listed(turn, number)}</section>'
    )


def _listed(turn: Turn, number: int) -> str:
    if turn.sources:
        answered = bool(turn.answer and turn.answer.statements)
        label = (
            ""
            if answered
            else '<p class="not-an-answer">Closest passages. They do not answer the question.</p>'
        )
        return label + _articles(turn.sources, number, answered)
    note = (
        f'<span class="waiting">{WAITING[turn.progress]}</span>' if turn.running else "No passages to show."
    )
    return f'<p class="panel-note">{note}</p>'


def _articles(sources: Sequence[Source], number: int, answered: bool) -> str:
    kind = "source" if answered else "source passage"
    return "".join(
        f'<article class="{kind}" id="source-{number}-{source.number}" tabindex="-1"><header>'
        + (f'<span class="number">{source.number}</span>' if answered else "")
        + f"<div><h3>{plain(source.title)}</h3>{_location(source)}</div></header>"
        f'<p class="text">{_highlighted(source)}</p></article>'
        for source in sources
    )


def _location(source: Source) -> str:
    parts = [source.heading, _place(source.paragraph, source.page)]
    version = source.version and f"version {source.version}"
    stated = [", ".join(source.authors), source.date, version, source.doi and f"doi:{source.doi}"]
    lines = [" · ".join(filter(None, line)) for line in (parts, stated) if any(line)]
    if source.copies:
        lines.append(f"Also in: {', '.join(Path(copy).name for copy in source.copies)}")
    if source.newer:
        lines.append(f"A newer version of this document is indexed: {source.newer}")
    return "".join(f'<p class="place">{plain(line)}</p>' for line in lines)


def _place(paragraph: int, page: int | None) -> str:
    return f"paragraph {paragraph}" if page is None else f"paragraph {paragraph}, page {page}"


def _highlighted(source: Source) -> str:
    before, quote, after = (
        source.text[: source.start],
        source.text[source.start : source.end],
        source.text[source.end :],
    )
    marked = f"<mark>{plain(quote)}</mark>" if quote else ""
    return f"{plain(before)}{marked}{plain(after)}"
