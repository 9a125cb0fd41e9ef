"""Bound what is sent: how large a request is, and how slowly it may come."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.types import Message, Receive

from assistant.page.server.allowed import RefusedError
from assistant.page.server.received_folder import ReceivedFolder
from assistant.settings import Settings

# Seconds that a body may take whatever its length, and bytes a second that it must bring beyond them.
GRACE = 30.0
SLOWEST = 10_000
TOO_SLOW = "The request came too slowly; send it again."


class Paced:
    """A body that must come in at a fair rate; only the time that it is waited for counts."""

    def __init__(self, receive: Receive, error: Exception | None = None, grace: float = GRACE) -> None:
        """Read from `receive`; raise `error` when it is too slow, else a refusal."""
        self._receive = receive
        self._error = error or RefusedError(408, TOO_SLOW)
        self._left = grace
        self._whole = False

    async def receive(self) -> Message:
        """Return the next message."""
        if self._whole:
            return await self._receive()
        if self._left <= 0:
            raise self._error
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                message = await self._receive()
        except TimeoutError:
            raise self._error from None
        self._left += len(message.get("body", b"")) / SLOWEST - (time.monotonic() - started)
        self._whole = not message.get("more_body", False)
        return message


UPLOAD = "/gradio_api/upload"
LOGIN = "/login"
BYTES_PER_MB = 1_000_000
# Bytes of any request but an upload: a conversation of 200 questions with its sources is a few megabytes.
LARGEST_BODY = 5_000_000
# Bytes around each file of an upload.
AROUND_A_FILE = 10_000
# The page itself says in words that a few files are too many, and Gradio shows no reason for a refusal.
REFUSED_FROM = 2
# The temporary folder has room for this many uploads of the largest size.
UPLOADS_HELD = 4
# Bytes after which a running upload looks again whether there is room.
LOOK_AGAIN = 64_000_000
NO_ROOM = "There is no room for uploads now; try again later."


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What an upload may bring: `files`, `size` (bytes), and no more than `held` (bytes) in `folder`."""

    folder: ReceivedFolder
    files: int
    size: int
    held: int

    @property
    def too_large(self) -> str:
        """Say that an upload is too large; Gradio knows it by these words, and deletes what had come."""
        return (
            f"The upload is over the maximum allowed size of {self.size / BYTES_PER_MB:,.0f} MB "
            f"or {self.files:,} files."
        )


def upload_limits(settings: Settings, folder: ReceivedFolder) -> UploadLimits:
    """Return the limits of uploads into `folder`."""
    files = settings.most_uploads * REFUSED_FROM
    size = settings.most_uploads * settings.largest_file * BYTES_PER_MB + files * AROUND_A_FILE
    return UploadLimits(folder, files, size, size * UPLOADS_HELD)


async def bounded(path: str, headers: Headers, receive: Receive, limits: UploadLimits) -> Receive:
    """Return a `receive` that brings no more than it may; raise `RefusedError` when that is known now."""
    length = _length(headers)
    if path == UPLOAD:
        # Of the errors that break an upload off, this is the one after which Gradio deletes what had come.
        paced = Paced(receive, MultiPartException(TOO_SLOW)).receive
        return await _bounded_upload(headers, length, paced, limits)
    receive = Paced(receive).receive
    if headers.get("content-type", "").lower().startswith("multipart/") and path != LOGIN:
        raise RefusedError(415, "Files are taken by the upload of the page only.")
    if length is None:
        return await _read(receive)
    if length > LARGEST_BODY:
        raise _too_long()
    return receive


def _length(headers: Headers) -> int | None:
    """Return the bytes that a request says it has; None when it comes in pieces, which end when they do."""
    if "transfer-encoding" in headers:
        return None
    declared = headers.get("content-length", "0")
    return int(declared) if declared.isdecimal() else None


def _too_long() -> RefusedError:
    return RefusedError(413, f"The request is too long; at most {LARGEST_BODY // BYTES_PER_MB} MB are taken.")


async def _read(receive: Receive) -> Receive:
    """Read a body whose length nobody told before anything else does, and bring it again."""
    read: list[Message] = []
    length, more = 0, True
    while more:
        message = await receive()
        read.append(message)
        length += len(message.get("body", b""))
        if length > LARGEST_BODY:
            raise _too_long()
        more = message.get("more_body", False)
    waiting = iter(read)

    async def again() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return again


async def _bounded_upload(
    headers: Headers, length: int | None, receive: Receive, limits: UploadLimits
) -> Receive:
    if (length or 0) > limits.size:
        raise RefusedError(413, limits.too_large)
    if await asyncio.to_thread(limits.folder.room, limits.held) <= (length or 0):
        raise RefusedError(507, NO_ROOM)
    _, options = parse_options_header(headers.get("content-type", ""))
    return _Counted(receive, limits, b"--" + options.get(b"boundary", b"")).receive


class _Counted:
    """An upload that is counted while it comes; the error that breaks it off has Gradio delete its files."""

    def __init__(self, receive: Receive, limits: UploadLimits, boundary: bytes) -> None:
        self._receive = receive
        self._limits = limits
        self._boundary = boundary
        self._end = b""
        self._parts = self._length = self._looked = 0

    async def receive(self) -> Message:
        """Return the next message; raise `MultiPartException` when it is one too many."""
        message = await self._receive()
        body = message.get("body", b"")
        self._length += len(body)
        self._count_parts(body)
        # The last boundary begins no part.
        if self._length > self._limits.size or self._parts > self._limits.files + 1:
            raise MultiPartException(self._limits.too_large)
        if self._length - self._looked > LOOK_AGAIN:
            self._looked = self._length
            if not await asyncio.to_thread(self._limits.folder.room, self._limits.held):
                raise MultiPartException(f"{NO_ROOM} (It is over the maximum allowed size of all.)")
        return message

    def _count_parts(self, body: bytes) -> None:
        """Count the boundaries, those included that are cut in two."""
        seen = self._end + body
        self._parts += seen.count(self._boundary)
        keep = len(self._boundary) - 1
        self._end = seen[-keep:] if keep else b""
