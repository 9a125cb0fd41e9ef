"""Tell whether a written sentence says nothing but what one statement of a document says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answering.binding import binds, instructs
from assistant.answering.laying import lay
from assistant.evidence.pieces.cutting import pieces
from assistant.evidence.pieces.piece import BY, Kind, Piece, kind_of_thing

# What a sentence may take from the title and the headings as well.
_FROM_CONTEXT = frozenset((Kind.NAME, Kind.POPULATION))


@dataclass(frozen=True, slots=True)
class _Reach:
    """Which kinds of pieces change what is said beside them, and what ends their reach."""

    kinds: frozenset[Kind]
    borders: str


_CLAUSE = _Reach(frozenset((Kind.NEGATION, Kind.HEDGE)), ".;:()\n")
# Around what is cut out to the letter.
_PHRASE = _Reach(frozenset((Kind.NEGATION,)), ",.;:()\n")
_LIMITS = frozenset(Piece(Kind.DIRECTION, value) for value in ("above", "below", "at least", "at most"))
_SOFTENING = frozenset(Piece(Kind.HEDGE, value) for value in ("may", "consider", "suggest"))
_EXCEPTIONS = frozenset(Piece(Kind.DIRECTION, value) for value in ("unless", "except"))
_CONDITION, _ONLY = Piece(Kind.DIRECTION, "if"), Piece(Kind.DIRECTION, "only")
_LABELS = Piece(Kind.BORDER, ":")
_LEADS_IN = Piece(Kind.BORDER, "\n")
LEAST_OWN = 0.5
# Pieces of a sentence; what is longer is none, and would take long to lay on a statement.
_LONGEST = 150


# What a reply to a yes-or-no question begins with.
_BEGINS_WITH_IT = re.compile(r"(?:no|yes)[,;:.]\s+", re.I)
# A table's row as it is read: the names of its columns before its cells.
_ROW = re.compile(r"[^;\n]{1,80}: [^;\n]*; [^;:\n]{1,80}: .*")


def is_row(statement: str) -> bool:
    """Tell whether `statement` is a row of a table, whose first cell says what the others are about."""
    return _ROW.fullmatch(statement) is not None


def agrees(sentence: str, statement: str, lead_in: str = "", context: str = "") -> bool:
    """Tell whether `sentence` says nothing but what `statement` says, of what that is about.

    Each of its pieces stands in the statement, in its order and with nothing but names between; or what
    belongs together there does here (`binding`). `lead_in` is a part of the statement; names may come from
    `context` (title, headings) as well, but at least half of the sentence is the statement's.
    """
    in_order = pieces(_without_yes_or_no(sentence))
    said = _without_borders(in_order)
    lead, own = pieces(lead_in), pieces(statement)
    if said and said == _without_borders(own):
        return True
    if not 0 < len(said) <= _LONGEST:
        return False
    held = [*lead, _LEADS_IN, *own] if lead else own
    if _leaves_out_whose(said, held):
        return False
    if _is_cut_out(said, held, len(lead)):
        return True
    label = pieces(statement.partition("; ")[0]) if is_row(statement) else []
    if any(piece.kind is Kind.NEGATION for piece in label):
        label = []
    far = pieces(context)
    lent = _lent(far, held) | frozenset(piece for piece in label if piece.kind in _FROM_CONTEXT)
    if _taken_over(said, held, len(lead), lent) >= LEAST_OWN * len(said):
        return True
    return binds(in_order, lead, own, far, instructs=instructs(statement))


def _leaves_out_whose(said: Collection[Piece], held: Sequence[Piece]) -> bool:
    """Tell whether `said` gives a number and no patient where labels of `held` give several theirs."""
    laid = lay(held)
    labels = {piece for piece, heads in zip(laid.pieces, laid.heads, strict=True) if heads}
    patients = {piece for piece in labels if piece.kind is Kind.POPULATION}
    kinds = {piece.kind for piece in said}
    return len(patients) > 1 and Kind.NUMBER in kinds and Kind.POPULATION not in kinds


def _without_yes_or_no(sentence: str) -> str:
    """Return `sentence` without the "No," that goes with its "not", or the "Yes," that goes with none."""
    begun = _BEGINS_WITH_IT.match(sentence)
    rest = sentence[begun.end() :] if begun else sentence
    denies = any(piece.kind is Kind.NEGATION for piece in pieces(rest))
    return rest if begun and denies == begun.group().lower().startswith("no") else sentence


def _without_borders(found: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in found if not _is_border(piece)]


def _is_border(piece: Piece) -> bool:
    return piece.kind is Kind.BORDER and piece != BY


def _is_cut_out(said: Sequence[Piece], held: Sequence[Piece], lead: int) -> bool:
    """Tell whether `said` is a stretch of `held` to the letter, and what it was cut from leaves it true."""
    places = [place for place, piece in enumerate(held) if not _is_border(piece)]
    for start in range(len(places) - len(said) + 1):
        own = places[start : start + len(said)]
        if held[own[0]].kind is Kind.NEGATION and own[1:] and own[1] > own[0] + 1:
            continue
        if [held[place] for place in own] != said or (own[0] and held[own[0] - 1] in _SOFTENING):
            continue
        if _begins(held, own[0], lead, _PHRASE) and _ends(held, own[-1], _PHRASE):
            return True
    return False


def _lent(context: Collection[Piece], held: Collection[Piece]) -> frozenset[Piece]:
    """Return what the context lends: names, and populations, drugs and diseases where none is nearer."""
    kinds = _FROM_CONTEXT - ({Kind.POPULATION} & {piece.kind for piece in held})
    nearer = {kind_of_thing(piece) for piece in held} - {""}
    return frozenset(piece for piece in context if piece.kind in kinds and kind_of_thing(piece) not in nearer)


def _taken_over(said: Sequence[Piece], held: Sequence[Piece], lead: int, lent: frozenset[Piece]) -> int:
    """Return how many pieces of `said` stand in `held` in their order; -1 where one of them does not.

    `lead` pieces of `held` are those of the lead-in. What is `lent` need not stand there.
    """
    denies = any(piece.kind is Kind.NEGATION for piece in said)

    @cache
    def most(place: int, last: int) -> int:
        """Return how many of the pieces from `place` on stand behind `last`, the place of the one before."""
        if place == len(said):
            return 0 if last < 0 or _ends(held, last, _CLAUSE) else -1
        ways = [most(place + 1, last)] if said[place] in lent else []
        for here in _reachable(held, last, begun=place > 1, narrow=denies):
            if held[here] == said[place] and (last >= 0 or _begins(held, here, lead, _CLAUSE)):
                rest = most(place + 1, here)
                ways.append(rest + 1 if rest >= 0 else -1)
        return max(ways, default=-1)

    return most(0, -1)


def _reachable(held: Sequence[Piece], last: int, *, begun: bool, narrow: bool) -> range:
    """Return the places behind `last` with only names and borders between; all where nothing is before.

    Where a sentence denies something (`narrow`) no name is left out: "no large effect" is not "no effect".
    A negation is of the piece behind it, and of no other; over a border, as from a lead-in to an item, it
    reaches only where the sentence has `begun` before it.
    """
    if last < 0:
        return range(len(held))
    if held[last].kind is Kind.NEGATION:
        behind = last + 1
        while begun and behind < len(held) and held[behind].kind is Kind.BORDER:
            behind += 1
        return range(behind, min(behind + 1, len(held)))
    end = last + 1
    passed = (Kind.BORDER,) if narrow else (Kind.NAME, Kind.BORDER)
    while end < len(held) and held[end].kind in passed:
        end += 1
    return range(last + 1, min(end + 1, len(held)))


def _begins(held: Sequence[Piece], here: int, lead: int, reach: _Reach) -> bool:
    """Tell whether a sentence can begin at `here`: nothing before it reaches over what is said."""
    if here > lead and any(piece.kind is Kind.NEGATION for piece in held[:lead]):
        return False
    if here and held[here].kind is Kind.NUMBER and held[here - 1] in _LIMITS:
        return False
    before = held[lead:here][::-1]
    if before[:1] == [_ONLY] or _is_conditional(before):
        return False
    return not any(piece.kind in reach.kinds for piece in _clause(held[:here][::-1], reach.borders))


def _ends(held: Sequence[Piece], last: int, reach: _Reach) -> bool:
    """Tell whether a sentence can end at `last`: nothing behind it takes back what is said."""
    rest = held[last + 1 :]
    if rest and held[last].kind is Kind.NUMBER and rest[0] in _LIMITS:
        return False
    # What a label is followed by is said of it: "Antibiotics: none".
    behind = rest[1:] if rest[:1] == [_LABELS] else rest
    denied = any(piece.kind in reach.kinds for piece in _clause(behind, reach.borders))
    if rest[:1] == [_ONLY] or _CONDITION in _outside_brackets(_said_with(rest), "("):
        return False
    return not denied and _EXCEPTIONS.isdisjoint(_clause(rest, ";\n"))


def _clause(held: Sequence[Piece], borders: str) -> Sequence[Piece]:
    """Return the pieces up to the first of `borders`."""
    ends = (place for place, piece in enumerate(held) if piece.kind is Kind.BORDER and piece.value in borders)
    return held[: next(ends, len(held))]


def _is_conditional(before: Sequence[Piece]) -> bool:
    """Tell whether what comes before a place, read backward from it, begins with a condition: "If ..., "."""
    read = _outside_brackets(_clause(before, ".;\n"), ")")
    first = next(iter([piece for piece in read if piece.kind is not Kind.BORDER][::-1]), None)
    return first is not None and (first == _CONDITION or first in _EXCEPTIONS)


def _said_with(rest: Sequence[Piece]) -> Sequence[Piece]:
    """Return what of the pieces behind a place is said with it, not what ", and" goes on to."""
    clause = _clause(rest, ".:;\n")
    further = (
        place
        for place, piece in enumerate(clause)
        if piece.kind is Kind.BORDER
        and (
            piece.value in ("but", "then") or (piece.value == "and" and _is_comma(clause[place - 1 : place]))
        )
    )
    return clause[: next(further, len(clause))]


def _is_comma(before: Sequence[Piece]) -> bool:
    return [*before] == [Piece(Kind.BORDER, ",")]


def _outside_brackets(held: Sequence[Piece], opening: str) -> Iterator[Piece]:
    """Yield the pieces that stand in no brackets that open and close among them; read backward, ")" opens."""
    within = False
    for piece in held:
        if piece.kind is Kind.BORDER and piece.value in "()":
            within = piece.value == opening
        elif not within:
            yield piece
