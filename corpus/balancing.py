"""Balance the ledger: look for every printed word in the paragraphs and among what was left out.

A printed line is looked for as a whole, near the one found before it, and what is found once is used up. A
line that is not there as a whole, since a mark was set apart in it or a row was cut, is halved until its
words are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.decoding import drop_unseen
from corpus.document import Paragraph
from corpus.ledger import LeftOut, Printed, Reason, left_out
from corpus.text.hyphenation import HYPHENS, SOFT_HYPHEN
from corpus.text.scripts import SURE

# Letters that are looked through for words, before and behind those found last, and how often they may be met
# where they are used up.
WINDOW = 40_000
MOST_TRIES = 100
# Lines of fewer words than this are looked for after the others, which they may be a part of.
LONG = 3
# A line of which a larger share of words is found nowhere is lost as a whole.
MOST_LOST = 0.5
# A reference mark, which is set apart from the text.
_MARK = re.compile(rf"\[{SURE}[\d\s,–-]*\]")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text`, folded so that they are alike however they are set."""
    plain = drop_unseen(_MARK.sub("", text)).replace(SOFT_HYPHEN, "").translate(_FIGURES)
    return _TOKEN.findall(plain.casefold())


@dataclass(frozen=True, slots=True)
class Sought:
    """Words of a printed line that are looked for together, from the one at `start` on.

    The first may be the second `half` of a word that two lines share, the last the first of one that is
    `broken`. `near` is the offset in what was read at which the words before them stand.
    """

    line: Printed
    words: Sequence[str]
    start: int = 0
    half: bool = True
    broken: bool = False
    near: int = 0

    def forms(self) -> Iterator[str]:
        """Yield how the words may stand in a text: with a blank on either side that ends a whole word."""
        words = " ".join(self.words)
        half = self.half and len(self.words[0]) > 1 and words[0].isalpha()
        broken = self.broken and words[-1].isalpha()
        yield f" {words} "
        yield from [f"{words} "] * half
        yield from [f" {words}"] * broken
        yield from [words] * (half and broken)

    def halves(self) -> Iterator[Sought]:
        """Yield its first and its second half; none of a single word."""
        middle = len(self.words) // 2
        if middle:
            yield replace(self, words=self.words[:middle], broken=False)
            start = self.start + middle
            yield replace(self, words=self.words[middle:], start=start, half=False)


@dataclass(slots=True)
class Text:
    """Words in order with a blank between them, which letters are used up, and where the last was found."""

    words: str
    used: bytearray = field(init=False)
    last: int = 0

    def __post_init__(self) -> None:
        self.used = bytearray(len(self.words))

    def take(self, sought: Sought, first: int = 0, last: int | None = None) -> bool:
        """Use up what is sought, behind what was found last or else before it; tell whether it is there."""
        last = len(self.words) if last is None else last
        first, last = max(first, self.last - WINDOW), min(last, self.last + WINDOW)
        starts = dict.fromkeys((max(first, self.last - 1), first))
        return any(self._take(form, start, last) for form in sought.forms() for start in starts)

    def _take(self, form: str, first: int, last: int) -> bool:
        place = self.words.find(form, first, last)
        for _ in range(MOST_TRIES):
            if place < 0:
                return False
            begin, end = place + form.startswith(" "), place + len(form.rstrip())
            if self.used.find(1, begin, end) < 0:
                self.used[begin:end] = b"\1" * (end - begin)
                self.last = end
                return True
            place = self.words.find(form, place + 1, last)
        return False


@dataclass(slots=True)
class Books:
    """What was read as one text, the title before it, and what was left out page by page.

    The paragraphs that begin on `pages[i]` stand behind the blank at `starts[i]`, and have the reference
    `marks[i]`, each but once however often it is printed.
    """

    read: Text
    front: Text
    aside: dict[int | None, Text]
    pages: list[int]
    starts: list[int]
    marks: list[set[str]]
    line: Printed | None = None

    def hold(self, sought: Sought, *, around: bool) -> bool:
        """Tell whether what is sought stands on its page, or `around` it or elsewhere, and use it up.

        Words of a page may stand in a paragraph that begins on the one before, or on the next. Halves of a
        line follow each other.
        """
        page = sought.line.page
        if sought.line is not self.line:
            self.line = sought.line
            self.read.last = sought.near or max(self.read.last, self._offset(self._places(page, 0)[0]))
        first, last = self._places(page, int(around))
        if self.read.take(sought, self._offset(first), self._offset(last) + 1):
            return True
        if not around:
            return False
        if self.front.take(sought) or (page in self.aside and self.aside[page].take(sought)):
            return True
        return len(sought.words) == 1 and any(sought.words[0] in marks for marks in self.marks[first:last])

    def _places(self, page: int | None, more: int) -> tuple[int, int]:
        """Return the places in `pages` of what begins on a page, and on those so many `more` around it."""
        if page is None:
            return 0, len(self.pages)
        first, last = bisect_left(self.pages, page - more), bisect_left(self.pages, page + more + 1)
        return max(0, first - more), last

    def _offset(self, place: int) -> int:
        return self.starts[place] if place < len(self.starts) else len(self.read.words)


