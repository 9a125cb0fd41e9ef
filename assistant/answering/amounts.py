"""Tell whether the numbers of a sentence are those of the same thing, patient and route as in a statement."""

from __future__ import annotations

from collections.abc import Collection

from assistant.answering.laying import Laid, LaidOn, Thing, unit_of_number
from assistant.evidence.pieces.piece import Kind, Piece
from assistant.evidence.pieces.word_lists import narrowing


def number_is_bound(on: LaidOn, place: int) -> bool:
    """Tell whether the number at `place` is whole, with its limit, and of the same thing as there."""
    to = on.to[place]
    run = on.held.run(to)
    if [on.to[at] for at in on.said.run(place)] != [*run]:
        return False
    if _compared_by(on.said, place) != _compared_by(on.held, to):
        return False
    rivals = _rivals(on, to)
    things = [drug, disease, population, route, degree]
    if not all(_goes_with(on, place, to, thing, rivals) for thing in things):
        return False
    return not rivals or _stands_by_its_noun(on, place, to, rivals)


def _rivals(on: LaidOn, to: int) -> list[int]:
    """Return the places of the other numbers of the same unit."""
    run, unit = on.held.run(to), unit_of_number(on.held.pieces[to])
    return [
        at
        for at, piece in enumerate(on.held.pieces)
        if piece.kind is Kind.NUMBER and at not in run and unit_of_number(piece) == unit
    ]


def _goes_with(on: LaidOn, place: int, to: int, thing: Thing, rivals: Collection[int]) -> bool:
    """Tell whether the drug, say, that is nearest to the number there is so in the sentence."""
    there = on.held.groups(thing)
    if len(there) <= 1:
        return True
    here, own = on.said.nearest(place, thing), on.held.nearest(to, thing)
    # With no other number of its unit, a degree or disease that is said as well tells nothing apart.
    if thing in (degree, disease) and not rivals and own <= {thing(on.held.pieces[at]) for at in on.taken}:
        return True
    if not here:
        told_apart = any(on.held.nearest(rival, thing) != own for rival in rivals)
        return thing in (disease, route) or not told_apart
    # What title and headings lend is bound to all that stands below them.
    return here <= own or here.isdisjoint(frozenset().union(*there))


def _stands_by_its_noun(on: LaidOn, place: int, to: int, rivals: Collection[int]) -> bool:
    """Tell whether of the numbers of its unit this is the one nearest to a noun beside it.

    Without a noun that tells them apart it has to follow the number before it, as it does there.
    """
    nouns = [on.to[at] for at in _nouns_beside(on, place, rivals)]
    own = [on.held.distance(noun, to) for noun in nouns]
    others = [min(on.held.distance(noun, rival) for rival in rivals) for noun in nouns]
    if nouns:
        return any(here < there for here, there in zip(own, others, strict=True))
    before = [on.to[at] for at in on.said.numbers if at < place and on.to[at] in rivals]
    return not before or max(at for at in (-1, *rivals) if at < to) == before[-1]


def _nouns_beside(on: LaidOn, place: int, rivals: Collection[int]) -> list[int]:
    """Return the nearest nouns before and behind a number, of its own stretch where it has one there."""
    stretch = on.said.stretch
    others = [at for at in on.said.numbers if on.to[at] in rivals]
    start = max((at for at in others if at < place), default=-1)
    end = min((at for at in others if at > place), default=len(on.to))
    nouns = [at for at in range(start + 1, end) if _is_telling_noun(on, at)]
    beside = [*[at for at in nouns if at < place][-1:], *[at for at in nouns if at > place][:1]]
    return [at for at in beside if stretch[at] == stretch[place]] or beside[:1]


def _is_telling_noun(on: LaidOn, at: int) -> bool:
    """Tell whether a piece is a noun that the statement has once, and so tells its numbers apart."""
    piece, to = on.said.pieces[at], on.to[at]
    noun = piece.kind in (Kind.NAME, Kind.POPULATION)
    return noun and to >= 0 and on.held.pieces.count(piece) == 1


def _compared_by(laid: Laid, place: int) -> frozenset[str]:
    """Return what the number is compared by."""
    return frozenset(laid.pieces[at].value for at in laid.comparing(place))


def drug(piece: Piece) -> str:
    """Return the drug that a piece names; empty for none."""
    return piece.thing if piece.thing.startswith("drug") else ""


def disease(piece: Piece) -> str:
    """Return the disease that a piece names; empty for none."""
    return piece.thing if piece.thing.startswith("condition") else ""


def population(piece: Piece) -> str:
    """Return whom a piece names; empty for nobody."""
    return piece.value if piece.kind is Kind.POPULATION else ""


def degree(piece: Piece) -> str:
    """Return what a piece narrows the next one to ("severe"); empty for nothing."""
    return piece.value if piece.value in narrowing() else ""


def route(piece: Piece) -> str:
    """Return the route that a piece names; empty for none."""
    return piece.value if piece.kind is Kind.ROUTE else ""
