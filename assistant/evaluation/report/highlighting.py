"""Which words of a paragraph are marked."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.evaluation.matching import INVISIBLE

Span = tuple[int, int]

# A run of fewer words than this may be alike by chance, unless it is all of the quote.
LEAST_RUN = 3
WORD = re.compile(rf"(?:\w|{INVISIBLE.pattern})+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, marked or not."""

    text: str
    marked: bool


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut `text` where `spans` (start, end) begin and end; spans that overlap become one piece."""
    cut: list[Piece] = []
    at = 0
    for start, end in _merged(spans):
        cut += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return tuple(piece for piece in (*cut, Piece(text[at:], False)) if piece.text)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    current: Span | None = None
    for start, end in sorted(spans):
        if current is not None and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current is not None:
            yield current
        current = start, end
    if current is not None:
        yield current


def spans_of(text: str, quote: str) -> tuple[Span, ...]:
    """Return where words of `quote` stand in `text`, whatever their case, punctuation and white space.

    That is one span where the quote stands whole, else the runs of at least three words that both
    share in the same order (Ratcliff and Metzener's matching blocks).
    """
    words, said = _words(text), [word for word, _ in _words(quote)]
    least = min(LEAST_RUN, len(said))
    matcher = difflib.SequenceMatcher(None, [word for word, _ in words], said, autojunk=False)
    return tuple(
        (words[block.a][1][0], words[block.a + block.size - 1][1][1])
        for block in matcher.get_matching_blocks()
        if block.size >= max(least, 1)
    )


def _words(text: str) -> Sequence[tuple[str, Span]]:
    return [(_fold(found[0]), found.span()) for found in WORD.finditer(text)]


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).casefold()
