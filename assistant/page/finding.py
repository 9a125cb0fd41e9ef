"""Find words in a document, and give the file that it was read from."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import UserError

MOST_PLACES = 200
LONGEST_WORDS = 200
# MB; a file is sent in one piece.
LARGEST = 50


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: the number of a paragraph, and offsets in its text."""

    paragraph: int
    start: int
    end: int


def places_of(document: Document, words: str) -> tuple[Found, ...]:
    """Return where `words` stand in `document`, the first 200, in large letters or small, however spaced."""
    pattern = re.compile(r"\s+".join(map(re.escape, words[:LONGEST_WORDS].split())), re.IGNORECASE)
    return tuple(islice(_found(document, pattern), MOST_PLACES)) if pattern.pattern else ()


def _found(document: Document, pattern: re.Pattern[str]) -> Iterator[Found]:
    for paragraph in document.paragraphs:
        for match in pattern.finditer(paragraph.text):
            yield Found(paragraph.number, match.start(), match.end())


def original_file(document: Document) -> dict[str, Any]:
    """Return name, media type and content (Base64) of the file of `document`, as it was when it was indexed.

    Raise `UserError` when it has gone, has changed since, or is larger than 50 MB.
    """
    path = Path(document.source)
    try:
        if path.stat().st_size > LARGEST * 1_000_000:
            raise UserError(f"{path.name} is larger than {LARGEST} MB. Fetch it from where it is kept.")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path.name} can no longer be opened where it was indexed.") from error
    if hashlib.sha256(content).hexdigest() != document.content_hash:
        raise UserError(f"{path.name} has changed since it was indexed; it is not what was quoted.")
    encoded = base64.b64encode(content).decode("ascii")
    return {"name": path.name, "type": "application/octet-stream", "content": encoded}
