"""The same text in two files: the same bytes, or the PDF and the Word file that read the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from corpus.document import Document
from index.plan import Plan
from index.reading_processes import Failure
from index.store.catalogue import Catalogue, FileState

_SPACE = re.compile(r"\s+")


class Texts:
    """The documents by what they say, so that another one that says the same is found."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._by_text: dict[str, list[Document]] = {}
        # Looked at when they are first asked for, which may be never.
        self._new = [*documents]

    def add(self, document: Document) -> None:
        """Take in `document`."""
        self._new.append(document)

    def same(self, document: Document) -> Document | None:
        """Return the first document that says what `document` says, None when there is none."""
        for new in self._new:
            self._by_text.setdefault(text_hash(new), []).append(new)
        self._new = []
        alike = self._by_text.get(text_hash(document), ())
        return next((other for other in alike if not _other_edition(document, other)), None)


def text_hash(document: Document) -> str:
    """Return the SHA-256 of the title, the headings and the paragraphs, in hexadecimal.

    White space and the levels above a heading do not count, for two formats of one text differ in them.
    """
    digest = hashlib.sha256(_folded(document.title.casefold()))
    for paragraph in document.paragraphs:
        heading = paragraph.heading.rpartition(" > ")[2]
        digest.update(b"\n" + _folded(heading) + b"\t" + _folded(paragraph.text))
    return digest.hexdigest()


def _folded(text: str) -> bytes:
    return _SPACE.sub("", unicodedata.normalize("NFC", text)).encode("utf-8", "surrogatepass")


def _other_edition(one: Document, other: Document) -> bool:
    """Tell whether two documents of one text state that they are not of one edition.

    An export of the same text may bear another day; another year is another edition.
    """
    years = {document.date[:4] for document in (one, other) if document.date}
    versions = {document.version.casefold() for document in (one, other) if document.version}
    return len(years) > 1 or len(versions) > 1


Found = Mapping[str, Document | Failure]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run found, as paths of files.

    `unreadable` gives each file's reason, `duplicates` the id of the document that a file has the text
    of, `warnings` what is to be said of the files that were read now, one or more a file, `mended` the parts
    of the index that were damaged and are whole again.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    paragraphs: int = 0
    duplicates: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What the index holds after a run, in the order of the files.

    `differs` tells whether readers have to know; `given_up` are files that took long in vain, with the
    SHA-256 of their content and the reason.
    """

    documents: tuple[Document, ...]
    copies: Mapping[str, FileState]
    changes: Changes
    differs: bool
    given_up: tuple[tuple[str, str, str], ...]


def result_of(plan: Plan, found: Found, before: Catalogue) -> Result:
    """Return what follows when `plan` is carried out and `found` is what was read."""
    failures = {path: read for path, read in found.items() if isinstance(read, Failure)}
    documents, copy_of = _documents(plan, found, before)
    unreadable = plan.unreadable() | {path: failure.reason for path, failure in failures.items()}
    for twin, original in plan.twins.items():
        if original in failures:
            unreadable[twin] = failures[original].reason
        else:
            copy_of[twin] = copy_of.get(original, original)
    ordered = _with_copies(plan, documents, copy_of)
    copies = {path: plan.state_of_copy(path) for path in copy_of}
    return Result(
        ordered,
        copies,
        _changes(plan, ordered, unreadable, before),
        _said_to_readers(ordered) != _said_to_readers(before.documents),
        tuple((path, plan.hash(path), read.reason) for path, read in failures.items() if read.lasting),
    )


def _documents(plan: Plan, found: Found, before: Catalogue) -> tuple[dict[str, Document], dict[str, str]]:
    """Return the documents by the paths of their files, and the paths of those that others read like."""
    sources = {document.source: document for document in before.documents}
    # What has become unreadable stays as it was.
    lost = (path for path, read in found.items() if isinstance(read, Failure) and path in sources)
    documents = plan.kept | {path: sources[path] for path in lost}
    texts = Texts(documents.values())
    copy_of: dict[str, str] = {}
    for path in plan.requests:
        read = found[path]
        if isinstance(read, Failure):
            continue
        if original := texts.same(read):
            copy_of[path] = original.source
            continue
        texts.add(read)
        documents[path] = read
    return documents, copy_of


def _with_copies(
    plan: Plan, documents: Mapping[str, Document], copy_of: Mapping[str, str]
) -> tuple[Document, ...]:
    """Return the documents, and each one's copies, in the order of the files."""
    copies: dict[str, list[str]] = {}
    for path in plan.seen:
        if path in copy_of:
            copies.setdefault(copy_of[path], []).append(path)
    return tuple(
        _with(documents[path], tuple(copies.get(path, ()))) for path in plan.seen if path in documents
    )


def _with(document: Document, copies: tuple[str, ...]) -> Document:
    return document if document.copies == copies else replace(document, copies=copies)


def _said_to_readers(documents: Iterable[Document]) -> set[tuple[object, ...]]:
    """Return what tells documents apart for those who read the index: not when their files were touched."""
    return {(one.id, one.source, one.content_hash, one.indexed, one.copies) for one in documents}


def _changes(
    plan: Plan, documents: Iterable[Document], unreadable: Mapping[str, str], before: Catalogue
) -> Changes:
    indexed = {document.source: document for document in documents}
    read = [path for path in indexed if path in plan.requests and path not in unreadable]
    stayed = (path for path in indexed if path in plan.kept and path not in unreadable)
    copies = ((copy, one.id) for one in indexed.values() for copy in one.copies)
    known = {path for document in before.documents for path in (document.source, *document.copies)}
    return Changes(
        new=tuple(path for path in read if path not in known),
        changed=tuple(path for path in read if path in known),
        unchanged=tuple(path for path in stayed if path in plan.asked),
        removed=tuple(sorted(known - plan.seen.keys())),
        unreadable=tuple((path, unreadable[path]) for path in plan.seen if path in unreadable),
        paragraphs=sum(len(document.paragraphs) for document in indexed.values()),
        duplicates=tuple((copy, original) for copy, original in copies if copy in plan.asked),
        warnings=tuple((path, warning) for path in read for warning in indexed[path].warnings),
    )
