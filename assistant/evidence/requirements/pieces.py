"""Take a sentence apart into what it must not change: numbers with their units, negations, routes, names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from assistant.evidence.requirements.folding import fold_word
from assistant.evidence.requirements.names import CLASS, load_names
from assistant.evidence.requirements.requirement import Kind as Thing
from index.lexicon.terms import stems
from index.lexicon.variants import compound_numbers

_TOKEN = re.compile(
    r"\d(?:st|nd|rd|th)\b|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+-?\d\w*|°c|[^\W\d_]+|[<>]=|[<>≥≤%/;:().\n-]|,",
    re.I,
)
_EVERY_HOURS = re.compile(r"\bq\s?(\d+)\s?(?:h|hrs?|hours?)\b")
_NOT = re.compile(r"n['’]t\b")
# "C. difficile", and the marks of a list in a line.
_INITIAL = re.compile(r"\b([A-Z])\.(?= [a-z])")
_BULLETS = re.compile("[•■▪●◦]")
_DASHES = re.compile("--|[\u2010-\u2015\u2212]")
# Markdown's emphasis, and the marks of footnotes.
_MARKUP = re.compile(r"[*†‡§¶_]+")
_FULL_STOP = re.compile(r"\.(?=\s|$)")
# "Up to a maximum of" says the same twice; "not not" does not.
_SAID_TWICE = frozenset(("direction", "route", "hedge", "population", "name"))
# What joins numbers of one unit, as in "2, 4 and 6 months".
_JOINS = frozenset(("-", "to", "and", "or", ",", "/"))
_PER = frozenset(("/", "per"))

T = TypeVar("T")
# The words of an expression, and what it stands for.
Phrase = tuple[tuple[str, ...], T]


class Kind(StrEnum):
    """What a piece of a sentence is to a reader who acts on it."""

    NUMBER = "number"
    NEGATION = "negation"
    DIRECTION = "direction"
    ROUTE = "route"
    HEDGE = "hedge"
    POPULATION = "population"
    NAME = "name"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence in the form that it shares with other ways to say it.

    `value` of a number is its figure in the smallest unit of its family, with that family; of a name, its
    stem, or a word of the one spelling that a drug or a disease has here; of a border, its character or word.
    `thing` tells of a name which drug ("drug remdesivir") or disease it belongs to.
    """

    kind: Kind
    value: str
    thing: str = field(default="", compare=False)


def kind_of_thing(piece: Piece) -> str:
    """Return whether a piece belongs to a "drug" or to a "condition"; empty where to neither."""
    return piece.thing.partition(" ")[0]


_OR = Piece(Kind.DIRECTION, "or")


def pieces(text: str) -> list[Piece]:
    """Return the pieces of `text` in order, words that say nothing of their own left out."""
    # Twice, for "every six hours" is "every 6 hours" first.
    words = _instead(_instead(_tokens(text)))
    found: list[Piece] = []
    place = 0
    while place < len(words):
        new, place = _pieces_at(words, place)
        found += [one for one in new if not (found[-1:] == [one] and one.kind in _SAID_TWICE)]
    return _routes_last([one for place, one in enumerate(found) if not _is_one_route_of_two(found, place)])


