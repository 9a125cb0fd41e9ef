"""The ledger of a file: what of its words stands in no paragraph, page by page, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.decoding import drop_unseen
from corpus.text.scripts import SURE
from corpus.unseen import Unseen

MOST_PAGES_NAMED = 6


class Reason(StrEnum):
    """Why words that a person sees are in no paragraph; why others are not is an `Unseen`.

    All but the last are left out on purpose.
    """

    RUNNING_HEAD = "running heads, page and line numbers"
    CONTENTS = "tables of contents"
    DRAWING = "words in drawings"
    REPEATED = "names of a table that are repeated"
    NUMBERS = "numbers without words"
    ORNAMENT = "ornaments"
    SIDEWAYS = "set sideways beside the text"
    GARBLED = "letters that cannot be told"
    NAVIGATION = "menus, buttons and what else stands around the text"
    LOST = "in no paragraph"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of one page (None where there are no pages) that were left out for one reason.

    `why` is what a `Reason` or an `Unseen` says, `text` are the words themselves, line by line; it is empty
    where they are only counted.
    """

    page: int | None
    why: str
    words: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Words that a person sees in a file, as they stand on one line of `page`."""

    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What of a file was not read: words, tables that are not certain, pages that are pictures.

    `doubtful` and `pictures` are numbers of pages.
    """

    left_out: tuple[LeftOut, ...] = ()
    doubtful: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()

    def words(self) -> Counter[str]:
        """Return how many words were left out, by why."""
        found = Counter[str]()
        for each in self.left_out:
            found[each.why] += each.words
        return found

    def lost(self) -> tuple[LeftOut, ...]:
        """Return the words that no reason was found for."""
        return tuple(each for each in self.left_out if each.why == Reason.LOST)


@dataclass(slots=True)
class Omissions:
    """What is left out while a file is read; `doubtful` are the pages with a table that is not certain."""

    lines: dict[tuple[int | None, str], list[str]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)

    def add(self, why: str, page: int | None, lines: Iterable[str]) -> None:
        """Note lines of a page that are left out."""
        for line in lines:
            self.lines.setdefault((page, why), []).append(line)

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return what was noted, in the order of the pages."""
        made = (left_out(page, why, lines) for (page, why), lines in self.lines.items())
        return in_order(each for each in made if each.words)


def left_out(page: int | None, why: str, lines: Iterable[str]) -> LeftOut:
    """Return `lines` of a page as left out."""
    told = [line for each in lines if (line := drop_unseen(each).replace(SURE, "").strip())]
    words = sum(any(map(str.isalnum, word)) for line in told for word in line.split())
    return LeftOut(page, str(why), words, "\n".join(told))


def counted(found: Mapping[Reason | Unseen, int] | Mapping[Unseen, int]) -> Ledger:
    """Return the ledger of a file whose words that were left out were only counted, by why."""
    return Ledger(tuple(LeftOut(None, str(why), words) for why, words in found.items() if words > 0))


def in_order(found: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Return what was left out in the order of the pages, the most words of a page first."""
    return tuple(sorted(found, key=lambda each: (each.page or 0, -each.words, each.why)))


def lost_warnings(lost: Iterable[LeftOut]) -> tuple[str, ...]:
    """Return a line that says how many words of which pages are in no paragraph; none where none is."""
    lost = tuple(lost)
    words = sum(each.words for each in lost)
    if not words:
        return ()
    pages = sorted({each.page for each in lost if each.page is not None})
    where = f" of {named_pages(pages)}" if pages else ""
    said = f"{words:,} words" if words > 1 else "1 word"
    return (f"{said}{where} {'are' if words > 1 else 'is'} in no paragraph",)


def named_pages(pages: Iterable[int]) -> str:
    """Return numbers of pages in words: "page 4", "pages 4 and 7", "pages 1, 2, 3, 4, 5, 6 and 12 more"."""
    pages = tuple(pages)
    shown = [str(page) for page in pages[:MOST_PAGES_NAMED]]
    if len(pages) > MOST_PAGES_NAMED:
        shown.append(f"{len(pages) - MOST_PAGES_NAMED} more")
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
    return f"page{'s' * (len(pages) > 1)} {listed}"
