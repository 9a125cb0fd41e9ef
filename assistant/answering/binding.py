"""Tell whether a sentence says in other words what a statement says: what belongs together there does here.

Each piece of the sentence is laid on one of the statement. It may stand in another place, as long as what it
is bound to goes with it: a number its limit, drug, patient, route and noun; a "not" its clause; "before" and
"than" what stands on either side. What would change the truth of what is taken over is not left behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.answering.amounts import LaidOn, disease, drug, population
from assistant.answering.laying import COMPARING, Laid, lay, lay_on
from assistant.evidence.requirements.pieces import Kind, Piece, narrowing, sided_verbs

# What stands on either side of them is not exchanged.
_SIDED = frozenset(("before", "after", "than", "instead", "because", "until", "if", "unless", "except"))
_MOVING = frozenset(("increase", "decrease"))
_CONDITIONS = frozenset(("if", "unless", "except"))
_BINDING = _CONDITIONS | {"only"}
_WEAK = frozenset(("may", "consider", "suggest"))
_DENYING = frozenset(("avoid", "contraindicated", "withhold"))
_BEGUN_OR_ENDED = frozenset(("begin", "end"))
_FROM_CONTEXT = frozenset((Kind.NAME, Kind.POPULATION, Kind.ROUTE))
_THINGS = frozenset((Kind.NAME, Kind.NUMBER, Kind.POPULATION, Kind.ROUTE))
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|may|might|can|could|will|would|does|did)\b", re.I)
LEAST_OWN = 0.5
# So few pieces say nothing that could be told from something else.
_FEWEST = 3


@dataclass(frozen=True)
class _Binding(LaidOn):
    """A sentence laid on a statement, of which `lead` pieces lead in to it; `bare` has no verb, as a dose."""

    lead: int
    bare: bool

    @cached_property
    def kept(self) -> frozenset[int]:
        """The clauses of the statement from which something is taken, and all that lead in to it."""
        lead = self.held.clause[: self.lead]
        return frozenset((*lead, *(self.held.clause[place] for place in self.taken)))

    def is_sound(self) -> bool:
        """Tell whether nothing is torn from what it is bound to."""
        own = [piece for piece, place in zip(self.said.pieces, self.to, strict=True) if place >= 0]
        once = [place for place in self.to if place >= 0 and _is_taken_once(self.held.pieces[place])]
        return (
            len(own) >= max(_FEWEST, LEAST_OWN * len(self.said.pieces))
            and len(once) == len(set(once))
            and self._leaves_nothing_behind()
            and self._keeps_what_narrows()
            and self._keeps_doubts()
            and self._keeps_alternatives()
            and self._keeps_things_apart()
            and all(map(self.number_is_bound, self._places(Kind.NUMBER)))
            and all(map(self._negation_is_bound, self._places(Kind.NEGATION)))
            and all(map(self._hedge_is_bound, self._places(Kind.HEDGE)))
            and all(map(self._direction_is_bound, self._places(Kind.DIRECTION)))
            and all(map(self._direction_is_bound, self._sided_verbs()))
            and self._keeps_labels()
        )

    def _places(self, kind: Kind) -> list[int]:
        return [place for place, piece in enumerate(self.said.pieces) if piece.kind is kind]

    def _sided_verbs(self) -> list[int]:
        return [place for place, piece in enumerate(self.said.pieces) if piece.value in sided_verbs()]

    def _left(self) -> list[int]:
        """Return the places that are not taken over, in the clauses that are."""
        held = self.held
        return [at for at, own in enumerate(held.clause) if at not in self.taken and own in self.kept]

    def _leaves_nothing_behind(self) -> bool:
        """Tell whether no "not", "only", "unless" or "if" is left out of what is taken over."""
        for place in self._left():
            piece = self.held.pieces[place]
            if piece.kind is Kind.NEGATION:
                return False
            # The condition of an "if" may be said in another way: "in renal failure".
            said_so = piece.value == "if" and place + 1 in self.taken
            if piece.kind is Kind.DIRECTION and piece.value in _BINDING and not said_so:
                return False
        return True

    def _keeps_what_narrows(self) -> bool:
        """Tell whether no "severe" is left out before what it narrows, nor any name in what is denied.

        "No large effect" is not "no effect".
        """
        held, nouns = self.held, (Kind.NAME, Kind.POPULATION)
        denied = any(piece.kind is Kind.NEGATION for piece in self.said.pieces)
        for place in self._left():
            piece = held.pieces[place]
            if place + 1 not in self.taken or not held.touches(place, place + 1):
                continue
            name = piece.kind is Kind.NAME and held.pieces[place + 1].kind in nouns
            if piece.value in narrowing() or (denied and name and not self._gives_reason(place)):
                return False
        return True

    def _gives_reason(self, place: int) -> bool:
        clause = [at for at in range(place) if self.held.clause[at] == self.held.clause[place]]
        return any(self.held.pieces[at].value == "because" for at in clause)

    def _keeps_doubts(self) -> bool:
        """Tell whether for each "may" that is left out there is another one in its place."""
        stretches = {self.held.stretch[place] for place in self.taken}
        left = [
            place
            for place, piece in enumerate(self.held.pieces)
            if place not in self.taken and _is_weak(piece) and self.held.stretch[place] in stretches
        ]
        pairs = zip(self.said.pieces, self.to, strict=True)
        return len(left) <= sum(to < 0 and _is_weak(piece) for piece, to in pairs)

    def _keeps_alternatives(self) -> bool:
        """Tell whether no "or" between two things that are taken has become an "and"."""
        return not any(
            piece.value == "or"
            and piece.kind is Kind.DIRECTION
            and place not in self.taken
            and {place - 1, place + 1} <= self.taken
            for place, piece in enumerate(self.held.pieces)
        )

    def _keeps_labels(self) -> bool:
        """Tell whether what stands under a label ("Stroke: ...") is not told under another one, nor mixed.

        Neither is what stands on either side of a "but".
        """
        held, under = self.held, [place for place in self.taken if not self.held.heads[place]]
        for stretch in set(self.said.stretch):
            of = [
                to for own, to in zip(self.said.stretch, self.to, strict=True) if own == stretch and to >= 0
            ]
            if len({held.side[place] for place in of}) > 1:
                return False
            named = {held.heads[place]: held.field[place] for place in of if held.heads[place]}
            beside = {held.label[at] for at in of if not held.heads[at] and held.field[at] in named.values()}
            if named and not beside - {0} <= named.keys():
                return False
        told = {held.heads[place] for place in self.taken}
        for field in {held.field[place] for place in under}:
            labels = {held.label[place] for place in under if held.field[place] == field} - {0}
            if len(labels) > 1 and not labels <= told:
                return False
        return True

    # Words that change what others say

    def _negation_is_bound(self, place: int) -> bool:
        to, said, held = self.to[place], self.said, self.held
        clause = held.clause[to]
        beside = [at for at in range(len(self.to)) if said.stretch[at] == said.stretch[place]]
        if to < self.lead:
            return _denies_all(said, place) or not _denies_all(held, to)
        if any(self.to[at] >= self.lead and held.clause[self.to[at]] != clause for at in beside):
            return False
        if self._next(place) == self._first_taken_after(to):
            return True
        alone = [at for at, piece in enumerate(held.pieces) if held.clause[at] == clause]
        negations = sum(held.pieces[at].kind is Kind.NEGATION for at in alone)
        hedges = sum(held.pieces[at].kind is Kind.HEDGE for at in alone)
        return (
            (self._keeps_its_sides(place, to) or self._denies_one_side(to))
            and negations == 1
            and hedges <= 1
            and _denies_all(said, place)
            and _denies_all(held, to)
        )

    def _hedge_is_bound(self, place: int) -> bool:
        """Tell whether a "may", "should" or "must" is the statement's, or weaker than what that says."""
        to, piece = self.to[place], self.said.pieces[place]
        if to >= 0:
            return _denied(self.said, place) == _denied(self.held, to) or piece.value == "should"
        if _denied(self.said, place) and piece.value != "should":
            return False
        if piece.value in _WEAK:
            return not any(one.kind is Kind.NEGATION for one in self.held.pieces)
        hedges = [one.value for one in self.held.pieces if one.kind is Kind.HEDGE]
        as_strong = not {"should", "must"}.isdisjoint(hedges) and _WEAK.isdisjoint(hedges)
        return piece.value == "should" and (as_strong or (self.bare and not hedges))

    def _direction_is_bound(self, place: int) -> bool:
        to, value = self.to[place], self.said.pieces[place].value
        if to < 0 or value == "or":
            return True
        if value in COMPARING and _compares(self.said, place) and _compares(self.held, to):
            return True
        if value in _CONDITIONS:
            return self._next(place) == self._first_taken_after(to)
        if value in _SIDED or value in sided_verbs():
            return self._keeps_its_sides(place, to)
        if value in _MOVING:
            return self._next(place) == self._first_taken_after(to) or self._before(
                place
            ) == self._last_taken_before(to)
        here = {self._next(place), self._before(place)}
        return not here.isdisjoint({self._first_taken_after(to), self._last_taken_before(to)} - {-1})

    def _keeps_its_sides(self, place: int, to: int) -> bool:
        """Tell whether what stands on either side of a word, in its stretch, stands on that side there.

        Where it begins a clause ("After meals, ...", "Avoid ...") only what follows it has to follow it.
        """
        own = [at for at in range(len(self.to)) if self.said.stretch[at] == self.said.stretch[place]]
        left = [self.to[at] for at in own if at < place and self.to[at] >= 0]
        right = [self.to[at] for at in own if at > place and self.to[at] >= 0]
        first = all(self.held.clause[at] != self.held.clause[to] or at >= to for at in self.taken)
        if first or not left:
            return self._next(place) == self._first_taken_after(to)
        return max(left) < to and all(at > to for at in right)

    def _denies_one_side(self, to: int) -> bool:
        """Tell whether all that a negation denies stands on one side of it: "A with B is not advised"."""
        held = self.held
        clause = [at for at, own in enumerate(held.clause) if own == held.clause[to]]
        reason = min(
            (at for at in clause if at > to and held.pieces[at].value == "because"), default=len(held.at)
        )
        nouns = [at for at in clause if at < reason and held.pieces[at].kind in _THINGS]
        return all(at < to for at in nouns) or all(at > to for at in nouns)

    def _keeps_things_apart(self) -> bool:
        """Tell whether drugs, diseases and patients come in their order, but for those that are joined."""
        for thing in (drug, disease, population):
            places = [
                to for piece, to in zip(self.said.pieces, self.to, strict=True) if to >= 0 and thing(piece)
            ]
            for one, other in pairwise(places):
                if other < one and thing(self.held.pieces[one]) not in self.held.nearest(other, thing):
                    return False
        return True

    def _next(self, place: int) -> int:
        """Return where the next piece of the sentence that is taken over stands."""
        return next((to for to in self.to[place + 1 :] if to >= 0 and self._counts(to)), -1)

    def _before(self, place: int) -> int:
        return next((to for to in self.to[:place][::-1] if to >= 0 and self._counts(to)), -1)

    def _first_taken_after(self, to: int) -> int:
        return next(
            (at for at in range(to + 1, len(self.held.pieces)) if at in self.taken and self._counts(at)), -1
        )

    def _last_taken_before(self, to: int) -> int:
        return next((at for at in range(to - 1, -1, -1) if at in self.taken and self._counts(at)), -1)

    def _counts(self, to: int) -> bool:
        return self.held.pieces[to].kind is not Kind.HEDGE


