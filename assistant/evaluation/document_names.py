"""Which indexed document a public question set means by a title or an address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from assistant.evaluation.gold.question import Evidence, GoldQuestion, has_words
from assistant.evaluation.matching import IndexedText, fold
from corpus.document import Document
from corpus.formats import endings
from corpus.slug import slug


class DocumentNames:
    """The indexed documents by all that evidence may call them."""

    def __init__(self, text: IndexedText, questions: Iterable[GoldQuestion]) -> None:
        """Take the indexed documents, and the questions whose evidence is to be looked up."""
        self._text = text
        self._questions = questions
        self._named: dict[str, str | None] = {}

    def document_of(self, evidence: Evidence) -> str | None:
        """Return the id of the evidence's document, `None` when no indexed one is meant.

        An id counts as it is; that of a file which is indexed as another's copy means that other.
        A name is, in this order, an id; a name whose slug is an id; an
        address that ends in an id or in what follows the last hyphen of one; a title; the one
        document that holds the quote word for word; and at last the one that holds other quotes of
        that name. Where a name could mean several documents it means none.
        """
        name = evidence.document
        if not evidence.by_name:
            return name if name in self._text.documents else _only(self._copies.get(name, ()))
        if name not in self._named:
            self._named[name] = self._find(name)
        return self._named[name] or self._holder(evidence.quote) or _only(self._holders_by_name[name])

    def _find(self, name: str) -> str | None:
        if name in self._text.documents:
            return name
        slugged = name_slug(name)
        if slugged in self._text.documents:
            return slugged
        if copied := _only(self._copies.get(slugged, ())):
            return copied
        by_ending = self._endings.get(name_slug(_last_part(name)), ())
        return _only(by_ending) or _only(self._titles.get(fold(name), ()))

    @cached_property
    def _copies(self) -> Mapping[str, Collection[str]]:
        """Return the documents by the ids that files with the same text would have had."""
        copies: defaultdict[str, set[str]] = defaultdict(set)
        for document in self._text.documents.values():
            for copy in document.copies:
                copies[slug(Path(copy))].add(document.id)
        return copies

    def _holder(self, quote: str) -> str | None:
        return _only(self._text.holders(quote))

    @cached_property
    def _holders_by_name(self) -> Mapping[str, Collection[str]]:
        """Return, for each name that says nothing by itself, the documents that its quotes lead to."""
        evidence = (item for question in self._questions for item in question.evidence if item.by_name)
        holders: defaultdict[str, set[str]] = defaultdict(set)
        for item in evidence:
            if not self._named.get(item.document) and (holder := self._holder(item.quote)):
                holders[item.document].add(holder)
        return holders

    @cached_property
    def _endings(self) -> dict[str, list[str]]:
        """Return the ids by their last parts; one that is whole stands for itself alone."""
        endings = self._by(lambda document: document.id.rpartition("-")[2])
        return endings | {document: [document] for document in self._text.documents}

    @cached_property
    def _titles(self) -> dict[str, list[str]]:
        titles = self._by(lambda document: fold(document.title))
        return {title: documents for title, documents in titles.items() if title}

    def _by(self, key: Callable[[Document], str]) -> dict[str, list[str]]:
        documents = defaultdict(list)
        for document in self._text.documents.values():
            documents[key(document)].append(document.id)
        return dict(documents)


def name_slug(name: str) -> str:
    """Return the id that a file called `name` gets when it is indexed; empty for a name without words."""
    if not has_words(name):
        return ""
    path = Path(name.replace("/", " "))
    # "St. John" has no ending, and must not lose what stands behind its point.
    return slug(path if path.suffix.lower() in endings() else Path(f"{path.name}.txt"))


def _last_part(name: str) -> str:
    """Return the last part of an address's path, and nothing of what is no address."""
    try:
        return urlsplit(name).path.rstrip("/").rpartition("/")[2] if "/" in name else ""
    except ValueError:
        return ""


def _only(documents: Collection[str]) -> str | None:
    return next(iter(documents)) if len(documents) == 1 else None
