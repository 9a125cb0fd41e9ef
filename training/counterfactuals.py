"""Make wrong statements of right ones: another drug, route, population or condition in the same words."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.models.windows import Said
from training.examples import ANSWERS, WRONG, Example

LISTS = Path(__file__).with_name("exchangeable.toml")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words that mean one thing (`words`), and what may stand in their place."""

    words: re.Pattern[str]
    others: tuple[str, ...]


def read_exchanges(file: Path = LISTS) -> tuple[Exchange, ...]:
    """Read the lists of things that are exchanged for each other."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(exchange for things in listed.values() for exchange in _exchanges(things))


def _exchanges(things: str | list[list[str]]) -> Iterator[Exchange]:
    named = [[word] for word in things.split()] if isinstance(things, str) else things
    for thing in named:
        longest_first = sorted(thing, key=len, reverse=True)
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
        yield Exchange(words, tuple(other[0] for other in named if other != thing))


def counterfactual(example: Example, exchanges: Sequence[Exchange], chance: random.Random) -> Example | None:
    """Return `example` with one thing that its question names exchanged, so that nothing in it answers.

    It is exchanged in what is read or in the question; None where they do not share such a thing.
    """
    if not example.answers:
        return None
    read = " ".join(f"{' '.join(one.context)} {one.text}" for one in example.statements)
    shared = [one for one in exchanges if one.words.search(example.question) and one.words.search(read)]
    if not shared:
        return None
    exchange = chance.choice(shared)
    everywhere = f"{read} {example.question}".casefold()
    others = [other for other in exchange.others if other.casefold() not in everywhere]
    if not others:
        return None
    other = chance.choice(others)
    labels = tuple(WRONG if one == ANSWERS else one for one in example.labels)
    if chance.random() < 0.5:
        question = exchange.words.sub(other, example.question)
        return Example(question, example.statements, labels, "other question", example.document)
    said = tuple(
        Said(
            tuple(exchange.words.sub(other, part) for part in one.context),
            exchange.words.sub(other, one.text),
        )
        for one in example.statements
    )
    return Example(example.question, said, labels, "other context", example.document)
