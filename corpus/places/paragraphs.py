"""Find a paragraph among the lines of a few pages: whole, from the beginning of a line, in reading order."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.places.letters import Letters

MOST_TRIES = 20_000
# How unlikely a way through the lines is: for a digit that the paragraph lacks and for a piece passed over,
# for a beginning or an end inside a piece, and for a way back against the order of reading.
PASSED_OVER = 1
INSIDE = 5
BACKWARDS = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a letter of the paragraph stands: the line, and which of its letters it is."""

    line: Letters
    letter: int


@dataclass(frozen=True, slots=True)
class _Line:
    letters: Letters
    piece: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A way through the lines, up to one of them: what of the paragraph is matched, and what that costs."""

    cost: int
    matched: int
    lines: tuple[int, ...]
    spots: tuple[tuple[int, ...], ...]
    ended: bool = False

    def __lt__(self, other: _Way) -> bool:
        """Tell which is followed first: the cheaper one, then the longer, then the one further up."""
        return (self.cost, -self.matched, self.lines) < (other.cost, -other.matched, other.lines)


def find_paragraphs(
    wanted: str, pieces: Sequence[Sequence[Letters]], page: int, most: int
) -> list[tuple[Spot, ...]]:
    """Return the `most` likeliest places of a paragraph that begins on `page`, from the top.

    `wanted` are its letters, folded, and each place has a spot for every one of them; `pieces` are those of
    the page and of what follows it, in the order of reading. A paragraph is found whole or not at all.
    """
    lines = [
        _Line(letters, number, place == 0, place == len(piece) - 1)
        for number, piece in enumerate(pieces)
        for place, letters in enumerate(piece)
    ]
    found: dict[int, _Way] = {}
    waiting = list(_beginnings(wanted, lines, page))
    heapq.heapify(waiting)
    seen: set[tuple[int, int, int]] = set()
    while waiting and len(seen) < MOST_TRIES and len(found) < most:
        way = heapq.heappop(waiting)
        if way.ended:
            found.setdefault(way.lines[0], way)
            continue
        state = (way.lines[0], way.lines[-1], way.matched)
        if state not in seen:
            seen.add(state)
            for further in _further(way, wanted, lines):
                heapq.heappush(waiting, further)
    return [_spots(found[first], lines) for first in sorted(found)]


def _spots(way: _Way, lines: Sequence[_Line]) -> tuple[Spot, ...]:
    placed = zip(way.lines, way.spots, strict=True)
    return tuple(Spot(lines[number].letters, letter) for number, letters in placed for letter in letters)


def _beginnings(wanted: str, lines: Sequence[_Line], page: int) -> Iterator[_Way]:
    for number, line in enumerate(lines):
        if line.letters.page == page:
            cost = 0 if line.first else INSIDE
            yield from _matched(wanted, line, number, _Way(cost, 0, (), ()))


def _further(way: _Way, wanted: str, lines: Sequence[_Line]) -> Iterator[_Way]:
    """Yield the ways that go on with `way` by a line, its end when all is matched."""
    last = lines[way.lines[-1]]
    if way.matched == len(wanted):
        rest = last.letters.loose[way.spots[-1][-1] + 1 :]
        cost = (0 if last.last else INSIDE) + (0 if all(rest) else INSIDE)
        yield _Way(way.cost + cost, way.matched, way.lines, way.spots, ended=True)
        return
    for number, line in enumerate(lines):
        begins = line.letters.loose[0] or line.letters.text[0] == wanted[way.matched]
        if begins and number not in way.lines:
            cost = _step(last, line, directly=number == way.lines[-1] + 1)
            further = _Way(way.cost + cost, way.matched, way.lines, way.spots)
            yield from _matched(wanted, line, number, further)


def _step(above: _Line, below: _Line, *, directly: bool) -> int:
    """Return how unlikely a line is to go on where another ends."""
    if directly:
        return 0
    passed = below.piece - above.piece - 1
    broken = (0 if above.last else INSIDE) + (0 if below.first else INSIDE)
    return broken + (PASSED_OVER * passed if passed >= 0 else BACKWARDS - passed)


def _matched(wanted: str, line: _Line, number: int, way: _Way) -> Iterator[_Way]:
    """Yield `way` with a line more, unless a letter of the line is another than the paragraph's.

    The line is matched to its end unless the paragraph ends before.
    """
    letters, matched, passed = line.letters, way.matched, 0
    spots: list[int] = []
    for position, letter in enumerate(letters.text):
        if matched == len(wanted):
            break
        if letter == wanted[matched]:
            spots.append(position)
            matched += 1
        elif letters.loose[position]:
            passed += PASSED_OVER
        else:
            return
    if spots:
        yield _Way(way.cost + passed, matched, (*way.lines, number), (*way.spots, tuple(spots)))
