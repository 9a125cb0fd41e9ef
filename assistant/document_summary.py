"""What is told of an indexed document to a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.document import Document
from index.naming import newer_version


def summary(document: Document, documents: Sequence[Document]) -> dict[str, Any]:
    """Return what is to be known of `document`, one of the indexed `documents`; its keys are a promise."""
    newer = newer_version(document, documents)
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
        "copies": list(document.copies),
        "newer_version": newer.id if newer else None,
    }
