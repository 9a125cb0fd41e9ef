"""Ask the chat model within bounds of seconds and tokens, and cut what it only thought."""

from __future__ import annotations

import html
import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextvars import copy_context
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


_NAMES = (
    r"(?:seed:)?(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad|begin_of_thought)"
)
# DeepSeek, Qwen and many others; Magistral; Kimi; gpt-oss, whose thinking is a channel of its own.
_OPENING = re.compile(
    rf"<\|?\s*{_NAMES}\s*\|?>|\[THINK\]|◁think▷|(?:<\|start\|>assistant)?<\|channel\|>(?:analysis|commentary)",
    re.I,
)
_CLOSING = re.compile(
    rf"<\|?\s*/\s*{_NAMES}\s*\|?>|<\|?end_of_thought\|?>|\[/THINK\]|◁/think▷|<\|channel\|>final<\|message\|>",
    re.I,
)
_LEFT_OVER = re.compile(r"<\|[a-z_]+\|>(?:assistant|final)?", re.I)


def without_thinking(text: str) -> str:
    """Return what of `text` is the answer: nothing before the last closing mark, nothing behind an open one.

    A closing mark alone ends thinking as well: some services send only that.
    """
    closings = list(_CLOSING.finditer(text))
    answer = text[closings[-1].end() :] if closings else text
    opening = _OPENING.search(answer)
    return _LEFT_OVER.sub(" ", answer[: opening.start()] if opening else answer)


# How services mark what they cite, beside [1, 2]: [1-3], 【1†source】, [^1], [Passage 1], (1) at an end.
_RANGE = re.compile(r"\[\s*(\d{1,2})\s*[-–—]\s*(\d{1,2})\s*\]")
_MARKS = re.compile(
    r"[【［\[](?:\^|#|(?:passages?|sources?|documents?|docs?|refs?|references?)\s*#?)?"
    r"(\s*\d{1,2}(?:\s*(?:[,;&]|and)\s*\d{1,2})*\s*)(?:[†:|][^】］\]\n]*)?[】］\]](?:\([^()\s]*\))?",
    re.I,
)
_IN_BRACKETS = re.compile(
    r"\((?:(?:passage|source)s?\s*)?(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\)(?=\s*(?:[.!?;]|\n|$))", re.I
)
_BEHIND_STOP = re.compile(r"(?<=[.!?])\s*\((\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\)")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_RAISED = re.compile(r"<su[pb]>\s*\[?(\d{1,2})\]?\s*</su[pb]>", re.I)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,200}>", re.I)
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|`+|~~")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}|>)[ \t]+", re.M)
_HEADING = re.compile(r"^[ \t]*(?:#{1,6}[ \t].*|[-=*_]{3,}[ \t]*|```.*)$", re.M)


def plain_text(text: str) -> str:
    """Return what a model wrote without HTML, Markdown and links, its marks all written [1, 2]."""
    text = _RAISED.sub(r"[\1]", text)
    text = _RANGE.sub(_counted, text)
    text = _MARKS.sub(lambda found: f"[{', '.join(re.findall(r'[0-9]+', found[1]))}]", text)
    text = _BEHIND_STOP.sub(r" [\1]", _IN_BRACKETS.sub(r"[\1]", text))
    text = _TAG.sub(" ", _LINK.sub(r"\1", _HEADING.sub("", text)))
    return html.unescape(_EMPHASIS.sub("", _LINE_MARK.sub("", text)))


