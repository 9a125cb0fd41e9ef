"""What the page's script asks of the server besides questions; none of it is a route for programs."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import gradio as gr

from assistant.page.conversation import Conversation, Progress, history
from assistant.page.feedback import Feedback, keep_feedback
from assistant.page.finding import places_of
from assistant.page.kept_conversation import (
    LONGEST_QUESTION,
    Asked,
    Copied,
    Exported,
    Judged,
    PageOf,
    Place,
    Sought,
    from_json,
    taken,
)
from assistant.page.opening import SharedAssistant
from assistant.page.server.rates import Rates, TooOftenError
from assistant.page.views.at_hand import at_hand, documents_choice
from assistant.page.views.document_view import document_view, page_view
from assistant.page.views.documents_list import documents_list
from assistant.settings import Settings
from assistant.transcript import (
    Exchange,
    answer_as_markdown,
    answer_as_text,
    conversation_as_html,
    conversation_as_markdown,
    conversation_as_word,
)
from assistant.uploads import remove_document
from corpus.errors import UserError
from index.naming import find_document
from index.store.catalogue import read_generation

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Questions suggested after an answer, where the documents give so many.
FEWEST = 2
# Each page of a PDF is drawn by a process of its own.
DRAWN_AT_ONCE = 4
UNEXPECTED = "Something went wrong; the server's log says what. Please try again."
# What a call counts for in the limit of a minute. One is made every few seconds, without anybody's doing;
# for suggestions the index is asked up to ten times.
COSTS = {
    "generation": 0,
    **dict.fromkeys(("listed", "shown", "pictured", "removed", "copied", "exported", "judged"), 1),
    "suggested": 5,
    "found": 1,
}
# What is said to a call too many that nobody made by hand.
UNASKED: dict[str, dict[str, Any]] = {"suggested": {"questions": []}}
Reply = dict[str, Any]
Call = Callable[..., Reply]

__all__ = ["browser_calls", "taken"]

log = logging.getLogger(__name__)


def _told(function: Callable[[object], Reply], rates: Rates) -> Call:
    """Return `function` counted, and so that what goes wrong is a reply with an `error` in words."""
    cost = COSTS[function.__name__]

    def call(data: object, request: gr.Request) -> Reply:
        try:
            if cost:
                rates.check_call(request, cost)
            return function(data)
        except TooOftenError as error:
            return UNASKED.get(function.__name__) or {"error": str(error)}
        except UserError as error:
            return {"error": str(error)}
        except Exception:
            log.exception("a call of the page failed")
            return {"error": UNEXPECTED}

    call.__name__ = function.__name__
    return call


def browser_calls(shared: SharedAssistant, settings: Settings, rates: Rates) -> list[Call]:
    """Return the functions that the script calls by their names, each with one object, for one object."""
    longest = settings.max_question_length * LONGEST_QUESTION
    return [
        _told(call, rates)
        for call in (
            *_reading(shared, settings),
            *_changing(settings),
            *_suggesting(shared, longest),
            *_writing_out(longest),
            *_judging(settings, longest),
        )
    ]


def _reading(shared: SharedAssistant, settings: Settings) -> tuple[Call, ...]:
    password = settings.password.get_secret_value()
    at_once = BoundedSemaphore(DRAWN_AT_ONCE)

    def generation(data: object) -> Reply:
        del data
        return {"generation": read_generation(settings.index_folder)}

    def listed(data: object) -> Reply:
        found = shared.wait().documents()
        return generation(data) | {
            "html": documents_list(found, settings.uploads_folder, read_only=settings.read_only),
            "choices": documents_choice(found, settings.uploads_folder),
            "at_hand": at_hand(found, read_only=settings.read_only),
            "count": len(found),
        }

    def shown(data: object) -> Reply:
        place = taken(Place, data)
        quote = (place.start, place.end) if place.end > place.start else None
        found = shared.wait().documents()
        with at_once:
            html = document_view(found, place.document, place.paragraph, quote, password, place.first)
        # The name under which it is kept, where it may be fetched.
        name = "" if settings.without_login else Path(find_document(place.document, found).source).name
        return {"html": html, "original": name}

    def pictured(data: object) -> Reply:
        page, found = taken(PageOf, data), shared.wait().documents()
        with at_once:
            return {"html": page_view(found, page.document, page.page, password)}

    def found(data: object) -> Reply:
        sought = taken(Sought, data)
        document = find_document(sought.document, shared.wait().documents())
        return {"places": [asdict(each) for each in places_of(document, sought.words)]}

    return generation, listed, shown, pictured, found


def _changing(settings: Settings) -> tuple[Call, ...]:
    def removed(data: object) -> Reply:
        if settings.read_only:
            raise UserError("Documents cannot be removed on this page.")
        return {"title": remove_document(taken(Place, data).document, settings).title}

    return (removed,)


def _suggesting(shared: SharedAssistant, longest: int) -> tuple[Call, ...]:
    def suggested(data: object) -> Reply:
        from assistant.suggestions import follow_ups

        asked = taken(Asked, data)
        conversation = from_json(asked.turns, longest)
        if not conversation:
            return {"questions": shared.first_questions(asked.documents)}
        answer = conversation[-1].answer
        before = history(conversation[:-1])
        if answer is None or not shared.ready:
            return {"questions": []}
        found = follow_ups(shared.wait(), answer, before, asked.documents)
        said = {turn.question.casefold() for turn in conversation} | {answer.standalone_question.casefold()}
        others = (one for one in shared.first_questions(asked.documents) if one.casefold() not in said)
        # Where little stands near the answer, what else the documents answer is better than nothing.
        return {"questions": list(dict.fromkeys([*found, *others]))[: max(FEWEST, len(found))]}

    return (suggested,)


def _writing_out(longest: int) -> tuple[Call, ...]:
    def copied(data: object) -> Reply:
        wanted = taken(Copied, data)
        exchanges = _exchanges(from_json([wanted.turn], longest))
        if not exchanges:
            raise UserError("There is no answer to copy.")
        write = answer_as_text if wanted.format == "text" else answer_as_markdown
        return {"text": write(exchanges[0])}

    def exported(data: object) -> Reply:
        wanted = taken(Exported, data)
        exchanges = _exchanges(from_json(wanted.turns, longest))
        if not exchanges:
            raise UserError("There is no answer to export yet.")
        today = datetime.now().astimezone().date()
        ending, media_type, content = _file(exchanges, wanted, today)
        return {
            "name": f"conversation-{today.isoformat()}.{ending}",
            "type": media_type,
            "content": base64.b64encode(content).decode("ascii"),
        }

    return copied, exported


def _file(exchanges: Sequence[Exchange], wanted: Exported, today: date) -> tuple[str, str, bytes]:
    """Return the ending, the media type and the bytes of a file."""
    title = wanted.name or exchanges[0].question
    if wanted.format == "word":
        return "docx", WORD, conversation_as_word(exchanges, today, title)
    if wanted.format == "html":
        return "html", "text/html", conversation_as_html(exchanges, today, title).encode("utf-8", "replace")
    written = conversation_as_markdown(exchanges, today, title)
    return "md", "text/markdown", written.encode("utf-8", "replace")


def _exchanges(conversation: Conversation) -> list[Exchange]:
    """Return what was asked and answered; a turn that failed or was stopped is none."""
    return [
        Exchange(turn.question, turn.answer, turn.searched, turn.only)
        for turn in conversation
        if turn.answer is not None and turn.progress is Progress.DONE
    ]


def _judging(settings: Settings, longest: int) -> tuple[Call, ...]:
    def judged(data: object) -> Reply:
        if settings.feedback is None:
            raise UserError("No feedback is kept here.")
        wanted = taken(Judged, data)
        conversation = from_json(wanted.turns, longest)
        if not conversation or conversation[-1].answer is None:
            raise UserError("There is no answer to judge.")
        before = history(conversation[:-1])
        answer = conversation[-1].answer
        said = Feedback(answer, wanted.right, before, wanted.comment, wanted.paragraph or "")
        keep_feedback(settings.feedback, said)
        return {}

    return (judged,)
