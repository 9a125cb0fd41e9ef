"""The format of web pages saved as one file (.mht, .mhtml): a message with the page in it."""

from __future__ import annotations

import re
from email.message import Message
from urllib.parse import urljoin

from corpus.document import Content
from corpus.errors import UnreadableFileError
from corpus.formats.markup.css import SheetReader
from corpus.formats.markup.html import read_page
from corpus.options import Options

SNIFFED = 8192
_HEADER = re.compile(rb"\A\s*[A-Za-z-]+:[^\n]*\n")
_RELATED = re.compile(rb"^content-type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.I | re.M)
_VERSION = re.compile(rb"^mime-version:", re.I | re.M)


def is_mhtml(data: bytes) -> bool:
    """Tell whether the bytes are a web page saved as one file."""
    start = data[:SNIFFED]
    return bool(_HEADER.match(start) and _RELATED.search(start) and _VERSION.search(start))


def read_mhtml(data: bytes, options: Options) -> Content:
    """Return what the page in the file holds; raise `UnreadableFileError` when there is none."""
    del options
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                named = _with_encoding(page, part.get_param("charset"))
                return read_page(named, _sheets(message), str(part.get("Content-Location", "")))
    raise UnreadableFileError("no web page is in it; save the page once more")


def _with_encoding(page: bytes, stated: object) -> bytes:
    """Return a page in UTF-8 where the message, rather than the page itself, states its encoding."""
    try:
        return page.decode(stated).encode() if isinstance(stated, str) else page
    except (LookupError, UnicodeError, ValueError):
        return page


def _sheets(message: Message) -> SheetReader:
    """Return what reads the style sheets that were saved with a page, by their address or their id."""
    saved: dict[str, Message] = {}
    for part in message.walk():
        if part.get_content_type() == "text/css":
            saved[str(part.get("Content-Location", ""))] = part
            saved[f"cid:{str(part.get('Content-ID', '')).strip('<> ')}"] = part

    def linked(name: str, address: str) -> tuple[str, str] | None:
        location = urljoin(name, address)
        part = saved.get(location) or saved.get(address)
        data = part.get_payload(decode=True) if part is not None else None
        return (location, data.decode("utf-8", errors="replace")) if isinstance(data, bytes) else None

    return SheetReader(linked)
