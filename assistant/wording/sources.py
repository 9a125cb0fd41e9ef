"""How a source is named in words: where a paragraph stands, and what is to be known of its document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


def place(paragraph: int, page: int | None) -> str:
    """Return in words where a paragraph stands."""
    return f"paragraph {paragraph}" if page is None else f"paragraph {paragraph}, page {page}"


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
