"""Tell whether a sentence says in other words what a statement says: what belongs together there does here.

Each piece of the sentence is laid on one of the statement. It may stand in another place, as long as what it
is bound to goes with it: a number its limit, drug, patient, route and noun; a "not" its clause; "before" and
"than" what stands on either side. What would change the truth of what is taken over is not left behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answering.amounts import drug, number_is_bound
from assistant.answering.laying import Laid, LaidOn, lay, lay_on
from assistant.answering.leaving_out import (
    WEAK,
    denies_no_label,
    keeps_alternatives,
    keeps_doubts,
    keeps_labels,
    keeps_what_narrows,
    leaves_nothing_behind,
)
from assistant.answering.sides import (
    THINGS,
    direction_is_bound,
    first_taken_after,
    keeps_its_sides,
    keeps_things_apart,
    next_taken,
    taken_before,
)
from assistant.evidence.pieces.piece import Kind, Piece
from assistant.evidence.pieces.word_lists import sided_verbs, unsaid
from corpus.text.headings import instructing

_DENYING = frozenset(("avoid", "contraindicated", "withhold"))
_BEGUN_OR_ENDED = frozenset(("begin", "end"))
_FROM_CONTEXT = frozenset((Kind.NAME, Kind.POPULATION, Kind.ROUTE))
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|may|might|can|could|will|would|does|did)\b", re.I)
# The first word of a clause, behind the mark of an item or a comma.
_CLAUSE_BEGINS = re.compile(r"(?:^|[.:;,\n])[\s\W\d]*([^\W\d_]+)")
LEAST_OWN = 0.5
# So few pieces say nothing that could be told from something else.
_FEWEST = 3


def binds(
    sentence: Sequence[Piece],
    near: Sequence[Piece],
    own: Sequence[Piece],
    far: Collection[Piece],
    *,
    instructs: bool,
) -> bool:
    """Tell whether a sentence says what a statement says, be it in other words and in another order.

    `near` leads in to the statement's `own` pieces; `far` are those of its title and headings. A statement
    that `instructs` says what is to be done.
    """
    lead = [*near, Piece(Kind.BORDER, "\n")] if near else []
    said, held = lay(sentence), lay([*lead, *own])
    before = sum(piece.kind is not Kind.BORDER for piece in near)
    lent = _lent(far, held.pieces)
    elsewhere = {piece for piece in said.pieces if piece in lent}
    unsaid = {piece for piece in said.pieces if _may_be_unsaid(piece, held.pieces)}
    to = lay_on(said, held, elsewhere, unsaid)
    return to is not None and _is_sound(LaidOn(said, held, to, before, instructs))


def instructs(statement: str) -> bool:
    """Tell whether a statement says what is to be done: "Give ...", or a dose in a table, without a verb."""
    begun = {found[1].lower() for found in _CLAUSE_BEGINS.finditer(statement)}
    return not _FINITE.search(statement) or not begun.isdisjoint(instructing())


def _lent(far: Collection[Piece], held: Collection[Piece]) -> frozenset[Piece]:
    """Return what title and headings lend: names, and populations and routes where there are none nearer."""
    kinds = _FROM_CONTEXT - ({Kind.POPULATION, Kind.ROUTE} & {piece.kind for piece in held})
    has_drug = any(map(drug, held))
    return frozenset(piece for piece in far if piece.kind in kinds and not (has_drug and drug(piece)))


def _may_be_unsaid(piece: Piece, held: Collection[Piece]) -> bool:
    """Tell whether a sentence may have a piece that the statement has not; a hedge is looked at later."""
    if piece.kind is Kind.HEDGE:
        return piece.value != "must"
    if piece.value in unsaid():
        return True
    plain = not any(one.kind is Kind.NEGATION or one.value in _BEGUN_OR_ENDED for one in held)
    return piece == Piece(Kind.DIRECTION, "begin") and plain


def _is_taken_once(piece: Piece) -> bool:
    return piece.kind is not Kind.NAME or bool(piece.thing)


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


def _is_sound(on: LaidOn) -> bool:
    """Tell whether nothing is torn from what it is bound to."""
    own = [piece for piece, place in zip(on.said.pieces, on.to, strict=True) if place >= 0]
    once = [place for place in on.to if place >= 0 and _is_taken_once(on.held.pieces[place])]
    verbs = [at for at, piece in enumerate(on.said.pieces) if piece.value in sided_verbs()]
    return (
        len(own) >= max(_FEWEST, LEAST_OWN * len(on.said.pieces))
        and len(once) == len(set(once))
        and leaves_nothing_behind(on)
        and denies_no_label(on)
        and keeps_what_narrows(on)
        and keeps_doubts(on)
        and keeps_alternatives(on)
        and keeps_things_apart(on)
        and all(number_is_bound(on, at) for at in on.places(Kind.NUMBER))
        and all(_negation_is_bound(on, at) for at in on.places(Kind.NEGATION))
        and all(_hedge_is_bound(on, at) for at in on.places(Kind.HEDGE))
        and all(direction_is_bound(on, at) for at in on.places(Kind.DIRECTION))
        and all(direction_is_bound(on, at) for at in verbs)
        and keeps_labels(on)
    )


def _negation_is_bound(on: LaidOn, place: int) -> bool:
    to, said, held = on.to[place], on.said, on.held
    clause = held.clause[to]
    beside = [at for at in range(len(on.to)) if said.stretch[at] == said.stretch[place]]
    if to < on.lead:
        return _denies_all(said, place) or not _denies_all(held, to)
    if any(on.to[at] >= on.lead and held.clause[on.to[at]] != clause for at in beside):
        return False
    if next_taken(on, place) == first_taken_after(on, to):
        return True
    alone = [at for at, piece in enumerate(held.pieces) if held.clause[at] == clause]
    negations = sum(held.pieces[at].kind is Kind.NEGATION for at in alone)
    hedges = sum(held.pieces[at].kind is Kind.HEDGE for at in alone)
    return (
        (keeps_its_sides(on, place, to) or _denies_one_side(on, to))
        and negations == 1
        and hedges <= 1
        and _denies_all(said, place)
        and _denies_all(held, to)
    )


def _hedge_is_bound(on: LaidOn, place: int) -> bool:
    """Tell whether a "may", "should" or "must" is the statement's, or weaker than what that says."""
    to, piece = on.to[place], on.said.pieces[place]
    if to >= 0:
        beside = {on.held.clause[at] for at in (taken_before(on, place), next_taken(on, place)) if at >= 0}
        own = on.held.clause[to] in beside or not beside
        denied_alike = _denied(on.said, place) == _denied(on.held, to)
        return own and (denied_alike or piece.value == "should")
    if _denied(on.said, place) and piece.value != "should":
        return False
    if piece.value in WEAK:
        firm = on.instructs or any(one.value in ("should", "must") for one in on.held.pieces)
        return not firm and not any(one.kind is Kind.NEGATION for one in on.held.pieces)
    hedges = [one.value for one in on.held.pieces if one.kind is Kind.HEDGE]
    as_strong = not {"should", "must"}.isdisjoint(hedges) and WEAK.isdisjoint(hedges)
    return piece.value == "should" and (as_strong or (on.instructs and not hedges))


def _denies_one_side(on: LaidOn, to: int) -> bool:
    """Tell whether all that a negation denies stands on one side of it: "A with B is not advised"."""
    held = on.held
    clause = [at for at, own in enumerate(held.clause) if own == held.clause[to]]
    reason = min(
        (at for at in clause if at > to and held.pieces[at].value == "because"), default=len(held.at)
    )
    nouns = [at for at in clause if at < reason and held.pieces[at].kind in THINGS]
    return all(at < to for at in nouns) or all(at > to for at in nouns)
