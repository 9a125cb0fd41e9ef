"""Turns as HTML in which every word of a document or a person is text and nothing else."""

from __future__ import annotations

from typing import Any

from assistant.answer import Answer, Citation, Statement, shown_with
from assistant.page.conversation import Conversation, Progress, Turn
from assistant.wording import (
    asked_only,
    confidence,
    documents_searched,
    instead_of_written,
    place,
    searched_for,
    stands_on,
    was_looked_for,
    written_by,
)
from assistant.wording.visible import visible

CLIPPED_LENGTH = 300
# Documents that an answer names as those it was asked of; exports name them all.
MOST_NAMED = 8
WAITING = {
    Progress.OPENING: "Opening the documents; the first time takes a moment",
    Progress.SEARCHING: "Looking in the documents",
    Progress.STREAMING: "Reading on",
}


def plain(text: str) -> str:
    """Return `text` as HTML that a browser, a Markdown or a LaTeX renderer shows letter by letter.

    All ASCII punctuation becomes character references, so that no renderer on the way finds syntax;
    control characters become U+FFFD, and those that reorder text are spelled out, as "[U+202E]".
    """
    return "".join(map(_character, visible(text)))


def _character(character: str) -> str:
    if character.isascii() and not character.isalnum() and character != " ":
        return f"&#{ord(character)};"
    return character


def messages(conversation: Conversation, *, feedback: bool = False) -> list[dict[str, Any]]:
    """Return the conversation as chat messages, each one HTML block on a single line.

    With `feedback`, an answer can be called right or wrong.
    """
    shown: list[dict[str, Any]] = []
    for number, turn in enumerate(conversation):
        if turn.question.strip():
            question = clipped(turn.question) if turn.progress is Progress.FAILED else turn.question
            asked = f'<div class="question" id="asked-{number}" dir="auto">{plain(question)}</div>'
            shown.append({"role": "user", "content": asked})
        reply = _reply(turn, number) + _actions(turn, number == len(conversation) - 1, feedback)
        content = f'<div class="answer" id="answer-{number}">{reply}</div>'
        shown.append({"role": "assistant", "content": content})
    return shown


def _reply(turn: Turn, number: int) -> str:
    notice = f'<p class="emergency">{plain(turn.notice)}</p>' if turn.notice else ""
    if turn.progress is Progress.FAILED:
        return f'{notice}<p class="failure">{plain(turn.message)}</p>'
    parts = [notice]
    if turn.answer is not None:
        parts.append(_statements(turn, number) if turn.answered else _refusal(turn))
    if turn.running:
        parts.append(f'<p class="waiting">{WAITING[turn.progress]}</p>')
    elif turn.progress is Progress.STOPPED:
        parts.append('<p class="remark">Stopped before the answer was complete and checked.</p>')
    elif turn.answer is not None:
        parts.append(_remarks(turn.answer))
    return "".join(parts)


def _statements(turn: Turn, number: int) -> str:
    assert turn.answer is not None
    answer = turn.answer
    citations = {citation.number: citation for citation in answer.citations}
    said = "".join(
        _statement(about, statement, citations, number) + _below(statement, answer)
        for about, statement in shown_with(answer.statements)
    )
    written = f'<p class="remark written">{plain(written_by(answer))}</p>' if written_by(answer) else ""
    return said + written + _documents(answer) + _asked_only(turn)


def _below(statement: Statement, answer: Answer) -> str:
    """Return what stands under a sentence that a chat model wrote, or under the quote in its place."""
    below = stands_on(statement, answer) or instead_of_written(statement)
    return f'<p class="below" dir="auto">{plain(below)}</p>' if below else ""


def _documents(answer: Answer) -> str:
    """Return which statement is of which document, where they are of several: these may not go together."""
    numbers: dict[tuple[str, str], list[str]] = {}
    for citation in answer.citations:
        numbers.setdefault((citation.document, citation.name), []).append(f"[{citation.number}]")
    if len(numbers) < 2:
        return ""
    named = "; ".join(f"{' '.join(marks)} {name}" for (_, name), marks in numbers.items())
    return f'<p class="remark several">{plain(f"From {len(numbers)} documents: {named}")}</p>'


def _statement(about: str, statement: Statement, citations: dict[int, Citation], number: int) -> str:
    marks = "".join(_mark(citations[n], number) for n in statement.citations if n in citations)
    # The last word and its marks share a line: a mark alone on the next one looks like no one's.
    beginning, space, ending = statement.text.rpartition(" ")
    kept_together = f'<span class="ending">{plain(ending)}{marks}</span>'
    # What it is about is none of the quoted words, and looks apart from them.
    shown = f'<span class="about">{plain(about)}</span>' if about else ""
    return f'<p class="statement" dir="auto">{shown}{plain(beginning + space)}{kept_together}</p>'


def _mark(citation: Citation, number: int) -> str:
    hover = plain(f"{citation.name}, {place(citation.paragraph, citation.page)}: “{clipped(citation.quote)}”")
    return (
        f'<a class="mark" href="#source-{number}-{citation.number}" title="{hover}">'
        f'<span class="bracket">[</span>{citation.number}<span class="bracket">]</span></a>'
    )


def clipped(text: str) -> str:
    """Return the beginning of a long `text`."""
    return text if len(text) <= CLIPPED_LENGTH else f"{text[:CLIPPED_LENGTH]}…"


def _refusal(turn: Turn) -> str:
    assert turn.answer is not None
    lead = ""
    if turn.answer.passages:
        lead = (
            f"<p>{documents_searched(turn.searched)} The closest passages are listed under Sources. "
            "They are a lead, not an answer.</p>"
        )
    return f'<p class="refusal">{plain(turn.answer.text)}</p>{_asked_only(turn)}{lead}'


def _asked_only(turn: Turn) -> str:
    """Return which documents were chosen to be asked; where they do not answer, with a way to ask all."""
    if not turn.only:
        return ""
    everywhere = (
        f' <button type="button" class="act everywhere">Ask all {turn.indexed:,} documents</button>'
        if turn.progress is Progress.DONE and not turn.answered
        else ""
    )
    return f'<p class="remark">{plain(asked_only(turn.only, MOST_NAMED))}{everywhere}</p>'


def _remarks(answer: Answer) -> str:
    if not was_looked_for(answer):
        return ""
    remarks = [f"Confidence: {confidence(answer)}"]
    if searched := searched_for(answer):
        remarks.insert(0, f'{plain(searched)} <button type="button" class="act rephrase">Edit</button>')
    return "".join(f'<p class="remark">{remark}</p>' for remark in remarks)


def _actions(turn: Turn, last: bool, feedback: bool) -> str:
    """Return the buttons below an answer; the script knows what to do by their classes."""
    if turn.running:
        return ""
    actions = {}
    if turn.answer is not None and was_looked_for(turn.answer):
        actions = {
            "sources": f"Sources ({len(turn.sources)})",
            "copy": "Copy",
            "markdown": "Copy as Markdown",
        }
        if feedback and turn.progress is Progress.DONE:
            actions |= {"right": "Right", "wrong": "Wrong"}
    if last:
        actions |= {"again": "Ask again", "edit": "Edit question"}
    buttons = (
        f'<button type="button" class="act {name}">{label}</button>' for name, label in actions.items()
    )
    return f'<div class="acts">{"".join(buttons)}</div>' if actions else ""
