"""How a word processor shows runs of words: their look, their symbols, and why some would not be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.text.scripts import Script, marked, written_scripts
from corpus.unseen import Unseen

PAPER = "ffffff"
# Points: letters of a smaller size are dots. Of 255: colours that differ by less in each part are one.
LEAST_SIZE = 2.0
LEAST_CONTRAST = 16
_HEX = re.compile(r"[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Look:
    """How words are shown; colours are six hexadecimal digits, empty where they cannot be told.

    `behind` is the colour that lies behind the words, `size` is in points, 0 where it is not known.
    """

    colour: str = ""
    behind: str = PAPER
    size: float = 0.0
    hidden: bool = False
    struck: bool = False


def why_unseen(look: Look) -> Unseen | None:
    """Return why words that look so are not read, None where they are; what is uncertain is read."""
    if look.hidden:
        return Unseen.HIDDEN
    if 0 < look.size < LEAST_SIZE:
        return Unseen.TINY
    if look.colour and look.behind and _difference(look.colour, look.behind) < LEAST_CONTRAST:
        return Unseen.COLOUR
    return Unseen.STRUCK if look.struck else None


def hex_colour(stated: str, names: Mapping[str, str] | None = None) -> str:
    """Return a colour as `Look` has it, empty for one that is neither six digits nor one of `names`."""
    plain = stated.strip().lower().removeprefix("#")
    plain = (names or {}).get(plain, plain)
    return plain if _HEX.fullmatch(plain) else ""


def _difference(first: str, second: str) -> int:
    pairs = zip(bytes.fromhex(first), bytes.fromhex(second), strict=True)
    return max(abs(one - other) for one, other in pairs)


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

    def add(self, words: str, script: Script = Script.LEVEL) -> None:
        """Put words at the end, which stand in the line as `script` says."""
        words = marked(words, script)
        if words:
            self._parts.append(words)
            self.ending = (self.ending + words[-ENDING:])[-ENDING:]

    def __str__(self) -> str:
        """Return the whole text."""
        return written_scripts("".join(self._parts))