def _routes_last(found: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, routes behind the numbers that they stand among: "IV 5 mg/h" is "5 mg/h IV"."""
    ordered: list[Piece] = []
    for _, run in groupby(found, lambda piece: piece.kind in (Kind.NUMBER, Kind.ROUTE)):
        ordered += sorted(run, key=lambda piece: piece.kind is Kind.ROUTE)
    return ordered


def _is_one_route_of_two(found: Sequence[Piece], place: int) -> bool:
    """Tell whether the piece is the "or" of "IV or IM", which is written "IV/IM" as well."""
    around = {piece.kind for piece in (*found[place - 1 : place], *found[place + 1 : place + 2])}
    return found[place] == _OR and around == {Kind.ROUTE} and place > 0


def _tokens(text: str) -> list[str]:
    text = _BULLETS.sub(";", _INITIAL.sub(r"\1", unicodedata.normalize("NFKC", text)))
    plain = _MARKUP.sub("", _DASHES.sub("-", text.lower()))
    spelled = _EVERY_HOURS.sub(r"every \1 hours", _NOT.sub(" not", plain))
    return _TOKEN.findall(_FULL_STOP.sub(" . ", spelled))


def _instead(words: Sequence[str]) -> list[str]:
    """Return `words` with the expressions that the list says otherwise."""
    said: list[str] = []
    place = 0
    while place < len(words):
        phrase, length = _longest(_lists().instead, words, place)
        said += phrase.split() if phrase else [words[place]]
        place += length or 1
    return said


def _pieces_at(words: Sequence[str], place: int) -> tuple[Sequence[Piece], int]:
    """Return the pieces that begin at `place`, none where none does, and the place behind them."""
    lists, word = _lists(), words[place]
    phrase, length = _longest(lists.phrases, words, place)
    if word.replace(",", "").replace(".", "").isdigit():
        piece, end = _number(words, place)
        return [piece], end
    named, end = _thing(words, place)
    if phrase and (phrase.kind is not Kind.NAME or place + length >= end):
        return [phrase], place + length
    if not word[0].isalpha():
        return ([Piece(Kind.BORDER, word)] if word in ",.;:()\n" else ()), place + 1
    if named:
        return named, end
    if word in lists.empty:
        return (), place + 1
    return [Piece(Kind.NAME, stems([fold_word(word)])[0])], place + 1


def _thing(words: Sequence[str], place: int) -> tuple[Sequence[Piece], int]:
    """Return the drug or the disease that begins at `place` in its one spelling, a piece for each word."""
    entities, lists = load_names().entities, _lists()
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


def _number(words: Sequence[str], place: int) -> tuple[Piece, int]:
    """Return the number at `place`, in the unit that stands behind it or behind those it is joined with."""
    figure = float(words[place].replace(",", ""))
    families, factor, end = _unit(words, place + 1)
    if not families:
        families, factor = _shared_unit(words, place + 1)
    return Piece(Kind.NUMBER, f"{figure * factor:.9g} {'/'.join(families)}".strip()), end


def _shared_unit(words: Sequence[str], place: int) -> tuple[tuple[str, ...], float]:
    """Return the unit of the next number that those from `place` on only lead to; nothing without one."""
    while place < len(words) and (words[place] in _JOINS or words[place][0].isdigit()):
        families, factor, _ = _unit(words, place + 1) if words[place][0].isdigit() else ((), 1.0, 0)
        if families:
            return families, factor
        place += 1
    return (), 1.0


def _unit(words: Sequence[str], place: int) -> tuple[tuple[str, ...], float, int]:
    """Return the families of the unit at `place`, its size, and the place behind it: "mg/kg per day"."""
    units = _lists().units
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
    while place + 1 < len(words) and words[place] in _PER and words[place + 1] in units:
        family, size = units[words[place + 1]]
        families.append(family)
        factor, place = factor / size, place + 2
    return tuple(families), factor, place


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of words as they are looked up: expressions by their first word, the longest in front."""

    instead: Mapping[str, Sequence[Phrase[str]]]
    phrases: Mapping[str, Sequence[Phrase[Piece]]]
    units: Mapping[str, tuple[str, float]]
    empty: frozenset[str]
    telling: frozenset[str]
    narrowing: frozenset[str]
    sided_verbs: frozenset[str]


def narrowing() -> frozenset[str]:
    """Return the values of the pieces that make what stands behind them mean less: "severe", "first"."""
    return _lists().narrowing


def sided_verbs() -> frozenset[str]:
    """Return the stems of the verbs whose subject and object are not exchanged: "cause", "prevent"."""
    return _lists().sided_verbs


def _longest(
    phrases: Mapping[str, Sequence[Phrase[T]]], words: Sequence[str], place: int
) -> tuple[T | None, int]:
    """Return what the longest expression at `place` stands for, and its words; None and 0 without one."""
    for phrase, meaning in phrases.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return meaning, len(phrase)
    return None, 0


@cache
def _lists() -> _Lists:
    """Read the lists."""
    listed = tomllib.loads(Path(__file__).with_name("pieces.toml").read_text(encoding="utf-8"))
    kinds = (Kind.ROUTE, Kind.NEGATION, Kind.DIRECTION, Kind.HEDGE, Kind.POPULATION, Kind.NAME, Kind.BORDER)
    return _Lists(
        instead=_by_first_word({**compound_numbers(), **listed["instead"]}.items()),
        phrases=_by_first_word(
            (phrase, Piece(kind, stems([fold_word(value)])[0] if kind is Kind.NAME else value))
            for kind in kinds
            for value, phrases in listed[kind].items()
            for phrase in phrases
        ),
        units={
            unit: (family, size) for family, units in listed["units"].items() for unit, size in units.items()
        },
        empty=frozenset(listed["empty"]["words"].split()),
        telling=frozenset(
            map(fold_word, f"{listed['telling']['words']} {listed['narrowing']['words']}".split())
        ),
        sided_verbs=frozenset(stems(map(fold_word, listed["sided"]["words"].split()))),
        narrowing=frozenset(stems(map(fold_word, listed["narrowing"]["words"].split()))),
    )


def _by_first_word(meanings: Iterable[tuple[str, T]]) -> dict[str, list[Phrase[T]]]:
    phrases: dict[str, list[Phrase[T]]] = {}
    for text, meaning in meanings:
        words = tuple(_TOKEN.findall(text))
        phrases.setdefault(words[0], []).append((words, meaning))
    return {first: sorted(each, key=lambda one: -len(one[0])) for first, each in phrases.items()}
