"""Take a sentence apart into what it must not change: numbers with their units, negations, routes, names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.evidence.pieces.piece import BY, OR, Kind, Piece
from assistant.evidence.pieces.word_lists import longest, sided_verbs, word_lists
from assistant.evidence.pieces.words import words_of
from assistant.evidence.requirements.folding import fold_word
from assistant.evidence.requirements.names import CLASS, load_names
from assistant.evidence.requirements.requirement import Kind as Thing
from index.lexicon.terms import stems

# "Up to a maximum of" says the same twice; "not not" does not.
_SAID_TWICE = frozenset(("direction", "route", "hedge", "population", "name"))
_OVER = Piece(Kind.DIRECTION, "over")
_USUAL, _NOT = Piece(Kind.DIRECTION, "usual"), Piece(Kind.NEGATION, "not")


def pieces(text: str) -> list[Piece]:
    """Return the pieces of `text` in order, words that say nothing of their own left out."""
    # Twice, for "every six hours" is "every 6 hours" first.
    words = _instead(_instead(words_of(text)))
    found: list[Piece] = []
    place = 0
    while place < len(words):
        new, place = _pieces_at(words, place)
        found += [one for one in new if not (found[-1:] == [one] and one.kind in _SAID_TWICE)]
    found = [one for place, one in enumerate(found) if not _is_one_route_of_two(found, place)]
    found = [one for one, before in zip(found, [BY, *found], strict=False) if one != BY or _is_turned(before)]
    return _routes_last(_not_first([*map(_over_as_above, found, [*found[1:], BY])]))


def _is_turned(piece: Piece) -> bool:
    """Tell whether a "by" behind a piece exchanges its sides: "caused by", "increased by"."""
    return piece.value in sided_verbs() or piece.value in ("increase", "decrease")


def _over_as_above(piece: Piece, behind: Piece) -> Piece:
    """Return "above" for the "over" before a number that is no stretch of time: "over 90 mg"."""
    amount = behind.kind is Kind.NUMBER and not behind.value.endswith(" time")
    return Piece(Kind.DIRECTION, "above") if piece == _OVER and amount else piece


def _not_first(found: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, "usually not" as "not usually"."""
    ordered = [*found]
    for place in range(len(ordered) - 1):
        if ordered[place : place + 2] == [_USUAL, _NOT]:
            ordered[place : place + 2] = [_NOT, _USUAL]
    return ordered


