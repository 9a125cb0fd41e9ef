"""What events and calls may be made, and with what: files are those that were uploaded, never addresses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.types import Message, Receive

from assistant.page.server.allowed import RefusedError

JOIN = "/gradio_api/queue/join"
CALL = "/gradio_api/component_server"
# Gradio numbers events anew with each change of the page; these are the functions behind its own.
EVENTS = frozenset({"answer", "interrupt", "add", "decide", "ask", "search", "documents"})
TAKES_FILES = "add"
# Gradio takes an object with these for a file; it copies what lies there, or fetches it from an address.
OF_A_FILE = frozenset({"path", "url", "meta"})
OF_AN_EVENT = ("data", "event_data", "fn_index", "trigger_id", "session_hash")
OF_A_CALL = ("data", "fn_name", "component_id", "session_hash")


@dataclass(frozen=True, slots=True)
class Calls:
    """What the page answers to: `events` (names by their numbers), `functions` of the component `script`.

    Files come from the folder `received`.
    """

    events: Mapping[int, str]
    functions: frozenset[str]
    script: int
    received: Path


async def checked(path: str, receive: Receive, calls: Calls) -> Receive:
    """Return a `receive` that brings what was looked at of an event or a call, and nothing besides.

    Requests to other paths stay as they are. Raise `RefusedError` for what the page does not answer to, and
    for files that were not uploaded.
    """
    if path.rstrip("/") not in (JOIN, CALL):
        return receive
    try:
        body = _object(await _whole(receive))
        kept = _event(body, calls) if path == JOIN else _call(body, calls)
        written = json.dumps(kept).encode()
    except (ValueError, RecursionError) as error:
        raise RefusedError(422, "The request cannot be read.") from error
    return _bringing(written, receive)


async def _whole(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _object(body: bytes) -> dict[str, Any]:
    """Return the object that `body` is; raise `ValueError` when it is none."""
    read = json.loads(body)
    if not isinstance(read, dict):
        raise ValueError("not an object")
    return read


def _bringing(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def bring() -> Message:
        return waiting.pop() if waiting else await receive()

    return bring


def _event(body: dict[str, Any], calls: Calls) -> dict[str, Any]:
    number = body.get("fn_index")
    event = calls.events.get(number) if type(number) is int else None
    if event is None:
        raise RefusedError(404, "There is no such event.")
    kept = {name: body[name] for name in OF_AN_EVENT if name in body}
    files = kept.pop("data", None) if event == TAKES_FILES else None
    _refuse_files(kept)
    return kept if files is None else {**kept, "data": _received(files, calls.received)}


def _call(body: dict[str, Any], calls: Calls) -> dict[str, Any]:
    name = body.get("fn_name")
    if body.get("component_id") != calls.script or not isinstance(name, str) or name not in calls.functions:
        raise RefusedError(404, "There is no such call.")
    kept = {name: body[name] for name in OF_A_CALL if name in body}
    _refuse_files(kept)
    return kept


def _refuse_files(data: object) -> None:
    if isinstance(data, dict):
        if not OF_A_FILE.isdisjoint(data):
            raise _no_file()
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            _refuse_files(value)


def _received(data: object, folder: Path) -> object:
    """Return the lists of files that an upload is, of each file no more than where it was received."""
    if data is None:
        return None
    if isinstance(data, list):
        return [_received(value, folder) for value in data]
    path = data.get("path") if isinstance(data, dict) else None
    if not isinstance(path, str) or not _lies_in(path, folder):
        raise _no_file()
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


def _lies_in(path: str, folder: Path) -> bool:
    """Tell whether `path` is that of a file in `folder`; an address is none."""
    try:
        found = Path(path).resolve(strict=True)
        return Path(path).is_absolute() and found.is_file() and found.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _no_file() -> RefusedError:
    return RefusedError(403, "Only files that were uploaded here are taken, none from elsewhere.")
