"""A sentence laid on the statement that it may say in other words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.answering.laying import Laid
from assistant.evidence.pieces.piece import Kind


@dataclass(frozen=True)
class LaidOn:
    """A sentence laid on a statement: `to` is where each of its pieces stands there, -1 for elsewhere.

    The first `lead` pieces of the statement lead in to it; one that `instructs` says what is to be done.
    """

    said: Laid
    held: Laid
    to: tuple[int, ...]
    lead: int
    instructs: bool

    @cached_property
    def taken(self) -> frozenset[int]:
        """The places of the statement that the sentence takes over."""
        return frozenset(place for place in self.to if place >= 0)

    @cached_property
    def kept(self) -> frozenset[int]:
        """The clauses of the statement from which something is taken, and all that lead in to it."""
        lead = self.held.clause[: self.lead]
        return frozenset((*lead, *(self.held.clause[place] for place in self.taken)))

    def left(self) -> list[int]:
        """Return the places that are not taken over, in the clauses that are."""
        clauses = enumerate(self.held.clause)
        return [at for at, own in clauses if at not in self.taken and own in self.kept]

    def places(self, kind: Kind) -> list[int]:
        """Return the places of the sentence's pieces of a kind."""
        return [place for place, piece in enumerate(self.said.pieces) if piece.kind is kind]
