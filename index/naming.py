"""Tell documents apart: by name, by file, by the version that came after."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from corpus.document import Document
from corpus.errors import UserError, printable
from corpus.slug import slug


def files_apart(documents: Iterable[Document]) -> dict[str, str]:
    """Return the file name of each of `documents` (id) whose title another one has as well.

    It is named without its folder, whose names are no one's business but their owner's; where that is the
    same too, the id stands beside it.
    """
    by_title: dict[str, list[Document]] = {}
    for document in documents:
        by_title.setdefault(" ".join(document.title.split()).casefold(), []).append(document)
    apart: dict[str, str] = {}
    for namesakes in (same for same in by_title.values() if len(same) > 1):
        files = {document.id: printable(Path(document.source).name) for document in namesakes}
        held = Counter(files.values())
        apart |= {id: file if held[file] == 1 else f"{file}, {id}" for id, file in files.items()}
    return apart


def full_name(title: str, file: str) -> str:
    """Return what a document is called: its title, and the `file` that tells it apart where it has one."""
    return f"{title} ({file})" if file else title


def full_names(documents: Iterable[Document]) -> dict[str, str]:
    """Return what each of `documents` (id) is called among the others."""
    there = tuple(documents)
    apart = files_apart(there)
    return {document.id: full_name(document.title, apart.get(document.id, "")) for document in there}


# How alike a name must be to be proposed, and how many are.
ALIKE = 0.4
PROPOSED = 3


def find_document(name: str, documents: Sequence[Document]) -> Document:
    """Return the document whose id is `name`, else the one that has a copy of that name.

    A copy's name is that of its file, or the id that it would have. Raise `UserError` with the nearest ids
    when there is none.
    """
    by_id = {document.id: document for document in documents}
    if name in by_id:
        return by_id[name]
    for document in documents:
        if any(name in (slug(Path(copy)), Path(copy).name, copy) for copy in document.copies):
            return document
    near = difflib.get_close_matches(name, by_id, n=PROPOSED, cutoff=ALIKE)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`assistant documents` lists them."
    raise UserError(f"No indexed document is called {name!r}. {hint}")


def names_of_chosen(chosen: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Return what the `chosen` documents are called, empty when none or all of them were chosen.

    They are given as `find_document` takes them. Raise `UserError` as it does.
    """
    ids = {find_document(name, documents).id for name in chosen}
    if len(ids) == len(documents):
        return ()
    return tuple(name for id, name in full_names(documents).items() if id in ids)


class Original(StrEnum):
    """What a look at the file, and the hash of its content, say."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


def original(document: Document) -> Original:
    """Tell what has become of the file of `document` since it was read."""
    try:
        with Path(document.source).open("rb") as file:
            content_hash = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return Original.GONE
    except OSError:
        return Original.UNREADABLE
    return Original.SAME if content_hash == document.content_hash else Original.CHANGED


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