def _routes_last(found: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, routes behind the numbers that they stand among: "IV 5 mg/h" is "5 mg/h IV"."""
    ordered: list[Piece] = []
    for _, run in groupby(found, lambda piece: piece.kind in (Kind.NUMBER, Kind.ROUTE)):
        ordered += sorted(run, key=lambda piece: piece.kind is Kind.ROUTE)
    return ordered


def _is_one_route_of_two(found: Sequence[Piece], place: int) -> bool:
    """Tell whether the piece is the "or" of "IV or IM", which is written "IV/IM" as well."""
    around = {piece.kind for piece in (*found[place - 1 : place], *found[place + 1 : place + 2])}
    return found[place] == OR and around == {Kind.ROUTE} and place > 0


def _instead(words: Sequence[str]) -> list[str]:
    """Return `words` with the expressions that the list says otherwise."""
    said: list[str] = []
    place = 0
    while place < len(words):
        phrase, length = longest(word_lists().instead, words, place)
        said += phrase.split() if phrase else [words[place]]
        place += length or 1
    return said


def _pieces_at(words: Sequence[str], place: int) -> tuple[Sequence[Piece], int]:
    """Return the pieces that begin at `place`, none where none does, and the place behind them."""
    lists, word = word_lists(), words[place]
    phrase, length = longest(lists.phrases, words, place)
    if word.replace(",", "").replace(".", "").isdigit():
        piece, end = _number_at(words, place)
        return [piece], end
    named, end = _thing(words, place)
    if phrase and (phrase.kind is not Kind.NAME or place + length >= end):
        return [phrase], place + length
    if not word[0].isalpha():
        return ([Piece(Kind.BORDER, word)] if word in ",.;:()\n" else ()), place + 1
    if named:
        return named, end
    behind = words[place + 1 : place + 2]
    return _word(word, told_how_much=bool(behind) and behind[0][0].isdigit()), place + 1


def _word(word: str, *, told_how_much: bool) -> Sequence[Piece]:
    """Return the piece of a word of no list; none for one that says nothing."""
    if word == "by":
        # "By 10 %" tells how much.
        return () if told_how_much else [BY]
    if word in word_lists().empty:
        return ()
    # "An hour" and "per hr", but no letter alone ("penicillin G").
    if len(word) > 1 and (unit := word_lists().units.get(word)):
        family, size = unit
        return [Piece(Kind.NAME, f"{size:g} {family}")]
    return [Piece(Kind.NAME, stems([fold_word(word)])[0])]


def _thing(words: Sequence[str], place: int) -> tuple[Sequence[Piece], int]:
    """Return the drug or the disease that begins at `place` in its one spelling, a piece for each word."""
    entities, lists = load_names().entities, word_lists()
    most = entities.reach.get(fold_word(words[place]), 0)
    behind = [at for at in range(place, len(words)) if words[at] != "-"][:most]
    folded = [fold_word(words[at]) for at in behind]
    for length in range(len(folded), 0, -1):
        sense = entities.senses.get(" ".join(folded[:length]))
        if sense and sense.kind:
            (name, *_) = sorted(sense.values)
            # "Severe sepsis" is more than "sepsis", even where a list takes it for the same.
            if not lists.telling.intersection(folded[:length]).issubset(name.split()):
                continue
            said = stems(name.removeprefix(CLASS).replace("_", " ").split())
            # A class is no one drug: what is said of two of its members is not told apart by it.
            thing = "" if sense.kind is Thing.DRUG and name.startswith(CLASS) else f"{sense.kind} {name}"
            return [Piece(Kind.NAME, word, thing) for word in said], behind[length - 1] + 1
    return (), place


# What joins numbers of one unit, as in "2, 4 and 6 months".
_JOINS = frozenset(("-", "to", "and", "or", ",", "/"))
_PER = frozenset(("/", "per"))
# A rate: "3 degrees an hour". "150 mg a day" may be taken in parts, and stays as it is.
_A, _RATES = frozenset(("a", "an")), frozenset(("hour", "minute"))
_MULTIPLES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def _number_at(words: Sequence[str], place: int) -> tuple[Piece, int]:
    """Return the number at `place` in its unit, also one behind others: "0.5 g" is "500 mg"."""
    figure = float(words[place].replace(",", ""))
    if place + 1 < len(words) and (multiple := _MULTIPLES.get(words[place + 1])):
        figure, place = figure * multiple, place + 1
    families, factor, end = _unit(words, place + 1)
    if not families:
        families, factor = _shared_unit(words, place + 1)
    return Piece(Kind.NUMBER, f"{figure * factor:.9g} {'/'.join(families)}".strip()), end


def _shared_unit(words: Sequence[str], place: int) -> tuple[tuple[str, ...], float]:
    """Return the unit of the next number that those from `place` on only lead to; nothing without one."""
    if words[place : place + 1] and words[place] not in _JOINS:
        return (), 1.0
    while place < len(words) and (words[place] in _JOINS or words[place][0].isdigit()):
        families, factor, _ = _unit(words, place + 1) if words[place][0].isdigit() else ((), 1.0, 0)
        if families:
            return families, factor
        place += 1
    return (), 1.0


def _unit(words: Sequence[str], place: int) -> tuple[tuple[str, ...], float, int]:
    """Return the families of the unit at `place`, its size, and the place behind it: "mg/kg per day"."""
    units = word_lists().units
    if tuple(words[place : place + 2]) == ("times", "a") and words[place + 2 : place + 3]:
        family, size = units.get(words[place + 2], ("", 1.0))
        return (("times", family), 1 / size, place + 3) if family else ((), 1.0, place)
    if place < len(words) and words[place] == "-":
        place += 1
        if place == len(words) or words[place] not in units:
            return (), 1.0, place - 1
    if place == len(words) or words[place] not in units:
        return (), 1.0, place
    family, factor = units[words[place]]
    families, place = [family], place + 1
    while place + 1 < len(words) and _is_per(words, place) and words[place + 1] in units:
        family, size = units[words[place + 1]]
        families.append(family)
        factor, place = factor / size, place + 2
    return tuple(families), factor, place


def _is_per(words: Sequence[str], place: int) -> bool:
    return words[place] in _PER or (words[place] in _A and words[place + 1] in _RATES)
