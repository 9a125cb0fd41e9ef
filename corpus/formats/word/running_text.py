"""Put the words of a paragraph together, however many pieces it comes in."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.formats.raised import raise_text

ENDING = 40


@dataclass(slots=True)
class RunningText:
    """A text that grows; `ending` is its last few characters, `parts` how many pieces it came in."""

    ending: str = ""
    _parts: list[str] = field(default_factory=list)

    @property
    def parts(self) -> int:
        """Return how many pieces have been put in."""
        return len(self._parts)

    def add(self, words: str, *, raised: bool = False) -> None:
        """Put words at the end, superscript ones as `raise_text` writes them."""
        words = raise_text(self.ending, words) if raised else words
        if words:
            self._parts.append(words)
            self.ending = (self.ending + words[-ENDING:])[-ENDING:]

    def __str__(self) -> str:
        """Return the whole text."""
        return "".join(self._parts)
