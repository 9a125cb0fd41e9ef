"""Tell whether what stands before and behind a word of a sentence stands so in a statement."""

from __future__ import annotations

from itertools import pairwise

from assistant.answering.amounts import disease, drug, population
from assistant.answering.laying import COMPARING, LaidOn
from assistant.evidence.pieces.piece import OR, Kind
from assistant.evidence.pieces.word_lists import sided_verbs

CONDITIONS = frozenset(("if", "unless", "except"))
# What stands on either side of them is not exchanged.
SIDED = CONDITIONS | {"before", "after", "than", "instead", "because", "until"}
THINGS = frozenset((Kind.NAME, Kind.NUMBER, Kind.POPULATION, Kind.ROUTE))
_TIMES = frozenset(("before", "after", "until"))
_MOVING = frozenset(("increase", "decrease"))
_FREE = frozenset(("or", "as needed"))


def direction_is_bound(on: LaidOn, place: int) -> bool:
    """Tell whether a word of direction, or a verb with two sides, belongs to what it belongs to there."""
    to, value = on.to[place], on.said.pieces[place].value
    if to < 0 or value in _FREE or _compares_alike(on, place, to):
        return True
    if value in CONDITIONS:
        return _next_is_first_after(on, place, to)
    turned = value in _MOVING and _is_turned(on, place, to)
    if value in SIDED or value in sided_verbs() or turned:
        near = value in _TIMES and all(_neighbours(on, place, to))
        return near or keeps_its_sides(on, place, to)
    if value in _MOVING:
        return any(_neighbours(on, place, to))
    here = {next_taken(on, place), taken_before(on, place)}
    return not here.isdisjoint({first_taken_after(on, to), last_taken_before(on, to)} - {-1})


def keeps_its_sides(on: LaidOn, place: int, to: int) -> bool:
    """Tell whether what stands on either side of a word, in its stretch, stands on that side there.

    Where it begins a clause ("After meals, ...", "Avoid ...") only what follows it has to follow it.
    """
    own = [at for at in range(len(on.to)) if on.said.stretch[at] == on.said.stretch[place]]
    if _is_turned(on, place, to):
        own = [at for at in own if on.said.pieces[at].kind in THINGS]
    if on.said.pieces[place].value in sided_verbs():
        # "... after it is reconstituted" is no object of "contains".
        ends = (at for at in own if at > place and on.said.pieces[at].value in SIDED)
        own = [at for at in own if at < next(ends, len(on.to))]
    left = [on.to[at] for at in own if at < place and on.to[at] >= 0]
    right = [on.to[at] for at in own if at > place and on.to[at] >= 0]
    if _is_turned(on, place, to):
        return bool(left and right) and min(left) > to > max(right)
    first = all(on.held.clause[at] != on.held.clause[to] or at >= to for at in on.taken)
    if first or not left:
        return next_taken(on, place) == first_taken_after(on, to)
    return max(left) < to and all(at > to for at in right)


def _neighbours(on: LaidOn, place: int, to: int) -> tuple[bool, bool]:
    """Tell of what stands right before a word, and right behind it, whether it does there."""
    before = taken_before(on, place) == last_taken_before(on, to)
    return before, next_taken(on, place) == first_taken_after(on, to)


def _is_turned(on: LaidOn, place: int, to: int) -> bool:
    """Tell whether one of the two says in the passive what the other says in the active."""
    return (place in on.said.turned) != (to in on.held.turned)


def _next_is_first_after(on: LaidOn, place: int, to: int) -> bool:
    """Tell whether the same follows, or what an "or" joins with it."""
    first, following = first_taken_after(on, to), next_taken(on, place)
    joined = on.held.pieces[first + 1 : first + 2] == (OR,) and _joins(on, first)
    return following == first or (joined and following == first + 2)


def _joins(on: LaidOn, first: int) -> bool:
    return {first, first + 1, first + 2} <= on.taken


def keeps_things_apart(on: LaidOn) -> bool:
    """Tell whether drugs, diseases and patients come in their order, but for those that are joined.

    Around a verb that is in the passive here and not there they come the other way round.
    """
    turned = [at for at, to in enumerate(on.to) if to >= 0 and _is_turned(on, at, to)]
    for thing in (drug, disease, population):
        places = [at for at, piece in enumerate(on.said.pieces) if on.to[at] >= 0 and thing(piece)]
        for first, second in pairwise(places):
            one, other = on.to[first], on.to[second]
            joined = thing(on.held.pieces[one]) in on.held.nearest(other, thing)
            if other < one and not joined and not any(first < at < second for at in turned):
                return False
    return True


def next_taken(on: LaidOn, place: int) -> int:
    """Return where the next piece of the sentence that is taken over stands."""
    return next((to for to in on.to[place + 1 :] if to >= 0 and _counts(on, to)), -1)


def taken_before(on: LaidOn, place: int) -> int:
    """Return where the piece of the sentence before it that is taken over stands."""
    return next((to for to in on.to[:place][::-1] if to >= 0 and _counts(on, to)), -1)


def first_taken_after(on: LaidOn, to: int) -> int:
    """Return the first place of the statement behind `to` that is taken over; -1 for none."""
    return next((at for at in range(to + 1, len(on.held.pieces)) if at in on.taken and _counts(on, at)), -1)


def last_taken_before(on: LaidOn, to: int) -> int:
    """Return the last place of the statement before `to` that is taken over; -1 for none."""
    return next((at for at in range(to - 1, -1, -1) if at in on.taken and _counts(on, at)), -1)


def _counts(on: LaidOn, to: int) -> bool:
    return on.held.pieces[to].kind is not Kind.HEDGE


def _compares_alike(on: LaidOn, place: int, to: int) -> bool:
    """Tell whether a word compares a number beside it, here and there; amounts have a check of their own."""
    pairs = ((on.said, place), (on.held, to))
    compares = on.said.pieces[place].value in COMPARING
    return compares and all(any(at in laid.comparing(n) for n in laid.numbers) for laid, at in pairs)
