"""Tell whether a sentence leaves nothing out of a statement that would change what it takes over."""

from __future__ import annotations

from assistant.answering.laying import LaidOn
from assistant.answering.sides import CONDITIONS, SIDED
from assistant.evidence.pieces.piece import Kind, Piece
from assistant.evidence.pieces.word_lists import narrowing, unsaid

WEAK = frozenset(("may", "consider", "suggest"))
_BINDING = CONDITIONS | {"only", "as needed"}
# Between two pieces that are both taken over; "because" may go.
_JOINING = SIDED - CONDITIONS - {"because"}


def leaves_nothing_behind(on: LaidOn) -> bool:
    """Tell whether no "not", "only", "unless" or "if" is left out of what is taken over."""
    for place in on.left():
        piece = on.held.pieces[place]
        if piece.kind is Kind.NEGATION:
            return False
        # The condition of an "if" may be said in another way: "in renal failure".
        said_so = piece.value == "if" and place + 1 in on.taken
        between = piece.value in _JOINING and {place - 1, place + 1} <= on.taken
        binding = between or (piece.value in _BINDING and not said_so)
        if piece.kind is Kind.DIRECTION and binding:
            return False
    return True


def denies_no_label(on: LaidOn) -> bool:
    """Tell whether no label is taken over without the "none" that stands behind it."""
    held = on.held
    return not any(
        piece.kind is Kind.NEGATION
        and place not in on.taken
        and place - 1 in on.taken
        and held.heads[place - 1]
        and held.label[place] == held.heads[place - 1]
        for place, piece in enumerate(held.pieces)
    )


def keeps_what_narrows(on: LaidOn) -> bool:
    """Tell whether no "severe" is left out before what it narrows, nor any name in what is denied.

    "No large effect" is not "no effect".
    """
    held, nouns = on.held, (Kind.NAME, Kind.POPULATION)
    denied = {held.stretch[at] for at in on.taken if held.pieces[at].kind is Kind.NEGATION}
    for place in on.left():
        piece = held.pieces[place]
        if place + 1 not in on.taken or not held.touches(place, place + 1):
            continue
        noun = piece.kind is Kind.NAME and piece.value not in unsaid()
        name = noun and held.pieces[place + 1].kind in nouns
        if piece.value in narrowing() or (
            held.stretch[place] in denied and name and not _gives_reason(on, place)
        ):
            return False
    return True


def _gives_reason(on: LaidOn, place: int) -> bool:
    clause = [at for at in range(place) if on.held.clause[at] == on.held.clause[place]]
    return any(on.held.pieces[at].value == "because" for at in clause)


def keeps_doubts(on: LaidOn) -> bool:
    """Tell whether for each "may" that is left out there is another one in its place."""
    stretches = {on.held.stretch[place] for place in on.taken}
    left = [
        place
        for place, piece in enumerate(on.held.pieces)
        if place not in on.taken and is_weak(piece) and on.held.stretch[place] in stretches
    ]
    pairs = zip(on.said.pieces, on.to, strict=True)
    return len(left) <= sum(to < 0 and is_weak(piece) for piece, to in pairs)


def keeps_alternatives(on: LaidOn) -> bool:
    """Tell whether no "or" between two things that are taken has become an "and"."""
    return not any(
        piece.value == "or"
        and piece.kind is Kind.DIRECTION
        and place not in on.taken
        and {place - 1, place + 1} <= on.taken
        for place, piece in enumerate(on.held.pieces)
    )


def keeps_labels(on: LaidOn) -> bool:
    """Tell whether what stands under a label ("Stroke: ...") is not told under another one, nor mixed.

    Neither is what stands on either side of a "but".
    """
    held, under = on.held, [place for place in on.taken if not on.held.heads[place]]
    for stretch in set(on.said.stretch):
        of = [to for own, to in zip(on.said.stretch, on.to, strict=True) if own == stretch and to >= 0]
        if len({held.side[place] for place in of}) > 1:
            return False
        named = {held.heads[place]: held.field[place] for place in of if held.heads[place]}
        beside = {held.label[at] for at in of if not held.heads[at] and held.field[at] in named.values()}
        if named and not beside - {0} <= named.keys():
            return False
    told = {held.heads[place] for place in on.taken}
    for field in {held.field[place] for place in under}:
        labels = {held.label[place] for place in under if held.field[place] == field} - {0}
        if len(labels) > 1 and not labels <= told:
            return False
    return True


def is_weak(piece: Piece) -> bool:
    """Tell whether a piece says that something is but possible."""
    return piece.kind is Kind.HEDGE and piece.value in WEAK
