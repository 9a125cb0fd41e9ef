"""Turns as HTML in which every word of a document or a person is text and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answer import NOT_ANSWERED
from assistant.page.blocks import blocks_of, fits
from assistant.page.conversation import Conversation, Progress, Turn
from assistant.page.views.plain_text import clipped, plain
from assistant.page.views.statement_blocks import statement_blocks
from assistant.wording import (
    asked_only,
    differ,
    documents_searched,
    drawn_from,
    in_small_letters,
    place,
    searched_for,
    sureness,
    sureness_means,
    was_looked_for,
    written_by,
)

NOT_FITTING = "No passage fits the question well enough to be quoted."
# Documents that an answer names as those it was asked of; exports name them all.
MOST_NAMED = 8
WAITING = {
    Progress.OPENING: "Opening the documents; the first time takes a moment",
    Progress.SEARCHING: "Looking in the documents",
    Progress.STREAMING: "Reading on",
}


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
    parts = []
    if turn.answer is not None:
        parts.append(_found(turn, number) if turn.answered else _refusal(turn, number))
    if turn.running:
        parts.append(f'<p class="waiting">{WAITING[turn.progress]}</p>')
    elif turn.progress is Progress.STOPPED:
        parts.append('<p class="remark">Stopped before the answer was complete and checked.</p>')
    elif turn.answer is not None:
        parts.append(_remarks(turn))
    return f'{notice}<div class="card{_kind(turn)}">{"".join(parts)}</div>'


def _kind(turn: Turn) -> str:
    """Return the classes by which a card looks like what it holds."""
    if turn.answer is None or not was_looked_for(turn.answer):
        return ""
    if not turn.answered:
        return " refused"
    return f" {sureness(turn.answer)}" if turn.progress is Progress.DONE else ""


def _found(turn: Turn, number: int) -> str:
    assert turn.answer is not None
    answer = turn.answer
    blocks = turn.blocks if fits(turn.blocks, answer) else blocks_of(answer, {})
    said = statement_blocks(answer, blocks, number)
    written = f'<p class="remark written">{plain(written_by(answer))}</p>' if written_by(answer) else ""
    apart = f'<p class="remark differ">{plain(differ(answer))}</p>' if differ(answer) else ""
    return f'<div class="found">{said}</div>{apart}{written}'


def _sureness(turn: Turn) -> str:
    """Return how sure a complete answer is, and what it was drawn from."""
    assert turn.answer is not None
    level, meaning = plain(sureness(turn.answer)), plain(sureness_means(turn.answer))
    sure = f'<button type="button" class="sure {level}" title="{meaning}">{level.capitalize()} confidence'
    return (
        f'<div class="drawn">{sure}</button><span class="from">{plain(drawn_from(turn.answer))}</span></div>'
    )


def _refusal(turn: Turn, number: int) -> str:
    """Return that no document answers, why not, and what comes closest without being an answer."""
    assert turn.answer is not None
    answer = turn.answer
    reason = answer.text.removeprefix(NOT_ANSWERED).strip()
    why = reason or (NOT_FITTING if was_looked_for(answer) else "")
    refused = answer.text if not was_looked_for(answer) else NOT_ANSWERED
    return (
        f'<p class="refusal">{plain(refused)}</p>'
        + (f'<p class="why">{plain(why)}</p>' if why else "")
        + _closest(turn, number)
        + _asked_only(turn)
    )


def _closest(turn: Turn, number: int) -> str:
    if not turn.closest:
        return ""
    first = turn.closest[0]
    where = " · ".join(filter(None, (first.date, place(first.paragraph, first.page))))
    name = plain(in_small_letters(first.name))
    return (
        f'<div class="closest"><p class="about">{documents_searched(turn.searched)} '
        "This comes closest. It is a lead, not an answer.</p>"
        f'<p><a class="lead" href="#source-{number}-{first.number}">{name}</a> '
        f'<span class="where">{plain(where)}</span></p>'
        f'<p class="passage" dir="auto">{plain(clipped(first.text))}</p></div>'
    )


def _asked_only(turn: Turn) -> str:
    """Return which documents were chosen to be asked; where they do not answer, with a way to ask all."""
    named = f'<p class="remark">{plain(asked_only(turn.only, MOST_NAMED))}</p>' if turn.only else ""
    if turn.answered or turn.progress is not Progress.DONE or not _looked_for(turn):
        return named
    ways = {"everywhere": f"Ask all {turn.indexed:,} documents"} if turn.only else {}
    return f'{named}<p class="ways">{_buttons(ways | {"reword": "Reword the question"})}</p>'


def _looked_for(turn: Turn) -> bool:
    return turn.answer is not None and was_looked_for(turn.answer)


def _buttons(named: Mapping[str, str]) -> str:
    """Return buttons by their classes; the script knows what to do by them."""
    return "".join(
        f'<button type="button" class="act {name}">{label}</button>' for name, label in named.items()
    )


def _remarks(turn: Turn) -> str:
    """Return what stands under a complete answer: how sure it is, whom was asked, what was searched for."""
    assert turn.answer is not None
    remarks = [_sureness(turn), _asked_only(turn)] if turn.answered else []
    if was_looked_for(turn.answer) and (searched := searched_for(turn.answer)):
        edit = '<button type="button" class="act rephrase">Edit</button>'
        remarks.append(f'<p class="remark">{plain(searched)} {edit}</p>')
    return "".join(remarks)


def _actions(turn: Turn, last: bool, feedback: bool) -> str:
    """Return the buttons below an answer."""
    if turn.running:
        return ""
    actions = {}
    if _looked_for(turn):
        actions = {
            "sources": f"Sources ({len(turn.sources)})",
            "copy": "Copy",
            "markdown": "Copy as Markdown",
        }
        if feedback and turn.progress is Progress.DONE:
            actions |= {"right": "Right", "wrong": "Wrong"}
    if last:
        actions |= {"again": "Ask again"}
    if last and not (_looked_for(turn) and not turn.answered):
        actions |= {"edit": "Edit question"}
    return f'<div class="acts">{_buttons(actions)}</div>' if actions else ""