def lost_words(
    printed: Iterable[Printed], omitted: Iterable[LeftOut], title: str, paragraphs: Sequence[Paragraph]
) -> tuple[LeftOut, ...]:
    """Return what of the `printed` lines is neither in a paragraph, its headings, the title nor `omitted`.

    The lines come page by page. It takes time that grows with their number.
    """
    aside = Counter((each.page, tuple(tokens(line))) for each in omitted for line in each.text.split("\n"))
    sought = list(_without(printed, aside))
    noted: dict[int | None, list[str]] = {}
    for page, words in aside.elements():
        noted.setdefault(page, []).extend(words)
    books = _open(title, paragraphs, {page: _text(texts) for page, texts in noted.items()})
    found: dict[int | None, list[str]] = {}
    for line, missing in _missing(sought, books):
        found.setdefault(line.page, []).append(missing)
    return tuple(left_out(page, Reason.LOST, lines) for page, lines in found.items())


def _text(texts: Iterable[str]) -> Text:
    return Text(f" {' '.join(word for text in texts for word in tokens(text))} ")


def _open(title: str, paragraphs: Sequence[Paragraph], aside: dict[int | None, Text]) -> Books:
    """Return what was read, each heading where it first stands above a paragraph."""
    pieces: list[str] = []
    pages: list[int] = []
    starts: list[int] = []
    marks: list[set[str]] = []
    length, above = 1, ""
    for paragraph in paragraphs:
        heading = paragraph.heading if paragraph.heading != above else ""
        above = paragraph.heading
        if paragraph.page is not None and (not pages or paragraph.page > pages[-1]):
            pages.append(paragraph.page)
            starts.append(length - 1)
            marks.append(set())
        if marks:
            marks[-1].update(paragraph.references)
        pieces.append(" ".join(tokens(f"{heading} {paragraph.text}")))
        length += len(pieces[-1]) + 1
    return Books(Text(f" {' '.join(pieces)} "), _text([title]), aside, pages, starts, marks)


def _without(
    printed: Iterable[Printed], aside: Counter[tuple[int | None, tuple[str, ...]]]
) -> Iterator[Sought]:
    """Yield the lines that were not left out as they are, and take those that were out of `aside`."""
    for line in printed:
        words = tokens(line.text)
        key = (line.page, tuple(words))
        if aside[key]:
            aside[key] -= 1
        elif words:
            yield Sought(line, words, broken=line.text.rstrip()[-1:] in HYPHENS)


def _missing(lines: Iterable[Sought], books: Books) -> Iterator[tuple[Printed, str]]:
    """Yield the lines of which words are missing, with those words; long lines are looked for first."""
    missing: list[Sought] = []
    short: list[Sought] = []
    for each in lines:
        if len(each.words) < LONG:
            short.append(replace(each, near=books.read.last))
        elif not books.hold(each, around=False):
            missing.append(replace(each, near=books.read.last))
    sought = [*short, *missing]
    gone: dict[int, list[Sought]] = {}
    while sought:
        for around in (False, True):
            sought = [each for each in sought if not books.hold(each, around=around)]
        for each in sought:
            if len(each.words) == 1:
                gone.setdefault(id(each.line), []).append(each)
        sought = [half for each in sought for half in each.halves()]
    for parts in gone.values():
        line = parts[0].line
        whole = len(parts) > MOST_LOST * len(tokens(line.text))
        words = (each.words[0] for each in sorted(parts, key=lambda each: each.start))
        yield line, line.text if whole else " ".join(words)
