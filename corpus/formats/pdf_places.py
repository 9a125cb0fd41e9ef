"""Where the words of a quote stand on the pages of a PDF, and pictures of the pages to draw them on."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFileError
from corpus.formats.pdf import open_pdf

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from corpus.pages.characters import Characters
    from corpus.pages.lines import PlacedLine

# A paragraph that begins on one page may go on over so many more.
PAGES_ON = 2
MOST_TRIES = 20_000
LARGEST_PICTURE = 4_000


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle around words of one line, in points from the top left corner of its page as displayed."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


_Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a line, folded, each with its box; `loose` are those a quote may lack."""

    page: int
    text: str
    boxes: tuple[_Corners, ...]
    loose: tuple[bool, ...]


# A part of a line: the line, and where in its letters the part begins and ends.
_Part = tuple[_Letters, int, int]


def quote_places(data: bytes, page: int, quote: str, password: str = "") -> tuple[Place, ...]:
    """Return where `quote` stands, a rectangle a line, empty when it cannot be found.

    `page` is where its paragraph begins, from 1; the quote may go on in the next column or page. Only
    letters and digits are compared, so that mended hyphens and reference marks left out do no harm.
    Raise `UnreadableFileError` when the file cannot be opened.
    """
    wanted = "".join(_fold(character) for character in quote)
    if not wanted:
        return ()
    with open_pdf(data, password) as document:
        lines: list[_Letters] = []
        for number in range(page, min(page + PAGES_ON, len(document)) + 1):
            lines.extend(_page_letters(document, number))
            found = _find(wanted, lines)
            if found:
                return tuple(map(_place, found))
    return ()


def page_size(data: bytes, page: int, password: str = "") -> tuple[float, float]:
    """Return the width and the height of a page, counted from 1, in points as it is displayed."""
    from corpus.pages.characters import page_size as size_of

    with open_pdf(data, password) as document:
        _check(document, page)
        opened = document[page - 1]
        try:
            return size_of(opened)
        finally:
            opened.close()


def page_picture(data: bytes, page: int, width: int, password: str = "") -> bytes:
    """Return a PNG of a page, counted from 1, that is `width` pixels wide (at most 4,000 either way)."""
    from corpus.pages.characters import page_size as size_of

    with open_pdf(data, password) as document:
        _check(document, page)
        opened = document[page - 1]
        try:
            across, down = size_of(opened)
            scale = min(max(1, width) / across, LARGEST_PICTURE / max(across, down))
            picture = opened.render(scale=scale).to_pil()
        finally:
            opened.close()
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _check(document: PdfDocument, page: int) -> None:
    if not 1 <= page <= len(document):
        raise UnreadableFileError(f"it has no page {page}; its last is {len(document)}")


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(each for each in folded if each.isalnum())


def _page_letters(document: PdfDocument, number: int) -> list[_Letters]:
    """Return the lines of a page from the top."""
    from pypdfium2 import PdfiumError

    from corpus.pages.upright import placed_lines

    try:
        opened = document[number - 1]
    except (IndexError, PdfiumError):
        return []
    try:
        lines, characters = placed_lines(opened)
    finally:
        opened.close()
    lines.sort(key=lambda placed: (placed.line.baseline, placed.line.box.left))
    return [letters for line in lines if (letters := _letters(line, characters, number)).text]


def _letters(placed: PlacedLine, characters: Characters, page: int) -> _Letters:
    """Return the letters of a line, each box with the punctuation that is glued to its letter."""
    text: list[str] = []
    boxes: list[_Corners] = []
    loose: list[bool] = []
    opening: _Corners | None = None
    glyphs = zip(
        *(part[placed.characters].tolist() for part in (characters.codes, characters.boxes)), strict=True
    )
    marks = zip(placed.raised.tolist(), placed.spaced.tolist(), strict=True)
    for (code, place), (raised, spaced) in zip(glyphs, marks, strict=True):
        corners: _Corners = (place[0], place[1], place[2], place[3])
        letters = _fold(chr(code)) if code < 0x110000 else ""
        opening = None if spaced else opening
        if not letters and boxes and not spaced and not raised:
            boxes[-1] = _both(boxes[-1], corners)
        elif not letters:
            opening = corners
        for letter in letters:
            text.append(letter)
            boxes.append(_both(opening, corners) if opening else corners)
            loose.append(raised or letter.isdigit())
            opening = None
    return _Letters(page, "".join(text), tuple(boxes), tuple(loose))


def _both(first: _Corners, second: _Corners) -> _Corners:
    left, top = min(first[0], second[0]), min(first[1], second[1])
    return left, top, max(first[2], second[2]), max(first[3], second[3])


def _find(wanted: str, lines: Sequence[_Letters]) -> list[_Part]:
    """Return the parts of lines that make up `wanted`, the lines in between left out."""
    tries = [MOST_TRIES]
    for line in lines:
        start = line.text.find(wanted[0])
        while start >= 0 and tries[0] > 0:
            found = _follow(wanted, line, start, lines, tries)
            if found:
                return found
            start = line.text.find(wanted[0], start + 1)
    return []


def _follow(
    wanted: str, line: _Letters, start: int, lines: Sequence[_Letters], tries: list[int]
) -> list[_Part]:
    """Return the parts from `start` of `line` on that make up `wanted`, found depth first."""
    waiting: list[tuple[int, list[_Part]]] = []
    first = _match(wanted, 0, line, start)
    if first is not None:
        waiting.append((first[0], [(line, start, first[1])]))
    while waiting and tries[0] > 0:
        matched, parts = waiting.pop()
        if matched == len(wanted):
            return parts
        last, used = parts[-1][0], {id(part[0]) for part in parts}
        begin = (each for each in lines if each.loose[0] or each.text[0] == wanted[matched])
        # The nearest is tried first: it is put last, from where the next is taken.
        for each in sorted(begin, key=lambda each: _distance(last, each), reverse=True):
            more = _match(wanted, matched, each, 0) if id(each) not in used else None
            if more is not None and more[0] > matched:
                tries[0] -= 1
                waiting.append((more[0], [*parts, (each, 0, more[1])]))
    return []


def _match(wanted: str, matched: int, line: _Letters, start: int) -> tuple[int, int] | None:
    """Return how much of `wanted` is matched, and up to where, when a line is read from `start`.

    The line is read to its end unless `wanted` ends before; `None` where a letter is another.
    """
    position = start
    while position < len(line.text) and matched < len(wanted):
        if line.text[position] == wanted[matched]:
            matched += 1
        elif not line.loose[position]:
            return None
        position += 1
    return matched, position


def _distance(first: _Letters, second: _Letters) -> float:
    """Return how unlikely a line is to go on where another ends: best right below, next page last."""
    left, top, _, bottom = first.boxes[0]
    below = second.boxes[0][1] - top
    aside = abs(second.boxes[0][0] - left)
    height = max(1.0, bottom - top)
    upwards = 500.0 if below <= height / 2 else 0.0
    return (second.page - first.page) * 5_000 + aside + abs(below) + upwards


def _place(part: _Part) -> Place:
    line, start, end = part
    left, top, right, bottom = zip(*line.boxes[start:end], strict=True)
    return Place(line.page, min(left), min(top), max(right), max(bottom))
