"""Lay a text out: its pieces, how far apart they stand, and in which clause, stretch and label."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from assistant.evidence.pieces.piece import BY, Kind, Piece

# What ends a clause, and what a label; commas and joining words end no more than a stretch.
_CLAUSE, _LABEL = frozenset((*".;:()\n", "but")), frozenset(";\n")
# How far a border sets two pieces apart, counted in pieces.
_FAR = {",": 1.5, ":": 0.5, "(": 1.0, ")": 1.0, "and": 1.5, "but": 4.0, "then": 3.0}
_FARTHEST = 6.0
_LONGEST_LABEL = 6
# So far apart stand two things that a comma and an "or" join.
_JOINED = 4.5
# What it costs, in pieces passed over, to take one from elsewhere; and the most that a leap may cost.
_LENT, _FARTHEST_LEAP = 3.0, 12.0

# What a number is compared by, or says when and how often it counts; the first four may stand behind it too.
COMPARING = frozenset("above,below,at least,at most,before,after,until,within,over,every,during".split(","))
_LIMITS = frozenset(("above", "below", "at least", "at most"))
_NEAR = 3.0

# What drug, patient or the like a piece names; empty for none.
Row = tuple[Piece, float, int, int, int, int, int, int]
Thing = Callable[[Piece], str]


@dataclass(frozen=True)
class Laid:
    """The pieces of a text without its borders, each with its place, clause, stretch and label.

    `label` counts the label ("Stroke:") under which a piece stands, 0 for none; `heads` is the label whose
    own word it is. `field` counts what semicolons and lines part, `side` what a "but" does. `turned` are the
    places before a "by": a verb there has its object in front of it.
    """

    pieces: tuple[Piece, ...]
    at: tuple[float, ...]
    clause: tuple[int, ...]
    stretch: tuple[int, ...]
    label: tuple[int, ...]
    heads: tuple[int, ...]
    field: tuple[int, ...]
    side: tuple[int, ...]
    turned: tuple[int, ...] = ()

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The places of the numbers."""
        return tuple(place for place, piece in enumerate(self.pieces) if piece.kind is Kind.NUMBER)

    def distance(self, one: int, other: int) -> float:
        """Return how far apart two pieces stand, 1 for neighbours."""
        return abs(self.at[one] - self.at[other])

    def touches(self, one: int, other: int) -> bool:
        """Tell whether two pieces stand beside each other with no border between."""
        return min(one, other) >= 0 and max(one, other) < len(self.at) and self.distance(one, other) == 1

    def run(self, place: int) -> range:
        """Return the places of the numbers that are one with that at `place`: "10-14 days"."""
        start, end = place, place + 1
        while self._is_run(start - 1, start):
            start -= 1
        while self._is_run(end - 1, end):
            end += 1
        return range(start, end)

    def _is_run(self, one: int, other: int) -> bool:
        return self.touches(one, other) and all(
            self.pieces[at].kind is Kind.NUMBER
            and unit_of_number(self.pieces[at]) == unit_of_number(self.pieces[one])
            for at in (one, other)
        )

    def comparing(self, place: int) -> tuple[int, ...]:
        """Return the places of what the number at `place` is compared by: before it, or right behind it."""
        run = self.run(place)
        before, behind = run.start - 1, run.stop
        while (
            before >= 0
            and self.pieces[before] == Piece(Kind.NAME, "age")
            and self.touches(before, before + 1)
        ):
            before -= 1
        near = before >= 0 and self.distance(before, before + 1) < _NEAR
        found = [before] if near and self.clause[before] == self.clause[place] else []
        ahead = self.touches(behind, behind + 1) and self.pieces[behind + 1].kind is Kind.NUMBER
        if self.touches(run.stop - 1, behind) and self.pieces[behind].value in _LIMITS and not ahead:
            found.append(behind)
        return tuple(at for at in found if self._compares(at))

    def _compares(self, place: int) -> bool:
        piece = self.pieces[place]
        return piece.kind is Kind.DIRECTION and piece.value in COMPARING

    def nearest(self, place: int, thing: Thing) -> frozenset[str]:
        """Return the nearest things of a kind, with those that they are joined with: "IV or IM"."""
        groups = self._groups(thing)
        if not groups:
            return frozenset()
        near = min(groups, key=lambda group: min((self.distance(at, place), at) for at in group))
        return frozenset(thing(self.pieces[at]) for at in near)

    def groups(self, thing: Thing) -> frozenset[frozenset[str]]:
        """Return the things of a kind that the text names, those in one that are joined."""
        return frozenset(frozenset(thing(self.pieces[at]) for at in group) for group in self._groups(thing))

    def _groups(self, thing: Thing) -> list[list[int]]:
        named = [at for at, piece in enumerate(self.pieces) if thing(piece)]
        groups = [named[:1]] if named else []
        for one, other in pairwise(named):
            between = self.pieces[one + 1 : other]
            only_or = all(piece == Piece(Kind.DIRECTION, "or") for piece in between)
            if only_or and self.distance(one, other) < _JOINED:
                groups[-1].append(other)
            else:
                groups.append([other])
        return groups


