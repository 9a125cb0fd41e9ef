"""What is said of a source, of a document and of what was not read of it, wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.ledger import Reason, named_pages
from corpus.text.shapes import is_capitals
from index.naming import newer_version

# Letters; and the Zipf frequency (the logarithm of that in a thousand million words) of a common word.
LONGEST_ACRONYM, COMMON = 4, 4.6
_IN_CAPITALS = re.compile(r"\([^)]*\)|[^\W\d_]+(?![\w-]*\d)")


def place(paragraph: int, page: int | None) -> str:
    """Return in words where a paragraph stands."""
    return f"paragraph {paragraph}" if page is None else f"paragraph {paragraph}, page {page}"


def in_small_letters(title: str) -> str:
    """Return a title in capitals in small letters, with a large one first; any other title stays as it is.

    What stands in brackets stays, and so does a short word that is not a common one (wordfreq): HIV, COPD.
    """
    if not is_capitals(title):
        return title
    small = _IN_CAPITALS.sub(lambda found: _in_small_letters(found[0]), title)
    return small[:1].upper() + small[1:]


def _in_small_letters(word: str) -> str:
    from wordfreq import zipf_frequency

    common = len(word) > LONGEST_ACRONYM or zipf_frequency(word.lower(), "en") >= COMMON
    return word.lower() if common and word[0] != "(" else word


def stated(authors: Sequence[str], date: str, version: str, doi: str) -> list[str]:
    """Return what a document states about itself, without what it does not state."""
    said = (", ".join(authors), date, version and f"version {version}", doi and f"doi:{doi}")
    return [part for part in said if part]


def also_in(copies: Iterable[str]) -> str:
    """Return in which other files the same text stands, empty when in none.

    They are named without their folders: where the files lie is no one's business but their owner's.
    """
    names = ", ".join(Path(copy).name for copy in copies)
    return f"Also in: {names}" if names else ""


def newer_indexed(newer: str) -> str:
    """Return that a later version (its id) is indexed as well, empty when there is none."""
    return f"A newer version of this document is indexed: {newer}" if newer else ""


def summary(document: Document, documents: Sequence[Document]) -> dict[str, Any]:
    """Return what is to be known of `document`, one of the indexed `documents`; its keys are a promise."""
    newer, ledger = newer_version(document, documents), document.ledger
    return {
        "document": document.id,
        "title": document.title,
        "paragraphs": len(document.paragraphs),
        "file": document.source,
        "content_hash": document.content_hash,
        "format": document.format,
        "date": document.date,
        "authors": list(document.authors),
        "doi": document.doi,
        "version": document.version,
        "pages": document.pages,
        "indexed": document.indexed,
        "warnings": list(document.warnings),
        "left_out": dict(ledger.words()) if ledger else None,
        "uncertain_tables": list(ledger.doubtful) if ledger else None,
        "pictures": list(ledger.pictures) if ledger else None,
        "copies": list(document.copies),
        "newer_version": newer.id if newer else None,
    }


NOT_NOTED = (
    "What was left out is not known, for it was indexed by an older version. "
    "Run `assistant index --rebuild` with your documents."
)


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something that was not read, or not surely, and the pages to look at; none where they need no look."""

    said: str
    pages: tuple[int, ...] = ()

    def in_words(self) -> str:
        """Return it with its pages: "a table that is not certain (page 4)"."""
        return f"{self.said} ({named_pages(self.pages)})" if self.pages else self.said


def not_read(document: Document) -> Iterator[NotRead]:
    """Yield what of a document was not read; what needs a look comes first."""
    ledger = document.ledger
    if ledger is None:
        yield NotRead(NOT_NOTED)
        return
    words = ledger.words()
    if lost := words.pop(Reason.LOST, 0):
        pages = sorted({each.page for each in ledger.lost() if each.page is not None})
        yield NotRead(f"{count_of(lost)} in no paragraph", tuple(pages))
    if ledger.doubtful:
        yield NotRead("tables that are not certain", ledger.doubtful)
    if ledger.pictures:
        yield NotRead("pages that are pictures", ledger.pictures)
    if words:
        parts = "; ".join(f"{why}: {count:,}" for why, count in words.most_common())
        yield NotRead(f"{count_of(sum(words.values()))} left out ({parts})")


def count_of(words: int) -> str:
    """Return a number of words in words: "12 words"."""
    return f"{words:,} word{'s' * (words != 1)}"