def binds(
    sentence: Sequence[Piece],
    near: Sequence[Piece],
    own: Sequence[Piece],
    far: Collection[Piece],
    *,
    bare: bool,
) -> bool:
    """Tell whether a sentence says what a statement says, be it in other words and in another order.

    `near` leads in to the statement's `own` pieces; `far` are those of its title and headings. A statement
    that is `bare` has no verb.
    """
    lead = [*near, Piece(Kind.BORDER, "\n")] if near else []
    said, held = lay(sentence), lay([*lead, *own])
    before = sum(piece.kind is not Kind.BORDER for piece in near)
    lent = _lent(far, held.pieces)
    elsewhere = {piece for piece in said.pieces if piece in lent}
    unsaid = {piece for piece in said.pieces if _may_be_unsaid(piece, held.pieces)}
    to = lay_on(said, held, elsewhere, unsaid)
    return to is not None and _Binding(said, held, to, before, bare).is_sound()


def is_bare(statement: str) -> bool:
    """Tell whether a statement has no verb that says whether it is a fact or advice, as a dose in a table."""
    return not _FINITE.search(statement)


def _lent(far: Collection[Piece], held: Collection[Piece]) -> frozenset[Piece]:
    """Return what title and headings lend: names, and populations and routes where there are none nearer."""
    kinds = _FROM_CONTEXT - ({Kind.POPULATION, Kind.ROUTE} & {piece.kind for piece in held})
    has_drug = any(map(drug, held))
    return frozenset(piece for piece in far if piece.kind in kinds and not (has_drug and drug(piece)))