def unit_of_number(piece: Piece) -> str:
    """Return the families of the unit of a number ("mass/mass"); empty where it has none."""
    return piece.value.partition(" ")[2]


def lay(found: Sequence[Piece]) -> Laid:
    """Lay out what `pieces` found."""
    rows: list[Row] = []
    at, clause, clauses, stretch, label, labels, field, side = 0.0, 0, 0, 0, 0, 0, 0, 0
    around: list[int] = []
    turned: set[int] = set()
    for piece in found:
        if piece == BY:
            turned.add(len(rows) - 1)
            continue
        if piece.kind is not Kind.BORDER:
            at += 1
            rows.append((piece, at, clause, stretch, label, 0, field, side))
            continue
        at += _FAR.get(piece.value, _FARTHEST)
        stretch, side = stretch + 1, side + (piece.value == "but")
        if piece.value == ")" and around:
            # What was said before the brackets goes on behind them.
            clause = around.pop()
        elif piece.value in _CLAUSE:
            around = [*around, clause] if piece.value == "(" else []
            clause = clauses = clauses + 1
        if piece.value in _LABEL:
            label, field = 0, field + 1
        if piece.value == ":" and (head := _head(rows, at)):
            label = labels = labels + 1
            rows[-head:] = [(*row[:4], 0, label, field, side) for row in rows[-head:]]
    columns: list[tuple[Any, ...]] = [tuple(each) for each in zip(*rows, strict=True)] if rows else [()] * 8
    return Laid(*columns, *[tuple(turned)])


def _head(rows: Sequence[Row], at: float) -> int:
    """Return how many of the last pieces are the label that a colon ends."""
    count = 0
    for row in rows[::-1]:
        if row[0].kind is Kind.NUMBER or row[5] or at - row[1] >= _FARTHEST:
            break
        count, at = count + 1, row[1]
    return count if count <= _LONGEST_LABEL else 0


def lay_on(
    said: Laid, held: Laid, lent: Collection[Piece], unsaid: Collection[Piece]
) -> tuple[int, ...] | None:
    """Return where each piece of one text stands in another, by the way that leaps least (Viterbi, 1967).

    It is -1 for a piece that is `lent` from elsewhere, or one of `unsaid` that stands nowhere; None in all
    where any other stands nowhere.
    """
    # By the last place taken: what the way there costs, and where it leads.
    ways: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for piece in said.pieces:
        places = [at for at, one in enumerate(held.pieces) if one == piece]
        if piece in lent or (piece in unsaid and not places):
            places.append(-1)
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (cost, way) in ways.items():
            for at in places:
                end = last if at < 0 else at
                reached = (cost + _step(held, last, at, way), (*way, at))
                further[end] = min(further.get(end, reached), reached)
        ways = further
    return min(ways.values())[1] if ways else None


def _step(held: Laid, last: int, at: int, way: Sequence[int]) -> float:
    if at < 0:
        return _LENT
    leap = min(abs(held.at[at] - held.at[last] - 1), _FARTHEST_LEAP) if last >= 0 else 0.0
    return leap + (_FARTHEST_LEAP if at in way else 0.0)


@dataclass(frozen=True)
class LaidOn:
    """A sentence laid on a statement: `to` is where each of its pieces stands there, -1 for elsewhere.

    The first `lead` pieces of the statement lead in to it; one that `instructs` says what is to be done.
    """

    said: Laid
    held: Laid
    to: tuple[int, ...]
    lead: int
    instructs: bool

    @cached_property
    def taken(self) -> frozenset[int]:
        """The places of the statement that the sentence takes over."""
        return frozenset(place for place in self.to if place >= 0)

    @cached_property
    def kept(self) -> frozenset[int]:
        """The clauses of the statement from which something is taken, and all that lead in to it."""
        lead = self.held.clause[: self.lead]
        return frozenset((*lead, *(self.held.clause[place] for place in self.taken)))

    def left(self) -> list[int]:
        """Return the places that are not taken over, in the clauses that are."""
        clauses = enumerate(self.held.clause)
        return [at for at, own in clauses if at not in self.taken and own in self.kept]

    def places(self, kind: Kind) -> list[int]:
        """Return the places of the sentence's pieces of a kind."""
        return [place for place, piece in enumerate(self.said.pieces) if piece.kind is kind]
