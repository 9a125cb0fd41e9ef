"""The same text in two files: the same bytes, or the PDF and the Word file that read the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from corpus.document import Document

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
