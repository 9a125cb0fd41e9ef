"""Put together what the parts of a question found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.evidence.judging import Evidence
from index.passage import Passage


def assemble(judged: Sequence[Evidence], threshold: float) -> Evidence:
    """Return the evidence of a whole question from that of its parts, at least one.

    Parts whose confidence reaches `threshold` are answered, and the answer is as sure as the least sure of
    them; where none does, the surest part tells why not.
    """
    if len(judged) == 1:
        return judged[0]
    held = [one for one in judged if one.confidence >= threshold]
    # With the lowest of thresholds even that reaches it which the documents do not hold.
    enough = [one for one in held if not one.missing] or held
    decisive = (
        min(enough, key=lambda one: one.confidence) if enough else max(judged, key=lambda one: one.confidence)
    )
    return replace(
        decisive,
        passages=_by_turns([one.passages for one in judged]),
        parts=tuple(chain.from_iterable(one.parts for one in enough or judged)),
        apart=frozenset[tuple[str, int]]().union(*(one.apart for one in enough or judged)),
    )


def _by_turns(ranked: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """Return the best passage of each part, then the second of each, every paragraph once."""
    turns = (one for turn in zip_longest(*ranked) for one in turn if one is not None)
    found: dict[str, Passage] = {}
    for passage in turns:
        found.setdefault(passage.paragraph.id, passage)
    return tuple(found.values())
