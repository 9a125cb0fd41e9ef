"""Find words in a document, and the file that it was read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.document import Document
from corpus.errors import UserError

MOST_PLACES = 200
LONGEST_WORDS = 200


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


def original_file(document: Document) -> Path:
    """Return where the file of `document` lies, as it was when it was indexed.

    Raise `UserError` when it has gone or has changed since.
    """
    path = Path(document.source)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(f"{path.name} can no longer be opened where it was indexed.") from error
    if found != document.content_hash:
        raise UserError(f"{path.name} has changed since it was indexed; it is not what was quoted.")
    return path
