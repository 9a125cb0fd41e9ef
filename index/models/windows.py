"""What the reader reads at once: a question with statements, their common context said once.

A window is `[CLS] question [SEP] common context [SEP] statement [SEP] statement ... [SEP]`; a statement whose
context goes on where the common one ends is led in by the rest of it ("Children > Dose:"), once where several
that follow each other share it. Training and answering both make their windows here, so that they are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from corpus.errors import UserError
from corpus.statements import Statement

# Word pieces of a question (its last ones count: a scenario asks at its end), of a part of a context, of a
# context, of a window that is filled with statements, and of one that a long statement makes longer.
QUESTION, PART, CONTEXT, FILLED, LONGEST = 64, 24, 64, 128, 320
# Pieces of BERT's vocabulary: the mark before a text, the one after each of its parts, and ":".
CLS, SEP, COLON = 101, 102, 1024

Pieces = Callable[[str], list[int]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the reader reads it: the parts of its context from far to near, and its words."""

    context: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces, of which the first `question` ask; `spans[i]` are those of statement `statements[i]`."""

    pieces: tuple[int, ...]
    question: int
    statements: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def make_windows(question: str, statements: Sequence[Said], pieces: Pieces) -> tuple[Window, ...]:
    """Return the windows over all `statements` of a paragraph, in order; `pieces` cuts words into pieces.

    Raise `UserError` when there is nothing to ask.
    """
    asked = pieces(question)[-QUESTION:]
    if not asked:
        raise UserError("There is no question to read.")
    common = _common(statements)
    shared = _context(statements[0].context[:common], pieces, CONTEXT) if statements else []
    windows: list[Window] = []
    filling = _Filling(asked, shared)
    for place, said in enumerate(statements):
        own = _context(said.context[common:], pieces, CONTEXT - len(shared) // 2)
        words = pieces(said.text)
        if filling.spans and filling.size_with(own, words) > FILLED:
            windows.append(filling.window())
            filling = _Filling(asked, shared)
        filling.add(place, own, words)
    return (*windows, filling.window()) if filling.spans else tuple(windows)


def said_of(statements: Sequence[Statement], worded: Callable[[str], str] = str) -> tuple[Said, ...]:
    """Return `statements` as the reader reads them, each text as it is `worded`."""
    return tuple(Said(tuple(map(worded, one.context.parts())), worded(one.text)) for one in statements)


def by_length(things: Sequence[T], length: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """Yield batches of things of like `length`, shortest first, each of at most `most` pieces with padding.

    A thing that is longer than that is a batch of its own.
    """
    batch: list[T] = []
    for thing in sorted(things, key=length):
        if batch and (len(batch) + 1) * length(thing) > most:
            yield batch
            batch = []
        batch.append(thing)
    if batch:
        yield batch


def load_pieces() -> Pieces:
    """Return what cuts words into the pieces of the packaged model, without marks."""
    from index.models.packaged import packaged_folder, read_tokenizer

    tokenizer = read_tokenizer(packaged_folder() / "tokenizer.json")

    def pieces(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    return pieces


def _common(statements: Sequence[Said]) -> int:
    """Return how many parts the contexts of all `statements` begin with in common."""
    columns = zip(*(said.context for said in statements), strict=False)
    return sum(1 for _ in takewhile(lambda parts: len(set(parts)) == 1, columns))


def _context(parts: Sequence[str], pieces: Pieces, room: int) -> list[int]:
    """Return the pieces of `parts`, joined by ">"; those from far are left out where there is no room."""
    joined: list[int] = []
    for cut in _near_to_far(parts, pieces):
        longer = [*cut, *pieces(">"), *joined] if joined else cut
        if len(longer) > room:
            break
        joined = longer
    return joined


def _near_to_far(parts: Sequence[str], pieces: Pieces) -> Iterator[list[int]]:
    for part in reversed(parts):
        yield pieces(part)[:PART]


class _Filling:
    """A window that is being filled."""

    def __init__(self, asked: list[int], shared: list[int]) -> None:
        self.pieces = [CLS, *asked, SEP, *shared, SEP] if shared else [CLS, *asked, SEP]
        self.question = len(asked) + 2
        self.spans: list[tuple[int, int]] = []
        self._shared = len(shared) + 1 if shared else 0
        self._statements: list[int] = []
        self._own: list[int] = []

    def size_with(self, own: list[int], words: list[int]) -> int:
        return len(self.pieces) + (len(own) + 1 if own != self._own else 0) + len(words) + 1

    def add(self, place: int, own: list[int], words: list[int]) -> None:
        if not self.spans:
            self._make_room(len(own) + len(words) + 2)
        if own and own != self._own:
            self.pieces += [*own, COLON]
        self._own = own
        words = words[: max(1, LONGEST - len(self.pieces) - 1)]
        start = len(self.pieces)
        self.pieces += [*words, SEP]
        self.spans.append((start, start + max(1, len(words))))
        self._statements.append(place)

    def _make_room(self, needed: int) -> None:
        """Leave out the farthest words of the common context where a long statement needs their room."""
        over = min(self._shared, max(0, len(self.pieces) + needed - LONGEST))
        del self.pieces[self.question : self.question + over]

    def window(self) -> Window:
        return Window(tuple(self.pieces), self.question, tuple(self._statements), tuple(self.spans))
