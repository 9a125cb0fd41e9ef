"""The lists of words by which pieces are told, as they are looked up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from assistant.evidence.pieces.piece import Kind, Piece
from assistant.evidence.pieces.words import split_words
from assistant.evidence.requirements.folding import fold_word
from index.lexicon.terms import stems
from index.lexicon.variants import compound_numbers

T = TypeVar("T")
# The words of an expression, and what it stands for.
Phrase = tuple[tuple[str, ...], T]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of words as they are looked up: expressions by their first word, the longest in front."""

    instead: Mapping[str, Sequence[Phrase[str]]]
    phrases: Mapping[str, Sequence[Phrase[Piece]]]
    units: Mapping[str, tuple[str, float]]
    empty: frozenset[str]
    telling: frozenset[str]
    narrowing: frozenset[str]
    sided_verbs: frozenset[str]
    unsaid: frozenset[str]


def narrowing() -> frozenset[str]:
    """Return the values of the pieces that make what stands behind them mean less: "severe", "first"."""
    return word_lists().narrowing


def sided_verbs() -> frozenset[str]:
    """Return the stems of the verbs whose subject and object are not exchanged: "cause", "prevent"."""
    return word_lists().sided_verbs


def unsaid() -> frozenset[str]:
    """Return the stems of the words that a sentence may have where its statement has none: "take"."""
    return word_lists().unsaid


def longest(
    phrases: Mapping[str, Sequence[Phrase[T]]], words: Sequence[str], place: int
) -> tuple[T | None, int]:
    """Return what the longest expression at `place` stands for, and its words; None and 0 without one."""
    for phrase, meaning in phrases.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return meaning, len(phrase)
    return None, 0


@cache
def word_lists() -> WordLists:
    """Read the lists."""
    listed = tomllib.loads(Path(__file__).with_name("pieces.toml").read_text(encoding="utf-8"))
    kinds = (Kind.ROUTE, Kind.NEGATION, Kind.DIRECTION, Kind.HEDGE, Kind.POPULATION, Kind.NAME, Kind.BORDER)
    return WordLists(
        instead=_by_first_word({**_numbers_in_words(), **listed["instead"]}.items()),
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
        unsaid=frozenset(stems(map(fold_word, listed["unsaid"]["words"].split()))),
        narrowing=frozenset(stems(map(fold_word, listed["narrowing"]["words"].split()))),
    )


def _numbers_in_words() -> dict[str, str]:
    """Return the numbers from 20 to 99 in words, with hyphens and without, with their figures."""
    apart = compound_numbers()
    return {**apart, **{words.replace(" ", "-"): figure for words, figure in apart.items()}}


def _by_first_word(meanings: Iterable[tuple[str, T]]) -> dict[str, list[Phrase[T]]]:
    phrases: dict[str, list[Phrase[T]]] = {}
    for text, meaning in meanings:
        words = tuple(split_words(text))
        phrases.setdefault(words[0], []).append((words, meaning))
    return {first: sorted(each, key=lambda one: -len(one[0])) for first, each in phrases.items()}
