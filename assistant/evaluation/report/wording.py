"""What the report says in words, and the words that it marks."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.evaluation.case import Case, right
from assistant.evaluation.matching import INVISIBLE

if TYPE_CHECKING:
    from assistant.evaluation.scores import Estimate


NOTHING = "–"
# A number and its unit stay on one line.
SPACE = "\u00a0"


def counted(number: int, noun: str) -> str:
    """Return "1 question", "1,300 questions"."""
    return f"{number:,}{SPACE}{noun}" if number == 1 else f"{number:,}{SPACE}{noun}s"


def figure(value: float, unit: str, decimals: int = 1) -> str:
    """Return a figure with its unit: "65.2 %" of a share, "320 ms", "1.3 s", "0.843" of a score."""
    if not math.isfinite(value):
        return NOTHING
    number, sign = _number(value, unit, decimals, value)
    return f"{number}{sign}"


def interval(estimate: Estimate, unit: str, decimals: int = 1) -> str:
    """Return an estimate's interval, with its unit once: "55.4 to 74.1 %"."""
    if not (math.isfinite(estimate.low) and math.isfinite(estimate.high)):
        return NOTHING
    low, _ = _number(estimate.low, unit, decimals, estimate.high)
    high, sign = _number(estimate.high, unit, decimals, estimate.high)
    return f"{low} to {high}{sign}"


def _number(value: float, unit: str, decimals: int, largest: float) -> tuple[str, str]:
    """Return the digits and the unit of `value`, in seconds where `largest` is a second or more."""
    if unit == "share":
        if decimals == 0 and (0 < value < 0.005 or 0.995 <= value < 1):
            # None and all are said of nothing else.
            decimals = 1
        return f"{100 * value:.{decimals}f}", f"{SPACE}%"
    if unit == "ms":
        if largest >= 1000:
            return f"{value / 1000:.{max(decimals, 1)}f}", f"{SPACE}s"
        return f"{value:.0f}", f"{SPACE}ms"
    if unit == "words":
        return f"{value:.1f}", f"{SPACE}words"
    if unit == "statements":
        return f"{value:.2f}", ""
    return f"{value:.3f}", ""


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def headline(cases: Sequence[Case]) -> str:
    """Return the result in one sentence: how many were answered rightly, and how many rightly refused."""
    answerable = [case for case in cases if case.gold.answerable]
    unanswerable = [case for case in cases if not case.gold.answerable]
    answered, refused = sum(map(right, answerable)), sum(map(right, unanswerable))
    of_answerable = f"Of {counted(len(answerable), 'question')} that the documents answer"
    found = f"{answered:,} {_were(answered)} answered with the right paragraph"
    held_back = f"{refused:,} {_were(refused)} refused"
    if answerable and unanswerable:
        return f"{of_answerable}, {found}; of {len(unanswerable):,} that they do not, {held_back}."
    if answerable:
        return f"{of_answerable}, {found}."
    if unanswerable:
        return f"Of {counted(len(unanswerable), 'question')} that the documents do not answer, {held_back}."
    return "No question was asked."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def moment(started: str) -> str:
    """Return a time in ISO 8601 as "22 November 2026, 18:11 UTC"; what is no such time, as it is."""
    try:
        time = datetime.fromisoformat(started).astimezone(UTC)
    except ValueError:
        return started
    return f"{time.day} {time:%B %Y, %H:%M} UTC"


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