def _counted(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    return f"[{', '.join(map(str, range(first, last + 1)))}]"


# Of English, about (https://help.openai.com/en/articles/4936856); no service sends longer ones for long.
LETTERS_PER_TOKEN = 4
# What a status of HTTP says, and what to do about it.
_REFUSALS = {
    400: (
        "it does not take the request (400)",
        "See what the service logs: the passages may be longer than the context it was started with (give it "
        "8,192 tokens), or it may not know a setting (max_tokens, temperature).",
    ),
    401: ("it refused the key (401)", "Set the service's key (OPENAI_API_KEY for openai) to a valid one."),
    403: ("it refused access (403)", "See that the key may use this model."),
    404: (
        "it does not know the model or the address (404)",
        "See that ASSISTANT_LLM names a model that the service has (`ollama pull` fetches one), and that its "
        "address (OPENAI_BASE_URL) is right, which mostly ends in /v1.",
    ),
    429: ("it takes no more requests now (429)", "Wait, or raise the limit of the account."),
}
_FAILED = "See what the service logs, and try again."
_TOO_LONG = (
    "it wrote more tokens than an answer may have",
    "Raise ASSISTANT_LLM_TOKENS (a model that thinks aloud needs thousands), or take another model.",
)
_SLOW = "Raise ASSISTANT_LLM_SECONDS, or take a smaller model or a faster machine."
_UNREACHED = (
    "it cannot be reached",
    "See that the service runs, and that its address (OPENAI_BASE_URL, OLLAMA_HOST) is right.",
)
_SILENT = (
    "it wrote nothing",
    "Try it again; where it stays silent, look at what the service logs, or take another model.",
)
# What LangChain says where a stream ends without a word.
_EMPTY = "No generation chunks were returned"
_UNREADABLE = (
    "it sent what cannot be read",
    "See that the address is that of a service which speaks the provider's protocol.",
)
# How services say that they ended a reply at the most tokens that they were told of.
_ENDINGS = ("finish_reason", "done_reason", "stop_reason")
_CUT_SHORT = frozenset(("length", "max_tokens", "MAX_TOKENS"))

log = logging.getLogger(__name__)


class NoReplyError(Exception):
    """A chat model did not come to an end of its reply; the text says why, to go on after "because".

    `mend` says what the person who runs the model may do about it.
    """

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.mend = mend


def model_name(model: BaseChatModel) -> str:
    """Return what `model` calls itself, the name of its class where it has no other."""
    names = (getattr(model, attribute, None) for attribute in ("model_name", "model"))
    return next((name for name in names if isinstance(name, str) and name), type(model).__name__)


def reply(
    model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, tokens: int
) -> Iterator[str]:
    """Yield what `model` writes as it comes; raise `NoReplyError` when it fails or a bound is met.

    The stream is closed when this ends, however it ends. A service that sends nothing is left behind.
    """
    arrived: Queue[str | Exception | None] = Queue()
    ended = Event()
    reading = copy_context()
    Thread(target=reading.run, args=(_read, model, messages, arrived, ended), daemon=True).start()
    deadline, letters = time.monotonic() + seconds, 0
    try:
        while (piece := _next(arrived, deadline, seconds)) is not None:
            if isinstance(piece, NoReplyError):
                raise piece
            if isinstance(piece, Exception):
                said = " ".join(str(piece).split())
                log.warning("%s did not answer: %s: %s", model_name(model), type(piece).__name__, said)
                raise NoReplyError(*_reason(piece, letters > 0)) from piece
            letters += len(piece)
            if letters > tokens * LETTERS_PER_TOKEN:
                raise NoReplyError(*_TOO_LONG)
            yield piece
    finally:
        ended.set()


def _read(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    arrived: Queue[str | Exception | None],
    ended: Event,
) -> None:
    """Put what `model` writes into `arrived`, then None; or what went wrong."""
    try:
        stream = model.stream(list(messages))
        for chunk in stream:
            if ended.is_set():
                break
            arrived.put(str(chunk.text))
            if _CUT_SHORT & {str(chunk.response_metadata.get(name)) for name in _ENDINGS}:
                raise NoReplyError(*_TOO_LONG)
        # Ends the request where it has not ended.
        getattr(stream, "close", lambda: None)()
        arrived.put(None)
    except Exception as error:
        arrived.put(error)


def _next(arrived: Queue[str | Exception | None], deadline: float, seconds: float) -> str | Exception | None:
    try:
        left = deadline - time.monotonic()
        return arrived.get(timeout=left) if left > 0 else arrived.get_nowait()
    except Empty:
        raise NoReplyError(f"it did not come to an end within {seconds:g} seconds", _SLOW) from None


def _reason(error: Exception, begun: bool) -> tuple[str, str]:
    """Return what went wrong in plain words, and what to do; services name it each in their own."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    names = " ".join(type(cause).__name__ for cause in _causes(error))
    if isinstance(status, int) and status >= 400:
        return _REFUSALS.get(status, (f"it failed ({status})", _FAILED))
    if _EMPTY in str(error):
        return _SILENT
    if "Timeout" in names:
        return "it sent nothing in time", _SLOW
    if begun:
        return "its answer broke off", _FAILED
    return _UNREACHED if "Connect" in names else _UNREADABLE


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
