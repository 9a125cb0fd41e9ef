"""What of a file was not read, in words, for terminal and page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Document
from corpus.ledger import Reason, named_pages

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