def _may_be_unsaid(piece: Piece, held: Collection[Piece]) -> bool:
    """Tell whether a sentence may have a piece that the statement has not; a hedge is looked at later."""
    if piece.kind is Kind.HEDGE:
        return piece.value != "must"
    plain = not any(one.kind is Kind.NEGATION or one.value in _BEGUN_OR_ENDED for one in held)
    return piece == Piece(Kind.DIRECTION, "begin") and plain


def _is_taken_once(piece: Piece) -> bool:
    return piece.kind is not Kind.NAME or bool(piece.thing)


def _is_weak(piece: Piece) -> bool:
    return piece.kind is Kind.HEDGE and piece.value in _WEAK


def _compares(laid: Laid, place: int) -> bool:
    """Tell whether what stands at `place` compares a number beside it."""
    return any(place in laid.comparing(at) for at in laid.numbers)


def _denied(laid: Laid, place: int) -> bool:
    """Tell whether a hedge is denied right behind it ("must not") and not before it ("need not")."""
    behind = laid.pieces[place + 1 : place + 2]
    return (
        laid.touches(place, place + 1) and behind[0].kind is Kind.NEGATION and behind[0].value not in _DENYING
    )


def _denies_all(laid: Laid, place: int) -> bool:
    """Tell whether a negation denies what its whole clause says: "should not", "is contraindicated"."""
    beside = [at for at in (place - 1, place + 1) if laid.touches(place, at)]
    return laid.pieces[place].value in _DENYING or any(laid.pieces[at].kind is Kind.HEDGE for at in beside)
