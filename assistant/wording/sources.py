"""What a source and a document say about themselves, in words, for terminal, page and exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.document import Document
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
