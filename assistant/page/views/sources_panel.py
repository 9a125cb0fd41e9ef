"""The paragraphs behind the answers as HTML, each with its quotes highlighted and its way to the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Citation
from assistant.page.conversation import Conversation, Turn
from assistant.page.views.chat_messages import WAITING
from assistant.page.views.plain_text import clipped, plain
from assistant.wording import also_in, in_small_letters, newer_indexed, place, stated

EMPTY_PANEL = (
    '<p class="panel-note">'
    "The paragraphs behind an answer appear here, with the words that count highlighted.</p>"
)


def panel(conversation: Conversation, *, feedback: bool = False) -> str:
    """Return the sources of every turn; only the latest turn's are visible until a mark is followed.

    With `feedback`, a paragraph can be named as the one that would have been right.
    """
    if not conversation:
        return EMPTY_PANEL
    last = len(conversation) - 1
    return "".join(
        _section(turn, number, number == last, feedback) for number, turn in enumerate(conversation)
    )


def _section(turn: Turn, number: int, visible: bool, feedback: bool) -> str:
    hidden = "" if visible else " hidden"
    asked = f'<p class="asked">For “<bdi>{plain(clipped(turn.question))}</bdi>”</p>'
    return (
        f'<section class="turn" id="turn-{number}" aria-label="Sources of answer {number + 1}"{hidden}>'
        f"{asked}{_listed(turn, number, feedback)}</section>"
    )


def _listed(turn: Turn, number: int, feedback: bool) -> str:
    if turn.sources:
        label = (
            ""
            if turn.answered
            else '<p class="not-an-answer">Closest passages. They do not answer the question.</p>'
        )
        return label + "".join(_documents(turn, number, feedback))
    note = (
        f'<span class="waiting">{WAITING[turn.progress]}</span>' if turn.running else "No passages to show."
    )
    return f'<p class="panel-note">{note}</p>'


def _documents(turn: Turn, number: int, feedback: bool) -> Iterator[str]:
    """Yield each document once, with its paragraphs, in the order in which they are cited first."""
    documents: dict[tuple[str, str], list[Citation]] = {}
    for source in turn.sources:
        documents.setdefault((source.document, source.name), []).append(source)
    for sources in documents.values():
        first = sources[0]
        articles = (_article(same, number, turn.answered, feedback) for same in _by_paragraph(sources))
        yield (
            f'<div class="of-document"><h3>{plain(in_small_letters(first.name))}</h3>{_stated(first)}'
            f"{''.join(articles)}</div>"
        )


def _by_paragraph(sources: Sequence[Citation]) -> list[list[Citation]]:
    """Return the sources of one paragraph together, in the order of their numbers."""
    together: dict[int, list[Citation]] = {}
    for source in sources:
        together.setdefault(source.paragraph, []).append(source)
    return list(together.values())


def _article(sources: Sequence[Citation], number: int, answered: bool, feedback: bool) -> str:
    first = sources[0]
    numbers = "".join(
        f'<span class="number" id="source-{number}-{source.number}">{source.number}</span>'
        for source in sources
        if answered
    )
    own_id = "" if answered else f' id="source-{number}-{first.number}"'
    where = " · ".join(filter(None, (first.heading, place(first.paragraph, first.page))))
    return (
        f'<article class="source{"" if answered else " passage"}"{own_id} tabindex="-1"><header>'
        f'{numbers}<p class="place">{plain(where)}</p></header>'
        f'<p class="text" dir="auto">{_highlighted(sources)}</p>{_buttons(first, number, feedback)}</article>'
    )


def _stated(source: Citation) -> str:
    """Return what a document states about itself, its date before all, and what to know of it besides."""
    lines = (
        stated((), source.date, source.version, source.doi),
        (", ".join(source.authors),),
        (also_in(source.copies),),
        (newer_indexed(source.newer),),
        (source.warning,),
    )
    said = (" · ".join(filter(None, line)) for line in lines)
    return "".join(f'<p class="stated">{plain(line)}</p>' for line in said if line)


def _highlighted(sources: Sequence[Citation]) -> str:
    """Return the paragraph's text with each quote marked; where quotes overlap, each word once."""
    text, parts, reached = sources[0].text, [], 0
    for source in sorted(sources, key=lambda source: (source.start, source.end)):
        start, end = max(source.start, reached), source.end
        if start >= end:
            continue
        quote = f'<mark data-number="{source.number}">{plain(text[start:end])}</mark>'
        parts.append(plain(text[reached:start]) + quote)
        reached = end
    return "".join(parts) + plain(text[reached:])


def _buttons(source: Citation, number: int, feedback: bool) -> str:
    where = f'data-document="{plain(source.document)}" data-paragraph="{source.paragraph}"'
    quote = f' data-start="{source.start}" data-end="{source.end}"' if source.end > source.start else ""
    shown = f'<button type="button" class="show" {where}{quote}>Show in document</button>'
    if feedback:
        shown += (
            f'<button type="button" class="right-one" data-turn="{number}" {where}>'
            "This would have been right</button>"
        )
    return f'<p class="source-acts">{shown}</p>'
