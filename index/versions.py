"""Two versions of one guideline: the same title, another date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from corpus.document import Document

_MONTHS = "jan feb mar apr may jun jul aug sep sept oct nov dec".split()
_MONTH = "|".join(f"{month}[a-z]*" for month in _MONTHS)
# What tells editions of a title apart: "version 2.1", "v2", "3rd edition", "update May 2019", "2024-05-03".
_EDITION = re.compile(
    rf"""
    \b(?:version|ver|v|edition|ed|revision|rev|release|issue)\W{{0,2}}\d+(?:\.\d+)*[a-z]?\b
    | \b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|revised|updated|new)\s+(?:edition|ed|version)\b
    | \b(?:(?:last|partial|focused)\s+)?(?:updated?|revised|revision|amended)\b
    | \b(?:19|20)\d\d(?:[-/.](?:0?[1-9]|1[0-2]))?(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?\b
    | \b(?:(?:0?[1-9]|[12]\d|3[01])[ .]+)?(?:{_MONTH})\W{{0,2}}(?=(?:19|20)\d\d\b)
    """,
    re.X,
)
_NO_WORD = re.compile(r"[\W_]+")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def newer_version(document: Document, documents: Iterable[Document]) -> Document | None:
    """Return the newest of `documents` that is a later version of `document`, None without one.

    Versions have the same title, apart from case, punctuation and what tells editions apart. Without a
    date, or with one that may be the same, none is later.
    """
    name = edition_free(document.title)
    later = [other for other in documents if other.id != document.id and is_later(other.date, document.date)]
    versions = [other for other in later if name and edition_free(other.title) == name]
    return max(versions, key=lambda other: other.date, default=None)


def newer_versions(documents: Iterable[Document]) -> dict[str, str]:
    """Return the id of the newest version of each of `documents` (id) that has a later one among them."""
    versions: dict[str, list[Document]] = {}
    for document in documents:
        if document.date:
            versions.setdefault(edition_free(document.title), []).append(document)
    several = [document for same in versions.values() if len(same) > 1 for document in same]
    newest = {
        document.id: newer_version(document, versions[edition_free(document.title)]) for document in several
    }
    return {document: later.id for document, later in newest.items() if later}


def edition_free(title: str) -> str:
    """Return `title` in lower case without punctuation, versions and dates."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _NO_WORD.sub(" ", _EDITION.sub(" ", folded)).strip()


def is_later(one: str, other: str) -> bool:
    """Tell whether the ISO date `one` is surely later than `other`, as exactly as both are known.

    "2024-05" is later than "2024-04-30", but neither later nor earlier than "2024".
    """
    if not (_DATE.fullmatch(one) and _DATE.fullmatch(other)):
        return False
    length = min(len(one), len(other))
    return one[:length] > other[:length]
